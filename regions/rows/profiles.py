"""What regions, the nation and reports show at an instant, in a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Q

from regions.models import Figure, Level, Question, Region, Report
from regions.rows.tables import Block, FigureRow, Status, blocks, figure_row


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


def profile(region: Region, at: datetime) -> Profile:
    """What a region, or the nation, shows at `at`, in three queries whatever its size."""
    both = Q(region=region) | Q(region__level=Level.NATION)
    figures = Figure.objects.published(at).with_labels().filter(both)
    nation_figures = {_key(figure): figure for figure in figures if figure.region.is_nation}
    reports = tuple(region_reports(region, at))
    if region.is_nation:
        rows = [figure_row(figure, None) for figure in nation_figures.values()]
    else:
        own = [figure for figure in figures if figure.region_id == region.pk]
        rows = [figure_row(figure, nation_figures.get(_key(figure))) for figure in own]
        rows += _missing_rows(region, rows, nation_figures, reports, at)
    found = blocks(rows)
    return Profile(
        region,
        tuple(block for block in found if block.published),
        tuple(
            row for block in found if not block.published for row in block.rows if row.nation or row.figure
        ),
        reports,
    )


def report_blocks(report: Report, at: datetime) -> list[tuple[Region, tuple[Block, ...]]]:
    """The figures that one report publishes, territory by territory, beside the nation's."""
    own = list(Figure.objects.published(at).with_labels().filter(report=report))
    nation = {
        _key(figure): figure
        for figure in Figure.objects.published(at)
        .with_labels()
        .filter(region__level="nation", question__in={figure.question_id for figure in own})
    }
    territories = sorted({figure.region for figure in own}, key=lambda region: (region.level, region.slug))
    return [
        (
            region,
            blocks(
                figure_row(figure, None if region.is_nation else nation.get(_key(figure)))
                for figure in own
                if figure.region == region
            ),
        )
        for region in territories
    ]


def region_reports(region: Region, at: datetime) -> list[Report]:
    """The reports on a territory that are out, the latest first."""
    return list(Report.objects.published(at).filter(region=region))


def region_list(at: datetime) -> list[RegionSummary]:
    """Every region with the number of its figures that are out and its latest report."""
    public: Any = Figure.objects.published(at)
    valued = public.exclude(public_value=None).order_by()
    counts: dict[int, int] = dict(valued.values_list("region").annotate(Count("pk")))
    latest: dict[int, Report] = {}
    for report in Report.objects.published(at).filter(region__level="region"):
        latest.setdefault(report.region_id, report)
    return [
        RegionSummary(region, counts.get(region.pk, 0), latest.get(region.pk))
        for region in Region.objects.regions()
    ]


def _missing_rows(
    region: Region,
    rows: Sequence[FigureRow],
    nation_figures: dict[tuple[int, int, int], Figure],
    reports: Sequence[Report],
    at: datetime,
) -> list[FigureRow]:
    """A row for each audience that has no figure here, for indicators that are shown or featured."""
    shown = {row.indicator.pk for row in rows}
    answered = {row.question.pk for row in rows}
    return [
        _missing_row(region, question, nation_figures.values(), reports)
        for question in _current_questions(at)
        if question.pk not in answered and (question.indicator_id in shown or question.indicator.featured)
    ]


def _missing_row(
    region: Region, question: Question, nation: Iterable[Figure], reports: Sequence[Report]
) -> FigureRow:
    reference = next(
        (
            figure
            for figure in nation
            if figure.question_id == question.pk and figure.answer.headline and figure.base.parent_id is None
        ),
        None,
    )
    return FigureRow(
        region=region,
        question=question,
        answer=reference.answer if reference else None,
        base=reference.base if reference else None,
        figure=None,
        value=None,
        status=_missing_status(question, reports),
        nation=figure_row(reference, None) if reference else None,
    )


def _missing_status(question: Question, reports: Sequence[Report]) -> Status:
    """Not yet asked: the survey came out after the period in which the last report begins."""
    released = question.survey.released_on
    if reports and released and reports[0].released_on and released > reports[0].released_on:
        return Status.NOT_YET_ASKED
    return Status.NOT_PUBLISHED


def _current_questions(at: datetime) -> list[Question]:
    """For each indicator and audience, the published question of its latest survey."""
    latest: dict[tuple[int, str], Question] = {}
    published = Figure.objects.published(at).values("question")
    questions = Question.objects.filter(pk__in=published).select_related("survey", "indicator__theme")
    for question in questions.order_by(F("survey__released_on").asc(nulls_first=True), "survey__slug"):
        latest[question.indicator_id, question.survey.audience] = question
    return list(latest.values())


def _key(figure: Figure) -> tuple[int, int, int]:
    return figure.question_id, figure.answer_id, figure.base_id
