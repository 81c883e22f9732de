"""The waves of one series as a line over time."""

from regions import sentences
from regions.drawing.lines import line
from regions.drawing.standalone.lines import end, framed, lines, plain, soft, title
from regions.drawing.standalone.strips import audience_colour
from regions.drawing.standalone.words import foot_lines, value_marks
from regions.rows import Series, blocks

SCALE = 1.6


def series_svg(series: Series, signed: str = "") -> str:
    """A line where there is an axis; what was measured at each wave in words, in any case."""
    (block,) = blocks(series.rows)
    drawn, first = line(series), series.first
    name = sentences.series_title(series)
    sentence = sentences.series_sentence(series)
    head = lines(0, [title(name), soft(f"{block.indicator.label}."), plain(sentence)])
    top = end(head) + 12
    waves = [
        f"{row.question.survey if row.question else ''}\u00a0: "
        f"{', '.join([sentences.value_words(row), *value_marks(block, row)])}."
        for row in series.rows
    ]
    return framed(
        "regions/line.svg",
        name=name,
        description=sentence,
        head=head,
        bottom=top + (drawn.height * SCALE if drawn else 0),
        foot=[f"Base\u00a0: {first.base}.", *waves, *foot_lines(block), signed],
        top=round(top, 1),
        scale=SCALE,
        line=drawn,
        colour=audience_colour(first.audience),
    )
