"""What regions, the nation and reports show at an instant, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from regions.models import Figure, Indicator, Level, Question, Region, Report
from regions.rows.blocks import Block, blocks
from regions.rows.lines import FigureRow, figure_key, figure_row, unasked_rows
from regions.rows.plans import marked, plan
from regions.rows.questions import absent_rows, asked_audiences, current_questions
from regions.rows.recent import recent


@dataclass(frozen=True, slots=True)
class Profile:
    """All that one territory has to show at an instant, or what a page shows of it.

    `blocks` hold at least one value of its own; `missing` are rows without any, of other indicators. A page
    only names `others`, and another may follow it.
    """

    region: Region
    blocks: tuple[Block, ...]
    missing: tuple[FigureRow, ...]
    reports: tuple[Report, ...]
    others: tuple[Indicator, ...] = ()
    has_next: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether the page leaves anything out."""
        return bool(self.others) or self.has_next or any(block.cut for block in self.blocks)

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
    """All that a region, or the nation, has to show at `at`, in three queries whatever its size.

    With the address of an `indicator`, that indicator's part of it alone.
    """
    figures = Figure.objects.published(at).with_labels().filter(_beside(region))
    if indicator:
        figures = figures.filter(question__indicator__slug=indicator)
    questions = [one for one in current_questions(at) if indicator in ("", one.indicator.slug)]
    return _profile(region, list(figures), region_reports(region, at), questions)


def profile_page(
    region: Region, at: datetime, indicator: str = "", page: int = 1, *, reports: int = 1
) -> Profile:
    """What a page shows of it (see `plans`), with so many of its last reports, in three queries too."""
    public = Figure.objects.out(at)
    own = public.filter(region=region)
    of_it = Q(Exists(own.filter(question__indicator=OuterRef("pk"))))
    if not region.is_nation:
        of_it |= Q(Exists(public.filter(question__indicator=OuterRef("pk"))), featured=True)
    indicators = Indicator.objects.filter(of_it)
    if indicator:
        indicators = indicators.filter(slug=indicator)
    found = plan(own, public, indicators, page)
    figures = (
        Figure.objects.published(at)
        .with_labels()
        .filter(_beside(region), found.shown)
        .order_by("answer__slug", "pk")
    )
    made = _profile(region, list(figures), region_reports(region, at, reports), found.questions)
    return replace(
        made,
        blocks=marked(made.blocks, found),
        others=tuple(found.others),
        has_next=found.has_next,
    )


def _beside(region: Region) -> Q:
    """A territory's figures, and the nation's."""
    return Q(region__in=Region.objects.filter(Q(pk=region.pk) | Q(level=Level.NATION)).order_by())


def _profile(
    region: Region, figures: list[Figure], reports: list[Report], questions: list[Question]
) -> Profile:
    nation_figures = {figure_key(figure): figure for figure in figures if figure.region.is_nation}
    if region.is_nation:
        rows = [figure_row(figure, None) for figure in nation_figures.values()]
    else:
        own = [figure for figure in figures if figure.region_id == region.pk]
        rows = [figure_row(figure, nation_figures.get(figure_key(figure))) for figure in own]
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
        tuple(reports),
    )


def _unasked(region: Region, indicators: Iterable[Indicator], questions: list[Question]) -> list[FigureRow]:
    return [
        row
        for indicator in indicators
        for row in unasked_rows(region, indicator, asked_audiences(indicator, questions))
    ]


def key_figures(at: datetime) -> "QuerySet[Figure]":
    """The nation's, of the featured indicators in their latest surveys."""
    national = Figure.objects.out(at).filter(region__level=Level.NATION)
    asked = Question.objects.filter(
        Exists(national.filter(question=OuterRef("pk"))), indicator__featured=True
    )
    return national.filter(question__in=recent(asked).values("pk"))


def key_blocks(figures: Iterable[Figure]) -> list[Block]:
    """Those that can be told by their headline answers."""
    return [block for block in blocks(figure_row(figure, None) for figure in figures) if block.headlines]


def region_reports(region: Region, at: datetime, count: int | None = None) -> list[Report]:
    """The reports on a territory that are out, the latest first; so many at most."""
    return list(Report.objects.published(at).filter(region=region)[:count])


def latest_reports(at: datetime) -> dict[int, Report]:
    """By region, the report on it that came out last."""
    return latest_of(recent_reports(at, 1))


def latest_of(reports: list[Report]) -> dict[int, Report]:
    """By region, from the latest report to the first."""
    return {one.region_id: one for one in reversed(reports) if not one.region.is_nation}


def recent_reports(at: datetime, count: int) -> list[Report]:
    """The last reports on each territory that are out, so many of each, the latest of all first."""
    place = Window(
        RowNumber(), partition_by="region", order_by=[F("released_on").desc(nulls_last=True), "slug"]
    )
    reports = Report.objects.published(at).select_related("region").annotate(place=place)
    return list(reports.filter(place__lte=count))


def told(at: datetime) -> list[tuple[Region, bool]]:
    """Every region, and whether a value of it is public."""
    here = Figure.objects.valued(at).filter(region=OuterRef("pk"))
    regions: Any = Region.objects.regions().annotate(told=Exists(here))
    return [(region, region.told) for region in regions]


def numbers_out(at: datetime) -> dict[int, int]:
    """How many values of each territory are public, by its key; nothing for one that has none."""
    valued: Any = Figure.objects.valued(at).order_by()
    return dict(valued.values_list("region").annotate(Count("pk")))


def region_list(at: datetime) -> list[RegionSummary]:
    """Every region with the number of its figures that are out and its latest report."""
    counts = numbers_out(at)
    latest = latest_reports(at)
    return [
        RegionSummary(region, counts.get(region.pk, 0), latest.get(region.pk))
        for region in Region.objects.regions()
    ]
