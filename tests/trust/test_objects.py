"""What a role may not see is on no page that it opens, in no list that it searches and in no lookup."""

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile

from press.models import AccessOpening
from regions.models import FigureImport
from tests.factories import ago, make_access, make_contact, make_release, make_user, publish
from tests.phare.desk_routes import address, make_things, sign_in
from tests.phare.roles import DECLARED, MODELS
from tests.trust import FULL, sample

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

# What nobody but these roles reads, each beside a word by which it is found. Names of contacts stand in
# releases, those of editors beside their work.
FOUND_BY = "trouvable"
HIDDEN = {
    "qcontact": "RLPXS",
    "qinvite": "PXS",
    "qcompte": "XS",
    "qfichier": "DXS",
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def plant():
    """The numbers of `make_things`, beside which stands what is hidden from some."""
    numbers = make_things()
    contact = make_contact(
        name="Camille",
        role="trouvable qcontact",
        address="qcontact adresse",
        email="qcontact@example.org",
        hours="qcontact horaires",
        valid_until=ago(days=400).date(),
    )
    release = make_release(contacts=[contact])
    publish(release)
    access = make_access(release, name="trouvable qinvite", media="qinvite", email="qinvite@example.org")
    AccessOpening.objects.create(access=access, at=ago(), what="qinvite ouverture")
    account = make_user(username="trouvable", email="qcompte@example.org", is_staff=True)
    FigureImport.objects.update(
        file=ContentFile(b"qfichier", name="qfichier.csv"), name="trouvable-qfichier.csv"
    )
    return numbers | {"press/release": release.pk, "press/earlyaccess": access.pk, "auth/user": account.pk}


def lookups():
    """Each field of a form of the desk that may be looked up, as the browser asks."""
    for model in admin.site._registry:
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            if field.is_relation and field.related_model in admin.site._registry:
                names = (model._meta.app_label, model._meta.model_name, field.name)
                yield "/admin/autocomplete/?app_label={}&model_name={}&field_name={}".format(*names)
    yield "/admin/autocomplete/?app_label=press&model_name=releasecontact&field_name=contact"


def questions(role, numbers):
    opened = [address(route, numbers) for route, (opens, _) in DECLARED.items() if role in opens]
    lists = [f"/admin/{model}/?q={FOUND_BY}" for model in (*MODELS, "regions/figureimport")]
    terms = [f"{lookup}&term={word}" for lookup in lookups() for word in ("", FOUND_BY)]
    return [*sample(opened, 30), *lists, *sample(terms, 10)]


@pytest.mark.parametrize("role", "DRLPANX" if FULL else "AN")
def test_what_is_hidden_from_a_role_is_on_none_of_its_pages(role):
    numbers, client = plant(), sign_in(role)
    secret = [word for word, who in HIDDEN.items() if role not in who]
    told = []
    for path in questions(role, numbers):
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = f"{response.headers}{body.decode('utf-8', 'replace')}"
        told += [(path, word) for word in secret if word in text]
    assert told == []


def test_who_may_is_shown_it():
    """Without which the test above would pass whatever is planted."""
    numbers, client = plant(), sign_in("S")
    pages = ["press/presscontact", "press/earlyaccess", "auth/user", "regions/figureimport"]
    found = [client.get(f"/admin/{page}/?q={FOUND_BY}").content.decode() for page in pages]
    account = address("auth/user/<path:object_id>/change/", numbers)
    found.append(client.get(account).content.decode())
    assert [word for word in HIDDEN if word not in "".join(found)] == []
