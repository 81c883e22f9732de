import json
import logging
import socket
import time
from datetime import timedelta
from types import SimpleNamespace

import dj_database_url
import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from phare import health

ALL = {"pret": True, "base": True, "migrations": True, "disque": True, "horloge": True}


@pytest.fixture
def probe():
    """A process that has not been asked yet."""

    def fetch(path, **headers):
        response = Client().get(path, **headers)
        return response.status_code, json.loads(response.content)

    return fetch


@pytest.fixture
def database_at(monkeypatch):
    """Another database in the place of the site's, for the threads that connect from now on."""

    def put(url):
        database = connections.settings["default"]
        other = {**database, **dj_database_url.parse(url), "OPTIONS": {"connect_timeout": 3}}
        monkeypatch.setitem(connections.settings, "default", other)

    return put


def broken(*parts):
    return 503, ALL | dict.fromkeys(("pret", *parts), False)


@pytest.mark.django_db
def test_site_in_order_is_ready(probe):
    assert probe("/sante/pret") == (200, ALL)


def test_process_is_alive_without_a_database(probe):
    assert probe("/sante/vivant") == (200, {"vivant": True})


@pytest.mark.django_db
def test_database_that_refuses_is_not_ready(probe, database_at):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    database_at(f"postgres://phare:secret@127.0.0.1:{port}/phare")
    assert probe("/sante/pret") == broken("base", "migrations", "horloge")


@pytest.mark.django_db
def test_database_that_is_silent_is_told_within_two_seconds_however_many_ask(database_at):
    with socket.create_server(("127.0.0.1", 0)) as server:
        database_at(f"postgres://phare:secret@127.0.0.1:{server.getsockname()[1]}/phare")
        client, began = Client(), time.monotonic()
        assert [client.get("/sante/pret").status_code for _ in range(5)] == [503] * 5
        assert client.get("/sante/vivant").status_code == 200
        assert time.monotonic() - began < 2


@pytest.mark.django_db
def test_migration_that_is_not_applied_is_not_ready(probe, settings):
    settings.MIGRATION_MODULES = {}
    assert probe("/sante/pret") == broken("migrations")


@pytest.mark.django_db
def test_disk_that_is_full_is_not_ready(probe, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda place: SimpleNamespace(free=0))
    assert probe("/sante/pret") == broken("disque")


@pytest.mark.django_db
@pytest.mark.parametrize("seconds", [-3, 3])
def test_clocks_that_drift_apart_are_not_ready(probe, monkeypatch, seconds):
    monkeypatch.setattr(health, "database_now", lambda: timezone.now() + timedelta(seconds=seconds))
    assert probe("/sante/pret") == broken("horloge")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sante/vivant", "/sante/pret"])
def test_probe_needs_neither_https_nor_the_name_of_the_site(client, settings, caplog, path):
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["phare.example.org"]
    caplog.set_level(logging.DEBUG, "phare")
    response = client.get(path, headers={"host": "10.0.0.7:8000"})
    assert (response.status_code, response["Cache-Control"], response.cookies) == (200, "no-store", {})
    assert client.get("/", headers={"host": "10.0.0.7:8000"}).status_code == 400
    assert [one for one in caplog.messages if "sante" in one] == []


@pytest.mark.django_db
def test_database_is_asked_once_a_second(client, monkeypatch):
    asked = []
    monkeypatch.setattr(health, "is_migrated", lambda: asked.append(1) is None)
    assert {client.get("/sante/pret").status_code for _ in range(20)} == {200}
    assert len(asked) == 1
