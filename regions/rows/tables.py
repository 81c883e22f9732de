"""The lines of tables, and tables of one indicator with what is said once under them."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from itertools import groupby
from string import ascii_lowercase
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import localtime

from regions import formats, stats
from regions.checks import ROUNDING
from regions.models import (
    Answer,
    Audience,
    Base,
    BaseStatus,
    Certainty,
    Figure,
    Indicator,
    Question,
    Region,
    Report,
    Unit,
)
from regions.rows.gaps import (
    Gap,
    Verdict,
    compare,
    effective_size,
    is_cautious,
    is_exact,
    share_interval,
)


class Status(Enum):
    """Whether a value can be read, and if not, why. Zero is a value."""

    PUBLISHED = "published"
    NOT_PUBLISHED = "not-published"
    NOT_YET_ASKED = "not-yet-asked"
    NOT_ASKED = "not-asked"


class Source(NamedTuple):
    """Where a value was published, and where it was read."""

    report: Report
    text: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of a table. Without a figure, `status` says why there is none.

    Without a question, the audience was never asked. `interval` is that of the value at 95 %, in %.
    """

    region: Region
    indicator: Indicator
    audience: Audience
    question: Question | None
    answer: Answer | None
    base: Base | None
    figure: Figure | None
    value: Decimal | None
    status: Status
    nation: "FigureRow | None" = None
    gap: Gap | None = None
    interval: stats.Interval | None = None
    caution: bool = False
    source_number: int = 0
    note_mark: str = ""

    @property
    def uncertain(self) -> bool:
        return self.figure is not None and self.figure.certainty == Certainty.UNCERTAIN

    @property
    def note(self) -> str:
        """The public note of the figure, and before it what became of a corrected value."""
        return _note(self.figure) if self.figure else ""

    @property
    def is_exact(self) -> bool:
        """Certain, not rounded away, on a known base: what may be compared or drawn as a series."""
        return self.figure is not None and is_exact(self.figure)

    @property
    def comparable(self) -> bool:
        """Whether the value may be ordered among others, and have a class on a map."""
        return self.value is not None and self.is_exact and not self.caution

    @property
    def effective_size(self) -> float | None:
        """Respondents divided by the design effect, for shares alone."""
        if self.figure is None or self.indicator.unit != Unit.PERCENT:
            return None
        return effective_size(self.figure)

    @property
    def doubtful(self) -> bool:
        return self.value is not None and (self.uncertain or self.caution)

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
    def asked(self) -> list[FigureRow]:
        return [row for row in self.rows if row.status != Status.NOT_ASKED]

    @property
    def has_doubts(self) -> bool:
        """Whether a value is uncertain, or to be read with caution."""
        return any(row.doubtful for row in self.rows)

    @property
    def not_asked(self) -> list[FigureRow]:
        return [row for row in self.rows if row.status == Status.NOT_ASKED]

    @property
    def published(self) -> list[FigureRow]:
        return [row for row in self.rows if row.value is not None]

    @property
    def headlines(self) -> list[FigureRow]:
        """What a sentence may join: certain rows of the headline answer on bases that are not parts
        of others, from the latest survey of each audience, whether it has a value or not."""
        latest = {row.audience: row.question for row in reversed(self.rows)}
        return [
            row
            for row in self.published
            if row.answer
            and row.answer.headline
            and row.base
            and row.base.parent_id is None
            and not row.uncertain
            and latest[row.audience] == row.question
        ]

    @property
    def stacks(self) -> list[list[FigureRow]]:
        """The exact shares of each question that allows one answer, where all of them are there."""
        tables: dict[tuple[Question, Base | None], list[FigureRow]] = {}
        for row in self.published:
            whole = row.answer is not None and row.answer.parent_id is None
            if row.question and not row.question.several_answers and whole and row.is_exact:
                tables.setdefault((row.question, row.base), []).append(row)
        return [rows for rows in tables.values() if len(rows) > 1 and _is_whole(rows)]

    @property
    def shows_answers(self) -> bool:
        """False where every row is the one headline answer, which the title already says."""
        return any(
            (row.question is not None and row.question.several_answers)
            or (row.answer is not None and not row.answer.headline)
            for row in self.rows
        )

    @property
    def shows_surveys(self) -> bool:
        """Whether an audience was asked in several waves."""
        waves = {(row.audience, row.question.survey) for row in self.rows if row.question}
        return len(waves) > len({audience for audience, _ in waves})

    @property
    def shows_verdicts(self) -> bool:
        """False where no gap is tested: the note says so for all of them."""
        return any(row.gap and row.gap.verdict != Verdict.UNTESTED for row in self.rows)

    @property
    def all_implied(self) -> bool:
        """Whether every base of the territory is implied: the note says so for all of them."""
        return bool(self.published) and all(
            row.figure and row.figure.base_status == BaseStatus.IMPLIED for row in self.published
        )

    @property
    def numbers_sources(self) -> bool:
        return len(self.sources) > 1


