"""A database and a folder of files that are put back as they were in a moment, on each engine, for jobs that
a process does and does not survive. For programs of `make trust`: DATABASE_URL is theirs alone."""

import os
import shutil
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

EMPTY = "empty"


@contextmanager
def bench():
    django.setup()
    with TemporaryDirectory(prefix="phare-bench-") as folder:
        settings.MEDIA_ROOT = Path(folder, "media")
        settings.MEDIA_ROOT.mkdir()
        settings.ALLOWED_HOSTS = ["testserver"]
        kind = Postgres if connection.vendor == "postgresql" else Sqlite
        yield kind(Path(folder))


class Bench:
    """`keep` a state under a name, then `restore` it as often as wanted. Each closes all connections."""

    def __init__(self, folder):
        self.folder = folder
        call_command("migrate", verbosity=0)
        self.keep(EMPTY)

    def keep(self, name):
        connections.close_all()
        self._keep(name)
        shutil.copytree(settings.MEDIA_ROOT, self.folder / f"media-{name}", dirs_exist_ok=True)

    def restore(self, name):
        connections.close_all()
        self._restore(name)
        shutil.rmtree(settings.MEDIA_ROOT)
        shutil.copytree(self.folder / f"media-{name}", settings.MEDIA_ROOT)


class Sqlite(Bench):
    def _keep(self, name):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copy(self._path, self.folder / name)

    def _restore(self, name):
        for ending in ("-wal", "-shm"):
            Path(f"{self._path}{ending}").unlink(missing_ok=True)
        shutil.copy(self.folder / name, self._path)

    def blank(self):
        """The address of an empty database."""
        return f"sqlite:///{self.folder}/blank.sqlite3"

    @property
    def _path(self):
        return connection.settings_dict["NAME"]

    def settle(self):
        pass

    def faults(self):
        """What the engine itself finds broken."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            told = [line for (line,) in cursor.fetchall() if line != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            return told + cursor.fetchall()


class Postgres(Bench):
    WORK = "work"

    def __init__(self, folder):
        self.address = {**connection.get_connection_params()}
        self._create(self.WORK, "template1")
        for alias in connections:
            connections[alias].settings_dict["NAME"] = self.WORK
        super().__init__(folder)

    def _sql(self, *statements):
        import psycopg

        parameters = {name: value for name, value in self.address.items() if name in ("host", "user", "port")}
        with psycopg.connect(**parameters, dbname="postgres", autocommit=True) as server:
            return [server.execute(one).fetchall() if one.startswith("SELECT") else server.execute(one)
                    for one in statements]  # fmt: skip

    def _create(self, name, source):
        self._sql(
            f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{source}"'
        )

    def blank(self):
        """The address of an empty database."""
        self._create("blank", "template1")
        return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/blank"

    def _keep(self, name):
        self.settle()
        self._create(name, self.WORK)

    def _restore(self, name):
        self._create(self.WORK, name)

    def settle(self):
        """Wait until the server has seen that who was connected is gone, and undone what they left."""
        connections.close_all()
        end = time.monotonic() + 20
        while self._sql(f"SELECT 1 FROM pg_stat_activity WHERE datname = '{self.WORK}'")[0]:
            if time.monotonic() > end:
                raise TimeoutError("A connection stays.")
            time.sleep(0.005)

    def faults(self):
        """Tables of which an index does not hold each row once: read by the one, then by the other."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            each = [f"SELECT '{name}', count(*) FROM \"{name}\"" for (name,) in cursor.fetchall()]
            counts, told = " UNION ALL ".join(each), []
            for ways in (
                ("enable_seqscan",),
                ("enable_indexonlyscan", "enable_indexscan", "enable_bitmapscan"),
            ):
                cursor.execute("RESET ALL; " + "".join(f"SET {way} = off; " for way in ways))
                cursor.execute(counts)
                told.append(set(cursor.fetchall()))
        connection.close()
        return sorted(told[0] ^ told[1])


def in_a_child(act):
    """The process number of a child that does the act, with connections of its own, and ends."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            act()
            connections.close_all()
        finally:
            os._exit(0)
    return child
