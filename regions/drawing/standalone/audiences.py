"""The audiences of each territory side by side."""

from collections.abc import Sequence

from regions import formats, sentences
from regions.drawing.standalone.lines import TEXT, TINY, Text, plain, soft, strong, title
from regions.drawing.standalone.strips import DOUBTS_KEY, audience_colour, coloured, keys, own_key
from regions.drawing.standalone.tables import Row, table
from regions.drawing.standalone.words import foot_lines, value_marks
from regions.drawing.strips import audience_strip
from regions.models import Audience
from regions.rows import Block, FigureRow, SideBySide, blocks


def audiences_svg(sides: Sequence[SideBySide], signed: str = "") -> str:
    """The audiences of each territory on one axis; there is one side at least."""
    (block,) = blocks(row for side in sides for row in side.cells.values())
    name = sentences.audiences_title(block.indicator)
    sentence = sentences.spread_sentence(sides[0])
    found = [audience for audience in Audience if any(audience in side.cells for side in sides)]
    marks = [own_key(audience.label, audience_colour(audience)) for audience in found]
    return table(
        block.indicator,
        name=name,
        description=sentence,
        head=[title(name), soft(f"{block.indicator.label}."), plain(sentence)],
        keys=keys([*marks, *([DOUBTS_KEY] if block.has_doubts else [])]),
        rows=[_side_row(block, side) for side in sides],
        foot=[*_bases(sides), *foot_lines(block), signed],
    )


def _side_row(block: Block, side: SideBySide) -> Row:
    gap = [soft("écart non calculé")]
    if side.spread:
        verdict = sentences.difference_words(side.spread, "non testé")
        gap = [strong(formats.points(side.spread.points)), soft(verdict)]
    return Row(
        label=[strong(str(side.region)), *(soft(mark, TINY) for mark in _side_marks(block, side))],
        values=[_named_value(row) for row in side.published],
        gap=gap,
        strip=coloured(audience_strip(side), None),
    )


def _side_marks(block: Block, side: SideBySide) -> list[str]:
    """What is to be known of the values: of all of them, or before the audiences of which it holds."""
    found: dict[str, list[str]] = {}
    for row in side.published:
        for mark in value_marks(block, row):
            found.setdefault(mark, []).append(row.audience.label.lower())
    return [
        mark if len(people) == len(side.published) else f"{mark}\u00a0: {', '.join(people)}"
        for mark, people in found.items()
    ]


def _named_value(row: FigureRow) -> Text:
    words = f"{row.audience.label} {sentences.value_words(row)}"
    return words, TEXT, audience_colour(row.audience), True


def _bases(sides: Sequence[SideBySide]) -> list[str]:
    """ "Citoyens : Population de 18 ans et plus."."""
    rows = (row for side in sides for row in side.published)
    return list(dict.fromkeys(f"{row.audience.label}\u00a0: {row.base}." for row in rows))
