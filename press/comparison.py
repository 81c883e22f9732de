"""Two versions of a text, paragraph by paragraph and word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from press import prose
from press.content import Content

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
    """A part of a release whose words differ: its paragraphs, each in pieces."""

    label: str
    paragraphs: tuple[tuple[Piece, ...], ...]


def compare(old: Content, new: Content) -> list[Change]:
    """The parts of which the words differ, in the order of the page; an empty list where none do."""
    changes = []
    for (label, before), (_, after) in zip(_parts(old), _parts(new), strict=True):
        if before != after:
            changes.append(Change(label, tuple(_paragraphs(before, after))))
    return changes


def _parts(content: Content) -> list[tuple[str, list[str]]]:
    return [
        ("Titre", [content.headline]),
        ("Chapô", _lines(content.standfirst)),
        ("Lieu et date", _lines(", ".join(filter(None, (content.place, content.date_words))))),
        ("Texte", [block.text for block in prose.paragraphs(prose.parse(content.body))]),
        ("Remis à", _lines(content.recipients)),
        ("Porte-parole", _lines(content.spokesperson)),
        ("Territoires", [str(region) for region in content.regions]),
        ("Rapport", _lines(content.report_title)),
        ("Événement", _lines(content.event_words)),
        ("Organismes", [str(one) for one in content.organisations]),
        (
            "Textes de référence",
            [line for one in content.boilerplates for line in (one.title, *_lines(one.text))],
        ),
        ("Pièces jointes", [f"{one.title} ({one.file.name})" for one in content.enclosed]),
    ]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _paragraphs(old: Sequence[str], new: Sequence[str]) -> list[tuple[Piece, ...]]:
    """Changed paragraphs, and where a run of them is replaced, pairs compared by word."""
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
