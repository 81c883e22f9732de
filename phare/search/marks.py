"""Where a text holds what was asked for: the marks in it, and the piece of it that is shown."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from phare.search.query import Term
from regions.folding import Word, fold, places

SHOWN = 240  # characters of a text
BEFORE = 60  # of which before the first mark
_BLANKS = re.compile(r"[ \t\r\n]+")
_JOINT = re.compile(r"[\s'’\-\u2010\u2011]*")


class Segment(NamedTuple):
    text: str
    hit: bool = False


def spans(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where marks begin and end: words side by side, or with small words between, share one."""
    found: list[tuple[int, int]] = []
    last: int | None = None  # the end of the word before, where a mark may go on
    for word in places(text):
        goes_on = last is not None and _JOINT.fullmatch(text, last, word.start) is not None
        if _is_hit(word, terms):
            start = found.pop()[0] if goes_on else word.start
            found.append((start, word.end))
            last = word.end
        else:
            last = word.end if goes_on and word.is_small else None
    return found


def _is_hit(word: Word, terms: Sequence[Term]) -> bool:
    return not word.is_small and any(term.finds(word) for term in terms)


def marked(text: str, terms: Sequence[Term]) -> list[Segment]:
    """The text in segments, which together are the text."""
    return _parted(text, spans(text, terms))


def _parted(text: str, hits: Iterable[tuple[int, int]]) -> list[Segment]:
    segments, end = [], 0
    for start, stop in hits:
        segments += [Segment(text[end:start]), Segment(text[start:stop], hit=True)]
        end = stop
    return [segment for segment in (*segments, Segment(text[end:])) if segment.text]


def excerpt(texts: Iterable[str], terms: Sequence[Term]) -> list[Segment]:
    """A piece of that text which holds the most of the words, else of the first."""
    best = _best(texts, terms)
    hits = spans(best, terms)
    start, end = _window(best, *(hits[0] if hits else (0, 0)))
    if (start, end) == (0, len(best)):
        return _parted(best, hits)
    before, after = [Segment("… ")] if start else [], [Segment(" …")] if end < len(best) else []
    return [*before, *marked(best[start:end].strip(), terms), *after]


def _best(texts: Iterable[str], terms: Sequence[Term]) -> str:
    """The first among equals, on one line; those after one that holds all are not asked for."""
    best, most = "", -1
    for text in texts:
        line = _BLANKS.sub(" ", text).strip()
        if line and (count := _count(fold(line), terms)) > most:
            best, most = line, count
            if most == len(terms):
                break
    return best


def _count(folded: str, terms: Sequence[Term]) -> int:
    return sum(term.is_in(folded) for term in terms)


def _window(text: str, first: int, last: int) -> tuple[int, int]:
    """What is shown around the mark from `first` to `last`, between spaces; from the beginning if it can."""
    start = 0 if last <= SHOWN else text.rfind(" ", 0, max(first - BEFORE, 0)) + 1
    if len(text) - start <= SHOWN:
        return start, len(text)
    end = text.rfind(" ", max(start, last), start + SHOWN)
    return start, end if end > 0 else max(start + SHOWN, last)
