"""What regions, the nation and reports show at an instant, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Q

from regions.models import Figure, Indicator, Level, Question, Region, Report
from regions.rows.blocks import Block, blocks
from regions.rows.lines import FigureRow, figure_row, unasked_rows
from regions.rows.questions import absent_rows, asked_audiences, current_questions


@dataclass(frozen=True, slots=True)
class Profile:
    """All that one territory has to show at an instant.

    `blocks` hold at least one value of its own; `missing` are rows without any, of other indicators.
    """

    region: Region
    blocks: tuple[Block, ...]
    missing: tuple[FigureRow, ...]
    reports: tuple[Report, ...]

    @property
    def featured(self) -> list[Block]:
        """What stands first: the featured indicators that can be told by their headline answers."""
        return [block for block in self.blocks if block.indicator.featured and block.headlines]

    @property
    def themes(self) -> list[tuple[str, list[Block]]]:
        return [
            (theme, list(blocks))
            for theme, blocks in groupby(self.blocks, lambda block: block.indicator.theme.name)
        ]


@dataclass(frozen=True, slots=True)
class RegionSummary:
    """A line of the list of regions."""

    region: Region
    figures: int
    report: Report | None


def profile(region: Region, at: datetime, indicator: str = "") -> Profile:
    """What a region, or the nation, shows at `at`, in three queries whatever its size.

    With the address of an `indicator`, that indicator's part of it alone.
    """
    both = Q(region=region) | Q(region__level=Level.NATION)
    figures = Figure.objects.published(at).with_labels().filter(both)
    if indicator:
        figures = figures.filter(question__indicator__slug=indicator)
    nation_figures = {_key(figure): figure for figure in figures if figure.region.is_nation}
    reports = tuple(region_reports(region, at))
    questions = [one for one in current_questions(at) if indicator in ("", one.indicator.slug)]
    if region.is_nation:
        rows = [figure_row(figure, None) for figure in nation_figures.values()]
    else:
        own = [figure for figure in figures if figure.region_id == region.pk]
        rows = [figure_row(figure, nation_figures.get(_key(figure))) for figure in own]
        shown = {row.indicator.pk for row in rows}
        rows += absent_rows(
            region,
            [one for one in questions if one.indicator_id in shown or one.indicator.featured],
            {figure.question_id for figure in own},
            list(nation_figures.values()),
            reports[0] if reports else None,
        )
    rows += _unasked(region, {row.indicator for row in rows if row.value is not None}, questions)
    found = blocks(rows)
    return Profile(
        region,
        tuple(block for block in found if block.published),
        tuple(
            row for block in found if not block.published for row in block.rows if row.nation or row.figure
        ),
        reports,
    )


def _unasked(region: Region, indicators: Iterable[Indicator], questions: list[Question]) -> list[FigureRow]:
    return [
        row
        for indicator in indicators
        for row in unasked_rows(region, indicator, asked_audiences(indicator, questions))
    ]


def key_figures(at: datetime) -> list[Block]:
    """The featured indicators of the nation that can be told by their headline answers."""
    figures = Figure.objects.published(at).with_labels()
    figures = figures.filter(region__level=Level.NATION, question__indicator__featured=True)
    return [block for block in blocks(figure_row(figure, None) for figure in figures) if block.headlines]


def report_blocks(
    report: Report, at: datetime, region: str = "", indicator: str = ""
) -> list[tuple[Region, tuple[Block, ...]]]:
    """The figures that one report publishes, territory by territory, beside the nation's.

    With the addresses of a `region` and an `indicator`, that part of it alone.
    """
    figures = Figure.objects.published(at).with_labels().filter(report=report)
    if region:
        figures = figures.filter(region__slug=region)
    if indicator:
        figures = figures.filter(question__indicator__slug=indicator)
    own = list(figures)
    return _territories(own, _nation_beside(own, at))


@dataclass(frozen=True, slots=True)
class Cited:
    """Those of some figures that are out, by id, and beside them the nation's of the same questions."""

    figures: dict[int, Figure]
    nation: list[Figure]

    def blocks(self, region: str = "", indicator: str = "") -> list[tuple[Region, tuple[Block, ...]]]:
        """As `report_blocks` gives those of a report; the nation last.

        A value of the nation beside which one of a region stands is there as its reference, and not again.
        """
        found = self.figures.values()
        compared = {_key(figure) for figure in found if not figure.region.is_nation}
        own = [
            figure
            for figure in found
            if _is_part(figure, region, indicator)
            and not (figure.region.is_nation and _key(figure) in compared)
        ]
        return sorted(_territories(own, self.nation), key=lambda territory: territory[0].is_nation)


def cited(figure_ids: Iterable[int], at: datetime) -> Cited:
    """In one query."""
    ids = set(figure_ids)
    if not ids:
        return Cited({}, [])
    questions = Question.objects.filter(figures__in=ids)
    asked = Figure.objects.published(at).with_labels().filter(question__in=questions.order_by())
    found = list(asked.filter(Q(pk__in=ids) | Q(region__level=Level.NATION)))
    return Cited(
        {figure.pk: figure for figure in found if figure.pk in ids},
        [figure for figure in found if figure.region.is_nation],
    )


def drafted_blocks(report: Report, at: datetime) -> list[Block]:
    """For the desk: the figures of a report as if it were out, beside the nation's at `at`."""
    drafted = list(Figure.objects.as_drafted(at).with_labels().filter(report=report))
    return [block for _, found in _territories(drafted, _nation_beside(drafted, at)) for block in found]


def _is_part(figure: Figure, region: str, indicator: str) -> bool:
    return region in ("", figure.region.slug) and indicator in ("", figure.question.indicator.slug)


def _nation_beside(own: list[Figure], at: datetime) -> list[Figure]:
    """The nation's figures of the same questions."""
    figures = Figure.objects.published(at).with_labels().filter(region__level=Level.NATION)
    return list(figures.filter(question__in={figure.question_id for figure in own}))


def _territories(own: list[Figure], beside: list[Figure]) -> list[tuple[Region, tuple[Block, ...]]]:
    nation = {_key(figure): figure for figure in beside}
    territories = sorted({figure.region for figure in own}, key=lambda one: (one.level, one.slug))
    return [
        (
            territory,
            blocks(
                figure_row(figure, None if territory.is_nation else nation.get(_key(figure)))
                for figure in own
                if figure.region == territory
            ),
        )
        for territory in territories
    ]


def region_reports(region: Region, at: datetime) -> list[Report]:
    """The reports on a territory that are out, the latest first."""
    return list(Report.objects.published(at).filter(region=region))


def latest_reports(at: datetime) -> dict[int, Report]:
    """By region, the report on it that came out last."""
    latest: dict[int, Report] = {}
    for report in Report.objects.published(at).filter(region__level=Level.REGION):
        latest.setdefault(report.region_id, report)
    return latest


def region_list(at: datetime) -> list[RegionSummary]:
    """Every region with the number of its figures that are out and its latest report."""
    public: Any = Figure.objects.published(at)
    valued = public.exclude(public_value=None).order_by()
    counts: dict[int, int] = dict(valued.values_list("region").annotate(Count("pk")))
    latest = latest_reports(at)
    return [
        RegionSummary(region, counts.get(region.pk, 0), latest.get(region.pk))
        for region in Region.objects.regions()
    ]


def _key(figure: Figure) -> tuple[int, int, int]:
    return figure.question_id, figure.answer_id, figure.base_id
