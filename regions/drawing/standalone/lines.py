"""Lines of text, and the frame that every picture shares: its title above, its sources below."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import wrap
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime

WIDTH, MARGIN = 800, 24
INNER = WIDTH - 2 * MARGIN
TITLE, TEXT, SMALL, TINY = 22, 15, 13, 11.5
INK, SOFT = "#14213d", "#4a5672"

# Wide fonts take so much of their size for a character.
CHARACTER = 0.54
LEADING = 1.3
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, its baseline `y` from the top of the drawing."""

    y: float
    text: str
    size: float
    colour: str
    bold: bool


# A text, its size, its colour and whether it is bold.
Text = tuple[str, float, str, bool]


def title(text: str) -> Text:
    return text, TITLE, INK, True


def strong(text: str, size: float = TEXT) -> Text:
    return text, size, INK, True


def plain(text: str) -> Text:
    return text, TEXT, INK, False


def soft(text: str, size: float = SMALL) -> Text:
    return text, size, SOFT, False


def lines(top: float, texts: Iterable[Text], width: float = INNER) -> tuple[Line, ...]:
    """Texts one under the other, each cut into lines no wider than `width`; empty ones leave no line."""
    found: list[Line] = []
    for text, size, colour, bold in texts:
        for part in _cut(text, size, width):
            top += size * LEADING
            found.append(Line(round(top, 1), part, size, colour, bold))
    return tuple(found)


def whole_lines(top: float, texts: Iterable[Text]) -> tuple[Line, ...]:
    """As `lines`, none of them cut: for values."""
    return lines(top, texts, width=float("inf"))


def end(found: Sequence[Line], start: float = 0) -> float:
    """Where lines end, or `start` where there is none."""
    return found[-1].y + 4 if found else start


def imprint(address: str, at: datetime) -> str:
    """Where a picture is from, and of what day its figures are."""
    day = date_format(localtime(at), "j F Y")
    return f"Phare, observatoire des partenariats. Chiffres publics au {day}. {address}"


def framed(
    template: str,
    *,
    name: str,
    description: str,
    head: Sequence[Line],
    bottom: float,
    foot: Iterable[str],
    **parts: Any,
) -> str:
    """The SVG text of a picture: `head`, what `template` draws with `parts` down to `bottom`, `foot`.

    `name` and `description` are for who does not see it.
    """
    below = lines(bottom + 6, [soft(text, TINY) for text in foot])
    context = {
        "name": name,
        "description": description,
        "width": WIDTH,
        "inner": INNER,
        "height": round(end(below, bottom) + MARGIN),
        "head": head,
        "foot": below,
        "bottom": round(bottom, 1),
        **parts,
    }
    return _NOT_XML.sub("", render_to_string(template, context))


def _cut(text: str, size: float, width: float) -> list[str]:
    if width == float("inf"):
        return [text] if text else []
    # textwrap knows no no-break space: they are kept out of its sight.
    shown = text.replace("\u00a0", "\ue000").replace("\u202f", "\ue001")
    parts = wrap(shown, max(int(width / size / CHARACTER), 4), break_on_hyphens=False)
    return [part.replace("\ue000", "\u00a0").replace("\ue001", "\u202f") for part in parts]
