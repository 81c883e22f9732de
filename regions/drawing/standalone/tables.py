"""A table with strips: rows of cells, one under the other, under an axis that they share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regions import sentences
from regions.drawing.standalone.lines import (
    INNER,
    LEADING,
    TEXT,
    Line,
    Text,
    end,
    framed,
    lines,
    soft,
    whole_lines,
)
from regions.drawing.standalone.strips import ColouredStrip, Key, audience_colour
from regions.drawing.strips import axis
from regions.models import Indicator
from regions.rows import FigureRow

LABEL_WIDTH, CELL_WIDTH, STRIP = 235, 128, 262
VALUE, LESS, LONG_VALUE = 24, 17, 8
AXIS_HEIGHT, KEY_HEIGHT = 40, 22
_PAD = 12


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row from `top` to `bottom`."""

    top: float
    bottom: float
    strip: ColouredStrip | None
    label: tuple[Line, ...]
    value: tuple[Line, ...]
    gap: tuple[Line, ...]

    @property
    def strip_top(self) -> float:
        return round(self.top + 8, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row that has no place yet; `values` are never cut."""

    label: Sequence[Text]
    values: Sequence[Text] = ()
    marks: Sequence[Text] = ()
    gap: Sequence[Text] = ()
    strip: ColouredStrip | None = None
    wide: bool = False


def table(
    indicator: Indicator,
    *,
    name: str,
    description: str,
    head: Sequence[Text],
    keys: Sequence[Key],
    rows: Sequence[Row],
    foot: Iterable[str],
    compared: bool = True,
    reference: str = "",
) -> str:
    """The picture of `rows`; without an axis, of counts or means, it has no strips.

    Not `compared`, it has no column of gaps; the line of the nation stands at `reference`.
    """
    scale = axis(indicator.unit)
    above = lines(0, head)
    top = end(above) + (AXIS_HEIGHT + (KEY_HEIGHT if keys else 0) if scale else _PAD)
    drawn = _placed(rows, top, bool(scale))
    return framed(
        "regions/table.svg",
        name=name,
        description=description,
        head=above,
        bottom=drawn[-1].bottom,
        foot=foot,
        axis=scale,
        grid_height=_grid_height(drawn),
        reference=reference,
        keys=keys if scale else (),
        rows=drawn,
        strip_start=STRIP,
        strip_width=220 if compared else 346,
        value_end=INNER - CELL_WIDTH - 16 if compared else INNER,
    )


def absent_row(names: str, words: str) -> Row:
    return Row(label=[soft(names)], marks=[soft(words)], wide=True)


def value_cell(row: FigureRow) -> list[Text]:
    if row.value is None:
        return []
    words = sentences.value_words(row)
    size = VALUE if len(words) <= LONG_VALUE else LESS
    return [(words, size, audience_colour(row.audience), True)]


def missing(row: FigureRow) -> list[Text]:
    """Why there is no value."""
    return [soft(sentences.value_words(row))] if row.value is None else []


def _grid_height(rows: Sequence[DrawnRow]) -> float:
    """Down to the end of the last row that has a strip."""
    ends = [row.bottom for row in rows if row.strip]
    return round(ends[-1] - rows[0].top, 1) if ends else 0


def _placed(rows: Sequence[Row], top: float, has_axis: bool) -> list[DrawnRow]:
    """One under the other from `top`."""
    found: list[DrawnRow] = []
    for row in rows:
        start = top + _PAD - 4
        wide = LABEL_WIDTH if has_axis and not row.wide else 2 * LABEL_WIDTH
        label = lines(start, row.label, wide)
        values = whole_lines(start - _rise(row.values), row.values)
        values += lines(values[-1].y if values else start, row.marks, CELL_WIDTH)
        gap = lines(start, row.gap, CELL_WIDTH)
        bottom = round(max(end(cell, start) for cell in (label, values, gap)) + _PAD, 1)
        found.append(DrawnRow(top, bottom, row.strip, label, values, gap))
        top = bottom
    return found


def _rise(values: Sequence[Text]) -> float:
    """How far up a value begins to stand on the line of its label."""
    return (values[0][1] - TEXT) * LEADING if values else 0
