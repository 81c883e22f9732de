"""What a page of figures shows, chosen before any is read: so much fits a page, whatever has been published.

A page goes through INDICATORS indicators at most: those put forward, then the others in the order of the
catalogue. They come in full while there is room; the rest is named. A table gives every base of the latest
WAVES surveys of each audience where that is short, else of the last survey, else its main bases alone, or
what it has in their place.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from regions.models import Figure, Indicator, Question
from regions.rows.blocks import Block
from regions.rows.questions import latest_questions
from regions.rows.recent import recent

INDICATORS = 20
LINES = 100  # of all the tables of a page, more or less
LONGEST = 24  # lines that a table has in full


@dataclass(slots=True)
class Plan:
    """`questions` are the last of each audience; `whole` and `main` those of which a page shows every base,
    or those that are no part of another; `others` the indicators that it only names, `cut` those of which it
    does not show all."""

    questions: list[Question] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    main: list[int] = field(default_factory=list)
    others: list[Indicator] = field(default_factory=list)
    cut: set[int] = field(default_factory=set)
    has_next: bool = False

    @property
    def is_cut(self) -> bool:
        return bool(self.others or self.cut or self.has_next)

    @property
    def shown(self) -> Q:
        """What figures it takes."""
        return Q(question__in=[*self.whole, *self.main]) & (
            Q(question__in=self.whole) | Q(base__parent__isnull=True)
        )


def plan(
    own: "QuerySet[Figure]",
    public: "QuerySet[Figure]",
    found: "QuerySet[Indicator]",
    page: int,
    *,
    columns: int = 1,
) -> Plan:
    """Of the figures `own` among all that are public, in one query; so many stand side by side on a line."""
    start = (page - 1) * INDICATORS
    ordered = found.order_by("-featured", "theme__order", "theme_id", "order", "pk")
    questions = _questions(own, public, ordered[start : start + INDICATORS + 1])
    by_indicator: dict[Indicator, list[Any]] = {}
    for question in questions:
        by_indicator.setdefault(question.indicator, []).append(question)
    indicators = sorted(by_indicator, key=_place)
    made = Plan(has_next=len(indicators) > INDICATORS)
    left = LINES
    for indicator in indicators[:INDICATORS]:
        left -= _take(made, indicator, by_indicator[indicator], left, LONGEST * columns)
    made.others.sort(key=_place)
    return made


def _take(made: Plan, indicator: Indicator, asked: list[Any], left: int, longest: int) -> int:
    """Put an indicator in a plan where it fits, else its name; the lines that it takes."""
    mine = [one for one in asked if one.lines]
    last: list[Any] = latest_questions(mine)
    everything, of_last = (sum(one.lines for one in some) for some in (mine, last))
    on_main, on_parts = ([one for one in last if bool(one.main) is has] for has in (True, False))
    of_main = sum(one.main or one.lines for one in last)
    choices = [(everything, mine, []), (of_last, last, []), (of_main, on_parts, on_main)]
    lines: int
    lines, whole, main = next((one for one in choices if one[0] <= longest), choices[-1])
    if lines > left < LINES:
        made.others.append(indicator)
        return 0
    if whole is not mine:
        made.cut.add(indicator.pk)
    current: list[Any] = latest_questions(asked)
    made.questions += current
    made.whole += [one.pk for one in whole]
    made.main += [one.pk for one in (*main, *(one for one in current if not one.lines))]
    return lines


def _questions(
    own: "QuerySet[Figure]", public: "QuerySet[Figure]", indicators: "QuerySet[Indicator]"
) -> Iterator[Any]:
    """Those of the latest surveys, in their order, with the number of own `lines`, and of those on `main`
    bases; and the last one that was put to others alone."""
    here = own.filter(question=OuterRef("pk")).order_by()
    # What is its own is public too; but of one condition PostgreSQL would make a join, and read all figures.
    put = Q(Exists(here)) | Q(Exists(public.filter(question=OuterRef("pk"))))
    asked = Question.objects.filter(put, indicator__in=indicators.values("pk"))
    kept = recent(asked.annotate(own=Exists(here)), "own").filter(Q(own=True) | Q(wave=1))
    return (
        Question.objects.filter(pk__in=kept.values("pk"))
        .select_related("survey", "indicator__theme")
        .annotate(lines=_count(here), main=_count(here.filter(base__parent=None)))
        .order_by(F("survey__released_on").asc(nulls_first=True), "survey__slug")
        .iterator()
    )


def _count(figures: "QuerySet[Figure]") -> Coalesce:
    counted = figures.values("question").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _place(indicator: Indicator) -> tuple[object, ...]:
    """As the database orders them: not by a text, which it may order otherwise."""
    theme = indicator.theme
    return not indicator.featured, theme.order, theme.pk, indicator.order, indicator.pk


def marked(blocks: Iterable[Block], found: Plan) -> tuple[Block, ...]:
    return tuple(replace(one, cut=one.indicator.pk in found.cut) for one in blocks)
