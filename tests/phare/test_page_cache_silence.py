"""The page cache while the database is silent: what is right is given for a minute, nothing waits."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import DatabaseError, InterfaceError, connection

import phare.page_cache
import phare.stamp
from phare.stamp import SILENCE, Stamps
from regions.models import Region
from tests.phare.cached_site import lapse

pytestmark = pytest.mark.django_db(transaction=True)


def silent():
    raise DatabaseError


def test_pages_are_given_for_a_minute_while_the_database_is_silent(site, region, monkeypatch):
    page = site.get("/regions/")
    monkeypatch.setattr(phare.stamp, "read", silent)
    lapse()
    late = site.get("/regions/")
    assert late["headers"].pop("Age") == "1"
    assert late == page
    head = site.get("/indicateurs/", method="HEAD")
    assert (head["status"], head["body"]) == (503, b"")
    missed = site.get("/indicateurs/")
    assert (missed["status"], missed["headers"]["Retry-After"]) == (503, "5")
    assert "revient dans un instant" in missed["body"].decode()
    monkeypatch.setattr(phare.page_cache, "STALE", 0)
    assert site.get("/regions/")["status"] == 503


def test_page_that_is_known_to_be_old_is_not_given_while_the_database_is_silent(site, region, monkeypatch):
    site.get("/regions/")
    Region.objects.filter(pk=region.pk).update(name="Autre nom")
    lapse()
    site.get("/indicateurs/")
    monkeypatch.setattr(phare.stamp, "read", silent)
    lapse()
    assert site.get("/indicateurs/")["status"] == 200
    assert site.get("/regions/")["status"] == 503


def test_silent_database_is_asked_once_for_all_threads(monkeypatch):
    asked = []

    def hangs():
        asked.append(time.monotonic())
        time.sleep(0.3)
        raise DatabaseError

    monkeypatch.setattr(phare.stamp, "read", hangs)
    stamps = Stamps()

    def ask(_):
        with pytest.raises(DatabaseError):
            stamps.current()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(8)))
    assert len(asked) == 2  # on the connection at hand, and on a new one


def test_connection_that_was_lost_is_made_anew(site, region):
    site.get("/regions/")
    connection.ensure_connection()
    connection.connection.close()
    lapse()
    assert site.get("/regions/")["status"] == 200


def test_silence_and_its_end_are_logged_once_each(monkeypatch, caplog):
    stamps, read = Stamps(), phare.stamp.read
    monkeypatch.setattr(phare.stamp, "KNOWN", 0)
    for reads in (silent, silent, read, read):
        monkeypatch.setattr(phare.stamp, "read", reads)
        with suppress(DatabaseError):
            stamps.reading(anew=True)
    assert [one.levelname for one in caplog.records if one.name == "phare.stamp"] == ["WARNING", "WARNING"]


@pytest.fixture
def asleep(site, monkeypatch):
    monkeypatch.setattr(phare.stamp, "read", silent)
    return site


@pytest.mark.parametrize("address", ["/api/v1/regions/", "/graphiques/tableau-de-bord/regions.json"])
def test_program_is_told_in_its_own_form(asleep, address):
    answer = asleep.get(address)
    assert (answer["status"], answer["headers"]["Content-Type"]) == (503, "application/json")
    assert set(json.loads(answer["body"])) == {"message", "filtres"}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("address", ["/admin/login/", "/acces/abc/", "/api/v1/"])
def test_who_needs_the_database_is_told_at_once(asleep, address, method):
    answer = asleep.get(address, method=method)
    assert (answer["status"], answer["headers"]["Cache-Control"], asleep.made) == (503, "no-store", 0)


@pytest.mark.parametrize("address", ["/static.x", "/sante.x", "/admin.x"])
def test_address_that_only_begins_alike_is_a_page_like_another(site, address):
    assert [site.get(address)["status"], site.get(address)["status"], site.made] == [404, 404, 1]


@pytest.mark.parametrize("address", ["/static/phare/base.css", "/sante/vivant"])
def test_who_needs_no_database_is_not_asked_for_one(asleep, address):
    asleep.get(address)
    assert asleep.made == 1


def test_failure_of_a_page_is_told_as_silence_where_the_database_fell_silent(site, region, monkeypatch):
    site.cache.stamps.current()
    monkeypatch.setattr(phare.stamp, "read", silent)
    site.cache.application = fails
    assert site.get("/regions/")["status"] == 503


def test_failure_of_a_page_is_passed_on_where_the_database_answers(site, region):
    site.cache.application = fails
    answer = site.get("/regions/")
    assert (answer["status"], answer["headers"]) == (500, {"Content-Length": "0"})


def fails(environ, start_response):
    start_response("500 Internal Server Error", [("Content-Length", "0")])
    return []


def test_page_whose_maker_hangs_does_not_hold_the_others(site, region, monkeypatch):
    monkeypatch.setattr(phare.page_cache, "PATIENCE", 0.1)
    for lock in site.cache._making:
        lock.acquire()
    assert site.get("/regions/")["status"] == 200


def test_thread_that_hangs_holds_the_others_a_second_once(monkeypatch):
    free = threading.Event()

    def hangs():
        free.wait(10)
        raise DatabaseError

    monkeypatch.setattr(phare.stamp, "read", hangs)
    stamps = Stamps()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(stamps.current)
        while not stamps._asked:
            time.sleep(0.01)
        waits = [waited(stamps) for _ in range(3)]
        free.set()
        assert isinstance(first.exception(), DatabaseError)
    assert waits[0] <= SILENCE + 0.5
    assert max(waits[1:]) < SILENCE / 2


def waited(stamps):
    began = time.monotonic()
    with pytest.raises(DatabaseError):
        stamps.current()
    return time.monotonic() - began


def test_connection_that_is_closed_already_is_a_silence_too(monkeypatch):
    def closed():
        raise InterfaceError

    monkeypatch.setattr(phare.stamp, "read", closed)
    with pytest.raises(InterfaceError):
        Stamps().current()
