"""An address under embargo answers as one that was never used: in what it says, and in how long it takes."""

import re
import statistics
import time
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.phare.cached_site import Site
from tests.press import announced_leaks as announced
from tests.press import leaks
from tests.trust import FULL, sample
from tests.trust.leak_world import Reader, readers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.no_cover]

# All that has a slug of its own; and a number, whose address is made of what is public.
PLACES = [
    "/communiques/qslugq/",
    "/communiques/qpastslugq/",
    "/communiques/qslugq.pdf",
    "/communiques/qslugq/kit.zip",
    "/communiques/qslugq/image.png",
    "/communiques/qslugq/versions/",
    "/communiques/qslugq/versions/1/",
    "/communiques/qslugq/fichiers/qfilenameq.png",
    "/communiques/qslugq/chiffres.csv",
    "/graphiques/communiques/qslugq/bretagne/pratique.json",
    "/rapports/qreportslugq/",
    "/rapports/qreportslugq/document.pdf",
    "/rapports/qreportslugq.csv",
    "/rapports/qreportslugq/image.png",
    "/graphiques/rapports/qreportslugq/bretagne/pratique.json",
    "/integrer/rapports/qreportslugq/bretagne/pratique/",
    "/agenda/qeventslugq/",
    "/agenda/qeventslugq.ics",
    "/ressources/qresourceslugq/",
    "/ressources/qresourceslugq/fichiers/qdocumentnameq.pdf",
    "/ressources/qheldslugq/",
    "/qpageslugq/",
    "/chiffres/bretagne/pratique/phare/oui/base/",
    "/ressources/?theme=qthemeslugq",
    "/ressources/?nature=guide",
    "/agenda/?mois=2031-08",
    "/api/v1/chiffres/?rapport=qreportslugq",
]
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
TIMES = 1000 if FULL else 20
GAP = 0.001  # seconds between the medians
WORDS = re.compile("q[a-z]+q(?=[/.]|$)|guide|2031-08")


def never(place):
    """The same address with other words of the same length."""
    if place.startswith("/chiffres/"):
        return place.replace("/phare/", "/perdu/")
    return WORDS.sub(lambda one: "z" * len(one[0]), place)


@pytest.fixture
def planted(settings, tmp_path):
    settings.ALLOWED_HOSTS, settings.MEDIA_ROOT = ["testserver"], tmp_path
    leaks.plant()
    announced.plant()


def test_embargoed_address_says_what_one_never_used_says(planted, record_property):
    site, cells = Site(), list(product(PLACES, METHODS, [Reader(), *readers()]))
    record_property("cells", len(cells))
    for place, method, reader in cells:
        one, other = (site.get(path, method, **reader.headers) for path in (place, never(place)))
        assert one == other, (place, method, reader.name)
        hidden = (400, 404) if "/api/" in place or "?" not in place else (200,)
        assert one["status"] in hidden or method not in ("GET", "HEAD"), (place, method, reader.name)


def test_embargoed_address_asks_as_much_as_one_never_used(planted, client):
    assert {place: asked(client, place) - asked(client, never(place)) for place in PLACES} == dict.fromkeys(
        PLACES, 0
    )


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def test_embargoed_address_takes_as_long_as_one_never_used(planted, client, record_property):
    """By the views, in turn: the page cache, which keeps both alike, is not asked."""
    places = sample(PLACES, 3)
    record_property("cells", len(places) * TIMES)
    gaps = {place: steady_gap(client, place, never(place)) for place in places}
    print({place: f"{found * 1000:+.3f} ms" for place, found in gaps.items()})
    if FULL:
        assert {place: found for place, found in gaps.items() if abs(found) >= GAP} == {}


def steady_gap(client, *paths):
    """The third, where two are too long: a machine that does something else is no leak."""
    for _ in range(3):
        if abs(found := gap(client, *paths)) < GAP:
            break
    return found


def gap(client, *paths):
    """Seconds between the medians of the first and of the second."""
    took = {path: [] for path in paths}
    for path in paths * TIMES:
        began = time.perf_counter()
        client.get(path)
        took[path].append(time.perf_counter() - began)
    one, other = (statistics.median(times) for times in took.values())
    return one - other
