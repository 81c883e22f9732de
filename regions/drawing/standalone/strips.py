"""Strips with their colours, in a picture or alone."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from regions.charts import NATION, PALETTE
from regions.drawing.standalone.lines import CHARACTER, INK, SMALL
from regions.drawing.strips import Mark, Strip, axis, row_strip
from regions.models import Audience
from regions.rows import Block, FigureRow


@dataclass(frozen=True, slots=True)
class Key:
    """What a mark means, from `x` on; `kind` is that of a Mark."""

    x: float
    kind: str
    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class ColouredStrip:
    """A strip whose marks have each a colour, and what joins them."""

    strip: Strip
    marks: tuple[tuple[Mark, str], ...]
    colour: str


def css(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def audience_colour(audience: Audience) -> str:
    return css(PALETTE[audience])


def coloured(strip: Strip | None, joined: Audience | None) -> ColouredStrip | None:
    """`joined` is the audience whose colour the span has; without one, it is grey."""
    if strip is None:
        return None
    marks = tuple(
        (mark, css(NATION) if mark.kind == "nation" else audience_colour(mark.audience))
        for mark in strip.marks
    )
    return ColouredStrip(strip, marks, audience_colour(joined) if joined else css(NATION))


def keys(marks: list[tuple[str, str, str]]) -> tuple[Key, ...]:
    """Kinds, texts and colours, one beside the other."""
    found: list[Key] = []
    x = 0.0
    for kind, text, colour in marks:
        found.append(Key(round(x, 1), kind, text, colour))
        x += 40 + len(text) * SMALL * CHARACTER
    return tuple(found)


def own_key(text: str, colour: str = INK) -> tuple[str, str, str]:
    return "own", text, colour


NATION_KEY = ("nation", "France", css(NATION))
DOUBTS_KEY = ("doubtful", "à lire avec prudence, ou incertain", INK)


def strip_svg(row: FigureRow) -> str:
    """The strip of one row alone; empty without an axis."""
    strip = coloured(row_strip(row), row.audience)
    return render_to_string("regions/strip.svg", {"strip": strip}) if strip else ""


def axis_svg(block: Block) -> str:
    """The axis over the strips of a block, as wide as they are; empty where it has none."""
    scale = axis(block.indicator.unit)
    return render_to_string("regions/axis.svg", {"axis": scale}) if scale else ""
