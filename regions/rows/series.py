"""The waves of one question."""

from dataclasses import dataclass

from regions.rows.gaps import Gap
from regions.rows.lines import FigureRow
from regions.rows.spreads import row_difference


@dataclass(frozen=True, slots=True)
class Series:
    """The waves of one question, answer and base in one territory, the first wave first."""

    rows: tuple[FigureRow, ...]
    change: Gap | None

    @property
    def slug(self) -> str:
        """As addresses name it, of all series of its indicator, whatever else becomes public."""
        row = self.first
        assert row.question, "what has a value was asked"
        assert row.answer, "and answered"
        assert row.base, "of someone"
        return "/".join(
            [
                row.region.slug,
                row.question.series,
                row.audience.slug,
                row.answer.slug,
                row.base.slug,
            ]
        )

    @property
    def first(self) -> FigureRow:
        return self.rows[0]

    @property
    def last(self) -> FigureRow:
        return self.rows[-1]


def series_of_rows(rows: list[FigureRow]) -> Series:
    return Series(tuple(rows), row_difference(rows[-1], rows[0]))
