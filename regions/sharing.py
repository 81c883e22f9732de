"""Rows that a query joins to each of many others: a region, a survey, a report are made once for all."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self

from django.db import models
from django.db.models.query import ModelIterable

_made: ContextVar[dict[Any, Any] | None] = ContextVar("made", default=None)


@contextmanager
def sharing() -> Iterator[None]:
    """What is read from the database in it has one object for each row."""
    token = _made.set({})
    try:
        yield
    finally:
        _made.reset(token)


class Sharing(ModelIterable[Any]):
    """How a queryset makes its rows, where many refer to few."""

    def __iter__(self) -> Iterator[Any]:
        with sharing():
            found = list(super().__iter__())
        return iter(found)


class Shared(models.Model):
    """What `Sharing` makes once."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **more: Any) -> Self:
        made = _made.get()
        if made is None:
            return super().from_db(db, field_names, values, **more)
        key = cls, values[0]
        if key not in made:
            made[key] = super().from_db(db, field_names, values, **more)
        found: Self = made[key]
        return found
