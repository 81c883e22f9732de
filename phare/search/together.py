"""Rows of several models in one query: each comes as a JSON object of the fields that are named."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Aggregate, Model, QuerySet, Subquery, TextField, Value
from django.db.models.functions import JSONObject

Values = dict[str, Any]


class _Joined(Aggregate):
    """Texts, one to a line, in no order."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **extra)


def joined(rows: "QuerySet[Any]", field: str) -> Subquery:
    """What the field of these rows, looked up for each of others, holds: one to a line, or None."""
    return Subquery(rows.order_by().values(one=Value(1)).values(lines=_Joined(field, Value("\n"))))


def together(parts: "Mapping[str, tuple[QuerySet[Any], Sequence[str]]]") -> dict[str, list[Values]]:
    """By name, what the fields of each row hold, as JSON tells it; those of related rows after "__". In no
    order."""
    found: dict[str, list[Values]] = {name: [] for name in parts}
    lines = [_lines(name, rows, fields) for name, (rows, fields) in parts.items()]
    if lines:
        for name, values in lines[0].union(*lines[1:], all=True):
            found[name].append(values)
    return found


def _lines(name: str, rows: "QuerySet[Any]", fields: Sequence[str]) -> Any:
    fields_of = {field: field for field in fields}
    return rows.order_by().values_list(Value(name), JSONObject(**fields_of))


def made(model: type[Model], values: Values) -> Any:
    """The row that holds these values; what was not asked for is deferred."""
    own, related = _parted(values)
    fields = [one for one in model._meta.concrete_fields if one.attname in own]
    row: Any = model.from_db(None, [one.attname for one in fields], [_read(one, own) for one in fields])
    for name, of_it in related.items():
        relation: Any = model._meta.get_field(name)
        relation.set_cached_value(row, made(relation.related_model, of_it))
    return row


def _read(field: Any, values: Values) -> Any:
    return field.to_python(values[field.attname])


def _parted(values: Values) -> tuple[Values, dict[str, Values]]:
    """The values of a row itself, and by relation those of others."""
    own: Values = {}
    related: dict[str, Values] = {}
    for name, value in values.items():
        relation, _, field = name.rpartition("__")
        (related.setdefault(relation, {}) if relation else own)[field] = value
    return own, related
