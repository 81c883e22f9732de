"""Where pages read, how long they wait, and what is said when that is too long.

Two databases of one server stand for the primary and its replica; here the replica follows by hand.
"""

import re
import sqlite3
from contextlib import contextmanager

import psycopg
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import InterfaceError, connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from phare import reads
from phare.copies.tables import copied, empty, fill, lines
from phare.environment import read_environment
from phare.models import ContentRevision
from phare.page_cache import PageCache
from phare.reads import PUBLIC, REPLICA, REVISION
from phare.stamp import Stamps
from press.models import PressContact
from regions.models import Region
from tests.factories import make_contact, make_figure, make_region

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

CLOCK = re.compile(r"_timestamp\(|now\(", re.IGNORECASE)
on_postgresql = pytest.mark.only("postgresql")  # SQLite has one connection for all


@pytest.fixture(scope="module", autouse=True)
def two_more_connections(django_db_setup, django_db_blocker):
    """That of public pages, and a replica with its tables, and nothing in them."""
    if connection.vendor == "sqlite":
        yield
        return
    primary = connection.settings_dict
    name = f"{primary['NAME']}_replica"
    limits = read_environment({"DATABASE_URL": "postgres://x/x"}, "").databases[PUBLIC]["OPTIONS"]
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        connections.settings[REPLICA] = primary | {"NAME": name}
        call_command("migrate", database=REPLICA, run_syncdb=True, verbosity=0)
        # A mirror is not emptied after each test.
        own = primary["TEST"] | {"MIRROR": "default"}
        connections.settings[PUBLIC] = primary | {"OPTIONS": primary["OPTIONS"] | limits, "TEST": own}
        yield
        for alias in (PUBLIC, REPLICA):
            connections[alias].close()
            del connections[alias], connections.settings[alias]
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")


def follow():
    """The replica catches up."""
    with transaction.atomic(using=REPLICA):
        empty(REPLICA)
        for model in copied():
            fill(model, lines(model, "default"), REPLICA)
    ContentRevision.objects.using(REPLICA).update(number=revision())


def revision():
    return ContentRevision.objects.get().number


def page(address="/regions/", **environ):
    """As the page cache asks for it."""
    return Client().get(address, **{REVISION: revision()} | environ)


@pytest.fixture
def region():
    """The primary alone has it: whatever a test before left there, the replica is at no revision of it."""
    if REPLICA in connections.settings:
        ContentRevision.objects.using(REPLICA).update(number=0)
    return make_figure(region=make_region(name="Normandie", slug="normandie")).region


@pytest.fixture
def replica(region):
    """It has all that the primary has, and a name by which it is known when it is read."""
    follow()
    Region.objects.using(REPLICA).filter(pk=region.pk).update(name="Lue sur la copie")
    ContentRevision.objects.using(REPLICA).update(number=revision())


@on_postgresql
def test_page_is_read_from_a_replica_that_has_its_revision(replica):
    assert "Lue sur la copie" in page().text


@on_postgresql
def test_replica_that_lags_is_not_read(replica, region):
    Region.objects.filter(pk=region.pk).update(name="Nouveau nom")
    told = page().text
    assert "Nouveau nom" in told
    assert "Lue sur la copie" not in told


@on_postgresql
def test_replica_of_another_revision_is_not_read_even_if_higher(replica):
    ContentRevision.objects.using(REPLICA).update(number=revision() + 1)
    assert "Normandie" in page().text


@on_postgresql
def test_kept_page_is_never_older_than_its_stamp_while_the_replica_lags(replica, region, settings):
    """Through the cache, as in production, while the replica follows late."""
    settings.ALLOWED_HOSTS = ["testserver"]
    cache = PageCache(WSGIHandler(), Stamps())

    def read():
        cache.stamps = Stamps()
        told = []
        environ = Client()._base_environ(PATH_INFO="/regions/")
        return b"".join(cache(environ, lambda *args: told.append(args))).decode()

    assert "Lue sur la copie" in read()
    for number in range(3):
        Region.objects.filter(pk=region.pk).update(name=f"Nom {number}")
        assert f"Nom {number}" in read()
        follow()
        assert f"Nom {number}" in read()


@on_postgresql
def test_replica_tells_no_time(replica):
    with CaptureQueriesContext(connections[REPLICA]) as asked:
        page()
    assert asked.captured_queries != []
    assert [one for one in asked.captured_queries if CLOCK.search(one["sql"])] == []


