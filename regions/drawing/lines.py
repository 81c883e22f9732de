"""The waves of one series as a line over time."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regions import formats
from regions.drawing.strips import axis
from regions.rows import FigureRow, Series

WIDTH, HEIGHT = 360, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 310, 30, 150


@dataclass(frozen=True, slots=True)
class Point:
    """Coordinates are written as SVG wants them, whatever the language of the page."""

    x: str
    y: str
    year: str
    row: FigureRow


@dataclass(frozen=True, slots=True)
class GridLine:
    y: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A polyline in a box of WIDTH × HEIGHT; the vertical axis starts at zero."""

    points: tuple[Point, ...]
    grid: tuple[GridLine, ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def path(self) -> str:
        return " ".join(f"{point.x},{point.y}" for point in self.points)


def line(series: Series) -> Line | None:
    """None for counts and means, which have no axis, and where a wave has no date."""
    scale = axis(series.first.indicator.unit)
    dates = [row.question.survey.released_on if row.question else None for row in series.rows]
    if scale is None or None in dates:
        return None
    days = [day.toordinal() for day in dates if isinstance(day, date)]
    length = max(days[-1] - days[0], 1)
    points = tuple(
        Point(
            f"{_LEFT + (_RIGHT - _LEFT) * (day - days[0]) / length:.1f}",
            _height(row.value or Decimal(0), scale.high),
            str(date.fromordinal(day).year),
            row,
        )
        for day, row in zip(days, series.rows, strict=True)
    )
    middle = scale.high / 2
    grid = tuple(
        GridLine(_height(value, scale.high), formats.number(value))
        for value in (Decimal(0), middle, scale.high)
    )
    return Line(points, grid)


def _height(value: Decimal, high: Decimal) -> str:
    return f"{_BOTTOM - (_BOTTOM - _TOP) * float(value / high):.1f}"
