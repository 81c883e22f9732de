"""Kinds that grow: the database narrows and counts, by the folded columns, and hands over the best few.

Two queries for all the kinds that are asked at once: the keys of the best rows of each, then these rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Case, Count, IntegerField, Model, Q, QuerySet, Value, When, Window
from django.db.models.expressions import OrderBy
from django.db.models.functions import RowNumber

from phare.search.kinds import Entry, Found, Hit
from phare.search.query import Query, Term
from phare.search.scores import Level, Score, exactly, phrases, score
from phare.search.together import Values, made, together
from regions.folding import fold

CANDIDATES = 40  # a multiple of what a page shows
SCORED = ("id", "search_title", "search_text")


@dataclass(frozen=True, slots=True)
class Stored:
    """`order` is total, so that pages neither miss nor repeat a row. `read` are the fields that `entry` and
    `parts` look at; `parts` are as `score` takes them."""

    model: type[Model]
    public: Callable[[datetime], "QuerySet[Any]"]
    order: tuple[OrderBy, ...]
    entry: Callable[[Any], Entry]
    parts: Callable[[Any], tuple[str, ...]]
    read: tuple[str, ...]

    def ranked(self, terms: Sequence[Term], at: datetime) -> Any:
        return self._matching(terms, at).order_by(*self._best_first(terms))

    def best(self, name: str, terms: Sequence[Term], at: datetime) -> Any:
        """The name, the key, the place and how many there are, of each of the best."""
        nth = Window(RowNumber(), order_by=self._best_first(terms))
        numbered = self._matching(terms, at).order_by().annotate(nth=nth, total=Window(Count("pk")))
        return numbered.filter(nth__lte=CANDIDATES).values_list(Value(name), "pk", "nth", "total")

    def _matching(self, terms: Sequence[Term], at: datetime) -> Any:
        return self.public(at).filter(_holds(terms, "search_title", "search_text"))

    def _best_first(self, terms: Sequence[Term]) -> list[OrderBy]:
        # PostgreSQL takes a constant for the number of a column.
        return [_level(terms).desc(), *self.order] if terms else [*self.order]

    def lines(self, keys: Sequence[int]) -> "tuple[QuerySet[Any], tuple[str, ...]]":
        """For `together`: the door was passed when the keys were found."""
        return self.model._base_manager.filter(pk__in=keys), SCORED + self.read

    def rows(self, lines: Sequence[Values], keys: Sequence[int]) -> list[Any]:
        """In the order of the keys."""
        by_key = {line["id"]: line for line in lines}
        return [made(self.model, by_key[key]) for key in keys]


def look(
    asked: Mapping[str, tuple[Stored, Sequence[Term]]], query: Query, at: datetime
) -> "dict[str, StoredFound]":
    """What each kind holds of its words, by name. Two queries, one where nothing is found."""
    found: dict[str, list[tuple[int, int, int]]] = {name: [] for name in asked}
    best = [kind.best(name, terms, at) for name, (kind, terms) in asked.items()]
    if best:
        for name, *place in best[0].union(*best[1:], all=True):
            found[name].append(tuple(place))
    keys = {
        name: [pk for pk, _, _ in sorted(places, key=lambda one: one[1])] for name, places in found.items()
    }
    lines = together({name: asked[name][0].lines(some) for name, some in keys.items() if some})
    return {
        name: StoredFound(
            kind,
            query,
            ranked=partial(kind.ranked, terms, at),
            rows=kind.rows(lines.get(name, ()), keys[name]),
            terms=terms,
            total=found[name][0][2] if found[name] else 0,
        )
        for name, (kind, terms) in asked.items()
    }


class StoredFound(Found):
    """The first candidates in the order of their scores; those after them in the database's."""

    def __init__(
        self,
        kind: Stored,
        query: Query,
        *,
        ranked: Callable[[], "QuerySet[Any]"],
        rows: Sequence[Any],
        terms: Sequence[Term],
        total: int,
    ) -> None:
        self.kind, self.marks, self.ranked, self.total = kind, query.terms, ranked, total
        scored = [(found, row) for row in rows if (found := self._score(row, terms))]
        scored.sort(key=lambda one: one[0], reverse=True)
        self.first = [row for _, row in scored]
        self.best = scored[0][0] if scored else None

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, shown: slice) -> list[Hit]:
        rows = self.first[shown]
        if shown.start is not None and shown.start >= CANDIDATES:
            keys = list(self.ranked().values_list("pk", flat=True)[shown])
            rows = self.kind.rows(together({"": self.kind.lines(keys)})[""], keys)
        return [Hit.of(self.kind.entry(row), self.marks) for row in rows]

    def _score(self, row: Any, terms: Sequence[Term]) -> Score | None:
        return score(terms, [row.search_title], row.search_text, map(fold, self.kind.parts(row)))


def _holds(terms: Sequence[Term], *columns: str) -> Q:
    """Every one of the words, in any of the columns."""
    holds = Q()
    for term in terms:
        holds &= _any(columns, term.needles)
    return holds


def _any(columns: Sequence[str], needles: Sequence[str]) -> Q:
    found = Q()
    for column in columns:
        for needle in needles:
            found |= Q(**{f"{column}__contains": needle})
    return found


def _level(terms: Sequence[Term]) -> Case:
    """The level of a score, as the database sees it."""
    return Case(
        When(search_title=exactly(terms), then=Value(int(Level.EXACT))),
        When(_any(["search_title"], phrases(terms)), then=Value(int(Level.PHRASE))),
        When(_holds(terms, "search_title"), then=Value(int(Level.WORDS))),
        default=Value(int(Level.TEXT)),
        output_field=IntegerField(),
    )
