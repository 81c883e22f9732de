"""Django's SQLite, where writers of one process queue for the lock instead of fighting for it, and where who
wrote much tells the planner of queries.

SQLite waits by asking again, ever more seldom: under load who waits longest asks least, and after its
`timeout` is told that the database is locked. Here one thread asks at a time, so that each has its turn:
https://www.sqlite.org/src/file?name=src/main.c (sqliteDefaultBusyCallback).
"""

import sqlite3
import threading
from contextlib import suppress

from django.db.backends.sqlite3 import base

MUCH = 500  # rows
LOOKED_AT = 1000  # entries of each index: https://www.sqlite.org/pragma.html#pragma_analysis_limit

_turn = threading.Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    def _start_transaction_under_autocommit(self) -> None:
        with _turn:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]

    def _close(self) -> None:
        """After an import, a restoration, a migration that writes: how large the tables are now, which
        PostgreSQL looks at by itself. Where somebody writes meanwhile, the next one does it; where the
        connection was lost, nobody need."""
        held: sqlite3.Connection | None = self.connection
        with suppress(sqlite3.OperationalError, sqlite3.ProgrammingError):
            if held is not None and held.total_changes >= MUCH and not held.in_transaction:
                held.executescript(f"PRAGMA busy_timeout = 0; PRAGMA analysis_limit = {LOOKED_AT}; ANALYZE")
        super()._close()  # type: ignore[misc]
