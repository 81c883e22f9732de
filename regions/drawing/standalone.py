"""A block of figures as one SVG file that needs nothing else: for a PDF, a press kit, another site.

The same strips as on the page, in a fixed light palette. Widths of words are not known here: lines are
cut where a wide font would end.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.template.loader import render_to_string

from regions import formats, sentences
from regions.charts import NATION, PALETTE
from regions.drawing.strips import Strip, axis, row_strip
from regions.models import BaseStatus
from regions.rows import Block, FigureRow

WIDTH, MARGIN = 800, 24
INNER = WIDTH - 2 * MARGIN
LABEL_WIDTH, CELL_WIDTH = 235, 128
TITLE, TEXT, SMALL, TINY = 22, 15, 13, 11.5
BIG, LESS_BIG, LONG_VALUE = 24, 17, 8
AXIS_HEIGHT, KEY_HEIGHT = 40, 22

# Wide fonts take so much of their size for a character.
_CHARACTER = 0.54
_LEADING = 1.3
_PAD = 12
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class RowWords:
    """What a row says in a table: cells of short lines, the strongest first."""

    label: tuple[str, ...]
    value: str
    marks: tuple[str, ...]
    gap: str
    nation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, its baseline `y` from the top of the drawing. `kind` chooses its look."""

    y: float
    text: str
    size: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """What a mark means, from `x` on; `kind` is that of a Mark."""

    x: float
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row from `top` to `bottom`; `colour` is its audience's."""

    top: float
    bottom: float
    colour: str
    strip: Strip | None
    label: tuple[Line, ...]
    value: tuple[Line, ...]
    gap: tuple[Line, ...]

    @property
    def strip_top(self) -> float:
        return round(self.top + 14, 1)


def row_words(block: Block, row: FigureRow) -> RowWords:
    """The cells of a row, as the page has them."""
    wave = str(row.question.survey) if block.shows_surveys and row.question else ""
    answer = row.answer.label if block.shows_answers and row.answer else ""
    verdict = sentences.VERDICT_WORDS[row.gap.verdict] if row.gap and block.shows_verdicts else ""
    gap = formats.signed_points(row.gap.points) if row.gap else ""
    if row.gap is None and row.value is not None and not row.region.is_nation:
        gap = "pas d'écart"
    return RowWords(
        label=_filled([answer, row.audience.label, str(row.base or ""), wave]),
        value=sentences.value_words(row),
        marks=_filled([sentences.respondents_words(row), _interval(row), *_doubts(block, row)]),
        gap=gap,
        nation=() if row.region.is_nation else _filled([verdict, *_nation(block, row)]),
    )


def block_svg(block: Block, notice: str = "") -> str:
    """The SVG text of a block; one without an axis, of counts or means, has no strips.

    `notice` stands on top of it.
    """
    region, scale = block.rows[0].region, axis(block.indicator.unit)
    definition = f"{block.indicator.label}, {region.name_in}."
    warning = [(notice, SMALL, "strong")] if notice else []
    head = _lines(0, [*warning, (block.indicator.short_label, TITLE, "title"), (definition, SMALL, "soft")])
    key = _key(block) if scale else ()
    rows = _rows(block, _end(head) + (AXIS_HEIGHT if scale else _PAD) + (KEY_HEIGHT if key else 0))
    foot = _lines(rows[-1].bottom + 6, [(line, TINY, "soft") for line in foot_lines(block)])
    context = {
        "title": f"{block.indicator.short_label}, {region.name_in}",
        "description": sentences.block_sentence(block) or definition,
        "axis": scale,
        "key": key,
        "nation": _css(NATION),
        "strip_width": 346 if region.is_nation else 220,
        "value_end": INNER if region.is_nation else INNER - CELL_WIDTH - 16,
        "gap_end": INNER,
        "width": WIDTH,
        "height": round(_end(foot or rows[-1].label) + MARGIN),
        "head": head,
        "rows": rows,
        "rows_end": rows[-1].bottom,
        "foot": foot,
    }
    return _NOT_XML.sub("", render_to_string("regions/block.svg", context))


def strip_svg(row: FigureRow) -> str:
    """The strip of one row alone; empty without an axis."""
    strip = row_strip(row)
    context = {"strip": strip, "colour": _css(PALETTE[row.audience]), "nation": _css(NATION)}
    return render_to_string("regions/strip.svg", context) if strip else ""


def axis_svg(block: Block) -> str:
    """The axis over the strips of a block, as wide as they are; empty where it has none."""
    scale = axis(block.indicator.unit)
    return render_to_string("regions/axis.svg", {"axis": scale}) if scale else ""


