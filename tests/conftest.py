"""Fixtures for every test."""

from importlib import import_module
from itertools import count

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TransactionTestCase

from phare import sitemaps
from press.loader import load_demonstration, load_press
from regions.loader import load_programme
from tests import factories
from tests.emptied import Emptied
from tests.snapshots import Snapshot
from tests.trust import SHARED, is_here

load_programme_once = Snapshot(load_programme)
load_all_once = Snapshot(load_programme, load_press, load_demonstration)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leaves those marked `only` to their engine; and, of those marked `either`, which `make trust` passes on
    both, each to one of them in `make test`."""
    elsewhere = {item for item in items if _is_elsewhere(item)}
    config.hook.pytest_deselected(items=list(elsewhere))
    items[:] = [item for item in items if item not in elsewhere]


def _is_elsewhere(item):
    only = item.get_closest_marker("only")
    if only and only.args != (connection.vendor,):
        return True
    return SHARED and item.get_closest_marker("either") is not None and not is_here(item.nodeid)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """SQLite in a file, as on a site: in memory the server of the browser's tests and the test itself share
    one connection, and one empties the tables that the other still reads."""
    # What is not committed is seen by one connection: tests/phare/test_reads.py has the other.
    settings.DATABASES.pop("public", None)
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "phare.sqlite":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "tests.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tables come from the models, and the roles from their migration."""
    with django_db_blocker.unblock():
        make_roles()
        empty = Emptied()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty())
        yield


@pytest.fixture(autouse=True)
def one_piece(monkeypatch):
    """The sitemap parts its rows by their keys, and a sequence goes on from the test before."""
    monkeypatch.setattr(sitemaps, "KEYS", 10**9)


@pytest.fixture(autouse=True)
def same_names(monkeypatch):
    """What a test makes has the same names whatever ran before: no « 99 » in « Région 3995 » now and then."""
    monkeypatch.setattr(factories, "numbers", count(1001))


@pytest.fixture(autouse=True)
def unknown_content_types():
    """Django keeps those asked for until some test migrates: queries counted would tell what ran before."""
    ContentType.objects.clear_cache()


def make_roles():
    """The groups."""
    import_module("press.migrations.0007_roles").make_groups(apps, None)


@pytest.fixture
def quick_passwords(settings):
    """Ten failures in a row would take seconds."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def programme(db):
    """The programme's real data."""
    load_programme_once()


@pytest.fixture
def demonstration(db):
    """All that the demonstration loads: the programme's data, the press room's, releases and contacts."""
    load_all_once()
