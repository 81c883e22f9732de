"""Tables as lines of JSON, the same for the same rows on each engine; and back."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from hashlib import sha256
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, models

Model = type[models.Model]

# What a copy leaves behind: who is signed in or failed to be; and the counter, as each database has its own.
LEFT = ("sessions.", "axes.", "phare.ContentRevision")
# What migrations write in an empty database: a copy brings its own.
OF_MIGRATIONS = (
    "contenttypes.ContentType",
    "auth.Permission",
    "auth.Group",
    "auth.Group_permissions",
)
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Sum:
    """How many lines, and the SHA-256 of all."""

    rows: int
    sha256: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Summing:
    """Lines as they pass, and their sum at the end."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines, self._rows, self._hash = lines, 0, sha256()

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self._rows += 1
            self._hash.update(line)
            yield line

    @property
    def sum(self) -> Sum:
        return Sum(self._rows, self._hash.hexdigest())


def copied() -> list[Model]:
    """Every table of the site but those LEFT, by name."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.label.startswith(LEFT)
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def lines(model: Model, using: str) -> Iterator[bytes]:
    """A JSON list for each row, in the order of the keys."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.using(using).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=BATCH):
        yield _ENCODER.encode(row).encode() + b"\n"


def summed(model: Model, using: str) -> Sum:
    passing = Summing(lines(model, using))
    for _ in passing:
        pass
    return passing.sum


def _plain(value: object) -> str:
    """Instants in UTC with their microseconds: Django's own encoder cuts those."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"{value!r} has no form in a copy.")


# PostgreSQL keeps the keys of JSON values in an order of its own.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_plain)


def fill(model: Model, from_lines: Iterable[bytes], using: str) -> None:
    """Insert rows as they are written, keys included, past the models and their signals."""
    connection, fields = connections[using], model._meta.concrete_fields
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    waiting = iter(from_lines)
    with connection.cursor() as cursor:
        while batch := list(islice(waiting, BATCH)):
            cursor.executemany(
                insert,
                [
                    [
                        field.get_db_prep_save(field.to_python(value), connection)
                        for field, value in zip(fields, json.loads(line), strict=True)
                    ]
                    for line in batch
                ],
            )


def occupied(using: str) -> list[str]:
    """The tables that hold more than migrations wrote."""
    return [
        model._meta.db_table
        for model in copied()
        if model._meta.label not in OF_MIGRATIONS and model._base_manager.using(using).exists()
    ]


def empty(using: str) -> None:
    """Delete all rows: references are looked at when the transaction ends, so that any order will do."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in [*copied(), *_left_rows()]:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _left_rows() -> list[Model]:
    """What is of the people who were signed in before."""
    return [model for model in apps.get_models() if model._meta.label.startswith(LEFT[:2])]


def set_sequences(using: str) -> None:
    """The next key of each table comes after the last."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), copied()):
            cursor.execute(statement)
