"""The database's clock, moved: the SQL behind `database_now` and the content stamp, for every connection."""

from contextlib import contextmanager
from datetime import datetime

from django.db import connection
from django.db.backends.signals import connection_created

# The name is looked for in this schema before PostgreSQL's own.
_MOVED = """
CREATE SCHEMA IF NOT EXISTS moved;
CREATE OR REPLACE FUNCTION moved.statement_timestamp() RETURNS timestamptz LANGUAGE sql STABLE
AS $$ SELECT current_setting('moved.at')::timestamptz $$
"""


class Clock:
    """`move` to an instant, in UTC: the database says it until the next."""

    def __init__(self, at):
        self.at = at

    def move(self, at):
        self.at = at
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('moved.at', %s, false)", [at.isoformat()])

    def replace(self, connection, **kwargs):
        if connection.vendor == "sqlite":
            connection.connection.create_function("strftime", 2, self._told)
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('moved.at', %s, false)", [self.at.isoformat()])
            cursor.execute("SET search_path = moved, pg_catalog, public")

    def _told(self, form, what):
        """As SQLite has it: milliseconds, cut off."""
        assert what == "now"
        if form == "%s":
            return str(int(self.at.timestamp()))
        return datetime.strftime(self.at, "%Y-%m-%d %H:%M:%S.%f")[:-3]


@contextmanager
def moved_clock(at):
    """A Clock that shows `at`. The connection is made anew: SQLite keeps what it has compiled."""
    clock = Clock(at)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_MOVED)
    connection_created.connect(clock.replace)
    connection.close()
    try:
        yield clock
    finally:
        connection_created.disconnect(clock.replace)
        connection.close()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA moved CASCADE")
