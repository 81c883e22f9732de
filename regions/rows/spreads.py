"""How far apart some rows of the same question and answer stand."""

from collections.abc import Sequence
from typing import NamedTuple

from regions.rows.gaps import COMPARED_UNITS, Gap, difference
from regions.rows.lines import FigureRow


class Spread(NamedTuple):
    """The lowest and the highest of some rows, and the gap from one to the other."""

    low: FigureRow
    high: FigureRow
    gap: Gap | None


def spread(rows: Sequence[FigureRow]) -> Spread | None:
    """Of independent samples: audiences, or regions. None under two comparable rows of one series."""
    found = [row for row in rows if row.comparable]
    series = {
        (row.question.series, row.question.survey.programme)
        for row in rows
        if row.question and row.value is not None
    }
    if len(found) < 2 or len(series) > 1:
        return None
    low = min(found, key=lambda row: row.value or 0)
    high = max(found, key=lambda row: row.value or 0)
    return Spread(low, high, row_difference(high, low, len(found) * (len(found) - 1) // 2))


def row_difference(row: FigureRow, other: FigureRow, pairs: int = 1) -> Gap | None:
    """The gap of one row to another, chosen as the widest of `pairs`; None where points mean nothing."""
    if row.indicator.unit not in COMPARED_UNITS:
        return None
    if row.figure is None or other.figure is None or row.value is None or other.value is None:
        return None
    return difference(row.figure, row.value, other.figure, other.value, pairs)
