"""A press contact who was everywhere is erased: nothing is left anywhere, and nothing comes back."""

import re

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse

from phare.copies.archive import write
from phare.copies.restore import restore
from press.models import PressContact
from tests.factories import ago, make_contact, make_region, make_release, publish
from tests.phare.cached_site import Site, lapse
from tests.phare.desk_routes import sign_in
from tests.press import leaks
from tests.press.editions import amend

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.no_cover]

CANARIES = {
    "name": "Qcontactnomq Exemple",
    "role": "Qcontactfonctionq",
    "address": "1 rue Qcontactadresseq",
    "phone": "01 99 00 47 11",
    "email": "qcontactcourrielq@example.org",
    "hours": "Qcontacthorairesq",
}
MARKS = re.compile(r"qcontact|(?:0|33)\W*1\W*99\W*00\W*47\W*11", re.IGNORECASE)
WHERE = ("/contacts-presse/", "/communiques/titre/", "/recherche/?q=exemple", "/regions/bretagne/")
TAKEN_AWAY = ("/communiques/titre.pdf", "/communiques/titre/kit.zip", "/regions/bretagne/fiche.pdf")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def boss():
    return sign_in("S")


@pytest.fixture
def contact(boss):
    """In two editions of a release, in the place of another, and changed and looked at by the desk."""
    region = make_region(name="Bretagne")
    contact = make_contact(kind="person", regions=[region], **CANARIES)
    make_contact(kind="desk", name="Bureau", email="bureau@example.org", deputy=contact)
    release = make_release(slug="titre", regions=[region], contacts=[contact])
    publish(release)
    amend(release)
    data = CANARIES | {
        "kind": "person",
        "regions": [region.pk],
        "seen_version": contact.version,
        "change_reason": "Qcontactnomq a changé de bureau",
        "role": "Qcontactfonctionq, encore",
    }
    assert boss.post(page("change", contact), data).status_code == 302
    for name in ("changelist", "history", "change", "delete"):
        boss.get(page(name, contact))
    return PressContact.objects.get(pk=contact.pk)


def page(name, contact):
    return reverse(f"admin:press_presscontact_{name}", args=[] if name == "changelist" else [contact.pk])


def erase(boss, contact):
    assert boss.post(page("erase", contact)).status_code == 302
    boss.get("/admin/")  # which shows the message, and forgets it


def in_tables():
    """table.column of every text in any table that tells of the contact."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found |= {f"{table}.{name}" for name, value in zip(columns, row, strict=True) if told(value)}
    return found


def told(value):
    text = value.decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
    return bool(MARKS.search(text))


def in_files(folder=""):
    folders, names = default_storage.listdir(folder) if default_storage.exists(folder) else ([], [])
    found = [name for name in names if told(name) or told(default_storage.open(f"{folder}{name}").read())]
    return found + [one for name in folders for one in in_files(f"{folder}{name}/")]


def on_pages(site, paths):
    """Those of the addresses that tell of the contact, as the page cache gives them."""
    return {path for path in paths if told(words(site.get(path)))}


def words(answer):
    body = answer["body"]
    return leaks._text(body, answer["headers"].get("Content-Type", "")) if answer["status"] == 200 else ""


def test_nothing_is_left_of_an_erased_contact(boss, contact):
    site = Site()
    addresses = [*WHERE, *TAKEN_AWAY, reverse("press:contact_card", args=[contact.pk])]
    assert on_pages(site, addresses) >= {
        "/contacts-presse/",
        "/communiques/titre/",
        "/communiques/titre/kit.zip",
    }
    assert in_tables() >= {"press_presscontact.name", "press_presscontact.email"}
    erase(boss, contact)
    lapse()
    assert in_tables() == set()
    assert in_files() == []
    assert on_pages(site, addresses) == set()
    desk = [page(name, contact) for name in ("changelist", "history", "change")]
    desk += ["/admin/", "/admin/relecture/", "/admin/press/release/", "/admin/press/presscontact/supprimes/"]
    assert [path for path in desk if told(boss.get(path).content)] == []


# What an archive from before gives back


def archived(tmp_path):
    path = tmp_path / "avant.zip"
    write(path)
    return path


def test_archive_from_before_brings_no_erased_contact_back(boss, contact, tmp_path):
    path = archived(tmp_path)
    erase(boss, contact)
    for _ in range(2):  # what is restored knows what was erased, too
        restore(path, replace=True)
        assert in_tables() == set()
    assert PressContact.objects.get(pk=contact.pk).erased_at


def test_archive_from_before_brings_no_deleted_contact_back(boss, tmp_path):
    contact = make_contact(kind="person", **CANARIES)
    path = archived(tmp_path)
    boss.post(page("delete", contact), {"post": "yes"})
    assert not PressContact.objects.exists()
    restore(path, replace=True)
    assert in_tables() == set()


def test_deleted_contact_stays_away_after_an_older_archive_too(boss, tmp_path):
    """Of which the database that the first return leaves holds nothing but the number."""
    empty = tmp_path / "vide.zip"
    write(empty)
    contact = make_contact(kind="person", **CANARIES)
    path = archived(tmp_path)
    boss.post(page("delete", contact), {"post": "yes"})
    restore(empty, replace=True)
    restore(path, replace=True)
    assert in_tables() == set()


def test_contact_made_under_the_number_of_a_deleted_one_is_kept(boss, tmp_path):
    gone = make_contact(kind="person", **CANARIES)
    number = gone.pk
    boss.post(page("delete", gone), {"post": "yes"})
    PressContact.history.filter(history_type="-").update(history_date=ago(minutes=5))
    make_contact(pk=number, name="Une autre personne")
    restore(archived(tmp_path), replace=True)
    assert PressContact.objects.get(pk=number).name == "Une autre personne"
