"""The archive of a site, its return, and the move from SQLite to PostgreSQL."""

import json
import shutil
import threading
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from io import StringIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.db.utils import load_backend

from phare.copies.archive import reading, write
from phare.copies.restore import restore
from phare.copies.snapshot import CopyRefused
from phare.copies.tables import copied, empty, fill, lines, summed
from phare.environment import SQLITE
from phare.models import ContentRevision
from press.models import Attachment, Organisation, PressContact
from regions.models import Figure, Region
from tests.factories import make_attachment, make_contact, make_figure, make_organisation, make_release

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def path(tmp_path):
    return tmp_path / "site.zip"


def sums():
    return {model._meta.db_table: summed(model, "default") for model in copied()}


def test_every_table_is_copied_but_for_sessions_failed_sign_ins_and_the_counter():
    every = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert sorted(every - {model._meta.label for model in copied()}) == [
        "axes.AccessAttempt",
        "axes.AccessAttemptExpiration",
        "axes.AccessFailureLog",
        "axes.AccessLog",
        "phare.ContentRevision",
        "sessions.Session",
    ]


def test_row_has_the_same_line_on_each_engine():
    figure = make_figure(value=Decimal("43.5"))
    at = datetime(2017, 6, 29, 6, 0, 0, 123456, tzinfo=UTC)
    type(figure.report).objects.filter(pk=figure.report_id).update(publish_at=at)
    fields = [field.attname for field in Figure._meta.concrete_fields]
    row = dict(zip(fields, json.loads(next(lines(Figure, "default"))), strict=True))
    report = next(lines(type(figure.report), "default")).decode()
    assert (row["id"], Decimal(row["value"]), row["value"][:4]) == (figure.pk, Decimal("43.5"), "43.5")
    assert '"2017-06-29T06:00:00.123456+00:00"' in report


def test_archive_gives_back_every_row_and_file_and_counts_a_revision(demonstration, path):
    attachment = make_attachment(make_release())
    written, before = write(path), sums()
    attachment.file.storage.delete(attachment.file.name)
    Figure.objects.update(value=Decimal(1))
    Attachment.objects.all().delete()
    said = ContentRevision.objects.get().number
    restore(path, replace=True)
    assert (sums(), written.tables) == (before, before)
    assert list(written.files) == [attachment.file.name]
    assert default_storage.exists(attachment.file.name)
    assert ContentRevision.objects.get().number > said
    assert make_organisation().pk > 1  # the next key is free


def test_archive_is_for_its_owner_alone_and_takes_no_name_in_use(path):
    write(path)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="existe déjà"):
        call_command("backup", path)
    assert [one.name for one in path.parent.iterdir() if one.is_file()] == ["site.zip"]


