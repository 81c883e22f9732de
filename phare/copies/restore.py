"""A site put in place of another, whole or not at all."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DataError, IntegrityError, connections, transaction

from phare.copies.archive import Manifest, Reading, digest_of, reading
from phare.copies.snapshot import CopyRefused, migrations
from phare.copies.tables import Model, Sum, Summing, copied, empty, fill, occupied, set_sequences, summed
from press.models import PressContact
from regions.history import note
from regions.publication import database_now

DEFAULT = "default"
SKEW = timedelta(minutes=1)  # between the clocks of the machine, which dates archives, and of the database


def prepare() -> None:
    """Make the tables of a database that has none."""
    if not connections[DEFAULT].introspection.table_names():
        call_command("migrate", verbosity=0)


def put(lines: Callable[[Model], Iterable[bytes]], *, replace: bool = False) -> dict[str, Sum]:
    """Fill the tables, within the caller's transaction, and read them again: CopyRefused where one does not
    come back as it was given, or where the site holds something already, unless told to `replace` it."""
    if not replace and (tables := occupied(DEFAULT)):
        raise CopyRefused(f"La base n'est pas vide ({', '.join(tables[:3])}…) : en donner une qui le soit.")
    if connections[DEFAULT].vendor == "postgresql":
        with connections[DEFAULT].cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
    empty(DEFAULT)
    sums = {model._meta.db_table: _filled(model, lines(model)) for model in copied()}
    connections[DEFAULT].check_constraints()
    set_sequences(DEFAULT)
    if connections[DEFAULT].vendor == "postgresql":
        with connections[DEFAULT].cursor() as cursor:
            cursor.execute("ANALYZE")  # it would look by itself, a minute later
    ContentType.objects.clear_cache()
    for model in copied():
        if summed(model, DEFAULT) != sums[model._meta.db_table]:
            raise CopyRefused(f"La table « {model._meta.db_table} » relue n'est pas celle de la copie.")
    return sums


def _filled(model: Model, lines: Iterable[bytes]) -> Sum:
    passing = Summing(lines)
    try:
        fill(model, passing, DEFAULT)
    except (DataError, IntegrityError) as error:
        raise CopyRefused(f"La table « {model._meta.db_table} » ne peut être écrite : {error}") from error
    return passing.sum


def restore(path: Path, *, replace: bool = False, erased: Iterable[int] = ()) -> Manifest:
    """Put an archive in place; press contacts erased or deleted since, as the database in place says or
    `erased` does, are erased again, and are known as such from then on."""
    with reading(path) as archive:
        if archive.manifest.migrations != migrations(DEFAULT):
            raise CopyRefused(
                "L'archive vient d'une autre version de Phare : restaurer avec la version qui l'a faite, "
                "puis mettre à jour."
            )
        written: list[str] = []
        try:
            with transaction.atomic():
                gone = {*erased, *PressContact.objects.exclude(erased_at=None).values_list("pk", flat=True)}
                deleted = _deleted()
                put(archive.lines, replace=replace)
                for name, digest in archive.manifest.files.items():
                    _put_file(archive, name, digest, written)
                since = archive.manifest.at - SKEW
                _erase_again({*gone, *(contact for contact, at in deleted.items() if at >= since)})
                _remember(deleted)
        except BaseException:
            for name in written:
                default_storage.delete(name)
            raise
        return archive.manifest


def _deleted() -> dict[int, datetime]:
    """The numbers of the contacts that are there no more, and when they went: the desk's history has nothing
    else of them."""
    ends = PressContact.history.filter(history_type="-").order_by("history_date")
    return dict(ends.values_list("id", "history_date"))


def _remember(deleted: dict[int, datetime]) -> None:
    """Of those whom the archive is too old, or too young, to know: for the next archive."""
    known = {*PressContact.objects.values_list("pk", flat=True), *_deleted()}
    for contact, at in deleted.items():
        if contact not in known:
            note([PressContact(pk=contact)], "-", by=None, at=at, reason=None)


def _put_file(archive: Reading, name: str, digest: str, written: list[str]) -> None:
    """The names that are written are added to `written`; a file that is there already may stay."""
    if default_storage.exists(name):
        with default_storage.open(name) as stored:
            if digest_of(stored) == digest:
                return
        raise CopyRefused(f"Un autre fichier se nomme déjà « {name} » : le déplacer, puis recommencer.")
    written.append(name)  # before it is: a full disk leaves a part of it
    with archive.file(name) as stream:
        written[-1] = default_storage.save(name, File(stream))
    with default_storage.open(written[-1]) as stored:
        if written[-1] != name or digest_of(stored) != digest:
            raise CopyRefused(f"Le fichier « {name} » n'a pas pu être écrit comme il est dans l'archive.")


def _erase_again(contacts: Iterable[int]) -> None:
    for contact in PressContact.objects.filter(pk__in=contacts, erased_at=None):
        contact.erase(database_now())
