"""What new values of figures mean: the values, gaps and verdicts that change, before anything is saved."""

from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import chain
from typing import NamedTuple, TypeAlias

from regions.models import Figure, Level, Region
from regions.models.figure import FigureQuerySet
from regions.rows import FigureRow, Gap, Verdict, compare, figure_row, is_cautious
from regions.rows.comparisons import rank_intervals
from regions.stats import RankInterval

Cell: TypeAlias = tuple[int, int, int]  # question, answer and base: what a region and the nation share

QUESTIONS = 500  # whose figures are in memory at once


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure, stored or not yet, with the value and the respondents that it would have.

    All the rest is as the figure has it; its question, survey, indicator, answer and base are loaded.
    """

    figure: Figure
    value: Decimal | None
    respondents: int | None


class Aspect(Enum):
    """What of a figure changes for its readers."""

    VALUE = "values"
    GAP = "gaps"
    VERDICT = "verdicts"
    CAUTION = "cautions"


@dataclass(frozen=True, slots=True)
class Consequence:
    """A figure as it reads now and as it would: each row beside the nation's, with its gap.

    `before` is None where nothing is there yet. `proposed` is false where the nation's value changes and
    not its own. `aspects` is empty where only the respondents do, or how the value is qualified.
    """

    before: FigureRow | None
    after: FigureRow
    proposed: bool
    aspects: frozenset[Aspect]


@dataclass(frozen=True, slots=True)
class Consequences:
    """How many figures, values, gaps, verdicts and marks of caution change, and the first of the figures:
    those whose verdict changes, then those whose gap does, then the others."""

    listed: tuple[Consequence, ...]
    figures: int
    values: int
    gaps: int
    verdicts: int
    cautions: int

    @property
    def unlisted(self) -> int:
        return self.figures - len(self.listed)


def consequences(proposals: Iterable[Proposal], figures: FigureQuerySet, *, limit: int = 200) -> Consequences:
    """What `proposals` change among `figures`, which are those that the reader would see beside them:
    `Figure.objects.published(at)` for corrections, `as_drafted(at)` for drafts.

    One query, and one for every 500 questions; no more than `limit` figures are told one by one.
    """
    cells: dict[int, dict[Cell, dict[int, Proposal]]] = {}
    for proposal in proposals:
        figure = proposal.figure
        cell = _cell(figure)
        cells.setdefault(figure.question_id, {}).setdefault(cell, {})[figure.region_id] = proposal
    regions = Region.objects.in_bulk() if cells else {}
    tally = _Tally(limit)
    questions = sorted(cells)
    for start in range(0, len(questions), QUESTIONS):
        chunk = questions[start : start + QUESTIONS]
        proposed = {cell: of_cell for question in chunk for cell, of_cell in cells[question].items()}
        stored = _stored(figures.filter(question__in=chunk), proposed, regions)
        for cell, of_cell in proposed.items():
            for change in _changes(of_cell, stored.get(cell, {}), regions):
                tally.add(*change)
    return tally.result()


def rank_change(
    proposal: Proposal, figures: FigureQuerySet
) -> tuple[RankInterval | None, RankInterval | None]:
    """The places that the figure's region may hold among all regions, as stored and as proposed.

    None where no rank is given. Two queries.
    """
    figure = proposal.figure
    if figure.region.is_nation:
        return None, None
    same = figures.with_labels().filter(
        question=figure.question_id, answer=figure.answer_id, base=figure.base_id
    )
    stored = {one.region_id: one for one in same.filter(region__level=Level.REGION)}
    then = stored | {figure.region_id: _as_proposed(proposal)}
    everywhere = Region.objects.regions().count()
    before, after = (
        rank_intervals(
            [figure_row(one, None) for one in sorted(found.values(), key=lambda one: one.region.slug)]
            if len(found) == everywhere
            else []
        )
        for found in (stored, then)
    )
    return before.get(figure.region_id), after.get(figure.region_id)


class _Pair(NamedTuple):
    """A figure and the nation's, with the values that are read of them."""

    figure: Figure | None
    nation: Figure | None

    @property
    def gap(self) -> Gap | None:
        if self.figure is None:
            return None
        reference = self.nation.public_value if self.nation else None
        return compare(self.figure, self.figure.public_value, self.nation, reference)


