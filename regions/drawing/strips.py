"""Strips: one line of a table on an axis that all its lines share.

Horizontal positions are percentages of the strip's width, so that dots stay round and text stays
readable whatever the width of the screen.
"""

from dataclasses import dataclass
from decimal import Decimal

from regions import formats
from regions.models import Audience, Unit
from regions.rows import FigureRow, SideBySide

_RANGES = {Unit.PERCENT: Decimal(100), Unit.MARK: Decimal(10)}


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """From zero to `high`, in the unit of the indicator."""

    high: Decimal
    ticks: tuple[Tick, ...]

    def position(self, value: Decimal | float) -> str:
        """43 of 100 → "43%", as SVG writes a position."""
        share = round(Decimal(value) / self.high * 100, 2)
        return f"{share.normalize():f}%"


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot. `kind` is own, nation, or doubtful: uncertain, or to be read with caution."""

    x: str
    kind: str
    audience: Audience
    value: Decimal

    @property
    def side(self) -> str:
        """Where words about it find room: start, from it on; end, up to it; or middle."""
        share = float(self.x.removesuffix("%"))
        return "start" if share < 35 else "end" if share > 65 else "middle"


@dataclass(frozen=True, slots=True)
class Strip:
    """The marks of one row, the last on top; `span` joins two of them, `whisker` is an interval.

    `bar` is the length of a bar from zero, where there is nothing to compare with.
    """

    marks: tuple[Mark, ...] = ()
    span: tuple[str, str] | None = None
    whisker: tuple[str, str] | None = None
    bar: str = ""


def axis(unit: str) -> Axis | None:
    """The axis of shares and marks; counts and means have none."""
    high = _RANGES.get(Unit(unit))
    if high is None:
        return None
    ticks = []
    for quarter in (0, 25, 50, 75, 100):
        value = high * quarter / 100
        ticks.append(Tick(f"{quarter}%", formats.number(value.normalize())))
    return Axis(high, tuple(ticks))


def row_strip(row: FigureRow) -> Strip | None:
    """A dumbbell of the region and the nation; a bar where there is no other; None without an axis."""
    scale = axis(row.indicator.unit)
    if scale is None:
        return None
    own, nation = _mark(row, scale), _nation_mark(row, scale)
    marks = tuple(mark for mark in (nation, own) if mark)
    return Strip(
        marks=marks,
        span=(marks[0].x, marks[1].x) if len(marks) > 1 else None,
        whisker=_whisker(row, scale),
        bar=own.x if own and row.region.is_nation else "",
    )


def nation_strip(row: FigureRow | None) -> Strip | None:
    """The nation's own line among regions: its ring alone; None where it has no value."""
    scale = axis(row.indicator.unit) if row else None
    if row is None or scale is None or row.value is None:
        return None
    kind = "doubtful" if row.doubtful else "nation"
    return Strip((Mark(scale.position(row.value), kind, row.audience, row.value),))


def audience_strip(side: SideBySide) -> Strip | None:
    """The audiences of one territory on one axis; the span joins those that are compared."""
    rows = side.published
    scale = axis(rows[0].indicator.unit) if rows else None
    if scale is None:
        return None
    ends = side.ends and (scale.position(side.ends[0]), scale.position(side.ends[1]))
    return Strip(tuple(mark for row in rows if (mark := _mark(row, scale))), span=ends)


def _mark(row: FigureRow, scale: Axis) -> Mark | None:
    if row.value is None:
        return None
    kind = "doubtful" if row.doubtful else "own"
    return Mark(scale.position(row.value), kind, row.audience, row.value)


def _nation_mark(row: FigureRow, scale: Axis) -> Mark | None:
    if row.region.is_nation or row.nation is None or row.nation.value is None or row.nation.uncertain:
        return None
    return Mark(scale.position(row.nation.value), "nation", row.audience, row.nation.value)


def _whisker(row: FigureRow, scale: Axis) -> tuple[str, str] | None:
    if row.interval is None:
        return None
    return scale.position(row.interval.low), scale.position(row.interval.high)
