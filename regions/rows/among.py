"""Rows whose key is among those that another query finds."""

from typing import Any

from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.lookups import In


class _Among(In):
    def get_rhs_op(self, connection: Any, rhs: Any) -> str:
        if connection.vendor == "postgresql":
            return f"= ANY(ARRAY{rhs})"
        return super().get_rhs_op(connection, rhs)


def among(key: str, found: "QuerySet[Any] | RawSQL") -> In:
    """As `key__in` does, to filter rows that are read with all their labels. Of more than eight tables
    PostgreSQL joins eight before it looks at what is asked of them: it is handed an array instead."""
    return _Among(F(key), found)
