"""The map of an indicator: each region with its value, and the classes beside it."""

from dataclasses import dataclass

from regions import sentences
from regions.drawing.maps import Area, Legend, choropleth
from regions.drawing.standalone.comparisons import comparison_foot
from regions.drawing.standalone.lines import (
    INK,
    INNER,
    Line,
    end,
    framed,
    lines,
    plain,
    soft,
    strong,
    title,
)
from regions.drawing.standalone.words import SEMICOLON, value_marks
from regions.rows import Comparison, Status

# The classes as variables.css has them on light, and the colour of a value on each.
FILLS = {
    "class-1": ("#dbe7f3", "#14213d"),
    "class-2": ("#a9c8e4", "#14213d"),
    "class-3": ("#6ba1cf", "#14213d"),
    "class-4": ("#2f74b0", "#ffffff"),
    "class-5": ("#123f73", "#ffffff"),
    "plain": ("#e4e6ea", INK),
}
PATTERNS = {
    "unclassed": "url(#points)",
    Status.NOT_PUBLISHED.value: "url(#hachures)",
    Status.NOT_YET_ASKED.value: "url(#hachures-claires)",
    Status.NOT_ASKED.value: "#fbfaf6",
}
SCALE = 0.9
LEGEND_START, SWATCH = 560, 30


@dataclass(frozen=True, slots=True)
class DrawnArea:
    """A region with its fill, its value and the colour of that value."""

    area: Area
    name: str
    value: str
    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class Class:
    """A line of the legend: a swatch from `y` on and what it means."""

    y: float
    fill: str
    words: tuple[Line, ...]


def map_svg(comparison: Comparison, signed: str = "") -> str:
    """The map of a comparison, which has regions."""
    drawn = choropleth(comparison, comparison.indicator)
    sentence, name = sentences.comparison_sentence(comparison), sentences.comparison_title(comparison)
    texts = [
        title(name),
        soft(f"{comparison.indicator.label}."),
        plain(sentence),
        strong(_nation(comparison)),
    ]
    head = lines(0, texts)
    top = end(head) + 12
    return framed(
        "regions/map.svg",
        name=name,
        description=sentence,
        head=head,
        bottom=top + drawn.height * SCALE,
        foot=[_respondents(comparison), *comparison_foot(comparison, signed)],
        top=round(top, 1),
        scale=SCALE,
        areas=[_area(area) for area in drawn.areas],
        legend_start=LEGEND_START,
        legend=_legend(drawn.legend) if drawn.legend else [],
    )


def _area(area: Area) -> DrawnArea:
    fill, ink = FILLS.get(area.fill) or (PATTERNS[area.fill], INK)
    row = area.row
    words = f"{area.region}\u00a0: {sentences.value_words(row)}" if row else str(area.region)
    return DrawnArea(area, words, sentences.map_words(row) if row else "", fill, ink)


def _nation(comparison: Comparison) -> str:
    """ "France : 37 % (1 020 répondants).": the map has no place for it."""
    row = comparison.nation
    if row is None or comparison.block is None:
        return ""
    marks = ", ".join(value_marks(comparison.block, row))
    return f"France\u00a0: {sentences.value_words(row)}{f' ({marks})' if marks else ''}"


def _respondents(comparison: Comparison) -> str:
    """Of the regions of which they are known: a map has no place for them either."""
    known = [
        f"{row.region}, {words}" for row in comparison.rows if (words := sentences.respondents_words(row))
    ]
    return f"Répondants\u00a0: {SEMICOLON.join(known)}." if known else ""


def _legend(legend: Legend) -> list[Class]:
    entries = [(FILLS[name][0], words) for name, words in legend.classes]
    if legend.unclassed:
        words = "sans classe\u202f; * à lire avec prudence, incertain ou arrondi"
        entries.append((PATTERNS["unclassed"], words))
    if legend.left_out:
        entries.append((FILLS["plain"][0], "non choisie"))
    entries += [(PATTERNS[status.value], sentences.STATUS_WORDS[status]) for status in legend.missing]
    found: list[Class] = []
    y = 0.0
    for fill, words in entries:
        written = lines(y, [soft(words)], INNER - LEGEND_START - SWATCH)
        found.append(Class(round(y + 6, 1), fill, written))
        y = end(written) + 6
    return found