def test_archive_under_writes_holds_one_instant(path):
    """Each transaction writes two tables: an instant between them would be seen."""
    region, stop = Region.objects.create(name="Une", slug="une", code="01"), threading.Event()

    def write_on():
        try:
            while not stop.is_set():
                with transaction.atomic():
                    Region.objects.select_for_update().get(pk=region.pk)
                    made = Organisation.objects.create(name=f"Un organisme {uuid4()}")
                    Region.objects.filter(pk=region.pk).update(name=f"{made.pk}")
        finally:
            connection.close()

    writers = [threading.Thread(target=write_on) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        for number in range(3):
            write(path.with_name(f"{number}.zip"))
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    for number in range(3):
        archive = path.with_name(f"{number}.zip")
        manifest = restore(archive, replace=True)
        assert sums() == manifest.tables
        last = Organisation.objects.order_by("pk").last()
        assert Region.objects.get().name == (str(last.pk) if last else "Une")


def test_site_that_is_not_empty_is_not_written_over_unless_told(path):
    make_organisation()
    write(path)
    with pytest.raises(CommandError, match=r"Rien n'a été restauré. La base n'est pas vide \(press_hist"):
        call_command("restore", path)
    with transaction.atomic():
        empty("default")
    out = StringIO()
    call_command("restore", path, stdout=out)
    assert "sont en place" in out.getvalue()


def damaged(path):
    content = bytearray(path.read_bytes())
    content[content.index(b"tables/auth_permission.jsonl") + 100] ^= 0xFF
    path.write_bytes(content)


def cut(path):
    path.write_bytes(path.read_bytes()[:-200])


def without_a_member(path):
    with ZipFile(path) as old, ZipFile(path.with_name("new"), "w") as new:
        for name in old.namelist():
            if "press_organisation.jsonl" not in name:
                new.writestr(name, old.read(name))
    shutil.move(path.with_name("new"), path)


def of_another_version(path):
    with ZipFile(path) as old, ZipFile(path.with_name("new"), "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                content = json.dumps(json.loads(content) | {"migrations": {"regions": "0099"}})
            new.writestr(name, content)
    shutil.move(path.with_name("new"), path)


@pytest.mark.parametrize("harm", [damaged, cut, without_a_member, of_another_version])
def test_archive_that_is_not_whole_or_ours_changes_nothing(path, harm):
    make_organisation()
    write(path)
    before = sums()
    harm(path)
    with pytest.raises(CopyRefused):
        restore(path, replace=True)
    assert sums() == before


def test_file_in_the_way_stops_the_whole_return(path, media):
    release = make_release()
    first, second = make_attachment(release), make_attachment(release, name="autre.png")
    write(path)
    default_storage.delete(first.file.name)
    (media / second.file.name).write_bytes(b"autre chose")
    Attachment.objects.filter(pk=first.pk).delete()
    before = sums()
    with pytest.raises(CopyRefused, match="Un autre fichier se nomme déjà"):
        restore(path, replace=True)
    assert sums() == before
    assert not default_storage.exists(first.file.name)


def test_file_that_was_not_written_whole_goes(path, monkeypatch):
    attachment = make_attachment(make_release())
    write(path)
    default_storage.delete(attachment.file.name)

    def fill_the_disk(file, chunk_size=None):
        yield b"une partie"
        raise OSError("No space left on device")

    monkeypatch.setattr(File, "chunks", fill_the_disk)
    with pytest.raises(CommandError, match=r"Rien n'a été restauré\. No space left"):
        call_command("restore", path, replace=True)
    assert not default_storage.exists(attachment.file.name)


def with_a_file(path, name):
    with ZipFile(path) as old, ZipFile(path.with_name("new"), "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        manifest["files"] = {name: sha256(b"x").hexdigest()}
        for member in set(old.namelist()) - {"manifest.json"}:
            new.writestr(member, old.read(member))
        new.writestr(f"files/{name}", b"x")
        new.writestr("manifest.json", json.dumps(manifest))
    return path.with_name("new")


@pytest.mark.parametrize("name", ["../dehors.txt", "/tmp/phare-dehors.txt", "a/../../dehors.txt"])
def test_file_that_would_leave_the_folder_changes_nothing(path, media, name):
    make_organisation()
    write(path)
    before = sums()
    with pytest.raises(CommandError, match="Rien n'a été restauré"):
        call_command("restore", with_a_file(path, name), replace=True)
    assert sums() == before
    assert not (media / name).exists()


def test_file_that_storage_lost_is_told(path):
    attachment = make_attachment(make_release())
    default_storage.delete(attachment.file.name)
    told = StringIO()
    call_command("backup", path, stderr=told, stdout=StringIO())
    assert attachment.file.name in told.getvalue()
    with reading(path) as archive:
        assert archive.manifest.lost == [attachment.file.name]


def test_file_that_goes_while_it_is_looked_at_stops_nothing(path, media):
    media.mkdir()
    (media / "parti.png").symlink_to(media / "nulle-part")
    assert write(path).files == {}


@pytest.mark.parametrize("remembered", ["the database", "the operator"])
def test_contact_erased_since_is_erased_again(path, remembered):
    contact = make_contact(name="Camille Exemple", email="camille@example.org")
    write(path)
    if remembered == "the database":
        contact.erase(datetime.now(UTC))
        restore(path, replace=True)
    else:
        restore(path, replace=True, erased=[contact.pk])
    found = PressContact.objects.get(pk=contact.pk)
    assert (found.name, found.email, found.erased_at is None) == ("Contact effacé", "", False)


@pytest.fixture
def sqlite_site(demonstration, tmp_path):
    """The demonstration in an SQLite database apart, and nothing in the one at hand."""
    file = tmp_path / "site.sqlite3"
    database = connections.configure_settings({"default": SQLITE | {"NAME": str(file)}})["default"]
    connections["site"] = load_backend(database["ENGINE"]).DatabaseWrapper(database, "site")
    call_command("migrate", database="site", run_syncdb=True, verbosity=0)
    with transaction.atomic(using="site"):
        empty("site")
        for model in copied():
            fill(model, lines(model, "default"), "site")
    connections["site"].close()
    del connections["site"]
    with transaction.atomic():
        empty("default")
    return file


def test_site_moves_to_postgresql_and_is_compared(sqlite_site):
    if connection.vendor != "postgresql":
        with pytest.raises(CommandError, match="DATABASE_URL doit nommer la base PostgreSQL"):
            call_command("move_to_postgres", sqlite_site)
        return
    out = StringIO()
    call_command("move_to_postgres", sqlite_site, stdout=out)
    told = out.getvalue().splitlines()
    assert len([line for line in told if line.endswith("identique")]) == len(copied())
    assert "regions_figure " in out.getvalue()
    assert Figure.objects.count() > 100
    make_organisation()  # the next key is free
    with pytest.raises(CommandError, match=r"Rien n'a été copié\. La base n'est pas vide"):
        call_command("move_to_postgres", sqlite_site)
