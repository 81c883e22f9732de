"""Figures told territory by territory: those of a report, or those that a release cites."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from regions.models import Figure, Indicator, Level, Region, Report
from regions.rows.among import among
from regions.rows.blocks import Block, blocks
from regions.rows.lines import figure_key, figure_row
from regions.rows.plans import marked, plan


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
class ReportPage:
    """What a page shows of a report: blocks by territory, and the indicators that it only names."""

    territories: list[tuple[Region, tuple[Block, ...]]]
    others: tuple[Indicator, ...]
    has_next: bool

    @property
    def blocks(self) -> list[Block]:
        return [block for _, blocks in self.territories for block in blocks]


def report_page(report: Report, at: datetime, indicator: str = "", page: int = 1) -> ReportPage:
    """In two queries (see `plans`)."""
    public = Figure.objects.out(at)
    own = public.filter(report=report)
    indicators = Indicator.objects.filter(pk__in=own.order_by().values("question__indicator"))
    if indicator:
        indicators = indicators.filter(slug=indicator)
    found = plan(own, public, indicators, page)
    of_page = Figure.objects.published(at).with_labels().filter(found.shown)
    shown = of_page.filter(Q(report=report) | Q(region__level=Level.NATION))
    figures = list(shown.order_by("answer__slug", "pk"))
    territories = _territories(
        [figure for figure in figures if figure.report_id == report.pk],
        [figure for figure in figures if figure.region.is_nation],
    )
    return ReportPage(
        [(territory, marked(blocks, found)) for territory, blocks in territories],
        tuple(found.others),
        found.has_next,
    )


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
        compared = {figure_key(figure) for figure in found if not figure.region.is_nation}
        own = [
            figure
            for figure in found
            if _is_part(figure, region, indicator)
            and not (figure.region.is_nation and figure_key(figure) in compared)
        ]
        return sorted(_territories(own, self.nation), key=lambda territory: territory[0].is_nation)


def cited(figure_ids: Iterable[int], at: datetime) -> Cited:
    """In one query."""
    ids = set(figure_ids)
    if not ids:
        return Cited({}, [])
    questions = Figure.objects.filter(pk__in=ids).order_by().values("question")
    asked = Figure.objects.published(at).with_labels().filter(among("question_id", questions))
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
    nation = {figure_key(figure): figure for figure in beside}
    territories = sorted({figure.region for figure in own}, key=lambda one: (one.level, one.slug))
    return [
        (
            territory,
            blocks(
                figure_row(figure, None if territory.is_nation else nation.get(figure_key(figure)))
                for figure in own
                if figure.region == territory
            ),
        )
        for territory in territories
    ]
