"""Rows that were loaded once and are put back for each test that needs them: reading the files again for
each would take most of the time of the suite."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

OURS = ("regions", "press")


class Snapshot:
    """What `load` leaves in an empty database: loaded at the first call, put back at the next ones."""

    def __init__(self, *loads):
        self.loads = loads
        self.rows = None
        self.fault = None

    def __call__(self):
        if self.fault:
            raise self.fault  # at once: each of a hundred tests would fail after ten seconds
        if self.rows is None:
            try:
                for load in self.loads:
                    load()
            except Exception as fault:
                self.fault = fault
                raise
            self.rows = [(model, list(model._base_manager.all())) for model in _models()]
            return
        with transaction.atomic():
            for model, rows in self.rows:
                model._base_manager.bulk_create(rows)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
                cursor.execute(statement)
        analyze()


def analyze():
    """Tell PostgreSQL how many rows there are. Tables that it believes empty it joins with each other first:
    minutes for a hundred rows."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            tables = (connection.ops.quote_name(model._meta.db_table) for model in _models())
            cursor.execute(f"ANALYZE {', '.join(tables)}")


def _models():
    return [
        model for name in OURS for model in apps.get_app_config(name).get_models(include_auto_created=True)
    ]
