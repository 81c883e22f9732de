"""A text as the checker reads it: folded, cut into passages, sentences and words, each with its place in
the text as it was written."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from regions.folding import stem

PassageKind = Literal["title", "heading", "paragraph", "item"]

_SPACES = dict.fromkeys(
    "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)
_SIGNS = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "“": '"',
    "”": '"',
}
_SIGNS |= {
    "œ": "oe",
    "Œ": "oe",
    "æ": "ae",
    "Æ": "ae",
    "…": "...",
    "½": " 1/2",
    "⅓": " 1/3",
    "¼": " 1/4",
    "¾": " 3/4",
    "⅔": " 2/3",
}
_WORD = re.compile(r"[a-z]+|\d+")
# A sentence ends before a capital, a number, an opening mark or a list's mark.
_END = re.compile(r"(?<![.!?…])[.!?…]{1,6}(?:\s?[\"»”)])?(?=\s{1,4}[«\"“(–—\-]?\s?[A-ZÀ-ÖØ-Ý0-9])")
_ABBREVIATION = re.compile(r"(?:\b(?:M|MM|Mme|env|cf|p|art|n|St|Ste|etc|hab|resp)\.|\b[A-Z]\.)$")
_TWICE = re.compile(r"([a-z])\1")
_SAYS = re.compile(r"[a-z]{2}")
_ITEM = re.compile(r"^\s*(?:[-–—•*▪·]|\d{1,2}[.)])\s+")


def _folded_sign(sign: str) -> str:
    if sign in _SPACES:
        return " "
    if sign in _SIGNS:
        return _SIGNS[sign]
    if unicodedata.combining(sign) or (unicodedata.category(sign) in ("Cf", "Cc") and sign != "\n"):
        return ""
    parts = unicodedata.normalize("NFKD", sign)
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


class _Signs(dict[int, str]):
    MOST = 4096

    def __missing__(self, code: int) -> str:
        found = _folded_sign(chr(code))
        if len(self) < self.MOST:
            self[code] = found
        return found


_FOLDED = _Signs()


@lru_cache(maxsize=16384)
def plain(word: str) -> str:
    """A folded word without its plural and with no letter twice in a row, where hands slip most."""
    return _TWICE.sub(r"\1", stem(word))


def _fold(written: str) -> tuple[str, list[int]]:
    """A text folded, with the place in it that each letter comes from; runs of spaces are one."""
    folds = {sign: _FOLDED[ord(sign)] for sign in set(written)}
    uneven = "".join(sign for sign, fold in folds.items() if len(fold) != 1)
    pieces: list[str] = []
    origin: list[int] = []
    at = 0
    for found in re.finditer(f"[{re.escape(uneven)}]", written) if uneven else ():
        pieces += (written[at : found.start()].translate(_FOLDED), folds[found[0]])
        origin += [*range(at, found.start()), *[found.start()] * len(folds[found[0]])]
        at = found.end()
    folded = "".join((*pieces, written[at:].translate(_FOLDED)))
    origin += range(at, len(written))
    if "  " not in folded:
        return folded, origin
    kept: list[int] = []
    at = 0
    for found in re.finditer(" {2,}", folded):
        kept += origin[at : found.start() + 1]
        at = found.end()
    return re.sub(" {2,}", " ", folded), [*kept, *origin[at:]]


class Word(NamedTuple):
    """A folded word or run of figures, at `start` to `end` of the folded text; `stem` is it made `plain`."""

    text: str
    stem: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """From `start` to `end` in the folded text; its words are those numbered `first` to `last`."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, title or item of a list, with its sentences; `group` is one number for an
    item, the items beside it and the paragraph or heading that leads to them."""

    kind: PassageKind
    start: int
    end: int
    group: int
    sentences: tuple[Sentence, ...]


@dataclass
class Text:
    """`written` folded: lower case, no accents, plain spaces, apostrophes and hyphens.

    `kinds` names the kind of each line of `written`; without it the first line is the title and the rest is
    told by its marks.
    """

    written: str
    kinds: tuple[PassageKind, ...] = ()
    folded: str = field(init=False)
    origin: list[int] = field(init=False)
    words: list[Word] = field(init=False)

    def __post_init__(self) -> None:
        self.folded, self.origin = _fold(self.written)
        self.words = [
            Word(found[0], plain(found[0]), found.start(), found.end())
            for found in _WORD.finditer(self.folded)
        ]

    @cached_property
    def starts(self) -> list[int]:
        return [word.start for word in self.words]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Characters of the text as it was written for a stretch of the folded one; `end` is exclusive."""
        return self.origin[start], self.origin[end - 1] + 1

    def word_at(self, position: int) -> int:
        """The number of the first word that starts at or after `position` of the folded text."""
        return bisect_left(self.starts, position)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Those that hold words, in order."""
        found: list[Passage] = []
        group, previous = 0, ""
        lines = list(re.finditer(r"[^\n]+", self.folded))
        number_of_line = 0
        at = 0
        for line in lines:
            number_of_line += self.folded.count("\n", at, line.start())
            at = line.start()
            if not line[0].strip():
                continue
            kind = self._kind(line[0], number_of_line, first=not found)
            goes_on = previous in ("item", "heading") or (found and self._leads(found[-1]))
            if not (kind == "item" and goes_on):
                group += 1
            found.append(
                Passage(kind, line.start(), line.end(), group, self._sentences(line.start(), line.end()))
            )
            previous = kind
        return tuple(found)

    def _kind(self, line: str, number: int, *, first: bool) -> PassageKind:
        if self.kinds:
            return self.kinds[number] if number < len(self.kinds) else "paragraph"
        if first:
            return "title"
        if _ITEM.match(line):
            return "item"
        short = len(line) < 90 and not re.search(r"[.!?:;,…»\"]\s*$", line)
        return "heading" if short else "paragraph"

    def _leads(self, passage: Passage) -> bool:
        return self.folded[passage.start : passage.end].rstrip().endswith(":")

    def _sentences(self, start: int, end: int) -> tuple[Sentence, ...]:
        first, last = self.origin[start], self.origin[end - 1] + 1
        written = self.written[first:last]
        cuts = [
            first + found.end()
            for found in _END.finditer(written)
            if found.end() < len(written)
            and not _ABBREVIATION.search(written, max(0, found.start() - 5), found.start() + 1)
        ]
        places = [start]
        for place in [*(bisect_left(self.origin, cut) for cut in cuts), end]:
            asked = self.folded.endswith("?", start, places[-1])
            if _SAYS.search(self.folded, places[-1], place):  # "95 %. C'est la part des…" is one
                places.append(place)
            elif asked and len(places) > 1:  # and so is "Et en Bretagne ? 95 %."
                places[-1] = place
        if places[-1] < end:
            places.append(end)
        return tuple(
            Sentence(one, other, self.word_at(one), self.word_at(other))
            for one, other in pairwise(places)
            if other > one
        )