def _changes(
    proposals: dict[int, Proposal], stored: dict[int, Figure], regions: dict[int, Region]
) -> Iterator[tuple[_Pair, _Pair, bool]]:
    """In one cell: each figure that may read otherwise, before and after, and whether it is proposed."""
    then = {**stored, **{region: _as_proposed(one) for region, one in proposals.items()}}
    nation = next((pk for pk in then if regions[pk].is_nation), 0)
    touched = then if nation in proposals else proposals
    for pk in sorted(touched, key=lambda pk: (pk != nation, regions[pk].slug)):
        other = 0 if pk == nation else nation
        yield _Pair(stored.get(pk), stored.get(other)), _Pair(then[pk], then.get(other)), pk in proposals


class _Tally:
    """Counts all changes, and keeps the most telling of them."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.counts: Counter[str] = Counter()
        self.kept: tuple[list[Consequence], ...] = ([], [], [])

    def add(self, before: _Pair, after: _Pair, proposed: bool) -> None:
        old, new = before.figure, after.figure
        assert new is not None
        aspects = frozenset(_aspects(before, after))
        if not aspects and (old is None or _read(old) == _read(new)):
            return
        self.counts.update(["figures", *(aspect.value for aspect in aspects)])
        kept = self.kept[0 if Aspect.VERDICT in aspects else 1 if Aspect.GAP in aspects else 2]
        if len(kept) < self.limit:
            row = figure_row(old, before.nation) if old else None
            kept.append(Consequence(row, figure_row(new, after.nation), proposed, aspects))

    def result(self) -> Consequences:
        names = ("figures", *(aspect.value for aspect in Aspect))
        listed = tuple(chain(*self.kept))[: self.limit]
        return Consequences(listed, **{name: self.counts[name] for name in names})


def _aspects(before: _Pair, after: _Pair) -> Iterator[Aspect]:
    old, new = before.figure, after.figure
    then, now = before.gap, after.gap
    assert new is not None
    if old is None or old.public_value != new.public_value:
        yield Aspect.VALUE
    if (then and then.points) != (now and now.points):
        yield Aspect.GAP
    if _verdict(then) != _verdict(now):
        yield Aspect.VERDICT
    if old is not None and is_cautious(old) != is_cautious(new):
        yield Aspect.CAUTION


def _stored(
    figures: FigureQuerySet, proposed: dict[Cell, dict[int, Proposal]], regions: dict[int, Region]
) -> dict[Cell, dict[int, Figure]]:
    """The figures of these cells by region; what they refer to is that of the proposals, and not read."""
    found: dict[Cell, dict[int, Figure]] = {}
    for figure in figures.order_by().iterator():
        cell = _cell(figure)
        if cell in proposed:
            known = next(iter(proposed[cell].values())).figure
            figure.question, figure.answer, figure.base = known.question, known.answer, known.base
            figure.region = regions[figure.region_id]
            found.setdefault(cell, {})[figure.region_id] = figure
    return found


def _as_proposed(proposal: Proposal) -> Figure:
    figure = copy(proposal.figure)
    figure.respondents, figure.public_value = proposal.respondents, proposal.value
    figure.unit = figure.question.indicator.unit
    return figure


def _cell(figure: Figure) -> Cell:
    return figure.question_id, figure.answer_id, figure.base_id


def _read(figure: Figure) -> tuple[object, ...]:
    """All that a reader is told of a figure alone."""
    return (
        figure.public_value,
        figure.respondents,
        figure.qualifier,
        figure.certainty,
        figure.base_status,
    )


def _verdict(gap: Gap | None) -> Verdict:
    """No gap and a gap that is not tested allow the same words."""
    return gap.verdict if gap else Verdict.UNTESTED
