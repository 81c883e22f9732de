"""Tables with strips: a block, the regions beside the nation, the audiences side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from regions import formats, sentences
from regions.drawing.standalone.lines import (
    INNER,
    LEADING,
    SMALL,
    TEXT,
    TINY,
    Line,
    Text,
    end,
    framed,
    lines,
    plain,
    soft,
    strong,
    title,
    whole_lines,
)
from regions.drawing.standalone.strips import (
    DOUBTS_KEY,
    NATION_KEY,
    ColouredStrip,
    Key,
    audience_colour,
    coloured,
    keys,
    own_key,
)
from regions.drawing.standalone.words import (
    foot_lines,
    gap_words,
    row_words,
    value_marks,
    verdict_words,
)
from regions.drawing.strips import audience_strip, axis, nation_strip, row_strip
from regions.models import Audience, Indicator, Region
from regions.rows import Block, Comparison, FigureRow, SideBySide, Status, blocks

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
class _Row:
    """The cells of a row that has no place yet; `values` are never cut."""

    label: Sequence[Text]
    values: Sequence[Text] = ()
    marks: Sequence[Text] = ()
    gap: Sequence[Text] = ()
    strip: ColouredStrip | None = None
    wide: bool = field(default=False)


def block_svg(block: Block, notice: str = "", signed: str = "") -> str:
    """A block; one without an axis, of counts or means, has no strips.

    `notice` stands on top of it; `signed` is its imprint.
    """
    region = block.rows[0].region
    definition = f"{block.indicator.label}, {region.name_in}."
    sentence = sentences.block_sentence(block)
    marks = [] if region.is_nation else [own_key(str(region)), NATION_KEY]
    rows = [_figure_row(block, row) for row in block.asked]
    if block.not_asked:
        audiences = ", ".join(row.audience.label for row in block.not_asked)
        rows.append(_absent(audiences, sentences.value_words(block.not_asked[0])))
    return _table(
        block.indicator,
        name=f"{block.indicator.short_label}, {region.name_in}",
        description=sentence or definition,
        head=[
            *([strong(notice, SMALL)] if notice else []),
            title(block.indicator.short_label),
            soft(definition),
            *([plain(sentence)] if sentence else []),
        ],
        keys=keys([*marks, *([DOUBTS_KEY] if block.has_doubts else [])]),
        rows=rows,
        foot=[*foot_lines(block), signed],
        compared=not region.is_nation,
    )


def comparison_svg(comparison: Comparison, signed: str = "") -> str:
    """The nation, then each region beside it, then those without a value."""
    block, sentence = comparison.block, sentences.comparison_sentence(comparison)
    assert block is not None, "no region, no picture"
    name = sentences.comparison_title(comparison)
    rows = [_nation_row(block, comparison.nation)] if comparison.nation else []
    rows += [_region_row(block, row) for row in comparison.published]
    rows += [_absent(_listed(regions), _status(status)) for status, regions in comparison.absent]
    own = own_key(comparison.audience.label, audience_colour(comparison.audience))
    doubts = any(row.doubtful for row in (*comparison.rows, comparison.nation) if row)
    compared = comparison.nation is not None or any(row.nation for row in comparison.rows)
    return _table(
        comparison.indicator,
        name=name,
        description=sentence,
        head=[title(name), soft(f"{comparison.indicator.label}."), plain(sentence)],
        keys=keys([own, *([NATION_KEY] if compared else []), *([DOUBTS_KEY] if doubts else [])]),
        rows=rows,
        foot=comparison_foot(comparison, signed),
    )


def comparison_foot(comparison: Comparison, signed: str) -> list[str]:
    """What is said once under the regions, in their table and under their map."""
    assert comparison.block is not None
    nation = comparison.nation
    implied = nation and nation.figure and nation.figure.base_status == "implied"
    base = f"Base\u00a0: {comparison.base}{', implicite pour la France' if implied else ''}."
    return [base if comparison.base else "", *foot_lines(comparison.block), signed]


def audiences_svg(sides: Sequence[SideBySide], signed: str = "") -> str:
    """The audiences of each territory on one axis; there is one side at least."""
    (block,) = blocks(row for side in sides for row in side.cells.values())
    name = sentences.audiences_title(block.indicator)
    sentence = sentences.spread_sentence(sides[0])
    found = [audience for audience in Audience if any(audience in side.cells for side in sides)]
    marks = [own_key(audience.label, audience_colour(audience)) for audience in found]
    return _table(
        block.indicator,
        name=name,
        description=sentence,
        head=[title(name), soft(f"{block.indicator.label}."), plain(sentence)],
        keys=keys([*marks, *([DOUBTS_KEY] if block.has_doubts else [])]),
        rows=[_side_row(block, side) for side in sides],
        foot=[*_bases(sides), *foot_lines(block), signed],
    )


def _figure_row(block: Block, row: FigureRow) -> _Row:
    words = row_words(block, row)
    return _Row(
        label=[strong(words.label[0]), *map(soft, words.label[1:])],
        values=_value(row),
        marks=[*_missing(row), *(soft(mark, TINY) for mark in words.marks)],
        gap=[*([strong(words.gap)] if words.gap else []), *map(soft, words.nation)],
        strip=None if row.question is None else coloured(row_strip(row), row.audience),
    )


def _region_row(block: Block, row: FigureRow) -> _Row:
    verdict = verdict_words(block, row)
    return _Row(
        label=[strong(str(row.region))],
        values=_value(row),
        marks=[*_missing(row), *(soft(mark, TINY) for mark in value_marks(block, row))],
        gap=[strong(gap_words(row)), *([soft(verdict)] if verdict else [])],
        strip=coloured(row_strip(row), row.audience),
    )


def _nation_row(block: Block, row: FigureRow) -> _Row:
    strip = coloured(nation_strip(row), row.audience)
    return replace(_region_row(block, row), gap=(), strip=strip)


def _side_row(block: Block, side: SideBySide) -> _Row:
    gap = [soft("pas d'écart")]
    if side.spread:
        verdict = sentences.difference_words(side.spread, "non testé")
        gap = [strong(formats.points(side.spread.points)), soft(verdict)]
    return _Row(
        label=[strong(str(side.region))],
        values=[_named_value(row) for row in side.published],
        marks=[soft(mark, TINY) for mark in _side_marks(block, side)],
        gap=gap,
        strip=coloured(audience_strip(side), None),
    )


def _side_marks(block: Block, side: SideBySide) -> list[str]:
    """What is to be known of the values: once where it holds for all of them, else after their audience."""
    marks = {row.audience: value_marks(block, row) for row in side.published}
    shared = [mark for mark in next(iter(marks.values())) if all(mark in others for others in marks.values())]
    own = {name.label: [mark for mark in found if mark not in shared] for name, found in marks.items()}
    return [*shared, *(f"{name}\u00a0: {', '.join(found)}" for name, found in own.items() if found)]


def _absent(names: str, words: str) -> _Row:
    return _Row(label=[soft(names)], marks=[soft(words)], wide=True)


def _value(row: FigureRow) -> list[Text]:
    if row.value is None:
        return []
    words = sentences.value_words(row)
    size = VALUE if len(words) <= LONG_VALUE else LESS
    return [(words, size, audience_colour(row.audience), True)]


def _missing(row: FigureRow) -> list[Text]:
    """Why there is no value."""
    return [soft(sentences.value_words(row))] if row.value is None else []


def _named_value(row: FigureRow) -> Text:
    words = f"{row.audience.label} {sentences.value_words(row)}"
    return words, TEXT, audience_colour(row.audience), True


def _bases(sides: Sequence[SideBySide]) -> list[str]:
    """ "Citoyens : Population de 18 ans et plus."."""
    rows = (row for side in sides for row in side.published)
    return list(dict.fromkeys(f"{row.audience.label}\u00a0: {row.base}." for row in rows))


def _listed(regions: Iterable[Region]) -> str:
    return ", ".join(str(region) for region in regions)


def _status(status: Status) -> str:
    return sentences.STATUS_WORDS[status]


def _table(
    indicator: Indicator,
    *,
    name: str,
    description: str,
    head: Sequence[Text],
    keys: Sequence[Key],
    rows: Sequence[_Row],
    foot: Iterable[str],
    compared: bool = True,
) -> str:
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
        keys=keys if scale else (),
        rows=drawn,
        strip_start=STRIP,
        strip_width=220 if compared else 346,
        value_end=INNER - CELL_WIDTH - 16 if compared else INNER,
    )


def _rise(values: Sequence[Text]) -> float:
    """How far up a value begins to stand on the line of its label."""
    return (values[0][1] - TEXT) * LEADING if values else 0


def _placed(rows: Sequence[_Row], top: float, has_axis: bool) -> list[DrawnRow]:
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
