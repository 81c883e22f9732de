"""Tables of one indicator, with what is said once under them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from string import ascii_lowercase

from regions.checks import ROUNDING
from regions.models import Base, BaseStatus, Indicator, Question, Survey, Unit
from regions.rows.gaps import Verdict
from regions.rows.lines import FigureRow, Source, Status

SHADES = 5  # of one colour, that can still be told apart


@dataclass(frozen=True)
class Block:
    """The rows of one indicator for one territory, with what is said once under them.

    Rows refer to `sources` by number from 1, and to `notes` by letter. Where it is `cut`, more is public.
    """

    indicator: Indicator
    rows: tuple[FigureRow, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    cut: bool = False

    @cached_property
    def asked(self) -> list[FigureRow]:
        return [row for row in self.rows if row.status != Status.NOT_ASKED]

    @cached_property
    def has_doubts(self) -> bool:
        """Whether a value is uncertain, or to be read with caution."""
        return any(row.doubtful for row in self.rows)

    @cached_property
    def not_asked(self) -> list[FigureRow]:
        return [row for row in self.rows if row.status == Status.NOT_ASKED]

    @cached_property
    def published(self) -> list[FigureRow]:
        return [row for row in self.rows if row.value is not None]

    @cached_property
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
        for row in self.rows:
            whole = row.answer is not None and row.answer.parent_id is None
            if row.figure and row.question and not row.question.several_answers and whole:
                tables.setdefault((row.question, row.base), []).append(row)
        return [rows for rows in tables.values() if _is_whole(rows)]

    @cached_property
    def shows_answers(self) -> bool:
        """False where every row is the one headline answer, which the title already says."""
        return any(
            (row.question is not None and row.question.several_answers)
            or (row.answer is not None and not row.answer.headline)
            for row in self.rows
        )

    @cached_property
    def shows_surveys(self) -> bool:
        """Whether an audience was asked in several waves."""
        waves = {(row.audience, row.question.survey) for row in self.rows if row.question}
        return len(waves) > len({audience for audience, _ in waves})

    @cached_property
    def surveys(self) -> list[Survey]:
        """The surveys of its values, in the order of the rows."""
        return list(dict.fromkeys(row.question.survey for row in self.published if row.question))

    @cached_property
    def shows_verdicts(self) -> bool:
        """False where no gap is tested: the note says so for all of them."""
        return any(row.gap and row.gap.verdict != Verdict.UNTESTED for row in self.rows)

    @cached_property
    def all_implied(self) -> bool:
        """Whether every base of the territory is implied: the note says so for all of them."""
        return bool(self.published) and all(
            row.figure and row.figure.base_status == BaseStatus.IMPLIED for row in self.published
        )

    @property
    def numbers_sources(self) -> bool:
        return len(self.sources) > 1


def blocks(rows: Iterable[FigureRow]) -> tuple[Block, ...]:
    """Rows in reading order, grouped by indicator."""
    ordered = sorted(rows, key=_order)
    return tuple(_block(list(group)) for _, group in groupby(ordered, lambda row: row.indicator.pk))


def one_table(rows: Iterable[FigureRow]) -> Block:
    """Rows of one territory as one block, of several indicators where they are: what is said once under a
    table is said once for all. `indicator` is that of the first row."""
    return _block(sorted(rows, key=_order))


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


def _letter(index: int) -> str:
    """a, b, … z, aa, bb, …"""
    return ascii_lowercase[index % 26] * (index // 26 + 1)


def _is_whole(rows: Sequence[FigureRow]) -> bool:
    """Whether these are two to five exact shares that add up to 100, with the rounding that checks allow."""
    if not 2 <= len(rows) <= SHADES or not all(row.is_exact and row.value is not None for row in rows):
        return False
    total = sum((row.value or Decimal(0) for row in rows), Decimal(0))
    return rows[0].indicator.unit == Unit.PERCENT and abs(total - 100) <= ROUNDING * len(rows)


def _order(row: FigureRow) -> tuple[object, ...]:
    released = row.question.survey.released_on if row.question else None
    return (
        row.indicator.theme.order,
        row.indicator.theme.slug,
        row.indicator.order,
        row.indicator.pk,
        row.question is None,
        row.audience.rank,
        -released.toordinal() if released else 0,
        row.base is not None and row.base.parent_id is not None,
        row.base.label if row.base else "",
        row.answer.order if row.answer else 0,
    )
