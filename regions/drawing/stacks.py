"""One bar of 100 % for a question that allows a single answer, all answers being there."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from regions.rows import FigureRow

_WIDE = 14


@dataclass(frozen=True, slots=True)
class Segment:
    """From `x`, `width` wide, in percentages of the bar; shade 1 is the darkest.

    Where `is_wide`, the value is written in its `middle`, on the narrowest phone too.
    """

    x: str
    width: str
    shade: int
    row: FigureRow
    middle: str
    is_wide: bool


@dataclass(frozen=True, slots=True)
class Stack:
    """`row` is any of the rows: they share territory, question and base."""

    row: FigureRow
    segments: tuple[Segment, ...]


def stack(rows: Sequence[FigureRow]) -> Stack:
    """Segments in the order of the answers, as wide as their values."""
    start = Decimal(0)
    segments = []
    for shade, row in enumerate(rows, 1):
        value = row.value or Decimal(0)
        segments.append(
            Segment(
                x=_percent(start),
                width=_percent(value),
                shade=shade,
                row=row,
                middle=_percent(start + value / 2),
                is_wide=value >= _WIDE,
            )
        )
        start += value
    return Stack(rows[0], tuple(segments))


def _percent(value: Decimal) -> str:
    return f"{value.normalize():f}%"
