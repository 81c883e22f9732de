"""Nobody finds a stored file by guessing: none has an address, and its place has a name without meaning."""

import re
from itertools import product

import pytest
from django.core.files.base import ContentFile

from press.models import Attachment, Resource
from regions.models import Report
from tests.factories import make_attachment, make_resource
from tests.phare.cached_site import Site
from tests.press import leaks
from tests.trust import sample

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.no_cover]

ROOTS = (
    *("/media/", "/medias/", "/uploads/", "/files/", "/fichiers/", "/documents/", "/_fichiers/"),
    *("/var/media/", "/static/", "/static/../var/media/", "/static/%2e%2e/media/", "/"),
    *("/rapports/", "/communiques/", "/ressources/"),
)
FOLDERS = ("", "rapports/", "communiques/", "ressources/", "2026/", "2026/11/", "../", "..%2f", "Bretagne/")
NAMES = (
    *("rapport.pdf", "rapport-bretagne.pdf", "bretagne.pdf", "bretagne-2026.pdf", "phare-bretagne.pdf"),
    *("rapport_bretagne_2026.pdf", "communique.pdf", "cp-bretagne.pdf", "document.pdf", "qfilenameq.pdf"),
    *("qfilenameq.png", "qreportslugq.pdf", "qreportslugq.pdf.bak", "qreportslugq.pdf~", ".qreportslugq.swp"),
)
KEPT = re.compile(r"[a-z-]+/(\d+/)*[A-Za-z0-9_-]{20,}(\.[a-z]+)?")


@pytest.fixture
def stored(settings, tmp_path):
    """Where the files of an embargoed release are, its report's and a resource's, from the storage's root."""
    settings.ALLOWED_HOSTS, settings.MEDIA_ROOT = ["testserver"], tmp_path
    release = leaks.plant()
    make_attachment(release, name="Photo de famille.png")
    make_resource(slug="q", file=ContentFile(leaks.pdf("Q"), name="Guide secret.pdf"))
    fields = {Report: "document", Attachment: "file", Resource: "file"}
    found = [getattr(one, name).name for model, name in fields.items() for one in model.objects.all()]
    return [name for name in found if name]


def test_place_of_a_file_says_nothing_of_it(stored):
    assert [name for name in stored if not KEPT.fullmatch(name)] == []
    assert len(stored) == len({name.rpartition("/")[2] for name in stored}) == 5


def test_no_guessed_place_gives_a_file(stored, record_property):
    guesses = sample(("".join(parts) for parts in product(ROOTS, FOLDERS, NAMES)), 200)
    guesses += [f"{root}{name}" for root in ROOTS for name in stored]
    record_property("cells", len(guesses))
    site = Site()
    statuses = {site.get(path)["status"] for path in guesses}
    assert statuses <= {301, 404}  # where an address would have a slash at its end
