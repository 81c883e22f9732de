"""Two versions of a text, paragraph by paragraph and word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed"]
_WORDS = re.compile(r"\s+|[^\s\w]|\w+")
LONGEST = 1000  # words and spaces of a paragraph; longer ones are shown whole, for comparing is cubic


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both have, or only the new, or only the old."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A part of something whose words differ: its paragraphs, each in pieces."""

    label: str
    paragraphs: tuple[tuple[Piece, ...], ...]


def lines(text: str) -> list[str]:
    """The lines of a text that hold words."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def paragraphs(old: Sequence[str], new: Sequence[str]) -> list[tuple[Piece, ...]]:
    """The paragraphs that changed, and where a run of them is replaced, pairs compared by word."""
    found: list[tuple[Piece, ...]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            continue
        paired = min(i2 - i1, j2 - j1)
        found += [_words(old[i1 + n], new[j1 + n]) for n in range(paired)]
        found += [(Piece("removed", text),) for text in old[i1 + paired : i2]]
        found += [(Piece("added", text),) for text in new[j1 + paired : j2]]
    return found


def _words(old: str, new: str) -> tuple[Piece, ...]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > LONGEST:
        return Piece("removed", old), Piece("added", new)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[i1:i2])))
            continue
        pieces += [Piece("removed", "".join(before[i1:i2]))] if i2 > i1 else []
        pieces += [Piece("added", "".join(after[j1:j2]))] if j2 > j1 else []
    return tuple(pieces)
