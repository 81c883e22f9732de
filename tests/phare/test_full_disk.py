"""No room left on a disk: who sends something is told so, whatever it was that could not be written."""

import errno
import logging
import sqlite3

import psycopg
import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError
from django.db import OperationalError, connection, transaction
from django.test import Client

from regions.models import FigureImport
from regions.room import is_full
from tests.factories import make_contact, make_region, make_user
from tests.regions.desk import said, url
from tests.regions.imports import csv_of, make_catalogue
from tests.trust.jobs import import_by_command

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    logging.disable(logging.CRITICAL)
    yield tmp_path
    logging.disable(logging.NOTSET)


@pytest.fixture
def desk():
    client = Client(raise_request_exception=False)
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def full(*args, **kwargs):
    raise OSError(errno.ENOSPC, "No space left on device")


def refuse(execute, sql, params, many, context):
    """As PostgreSQL does, and Django tells it."""
    if sql.startswith(("INSERT", "UPDATE")):
        raise OperationalError("could not extend file") from psycopg.errors.DiskFull()
    return execute(sql, params, many, context)


def refuse_sessions(execute, sql, params, many, context):
    """The last statement of a sign-in, after its answer is made."""
    if sql.startswith("UPDATE") and "django_session" in sql:
        return refuse(execute, sql, params, many, context)
    return execute(sql, params, many, context)


def test_full_database_is_told_to_who_sends_a_form(desk):
    contact = make_contact(name="Camille Exemple")
    with connection.execute_wrapper(refuse):
        response = desk.post(f"/admin/press/presscontact/{contact.pk}/effacer/")
    assert response.status_code == 507
    assert "Rien de ce que vous venez d'envoyer n'est enregistré." in said(response)
    contact.refresh_from_db()
    assert contact.name == "Camille Exemple"


def test_full_disk_is_told_to_who_sends_a_file(desk, monkeypatch):
    make_catalogue()
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    response = desk.post(url("figureimport", "add"), {"file": SimpleUploadedFile("c.csv", csv_of({}))})
    assert response.status_code == 507
    transaction.set_rollback(False)  # nothing was asked of the database
    assert not FigureImport.objects.exists()


def test_session_that_finds_no_room_is_told_as_such(client, quick_passwords):
    user = make_user(is_staff=True, is_superuser=True, password="une phrase assez longue")
    client.raise_request_exception = False
    with connection.execute_wrapper(refuse_sessions):
        sent = {"username": user.username, "password": "une phrase assez longue"}
        response = client.post("/admin/login/", sent)
    assert response.status_code == 507


def test_full_disk_is_told_to_who_runs_the_import(monkeypatch):
    act = import_by_command(2)
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(CommandError, match="Rien n'est importé : il n'y a plus de place sur le disque"):
        act()
    transaction.set_rollback(False)
    assert not FigureImport.objects.exists()


def test_page_of_a_full_site_is_read(client):
    make_region(name="Corse")
    with connection.execute_wrapper(refuse):
        assert [client.get(path).status_code for path in ("/", "/regions/", "/communiques/")] == [200] * 3


@pytest.mark.only("sqlite")
def test_full_database_of_sqlite_is_known(tmp_path):
    with sqlite3.connect(tmp_path / "small.sqlite3") as small:
        small.execute("PRAGMA max_page_count = 3")
        small.execute("CREATE TABLE one (words)")
        with pytest.raises(sqlite3.OperationalError) as caught:
            small.execute("INSERT INTO one VALUES (?)", ["x" * 20_000])
    small.close()
    assert is_full(caught.value)


@pytest.mark.parametrize(
    "error", [None, ValueError("full"), OSError(errno.EACCES, "No"), OperationalError("x")]
)
def test_other_errors_are_not_taken_for_a_full_disk(error):
    assert not is_full(error)
