"""The counter of the content: the database itself counts each transaction that writes, so that no way to
write (desk, grid, import, command, SQL by hand) can forget it.

On PostgreSQL the count is the last statement of the transaction (a deferred trigger): writers wait for each
other no longer than a commit. SQLite has one writer at a time anyway.
"""

from typing import Any

from django.apps import apps
from django.db import connections, models

APPS = ("regions", "press")
# Written where the public reads something, or for the desk alone.
APART = ("press_accessopening",)

_TABLE = "phare_contentrevision"

_SQLITE_COUNT = """
INSERT INTO phare_contentrevision (id, number) VALUES (1, CAST(strftime('%s', 'now') AS INTEGER) * 1000)
ON CONFLICT (id) DO UPDATE SET number = number + 1
"""

# A restored or emptied database begins above what it counted before: by the clock, in milliseconds.
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION phare_count_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('phare.counted', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
    INSERT INTO phare_contentrevision (id, number)
    VALUES (1, extract(epoch FROM clock_timestamp())::bigint * 1000)
    ON CONFLICT (id) DO UPDATE SET number = phare_contentrevision.number + 1;
    PERFORM set_config('phare.counted', pg_current_xact_id()::text, true);
  END IF;
  RETURN NULL;
END $$
"""


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
    """Create the triggers that are missing: after each migration, since SQLite loses those of a table that
    it makes anew."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if _TABLE not in tables:
        return
    wanted = [table for table in counted_tables() if table in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            held = {name for (name,) in cursor.fetchall()}
            for table in wanted:
                for act in ("insert", "update", "delete"):
                    name = f"count_{table}_{act}"
                    if name not in held:
                        cursor.execute(
                            f'CREATE TRIGGER "{name}" AFTER {act} ON "{table}" BEGIN {_SQLITE_COUNT}; END'
                        )
            return
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        held = {name for (name,) in cursor.fetchall()}
        if missing := [table for table in wanted if f"count_{table}" not in held]:
            cursor.execute(_POSTGRESQL_FUNCTION)
        for table in missing:
            cursor.execute(
                f'CREATE CONSTRAINT TRIGGER "count_{table}" AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
                "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION phare_count_revision()"
            )
            cursor.execute(
                f'CREATE TRIGGER "emptied_{table}" AFTER TRUNCATE ON "{table}" '
                "FOR EACH STATEMENT EXECUTE FUNCTION phare_count_revision()"
            )
