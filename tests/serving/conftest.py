"""One real site for every test of this folder."""

import os
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings

from tests.serving.site import served


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serving")
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with database(folder) as url, served(folder, shared, url) as running:
        yield running


@contextmanager
def database(folder):
    """The address of an empty database of the engine under test, which goes with the tests."""
    if settings.DATABASES["default"]["ENGINE"] == "phare.sqlite":
        yield f"sqlite:///{folder}/site.sqlite3"
        return
    server, name = os.environ["DATABASE_URL"], f"serving_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
