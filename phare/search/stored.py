"""Kinds that grow: the database narrows and counts, by the folded columns, and hands over the best few."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When, Window

from phare.search.kinds import Entry, Found, Hit
from phare.search.query import Query, Term
from phare.search.scores import Level, Score, exactly, phrases, score
from regions.folding import fold

CANDIDATES = 100  # a multiple of what a page shows


@dataclass(frozen=True, slots=True)
class Stored:
    """`order` is total, so that pages neither miss nor repeat a row. `parts` are as `score` takes them."""

    public: Callable[[datetime], "QuerySet[Any]"]
    order: tuple[Any, ...]
    entry: Callable[[Any], Entry]
    parts: Callable[[Any], tuple[str, ...]]
    related: tuple[str, ...] = ()

    def __call__(self, query: Query, terms: Sequence[Term], at: datetime) -> Found:
        return StoredFound(self, query, terms, at)


class StoredFound(Found):
    """The first candidates in the order of their scores; those after them in the database's."""

    def __init__(self, kind: Stored, query: Query, terms: Sequence[Term], at: datetime) -> None:
        self.kind, self.marks = kind, query.terms
        matching = kind.public(at).filter(_holds(terms, "search_title", "search_text"))
        self.ranked = matching.annotate(level=_level(terms)).order_by("-level", *kind.order)
        counted = self.ranked.annotate(total=Window(Count("pk"))).values_list("pk", "total")[:CANDIDATES]
        keys = list(counted)
        self.total = keys[0][1] if keys else 0
        scored = [
            (found, row) for row in self._rows([pk for pk, _ in keys]) if (found := self._score(row, terms))
        ]
        scored.sort(key=lambda one: one[0], reverse=True)
        self.first = [row for _, row in scored]
        self.best = scored[0][0] if scored else None

    def __len__(self) -> int:
        return int(self.total)

    def __getitem__(self, shown: slice) -> list[Hit]:
        if shown.start is not None and shown.start >= CANDIDATES:
            rows = self._rows(list(self.ranked.values_list("pk", flat=True)[shown]))
        else:
            rows = self.first[shown]
        return [Hit.of(self.kind.entry(row), self.marks) for row in rows]

    def _score(self, row: Any, terms: Sequence[Term]) -> Score | None:
        return score(terms, [row.search_title], row.search_text, map(fold, self.kind.parts(row)))

    def _rows(self, keys: list[int]) -> list[Any]:
        rows = self.ranked.model._default_manager.select_related(*self.kind.related).in_bulk(keys)
        return [rows[key] for key in keys]


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


def _level(terms: Sequence[Term]) -> Case | Value:
    """The level of a score, as the database sees it."""
    if not terms:
        return Value(int(Level.TEXT))
    return Case(
        When(search_title=exactly(terms), then=Value(int(Level.EXACT))),
        When(_any(["search_title"], phrases(terms)), then=Value(int(Level.PHRASE))),
        When(_holds(terms, "search_title"), then=Value(int(Level.WORDS))),
        default=Value(int(Level.TEXT)),
        output_field=IntegerField(),
    )
