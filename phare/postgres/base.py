"""Django's PostgreSQL, where a thread waits no longer than its patience lasts: phare/patience.py."""

import time
from collections.abc import Generator
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from phare.patience import Over, over


class GaveUp(psycopg.OperationalError):
    pass


class Connection(psycopg.Connection[Any]):
    def wait(self, gen: Generator[Any, Any, Any], *args: Any, **named: Any) -> Any:
        if (is_over := over()) is None:
            return super().wait(gen, *args, **named)
        try:
            return super().wait(_limited(gen, is_over), *args, **named)
        except GaveUp:
            self.close()
            raise


def _limited(gen: Generator[Any, Any, Any], is_over: Over) -> Generator[Any, Any, Any]:
    """As `gen`, which says what of the socket it waits for, and is told each tenth of a second that it is
    not ready: https://www.psycopg.org/psycopg3/docs/advanced/async.html."""
    began = time.monotonic()
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            if not ready and is_over(time.monotonic() - began):
                raise GaveUp("the database does not answer")
            wanted = gen.send(ready)
    except StopIteration as end:
        return end.value


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Who has no patience left does not wait for a new connection either."""
        if (is_over := over()) is not None and is_over(0.0):
            raise GaveUp("the database does not answer")
        connection = super().get_new_connection(conn_params)
        connection.__class__ = Connection  # Django does not say which class it takes
        return connection