def _is_whole(rows: Sequence[FigureRow]) -> bool:
    """Whether shares add up to 100, with the rounding that checks allow."""
    total = sum((row.value or Decimal(0) for row in rows), Decimal(0))
    return rows[0].indicator.unit == Unit.PERCENT and abs(total - 100) <= ROUNDING * len(rows)


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
        note = row.note
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


def _note(figure: Figure) -> str:
    if figure.corrected_at is None:
        return figure.note
    day = date_format(localtime(figure.corrected_at), "j F Y")
    first = "non publié"
    if figure.value is not None:
        first = formats.value(figure.value, figure.unit, figure.qualifier)
    correction = f"Rectifié le {day} (d'abord {first})\u00a0: {figure.correction_reason}"
    return f"{correction} {figure.note}".strip()


def _letter(index: int) -> str:
    """a, b, … z, aa, bb, …"""
    return ascii_lowercase[index % 26] * (index // 26 + 1)


def figure_row(figure: Figure, nation: Figure | None) -> FigureRow:
    value = figure.public_value
    return FigureRow(
        region=figure.region,
        indicator=figure.question.indicator,
        audience=Audience(figure.question.survey.audience),
        question=figure.question,
        answer=figure.answer,
        base=figure.base,
        figure=figure,
        value=value,
        status=Status.NOT_PUBLISHED if value is None else Status.PUBLISHED,
        nation=figure_row(nation, None) if nation else None,
        gap=compare(figure, value, nation, nation.public_value if nation else None),
        interval=share_interval(figure, value),
        caution=is_cautious(figure),
    )


def absent_row(region: Region, question: Question, status: Status, nation: Figure | None = None) -> FigureRow:
    """The line of an audience that was asked, of which the region has no figure."""
    return FigureRow(
        region=region,
        indicator=question.indicator,
        audience=Audience(question.survey.audience),
        question=question,
        answer=nation.answer if nation else None,
        base=nation.base if nation else None,
        figure=None,
        value=None,
        status=status,
        nation=figure_row(nation, None) if nation else None,
    )


def unasked_rows(region: Region, indicator: Indicator, asked: Container[Audience]) -> list[FigureRow]:
    """A line for each audience to which no published survey put the question."""
    return [
        FigureRow(
            region=region,
            indicator=indicator,
            audience=audience,
            question=None,
            answer=None,
            base=None,
            figure=None,
            value=None,
            status=Status.NOT_ASKED,
        )
        for audience in Audience
        if audience not in asked
    ]


def _order(row: FigureRow) -> tuple[object, ...]:
    released = row.question.survey.released_on if row.question else None
    return (
        row.indicator.theme.order,
        row.indicator.order,
        row.indicator.pk,
        row.question is None,
        row.audience.rank,
        -released.toordinal() if released else 0,
        row.base is not None and row.base.parent_id is not None,
        row.base.label if row.base else "",
        row.answer.order if row.answer else 0,
    )
