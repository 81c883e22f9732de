"""The counter of the content: every way to write is counted, once for a transaction."""

from decimal import Decimal
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from phare.copies.archive import write as write_archive
from phare.copies.restore import restore
from phare.models import ContentRevision
from phare.revision import APART, APPS, count_writes, counted_tables, stop_counting
from phare.stamp import INSTANTS
from press.models import Organisation, Release
from regions.models import Figure, Region
from regions.publication import Approved, database_now
from tests.factories import make_contact, make_figure, make_organisation, make_region, make_release, make_user
from tests.regions.entry import Table
from tests.regions.imports import load, make_catalogue

pytestmark = pytest.mark.django_db(transaction=True)


def number():
    return ContentRevision.objects.values_list("number", flat=True).first() or 0


def test_every_table_of_the_two_apps_is_counted_but_for_history_and_readings():
    tables = {
        model._meta.db_table
        for app in APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }
    left = tables - set(counted_tables())
    assert {table for table in left if "historical" not in table} == {*APART}


def test_each_counted_table_has_its_triggers():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY 1")
        else:
            cursor.execute(
                "SELECT relname, count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                "WHERE NOT tgisinternal GROUP BY 1"
            )
        found = dict(cursor.fetchall())
    assert found == dict.fromkeys(counted_tables(), 3 if connection.vendor == "sqlite" else 2)


def save(figure):
    figure.save()


def update(figure):
    Figure.objects.filter(pk=figure.pk).update(value=Decimal(12))


def bulk_update(figure):
    figure.value = Decimal(13)
    Figure.objects.bulk_update([figure], ["value"])


def delete(figure):
    Figure.objects.filter(pk=figure.pk).delete()


def bulk_create(figure):
    Organisation.objects.bulk_create([Organisation(name="Un organisme")])


def sql(figure):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE regions_figure SET value = 14 WHERE id = %s", [figure.pk])


def many_to_many(figure):
    Release.objects.get().regions.add(Region.objects.create(name="Autre", slug="autre", code="99"))


def entry_grid(figure):
    desk = Client()
    desk.force_login(make_user(is_staff=True, is_superuser=True))
    table = Table()
    assert table.fill(desk, {table.name(table.nation, table.answers[0]): "43"}).status_code == 302


def admin_form(figure):
    desk = Client()
    desk.force_login(make_user(is_staff=True, is_superuser=True))
    address = reverse("admin:press_presscontact_erase", args=[make_contact().pk])
    before = number()
    assert desk.post(address).status_code == 302
    assert number() > before


def import_of_a_file(figure):
    make_catalogue()
    before = number()
    load({})
    assert number() > before


def command(figure):
    call_command("load_programme", stdout=StringIO())


def erasure(figure):
    contact = make_contact()
    before = number()
    contact.erase(database_now())
    assert number() > before


WAYS = [entry_grid, admin_form, import_of_a_file, command, erasure]


@pytest.mark.parametrize("write", [*WAYS, save, update, bulk_update, delete, bulk_create, sql, many_to_many])
def test_each_way_to_write_is_counted(write):
    figure = make_figure()
    make_release(figures=[])
    before = number()
    write(figure)
    assert number() > before


def test_archive_that_is_put_back_is_counted_with_its_files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    make_region()
    write_archive(tmp_path / "site.zip")
    before = number()
    restore(tmp_path / "site.zip", replace=True)
    assert number() > before


def test_transaction_that_is_undone_counts_nothing():
    make_region()
    before = number()
    with transaction.atomic():
        make_organisation()
        transaction.set_rollback(True)
    assert number() == before


def test_reading_counts_nothing():
    figure = make_figure()
    before = number()
    assert Figure.objects.get(pk=figure.pk).region.name
    assert number() == before


def test_migration_runs_without_the_triggers_and_counts_once():
    figure = make_figure()
    before = number()
    stop_counting()
    with transaction.atomic():
        save(figure)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE regions_figure ADD COLUMN added integer")
            cursor.execute("ALTER TABLE regions_figure DROP COLUMN added")
    assert number() == before
    count_writes()
    assert number() > before
    test_each_counted_table_has_its_triggers()


def test_counter_that_went_back_says_no_number_again():
    figure = make_figure()
    said = number()
    ContentRevision.objects.update(number=said - 2)
    for _ in range(3):
        save(figure)
    assert number() not in (said, said - 1)
    assert number() > said - 2


def test_every_instant_of_publication_is_an_instant_of_the_stamp():
    columns = {
        (model._meta.db_table, "publish_at")
        for model in apps.get_models()
        if issubclass(model, Approved) and "Historical" not in model.__name__
    }
    announced = {
        (model._meta.db_table, "publish_at")
        for model in apps.get_models()
        if any(field.name == "publish_at" for field in model._meta.fields)
        and "Historical" not in model.__name__
        and model is not Release  # its editions come out, not the draft
    }
    assert columns <= set(INSTANTS)
    assert announced <= set(INSTANTS)