def foot_lines(block: Block) -> list[str]:
    """What is said once under the rows: notes, the lettered ones, and the sources."""
    lettered = {row.note_mark: row.note for row in _with_nations(block) if row.note_mark}
    sources = sentences.listed_sources(block)
    several = len({one.report for one in block.sources}) > 1
    named = f"Source{'s' if several else ''}\u00a0: {sources}." if sources else ""
    return [
        *sentences.notes(block),
        *(f"{mark}. {note}" for mark, note in lettered.items()),
        *_filled([named]),
    ]


def _with_nations(block: Block) -> Iterable[FigureRow]:
    for row in block.rows:
        yield row
        if row.nation:
            yield row.nation


def _doubts(block: Block, row: FigureRow) -> list[str]:
    """Why a value is to be read with care."""
    if row.figure is None:
        return []
    status = row.figure.base_status
    said_for_all = block.all_implied and not row.region.is_nation
    return [
        "base implicite" if status == BaseStatus.IMPLIED and not said_for_all else "",
        "base à confirmer" if status == BaseStatus.UNKNOWN else "",
        sentences.CAUTION if row.caution and row.value is not None else "",
        "incertain" if row.uncertain else "",
        f"note {row.note_mark}" if row.note_mark else "",
    ]


def _nation(block: Block, row: FigureRow) -> list[str]:
    if row.question is None:
        return []
    if row.nation is None:
        return ["France non publié"]
    doubts = [sentences.respondents_words(row.nation), *_doubts(block, row.nation)]
    return [f"France {sentences.value_words(row.nation)}", *doubts]


def _interval(row: FigureRow) -> str:
    words = sentences.interval_words(row)
    return f"intervalle {words}" if words else ""


def _key(block: Block) -> tuple[Key, ...]:
    """The marks that a block has, one beside the other."""
    region = block.rows[0].region
    marks = [] if region.is_nation else [("own", str(region)), ("nation", "France")]
    marks += [("doubtful", "à lire avec prudence, ou incertain")] if block.has_doubts else []
    found: list[Key] = []
    x = 0.0
    for kind, text in marks:
        found.append(Key(round(x, 1), kind, text))
        x += 40 + len(text) * SMALL * _CHARACTER
    return tuple(found)


def _rows(block: Block, top: float) -> list[DrawnRow]:
    """One under the other from `top`; the audiences that were never asked share the last."""
    found: list[DrawnRow] = []
    for row in block.asked:
        found.append(_drawn(row_words(block, row), found[-1].bottom if found else top, row))
    if block.not_asked:
        audiences = ", ".join(row.audience.label for row in block.not_asked)
        words = RowWords((audiences,), sentences.value_words(block.not_asked[0]), (), "", ())
        found.append(_drawn(words, found[-1].bottom if found else top, block.not_asked[0]))
    return found


def _drawn(words: RowWords, top: float, row: FigureRow) -> DrawnRow:
    """The lines of each cell from the top of the row down."""
    size = BIG if len(words.value) <= LONG_VALUE else LESS_BIG
    value = (words.value, SMALL, "soft") if row.value is None else (words.value, size, "value")
    gap = [(words.gap, TEXT, "strong")] if words.gap else []
    start = top + _PAD - 4
    strip = None if row.question is None else row_strip(row)
    wide = LABEL_WIDTH if axis(row.indicator.unit) else 2 * LABEL_WIDTH
    label = _lines(start, [(words.label[0], TEXT, "strong"), *_small(words.label[1:], SMALL)], wide)
    values = _lines(start, [value, *_small(words.marks, TINY)], CELL_WIDTH)
    gaps = _lines(start, [*gap, *_small(words.nation, SMALL)], CELL_WIDTH)
    bottom = max(_end(cell) for cell in (label, values, gaps)) + _PAD
    return DrawnRow(top, round(bottom, 1), _css(PALETTE[row.audience]), strip, label, values, gaps)


def _small(texts: Iterable[str], size: float) -> list[tuple[str, float, str]]:
    return [(text, size, "soft") for text in texts]


def _lines(top: float, texts: Sequence[tuple[str, float, str]], width: float = INNER) -> tuple[Line, ...]:
    """Texts of a size and a kind, one under the other, each cut into lines no wider than `width`."""
    found: list[Line] = []
    for text, size, kind in texts:
        for part in [text] if kind == "value" else _cut(text, size, width):
            top += size * _LEADING
            found.append(Line(round(top, 1), part, size, kind))
    return tuple(found)


def _cut(text: str, size: float, width: float) -> list[str]:
    # textwrap knows no no-break space: they are kept out of its sight.
    shown = text.replace("\u00a0", "\ue000").replace("\u202f", "\ue001")
    parts = wrap(shown, max(int(width / size / _CHARACTER), 4), break_on_hyphens=False)
    return [part.replace("\ue000", "\u00a0").replace("\ue001", "\u202f") for part in parts]


def _end(lines: Sequence[Line]) -> float:
    return lines[-1].y + 4 if lines else 0


def _filled(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _css(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
