"""Figures as the rows that pages, charts, maps and downloads show: value, base, gap, what is missing.

Everything derived is computed here, once for all of them, and never stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import Enum
from itertools import groupby
from string import ascii_lowercase
from typing import NamedTuple

from django.db.models import Count, Q

from regions import stats
from regions.models import (
    Answer,
    Audience,
    Base,
    BaseStatus,
    Certainty,
    Figure,
    Indicator,
    Level,
    Question,
    Region,
    Report,
    Unit,
)

SMALL_BASE = 30
COMPARED_UNITS = (Unit.PERCENT, Unit.MARK)


class Verdict(Enum):
    """What a test says of a gap; anything but ABOVE and BELOW allows no word of judgement."""

    ABOVE = "above"
    BELOW = "below"
    WITHIN = "within"
    UNTESTED = "untested"


class Status(Enum):
    """Whether a value can be read, and if not, why. Zero is a value."""

    PUBLISHED = "published"
    NOT_PUBLISHED = "not-published"
    NOT_YET_ASKED = "not-yet-asked"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class Gap:
    """Region minus nation, in points, as the difference of the two displayed values.

    `interval` is that of the gap at 95 %, in points, where both have respondents.
    """

    points: Decimal
    reference: Decimal
    unit: str
    verdict: Verdict
    interval: stats.Interval | None = None


class Source(NamedTuple):
    """Where a value was published, and where it was read."""

    report: Report
    text: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of a table. Without a figure, `status` says why there is none."""

    region: Region
    question: Question
    answer: Answer | None
    base: Base | None
    figure: Figure | None
    value: Decimal | None
    status: Status
    nation: "FigureRow | None" = None
    gap: Gap | None = None
    caution: bool = False
    source_number: int = 0
    note_mark: str = ""

    @property
    def audience(self) -> Audience:
        return Audience(self.question.survey.audience)

    @property
    def indicator(self) -> Indicator:
        return self.question.indicator

    @property
    def uncertain(self) -> bool:
        return self.figure is not None and self.figure.certainty == Certainty.UNCERTAIN

    @property
    def source(self) -> Source | None:
        return Source(self.figure.report, self.figure.source) if self.figure else None


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one indicator for one territory, with what is said once under them.

    Rows refer to `sources` by number from 1, and to `notes` by letter.
    """

    indicator: Indicator
    rows: tuple[FigureRow, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]

    @property
    def published(self) -> list[FigureRow]:
        return [row for row in self.rows if row.value is not None]

    @property
    def headlines(self) -> list[FigureRow]:
        """What a sentence may join: certain rows of the headline answer on bases that are not parts
        of others, from the latest survey of each audience."""
        rows = [
            row
            for row in self.published
            if row.answer
            and row.answer.headline
            and row.base
            and row.base.parent_id is None
            and not row.uncertain
        ]
        latest = {row.audience: row.question for row in reversed(rows)}
        return [row for row in rows if latest[row.audience] == row.question]

    @property
    def shows_answers(self) -> bool:
        """False where every row is the headline answer, which the title already says."""
        return any(row.answer is not None and not row.answer.headline for row in self.rows)

    @property
    def shows_surveys(self) -> bool:
        """Whether an audience was asked in several waves."""
        waves = {(row.audience, row.question.survey) for row in self.rows}
        return len(waves) > len({audience for audience, _ in waves})

    @property
    def shows_verdicts(self) -> bool:
        """False where no gap is tested: the note says so for all of them."""
        return any(row.gap and row.gap.verdict != Verdict.UNTESTED for row in self.rows)

    @property
    def shows_bases(self) -> bool:
        """False where every base is implied: the note says so for all of them."""
        return any(row.figure and row.figure.base_status == BaseStatus.STATED for row in self.published)

    @property
    def numbers_sources(self) -> bool:
        return len(self.sources) > 1


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


def compare(
    figure: Figure, value: Decimal | None, nation: Figure | None, reference: Decimal | None
) -> Gap | None:
    """The gap between two public values, or None where there can be none.

    None: the same question, answer and base on both sides is required, both certain, exact and on a
    known base, of a unit in which points mean something.
    """
    if nation is None or value is None or reference is None or figure.unit not in COMPARED_UNITS:
        return None
    same = (figure.question_id, figure.answer_id, figure.base_id) == (
        nation.question_id,
        nation.answer_id,
        nation.base_id,
    )
    doubtful = any(
        side.certainty == Certainty.UNCERTAIN or side.base_status == BaseStatus.UNKNOWN or side.qualifier
        for side in (figure, nation)
    )
    if not same or doubtful:
        return None
    interval = None if is_cautious(figure) else _interval(figure, value, nation, reference)
    return Gap(value - reference, reference, figure.unit, _verdict(interval), interval)


def is_cautious(figure: Figure) -> bool:
    """Under 30 respondents, or unknown ones in a survey whose regional bases are small."""
    if figure.respondents is not None:
        return figure.respondents < SMALL_BASE
    return figure.question.survey.small_regional_bases and not figure.region.is_nation


def _interval(figure: Figure, value: Decimal, nation: Figure, reference: Decimal) -> stats.Interval | None:
    if figure.unit != Unit.PERCENT or not figure.respondents or not nation.respondents:
        return None
    interval = stats.part_against_whole(
        float(value) / 100,
        figure.respondents,
        float(reference) / 100,
        nation.respondents,
        design_effect=float(figure.question.survey.design_effect),
    )
    return interval and stats.Interval(100 * interval.low, 100 * interval.high)


def _verdict(interval: stats.Interval | None) -> Verdict:
    if interval is None:
        return Verdict.UNTESTED
    if not interval.excludes_zero():
        return Verdict.WITHIN
    return Verdict.ABOVE if interval.low > 0 else Verdict.BELOW


def profile(region: Region, at: datetime) -> Profile:
    """What a region, or the nation, shows at `at`, in three queries whatever its size."""
    both = Q(region=region) | Q(region__level=Level.NATION)
    figures = Figure.objects.published(at).with_labels().filter(both)
    nation_figures = {_key(figure): figure for figure in figures if figure.region.is_nation}
    reports = tuple(region_reports(region, at))
    if region.is_nation:
        rows = [_row(figure, None) for figure in nation_figures.values()]
    else:
        own = [figure for figure in figures if figure.region_id == region.pk]
        rows = [_row(figure, nation_figures.get(_key(figure))) for figure in own]
        rows += _missing_rows(region, rows, nation_figures, reports, at)
    found = blocks(rows)
    return Profile(
        region,
        tuple(block for block in found if block.published),
        tuple(row for block in found if not block.published for row in block.rows if row.nation),
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
                _row(figure, None if region.is_nation else nation.get(_key(figure)))
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
    counts = dict(Figure.objects.published(at).order_by().values_list("region").annotate(Count("pk")))
    latest: dict[int, Report] = {}
    for report in Report.objects.published(at).filter(region__level="region"):
        latest.setdefault(report.region_id, report)
    return [
        RegionSummary(region, counts.get(region.pk, 0), latest.get(region.pk))
        for region in Region.objects.regions()
    ]


def blocks(rows: Iterable[FigureRow]) -> tuple[Block, ...]:
    """Rows in reading order, grouped by indicator."""
    ordered = sorted(rows, key=_order)
    return tuple(_block(list(group)) for _, group in groupby(ordered, lambda row: row.indicator.pk))


def _block(rows: list[FigureRow]) -> Block:
    sources: list[Source] = []
    notes: list[str] = []

    def marked(row: FigureRow) -> FigureRow:
        """The row with the places of its source and note in the lists under the table."""
        if row.source and row.source not in sources:
            sources.append(row.source)
        note = row.figure.note if row.figure else ""
        if note and note not in notes:
            notes.append(note)
        return replace(
            row,
            source_number=sources.index(row.source) + 1 if row.source else 0,
            note_mark=_letter(notes.index(note)) if note else "",
        )

    own = [marked(row) for row in rows]
    both = tuple(replace(row, nation=row.nation and marked(row.nation)) for row in own)
    return Block(rows[0].indicator, both, tuple(sources), tuple(notes))


def _letter(index: int) -> str:
    """a, b, … z, aa, bb, …"""
    return ascii_lowercase[index % 26] * (index // 26 + 1)


def _row(figure: Figure, nation: Figure | None) -> FigureRow:
    value = figure.public_value
    return FigureRow(
        region=figure.region,
        question=figure.question,
        answer=figure.answer,
        base=figure.base,
        figure=figure,
        value=value,
        status=Status.NOT_PUBLISHED if value is None else Status.PUBLISHED,
        nation=_row(nation, None) if nation else None,
        gap=compare(figure, value, nation, nation.public_value if nation else None),
        caution=is_cautious(figure),
    )


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
        nation=_row(reference, None) if reference else None,
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
    questions = Question.objects.published(at).select_related("survey", "indicator__theme")
    for question in questions.order_by("survey__released_on"):
        latest[question.indicator_id, question.survey.audience] = question
    return list(latest.values())


def _key(figure: Figure) -> tuple[int, int, int]:
    return figure.question_id, figure.answer_id, figure.base_id


def _order(row: FigureRow) -> tuple[object, ...]:
    released = row.question.survey.released_on
    return (
        row.indicator.theme.order,
        row.indicator.order,
        row.indicator.pk,
        row.audience.rank,
        -released.toordinal() if released else 0,
        row.base is not None and row.base.parent_id is not None,
        row.base.label if row.base else "",
        row.answer.order if row.answer else 0,
    )
