"""One line of a table: a value, or why there is none."""

from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from django.utils.timezone import localtime

from regions import formats, stats
from regions.dates import day_words
from regions.models import (
    Answer,
    Audience,
    Base,
    Certainty,
    Figure,
    Indicator,
    Question,
    Region,
    Report,
    Unit,
)
from regions.rows.gaps import Gap, compare, effective_size, is_cautious, is_exact, share_interval


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


def figure_key(figure: Figure) -> tuple[int, int, int]:
    """What it has in common with the nation's that stands beside it."""
    return figure.question_id, figure.answer_id, figure.base_id


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


def _note(figure: Figure) -> str:
    if figure.corrected_at is None:
        return figure.note
    day = day_words(localtime(figure.corrected_at))
    first = "non publié"
    if figure.value is not None:
        first = formats.value(figure.value, figure.unit, figure.qualifier)
    correction = f"Rectifié le {day} (d'abord {first})\u00a0: {figure.correction_reason}"
    return f"{correction} {figure.note}".strip()
