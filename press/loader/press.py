"""Loads a folder of the press room's files."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models, transaction

from press.announced import Announced
from press.loader.entries import Entry, read_entries, read_entry
from press.loader.releases import build_release
from press.loader.tables import CONTACTS, LISTS, TABLES, build_boilerplate, build_page
from regions.loader import LoadError
from regions.loader.lines import read_lines
from regions.loader.tables import Table
from regions.publication import database_now

FOLDER = Path(__file__).parent.parent / "data"
Fault = Callable[[str, object], None]


@dataclass(slots=True)
class Loaded:
    """What a load did: rows created, and rows that were stored already."""

    created: int = 0
    existing: int = 0

    def count(self, row: object) -> None:
        if row is None:
            self.existing += 1
        else:
            self.created += 1


@transaction.atomic
def load_press(folder: Path = FOLDER) -> Loaded:
    """Load what is real: organisations, events, resources, facts, pages, boilerplates.

    All of it was public long before this site, so that it is out at once. LoadError with every fault of the
    first file that has some, or of all pages; nothing is changed then.
    """
    loaded = Loaded()
    for table in TABLES:
        _load_table(folder, table, loaded)
    faults: list[str] = []
    pages = [read_entry(path, faults) for path in sorted((folder / "pages").glob("*.toml"))]
    _load_entries(pages, build_page, loaded)
    _refuse(faults)
    boilerplates = read_entries(folder / "boilerplates.toml", "boilerplates", faults)
    _load_entries(boilerplates, build_boilerplate, loaded)
    _refuse(faults)
    return loaded


@transaction.atomic
def load_demonstration(folder: Path = FOLDER) -> Loaded:
    """Load the contacts and releases of the demonstration, these approved; `load_press` goes before.

    LoadError as `load_press`, for all releases at once.
    """
    loaded = Loaded()
    _load_table(folder, CONTACTS, loaded)
    faults: list[str] = []
    now = database_now()
    for path in sorted((folder / "releases").glob("*.toml")):
        loaded.count(build_release(read_entry(path, faults), now))
    _refuse(faults)
    return loaded


def _load_table(folder: Path, table: Table, loaded: Loaded) -> None:
    faults: list[str] = []
    now = database_now()
    for line in read_lines(folder / f"{table.name}.csv", table.columns, faults):
        before = len(faults)
        row = table.build(line)
        if len(faults) == before and _save(row, line.fault, line.cells, now):
            loaded.count(row)
            if row is not None and table.name in LISTS:
                LISTS[table.name](row, line)
    _refuse(faults)


def _load_entries(
    entries: list[Entry], build: Callable[[Entry], models.Model | None], loaded: Loaded
) -> None:
    now = database_now()
    for entry in entries:
        before = len(entry.faults)
        row = build(entry)
        if len(entry.faults) == before and _save(row, entry.fault, entry.values, now):
            loaded.count(row)


def _save(row: models.Model | None, fault: Fault, columns: Container[str], now: datetime) -> bool:
    """Whether the row is stored, now or already; what is announced is public from now on."""
    if row is None:
        return True
    if isinstance(row, Announced):
        row.publish_at = now
    try:
        row.full_clean()
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            fault(field if field in columns else UNNAMED.get(field, ""), " ".join(messages))
        return False
    if isinstance(row, Announced) and (holes := row.holes()):
        for hole in holes:
            fault(hole.field if hole.field in columns else "", hole.message)
        return False
    row.save()
    return True


# Fields that are read from a column of another name.
UNNAMED = {"held_on": "date", "held_precision": "date", "released_on": "date"}


def _refuse(faults: list[str]) -> None:
    if faults:
        raise LoadError(faults)
