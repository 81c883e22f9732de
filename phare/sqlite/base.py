"""Django's SQLite, where writers of one process queue for the lock instead of fighting for it.

SQLite waits by asking again, ever more seldom: under load who waits longest asks least, and after its
`timeout` is told that the database is locked. Here one thread asks at a time, so that each has its turn:
https://www.sqlite.org/src/file?name=src/main.c (sqliteDefaultBusyCallback).
"""

import threading

from django.db.backends.sqlite3 import base

_turn = threading.Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    def _start_transaction_under_autocommit(self) -> None:
        with _turn:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