@on_postgresql
def test_desk_and_what_is_not_kept_never_leave_the_primary(replica, admin_client):
    with (
        CaptureQueriesContext(connections[REPLICA]) as copy,
        CaptureQueriesContext(connections[PUBLIC]) as own,
    ):
        assert admin_client.get("/admin/regions/region/").status_code == 200
        assert "Normandie" in Client().get("/regions/").text
    assert (copy.captured_queries, own.captured_queries) == ([], [])


@on_postgresql
def test_replica_that_is_away_is_left_alone_for_a_while(replica, monkeypatch):
    client = Client()
    connections[REPLICA].close()
    monkeypatch.setitem(connections[REPLICA].settings_dict, "NAME", "nowhere")
    environ = {REVISION: revision()}
    assert "Normandie" in client.get("/regions/", **environ).text
    monkeypatch.undo()
    assert "Normandie" in client.get("/regions/", **environ).text
    monkeypatch.setattr(reads, "SILENCE", 0)
    assert "Lue sur la copie" in Client().get("/regions/", **environ).text


@contextmanager
def held(table, using="default"):
    """Another session holds the table, and this one soon gives up."""
    settings = connections[using].settings_dict
    if connection.vendor == "sqlite":
        other = sqlite3.connect(settings["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 100")
    else:
        other = psycopg.connect(**{**connections[using].get_connection_params(), "cursor_factory": None})
        other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        for one in {using, "default"}:
            with connections[one].cursor() as cursor:
                cursor.execute("SET lock_timeout = '100ms'")
    try:
        yield
    finally:
        other.close()
        for one in {using, "default"}:
            connections[one].close()


@on_postgresql
def test_page_that_the_replica_fails_is_made_by_the_primary(replica):
    with held("regions_region", using=REPLICA):
        assert "Normandie" in page().text


@on_postgresql
def test_page_that_waits_too_long_says_so_and_asks_to_come_back(region):
    client = Client(raise_request_exception=False)
    with held("regions_region", using=PUBLIC):
        answer = client.get("/regions/", **{REVISION: revision()})
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    assert "La base de données n'a pas répondu à temps" in answer.text
    assert "Ce que vous venez d'envoyer" not in answer.text


@on_postgresql
def test_program_that_waits_too_long_is_told_in_its_own_form(region):
    client = Client(raise_request_exception=False)
    with held("regions_figure", using=PUBLIC):
        answer = client.get("/api/v1/chiffres/", **{REVISION: revision()})
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    assert (answer["Content-Type"], answer["Access-Control-Allow-Origin"]) == ("application/json", "*")
    assert set(answer.json()) == {"message", "filtres"}


@on_postgresql
def test_replica_whose_connection_is_lost_is_left_to_the_primary(replica, monkeypatch):
    def lost(*args, **kwargs):
        raise InterfaceError

    environ = {REVISION: revision()}
    monkeypatch.setattr(connections[REPLICA], "ensure_connection", lost)
    assert "Normandie" in Client().get("/regions/", **environ).text


def test_form_that_waits_too_long_is_not_saved_and_can_be_sent_again(admin_client):
    contact = make_contact(name="Camille Exemple")
    admin_client.raise_request_exception = False
    address = f"/admin/press/presscontact/{contact.pk}/effacer/"
    with held("press_presscontact"):
        answer = admin_client.post(address)
    assert answer.status_code == 503
    assert "n'est pas enregistré, et n'est pas perdu" in answer.text
    assert PressContact.objects.get().name == "Camille Exemple"
    assert admin_client.post(address).status_code == 302
    assert PressContact.objects.get().name == "Contact effacé"


@on_postgresql
def test_public_pages_only_read_and_wait_less_than_the_desk():
    def told(alias, name):
        with connections[alias].cursor() as cursor:
            cursor.execute(f"SHOW {name}")
            return cursor.fetchone()[0]

    names = ("statement_timeout", "lock_timeout", "default_transaction_read_only", "jit")
    assert [told("default", name) for name in names] == ["1min", "20s", "off", "off"]
    assert [told(PUBLIC, name) for name in names] == ["5s", "3s", "on", "off"]


def test_other_faults_stay_faults(admin_client, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("phare.views.rows.offered", fail)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert "Une erreur est survenue" in answer.text
