"""One answer of one audience, region by region."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from regions import stats
from regions.models import Answer, Audience, Base, Figure, Indicator, Question, Region
from regions.rows.blocks import Block, blocks
from regions.rows.lines import FigureRow, Status


class Asked(NamedTuple):
    """A question as one survey put it, and those whose answers are compared; no base, no answer."""

    question: Question
    base: Base | None

    @property
    def slug(self) -> str:
        """As addresses name it: "phare-associations-2015:associations-employeuses"."""
        return f"{self.question.survey.slug}:{self.base.slug if self.base else ''}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One answer of one audience, region by region beside the nation: what a map and its table show.

    `rows` has a row for each region, in the order of their names, whatever is published; `nation` is
    None where nothing is; `ranks` are given only where every region has its respondents. `others` are
    the regions that a reader left out.
    """

    indicator: Indicator
    audience: Audience
    answer: Answer
    base: Base | None
    question: Question | None
    nation: FigureRow | None
    block: Block | None
    others: tuple[Region, ...] = ()

    @property
    def ranks(self) -> dict[int, stats.RankInterval]:
        """By region, among all of them: none in a choice of some."""
        return {} if self.others else rank_intervals(self.rows)

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        return tuple(sorted(self.block.rows, key=lambda row: row.region.slug)) if self.block else ()

    @property
    def published(self) -> list[FigureRow]:
        """From the highest value to the lowest; what may not be ranked stands after, by name."""
        return sorted(
            (row for row in self.rows if row.value is not None),
            key=lambda row: (not row.comparable, -(row.value or 0) if row.comparable else 0),
        )

    @property
    def ordered(self) -> list[FigureRow]:
        """Those of `published` whose order means something."""
        return [row for row in self.published if row.comparable]

    @property
    def absent(self) -> list[tuple[Status, list[Region]]]:
        """The regions without a value, by reason."""
        rows = sorted((row for row in self.rows if row.value is None), key=lambda row: row.status.value)
        return [
            (status, [row.region for row in group]) for status, group in groupby(rows, lambda row: row.status)
        ]

    def among(self, regions: Collection[Region], *, nation: bool = True) -> "Comparison":
        """The same of some regions alone; without the nation, without the gaps to it too."""
        chosen = [row for row in self.rows if row.region in regions]
        (block,) = blocks(chosen if nation else map(without_nation, chosen)) or (None,)
        reference = block.rows[0].nation if block else None
        return replace(
            self,
            nation=(reference or self.nation) if nation else None,
            block=block,
            others=tuple(row.region for row in self.rows if row.region not in regions),
        )


def without_nation(row: FigureRow) -> FigureRow:
    return replace(row, nation=None, gap=None)


def main_base(figures: Sequence[Figure]) -> Base | None:
    """The base that is not a part of another; else the one that most territories have."""
    counts: dict[Base, int] = {}
    for figure in figures:
        counts[figure.base] = counts.get(figure.base, 0) + 1
    return min(counts, key=lambda base: (base.parent_id is not None, -counts[base], base.slug), default=None)


def rank_intervals(rows: Sequence[FigureRow]) -> dict[int, stats.RankInterval]:
    """By region; empty unless every region has a comparable share and its respondents."""
    sizes = [row.effective_size for row in rows]
    if len(rows) < 2 or not all(row.comparable and size for row, size in zip(rows, sizes, strict=True)):
        return {}
    shares = tuple(float(row.value or 0) / 100 for row in rows)
    intervals = _simulated(shares, tuple(size or 0.0 for size in sizes))
    return {row.region.pk: interval for row, interval in zip(rows, intervals, strict=True)}


@lru_cache(maxsize=256)
def _simulated(shares: tuple[float, ...], sizes: tuple[float, ...]) -> tuple[stats.RankInterval, ...]:
    """The simulation takes some 30 ms for 13 regions, and its seed is fixed: done once for the same data."""
    return tuple(stats.rank_intervals(shares, sizes))
