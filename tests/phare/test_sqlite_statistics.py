"""Whoever wrote much into a SQLite file leaves the statistics by which its queries are planned."""

import sqlite3

import pytest
from django.db.utils import ConnectionHandler

from phare.sqlite.base import MUCH

pytestmark = pytest.mark.django_db  # a connection is one, though to another file


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "site.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE lines (number INTEGER)")
        made.execute("CREATE INDEX lines_number ON lines (number)")
    made.close()
    return path


def write(path, rows):
    connection = ConnectionHandler({"default": {"ENGINE": "phare.sqlite", "NAME": path}})["default"]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO lines VALUES (%s)", [(number,) for number in range(rows)])
    connection.close()


def known(path):
    """The names of the tables of which the planner knows the size."""
    with sqlite3.connect(path) as reader:
        tables = {name for (name,) in reader.execute("SELECT name FROM sqlite_master")}
        found = reader.execute("SELECT tbl FROM sqlite_stat1") if "sqlite_stat1" in tables else ()
        names = {name for (name,) in found}
    reader.close()
    return names


def test_planner_knows_the_tables_once_much_was_written(file):
    write(file, MUCH)
    assert known(file) == {"lines"}


def test_planner_is_not_told_of_each_small_write(file):
    write(file, MUCH - 1)
    assert known(file) == set()


def test_connection_closes_though_another_writes(file):
    other = sqlite3.connect(file, isolation_level=None)
    with sqlite3.connect(file) as writer:
        writer.executemany("INSERT INTO lines VALUES (?)", [(1,)])
    writer.close()
    connection = ConnectionHandler({"default": {"ENGINE": "phare.sqlite", "NAME": file}})["default"]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO lines VALUES (%s)", [(1,)] * MUCH)
    other.execute("BEGIN IMMEDIATE")
    connection.close()
    other.execute("ROLLBACK")
    other.close()
    assert known(file) == set()
