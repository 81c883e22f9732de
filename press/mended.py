"""How a number of a text is mended: the words that would take its place, and the base that it lacks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from press.claims import Verdict
from press.claims.text import Text, plain
from regions import formats

if TYPE_CHECKING:
    from press.claimed import Checked, Place
    from press.claims import Known
    from press.claims.lexicon import Cue
    from regions.models import Base

_NUMBER = re.compile(r"\d(?:[\d\s.,]*\d)?")
_SCALE = re.compile(r"\b(millions?|milliards?|milliers?|mille)\b", re.IGNORECASE)
_POINTS = re.compile(r"^(?P<sign>[+\-\u2212\u2013]\s?)?(?P<number>\S+)(?P<space>[\s\-]*)(?P<word>p\w+)")
_OF = re.compile(r"\s*(?:des?\b|du\b|d['’])")
_SENTENCE_END = re.compile(r"[.!?…](?:\s?»)?\s")
_SCALES = {"mille": 1_000, "millier": 1_000, "million": 1_000_000, "milliard": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` (exclusive) of a passage, and the words that take their place."""

    field: str
    block: int
    start: int
    end: int
    words: str

    def around(self, text: str) -> tuple[str, str, str]:
        """Its sentence in `text`: what stands before it, what it takes away, what stands after."""
        first = max((found.end() for found in _SENTENCE_END.finditer(text[: self.start])), default=0)
        end = _SENTENCE_END.search(text, self.end)
        last = end.end() if end else len(text)
        return text[first : self.start], text[self.start : self.end], text[self.end : last].rstrip()


def replacement(one: "Checked", text: str) -> Edit | None:
    """The expected number as the text writes numbers; None where its words must be chosen by a person.

    `text` is that of its passage. A gap is written where its direction is right.
    """
    if one.expected is None or Verdict(one.verdict) != Verdict.WRONG:
        return None
    expected = Decimal(one.expected)
    if one.unit == "points":
        said = Decimal(one.value or 0)
        words = _points(one.text, expected) if (said >= 0) == (expected >= 0) else None
    elif _NUMBER.match(one.text) and (one.unit == "/10" or " sur " not in one.text):
        words = _number(one.text, expected)
    else:
        is_part = one.unit == "%" and " sur " not in one.text and _OF.match(text[one.end :])
        words = formats.value(expected, "%") if is_part else None
    return Edit(one.field, one.block, one.start, one.end, words) if words else None


def _number(said: str, expected: Decimal) -> str | None:
    """ "44 %" with 43 is "43 %", "1,3 million" with 1 200 000 is "1,2 million"."""
    old = _NUMBER.match(said)
    assert old
    if scale := _SCALE.search(said):
        expected /= _SCALES[scale[1].lower().rstrip("s")]
        if expected < 1 or expected != round(expected, 2):
            return None
    return _alike(expected.normalize(), old[0]) + said[old.end() :]


def _alike(number: Decimal, said: str) -> str:
    """The number with the spaces and the decimal mark of what was said."""
    words = formats.number(number)
    space = re.search(r"(?<=\d)\s(?=\d{3})", said)
    if space:
        words = words.replace(formats.NARROW_NO_BREAK, space[0])
    return words.replace(",", ".") if re.search(r"\d\.\d", said) else words


def _points(said: str, expected: Decimal) -> str | None:
    """ "8 points" with 6 is "6 points", "un point" with 6 too."""
    found = _POINTS.match(said)
    if found is None:
        return None
    size = abs(expected)
    word = found["word"]
    if word.startswith("point"):
        word = "points" if size >= 2 else "point"
    return f"{found['sign'] or ''}{_alike(size, found['number'])}{found['space']}{word}"


def read_whom(place: "Place", known: "Known") -> "tuple[Text, list[Cue]]":
    """The words of a passage, and those that name an audience or a territory."""
    text = Text(place.text, (place.kind,))
    return text, [cue for cue in known.lexicon.cues(text) if cue.kind in ("audience", "region")]


def with_base(
    one: "Checked",
    place: "Place",
    base: "Base",
    read: "tuple[Text, Sequence[Cue]]",
    others: "Sequence[Checked]",
) -> Edit | None:
    """The restriction of a base after the words that name its audience: those that follow the number in its
    sentence, else those before. None where no word takes it. `read` are the words of its passage."""
    text, cues = read
    first, last = _sentence(text, one.start)
    stop = min((other.start for other in others if other.start > one.start), default=len(place.text))
    after, before = [], []
    for index, cue in enumerate(cues):
        start, end = text.place(cue.start, cue.end)
        if cue.kind != "audience" or cue.value != base.audience or not first <= start < last:
            continue
        if start >= one.start:
            after.append((index, start, end))
        elif end <= one.start:
            before.append((index, start, end))
    near = [found for found in after if found[1] < stop] + before[::-1] + after
    for index, start, end in near:
        words = place.text[start:end]
        kind = _way(words, base)
        if kind == "restrict":
            end = _after_adjective(text, cues, index, end)
            return Edit(place.field, place.block, end, end, f" {base.restriction}")
        if kind == "rename":
            return Edit(place.field, place.block, start, end, base.people)
    return None


def _sentence(text: Text, position: int) -> tuple[int, int]:
    """Characters of the sentence in which `position` of the written text stands."""
    for passage in text.passages:
        for sentence in passage.sentences:
            start, end = text.place(sentence.start, sentence.end)
            if start <= position < end:
                return start, end
    return 0, len(text.written)


def _way(words: str, base: "Base") -> str:
    """How words that name an audience come to name its base: its restriction after them, or its own words."""
    said, people = (re.findall(r"\w+", one.lower()) for one in (words, base.people))
    if not said or not people:
        return ""
    is_plural = said[-1][-1] in "sx"
    if plain(said[-1]) == plain(people[0]) and (is_plural or base.restriction.startswith(("d'", "de "))):
        return "restrict"
    return "rename" if plain(said[0]) == plain(people[0]) and is_plural else ""


def _after_adjective(text: Text, cues: "Sequence[Cue]", index: int, end: int) -> int:
    """Past "ligériennes", where that follows the audience's words at once."""
    space = cues[index].end
    for cue in cues:
        if cue.kind == "region" and cue.start <= space + 1 < cue.end:
            return text.place(cue.start, cue.end)[1]
    return end
