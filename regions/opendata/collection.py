"""What a collection of public rows is: its fields, its key, its links to others, how it may be filtered.

Archive, data package, API and its description are all made of it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import QuerySet

from regions.downloads import Cell
from regions.models import Audience

Line = dict[str, Cell]


class Field(NamedTuple):
    """A column. `type` is one of string, integer, number, date, datetime and uri; a field that is not
    `filled` may be empty, null in JSON."""

    name: str
    meaning: str
    type: str = "string"
    filled: bool = True


class Link(NamedTuple):
    """A foreign key: these fields name a row of another collection by those."""

    fields: tuple[str, ...]
    collection: str
    named: tuple[str, ...]


class Filter(NamedTuple):
    """`values` gives what may be asked for at an instant, with what the lookup takes for it."""

    name: str
    meaning: str
    lookup: str
    values: Callable[[datetime], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Collection:
    """`public` gives its rows at an instant, in an order of their own; `lines` writes some of them under
    the names of the fields, their addresses after a site: https://example.org."""

    name: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    public: "Callable[[datetime], QuerySet[Any]]"
    lines: Callable[[Sequence[Any], datetime, str], list[Line]]
    links: tuple[Link, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    def all_lines(self, at: datetime, site: str) -> list[Line]:
        return self.lines(list(self.public(at)), at, site)


def each(line: Callable[[Any, str], Line]) -> Callable[[Sequence[Any], datetime, str], list[Line]]:
    """`lines` of a collection whose rows are written one by one."""
    return lambda rows, at, site: [line(row, site) for row in rows]


@cache
def slugs(public: "Callable[[datetime], QuerySet[Any]]") -> Callable[[datetime], dict[str, str]]:
    """Values of a filter: the slugs of public rows. The same function for whoever takes the same."""
    return lambda at: {slug: slug for slug in public(at).values_list("slug", flat=True)}


def audiences(at: datetime) -> dict[str, Any]:
    return {audience.slug: audience for audience in Audience}


def names(values: Iterable[str]) -> Callable[[datetime], dict[str, str]]:
    return lambda at: {value: value for value in values}


def yes(true: bool) -> str | None:
    """As every file writes it: "oui", or nothing."""
    return "oui" if true else None


def day(known: date | None) -> str | None:
    return known.isoformat() if known else None


def moment(at: datetime) -> str:
    """In universal time: 2017-06-29T06:00:00Z."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
