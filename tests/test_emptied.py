"""After a test that commits, nothing is left of it, and the roles are whole."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection

from phare.revision import counted_tables
from tests.emptied import Emptied
from tests.factories import make_figure, make_release, publish

pytestmark = pytest.mark.django_db(transaction=True)


def filled():
    with connection.cursor() as cursor:
        for name in [*counted_tables(), "auth_user", "phare_contentrevision"]:
            cursor.execute(f"SELECT count(*) FROM {name}")
            if cursor.fetchone()[0]:
                yield name


def test_emptied_tables_hold_nothing():
    empty = Emptied()
    publish(make_release(figures=[make_figure()]))
    assert len(list(filled())) > 10
    empty()
    assert list(filled()) == []


def test_roles_that_a_test_spoilt_are_put_back():
    empty = Emptied()
    before = {group.name: group.permissions.count() for group in Group.objects.all()}
    Group.objects.create(name="De trop")
    Permission.objects.filter(codename="add_release").delete()
    empty()
    assert {group.name: group.permissions.count() for group in Group.objects.all()} == before
    assert len(before) == 6
