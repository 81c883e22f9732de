"""A block of figures: each row of one territory, beside the nation."""

from regions import sentences
from regions.drawing.standalone.lines import SMALL, TINY, plain, soft, strong, title
from regions.drawing.standalone.strips import DOUBTS_KEY, NATION_KEY, coloured, keys, own_key
from regions.drawing.standalone.tables import Row, absent_row, missing, table, value_cell
from regions.drawing.standalone.words import foot_lines, row_words
from regions.drawing.strips import row_strip
from regions.rows import Block, FigureRow


def block_svg(block: Block, notice: str = "", signed: str = "") -> str:
    """A block; one without an axis, of counts or means, has no strips.

    `notice` stands on top of it; `signed` is its imprint.
    """
    region = block.rows[0].region
    definition = f"{block.indicator.label}, {region.name_in}."
    sentence = sentences.block_sentence(block)
    marks = [] if region.is_nation else [own_key(str(region)), NATION_KEY]
    rows = [_row(block, row) for row in block.asked]
    if block.not_asked:
        audiences = ", ".join(row.audience.label for row in block.not_asked)
        rows.append(absent_row(audiences, sentences.value_words(block.not_asked[0])))
    return table(
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


def _row(block: Block, row: FigureRow) -> Row:
    words = row_words(block, row)
    return Row(
        label=[strong(words.label[0]), *map(soft, words.label[1:])],
        values=value_cell(row),
        marks=[*missing(row), *(soft(mark, TINY) for mark in words.marks)],
        gap=[*([strong(words.gap)] if words.gap else []), *map(soft, words.nation)],
        strip=None if row.question is None else coloured(row_strip(row), row.audience),
    )
