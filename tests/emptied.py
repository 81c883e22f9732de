"""Empties the tables after a test that commits, but for what migrations fill: content types, permissions,
roles. Django's flush takes all and makes it again, half a second on PostgreSQL."""

from itertools import chain

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

KEPT = (ContentType, Permission, Group, Group.permissions.through)
# A trigger writes there when others are emptied.
LAST = "phare_contentrevision"


class Emptied:
    """Of the state in which it is made."""

    def __init__(self):
        self.kept = {model: _rows(model) for model in KEPT}
        names = {model._meta.db_table for model in KEPT}
        self.tables = [name for name in connection.introspection.table_names() if name not in names]
        self.tables.sort(key=lambda name: name == LAST)

    def __call__(self):
        quote = connection.ops.quote_name
        asked = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {quote(name)})" for name in self.tables)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(asked))
            filled = list(chain(*cursor.fetchall()))
            spoilt = [model for model in KEPT if _rows(model) != self.kept[model]]
            if connection.vendor == "postgresql":
                # Without triggers, those of foreign keys too: as a superuser, whom tests/postgres.py gives.
                cursor.execute("SET LOCAL session_replication_role = replica")
            for name in [*(model._meta.db_table for model in spoilt), *filled]:
                cursor.execute(f"DELETE FROM {quote(name)}")
            for model in spoilt:
                model.objects.bulk_create(model(**row) for row in self.kept[model])


def _rows(model):
    return list(model.objects.order_by("pk").values())
