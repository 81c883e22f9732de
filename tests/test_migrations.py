"""The migrations make what the models say, in an empty database of each engine."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.environment import of_the_machine

ROOT = Path(__file__).parent.parent


@pytest.fixture
def empty_database(tmp_path):
    """The address of one."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    name = f"empty_{os.getpid()}"
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name}")
        yield f"{server.rpartition('/')[0]}/{name}"
        session.execute(f"DROP DATABASE {name}")


def test_migrations_make_the_tables_and_the_roles(empty_database):
    def manage(*command):
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=of_the_machine() | {"DATABASE_URL": empty_database},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    manage("migrate", "-v0")
    manage("migrate", "--check")
    manage("makemigrations", "--check", "--dry-run")
    code = (
        "from django.apps import apps\n"
        "for model in apps.get_models(): model._base_manager.first()\n"
        "print(*apps.get_model('auth.Group').objects.order_by('name').values_list('name', flat=True))"
    )
    assert (
        manage("shell", "-v0", "-c", code).strip()
        == "Administration Agenda Données Presse Relecture Rédaction"
    )
