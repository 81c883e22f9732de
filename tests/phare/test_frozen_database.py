"""A PostgreSQL that neither answers nor refuses: no thread waits for it long, and all comes back with it."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from tempfile import TemporaryDirectory

import pytest
from django.db import OperationalError, connection, connections

from phare.page_cache import LOSS
from phare.patience import patience
from phare.stamp import SILENCE
from tests.phare.cached_site import lapse
from tests.phare.relay import Relay

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only("postgresql")]

THREADS = 4  # of a process: deploy/systemd


@pytest.fixture
def relay(monkeypatch):
    """Between this process and its server."""
    host = connection.settings_dict["HOST"]
    assert host.startswith("/"), "The relay knows the socket alone: python -m tests.postgres."
    with TemporaryDirectory(prefix="phare-") as folder:
        relay = Relay(folder, f"{host}/.s.PGSQL.5432")
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "HOST", folder)
        yield relay
        for thread in threading.enumerate():
            if thread.name == "stamp":
                thread.join(5)
        connection.close()
        relay.close()


@pytest.fixture
def threads():
    with ThreadPoolExecutor(THREADS) as pool:
        yield pool
        list(pool.map(lambda _: (time.sleep(0.05), connections.close_all()), range(THREADS)))


def asked(site, address):
    began = time.monotonic()
    return site.get(address), time.monotonic() - began


def test_threads_are_free_again_while_the_database_is_frozen(relay, threads, site, region):
    """Each waits in a query of its own; then none waits, and nothing has to be started anew."""
    paths = ["/regions/normandie/", "/communiques/", "/agenda/", "/ressources/"]
    kept = site.get("/regions/")
    list(threads.map(lambda number: site.get(f"/recherche/?q={number}"), range(2 * THREADS)))
    with relay.silent():
        answers = list(threads.map(lambda path: asked(site, path), paths))
        assert [answer["status"] for answer, _ in answers] == [503] * THREADS
        assert max(took for _, took in answers) < SILENCE + 1.5
        told = {path: asked(site, path) for path in ("/regions/", "/indicateurs/", "/admin/login/")}
        assert [answer["status"] for answer, _ in told.values()] == [200, 503, 503]
        assert max(took for _, took in told.values()) < SILENCE / 4
        assert told["/regions/"][0]["body"] == kept["body"]
    thawed = time.monotonic()
    while site.get("/indicateurs/")["status"] != 200:
        assert time.monotonic() < thawed + 5
        time.sleep(0.05)


def test_page_that_is_being_made_as_the_database_freezes_is_given_up(relay, site, region):
    application = site.cache.application

    def freezes(environ, start_response):
        with relay.silent():
            return application(environ, start_response)

    site.cache.application = freezes
    answer, took = asked(site, "/regions/")
    assert answer["status"] == 503
    assert took < SILENCE + 1.5
    site.cache.application = application
    lapse()


def test_slow_query_is_not_given_up_while_the_database_answers(site):
    def slow(environ, start_response):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(2)")
        start_response("204 No Content", [])
        return []

    site.cache.application = slow
    assert site.get("/regions/")["status"] == 204


def test_work_at_the_desk_is_given_up_later_than_a_page(site, monkeypatch):
    stamps = site.cache.stamps
    monkeypatch.setattr(stamps, "is_silent", lambda: True)
    monkeypatch.setattr(stamps, "ask_aside", lambda: None)
    stamps._answered = time.monotonic() - LOSS
    assert site.cache._is_vain(0.0)
    assert [site.cache._is_lost(waited) for waited in (LOSS - 0.1, LOSS)] == [False, True]
    stamps._answered = time.monotonic()
    assert not site.cache._is_lost(LOSS)


def test_query_that_is_given_up_closes_its_connection(relay):
    connection.ensure_connection()
    with relay.silent(), patience(lambda waited: waited >= 0.3), pytest.raises(OperationalError):
        connection.cursor().execute("SELECT 1")
    assert connection.connection.closed
    connection.close()
    connection.cursor().execute("SELECT 1")
