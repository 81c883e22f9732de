"""A database as it was at one instant, while others write."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import load_backend
from psycopg import IsolationLevel

ALIAS = "snapshot"
_READS = "-c default_transaction_read_only=on -c statement_timeout=0"


class CopyRefused(Exception):  # noqa: N818  # a refusal, not a fault
    """Why nothing was copied, in French, with the remedy."""


@contextmanager
def snapshot(database: dict[str, Any]) -> Iterator[str]:
    """The alias of a connection of its own to `database` (settings), which reads one instant and waits for
    no writer, nor lets one wait: a read transaction of SQLite's WAL, a REPEATABLE READ of PostgreSQL."""
    given = database["OPTIONS"]
    if "sqlite" in database["ENGINE"]:
        options = given | {"transaction_mode": "DEFERRED"}
    else:
        options = given | {
            "isolation_level": IsolationLevel.REPEATABLE_READ,
            "options": f"{given.get('options', '')} {_READS}",
        }
    connections[ALIAS] = load_backend(database["ENGINE"]).DatabaseWrapper(
        database | {"OPTIONS": options}, ALIAS
    )
    try:
        with transaction.atomic(using=ALIAS):
            yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]


def migrations(using: str) -> dict[str, str]:
    """The last migration of each app; CopyRefused where some are missing."""
    executor = MigrationExecutor(connections[using])
    leaves = executor.loader.graph.leaf_nodes()
    if executor.migration_plan(leaves):
        raise CopyRefused(
            "La base n'est pas à la version de ce programme : passer d'abord « manage.py migrate » sur elle."
        )
    return dict(sorted(leaves))
