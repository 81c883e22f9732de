"""The counter of the content: the database itself counts each transaction that writes, so that no way to
write (desk, grid, import, command, SQL by hand) can forget it.

On PostgreSQL the count is the last statement of the transaction (a deferred trigger): writers wait for each
other no longer than a commit. SQLite has one writer at a time anyway. Migrations run without the triggers,
and count once.

A transaction that says SET CONSTRAINTS ALL IMMEDIATE (as loaddata, at its end) and then writes on counts
too early: it holds the counter while it waits for rows that another may hold. PostgreSQL sees this after a
second and undoes one of the two, whole, with an error: nothing is lost or counted wrong. Here
`restore` alone does so, while nobody writes.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, models

APPS = ("regions", "press")
# Written where the public reads something, or for the desk alone.
APART = ("press_accessopening",)

_TABLE = "phare_contentrevision"

# Never under the clock, in milliseconds: a database that was restored or emptied says no number again that
# a process may remember.
_COUNT = {
    "sqlite": """
INSERT INTO phare_contentrevision (id, number) VALUES (1, CAST(strftime('%s', 'now') AS INTEGER) * 1000)
ON CONFLICT (id) DO UPDATE SET number = max(number + 1, excluded.number);
""",
    "postgresql": """
INSERT INTO phare_contentrevision (id, number)
VALUES (1, extract(epoch FROM clock_timestamp())::bigint * 1000)
ON CONFLICT (id) DO UPDATE SET number = greatest(phare_contentrevision.number + 1, excluded.number);
""",
}
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION phare_count_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('phare.counted', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
    {_COUNT["postgresql"]}
    PERFORM set_config('phare.counted', pg_current_xact_id()::text, true);
  END IF;
  RETURN NULL;
END $$
"""
_HELD = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE NOT tgisinternal",
}


def counted_tables() -> list[str]:
    """The tables whose rows make the public pages, history apart."""
    found = {
        model._meta.db_table
        for app in APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if not _is_history(model)
    }
    return sorted(found - {*APART})


def _is_history(model: type[models.Model]) -> bool:
    return model.__name__.startswith("Historical")


def count_writes(using: str = "default", **kwargs: Any) -> None:
    """Create the triggers that are missing, after a migration, and count what it may have written."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if _TABLE not in tables:
        return
    wanted = dict(_triggers(connection.vendor, [one for one in counted_tables() if one in tables]))
    with connection.cursor() as cursor:
        cursor.execute(_HELD[connection.vendor])
        missing = wanted.keys() - {name for name, _ in cursor.fetchall()}
        if missing and connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for name in sorted(missing):
            cursor.execute(wanted[name])
        if missing:
            cursor.execute(_COUNT[connection.vendor])


def _triggers(vendor: str, tables: list[str]) -> Iterator[tuple[str, str]]:
    """Each by its name, with the statement that creates it."""
    for table in tables:
        if vendor == "sqlite":
            for act in ("insert", "update", "delete"):
                name = f"count_{table}_{act}"
                yield name, f'CREATE TRIGGER "{name}" AFTER {act} ON "{table}" BEGIN {_COUNT[vendor]} END'
            continue
        yield (
            f"count_{table}",
            f'CREATE CONSTRAINT TRIGGER "count_{table}" AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION phare_count_revision()",
        )
        yield (
            f"emptied_{table}",
            f'CREATE TRIGGER "emptied_{table}" AFTER TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION phare_count_revision()",
        )


def stop_counting(using: str = "default", **kwargs: Any) -> None:
    """Drop the triggers before a migration: PostgreSQL alters no table on which one is pending, and SQLite
    loses those of a table that it makes anew."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(_HELD[connection.vendor])
        for name, table in cursor.fetchall():
            if name.startswith(("count_", "emptied_")):
                on = "" if connection.vendor == "sqlite" else f' ON "{table}"'
                cursor.execute(f'DROP TRIGGER "{name}"{on}')
