"""How well a row answers, the same for all kinds: one pure function."""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from phare.search.query import Term


class Level(IntEnum):
    TEXT = 0  # some of the words are found elsewhere than in its title
    WORDS = 1  # its title holds all the words
    PHRASE = 2  # in their order, side by side
    EXACT = 3  # they are its title


class Score(NamedTuple):
    """Compared from left to right, the greatest first."""

    level: Level
    in_title: int  # how many of the words its title holds
    whole: int  # how many are whole words, not beginnings
    side_by_side: bool  # in its title or its text


def phrases(terms: Sequence[Term]) -> tuple[str, ...]:
    """The words side by side, as a folded column holds them; the last may be the beginning of one."""
    *first, last = terms
    before = "".join(f" {term.stem}" for term in first)
    return tuple(before + needle for needle in last.needles)


def exactly(terms: Sequence[Term]) -> str:
    return f" {' '.join(term.stem for term in terms)} "


def score(terms: Sequence[Term], names: Iterable[str], text: str, parts: Iterable[str] = ()) -> Score | None:
    """The best score of a row under one of its `names`, or None where a word is found nowhere.

    All is folded. `parts` are names of what it is made of: they count as titles, never as its own.
    """
    names, parts = list(names), list(parts)
    everything = "".join((*names, *parts, text))
    if not all(term.is_in(everything) for term in terms):
        return None
    if not terms:
        return Score(Level.TEXT, 0, 0, False)
    whole = sum(term.is_whole_in(everything) for term in terms)
    as_named = [_level(terms, name) for name in names]
    as_part = [(min(level, Level.PHRASE), count) for level, count in (_level(terms, part) for part in parts)]
    level, in_title = max([*as_named, *as_part])
    side_by_side = level >= Level.PHRASE or any(phrase in text for phrase in phrases(terms))
    return Score(level, in_title, whole, side_by_side)


def _level(terms: Sequence[Term], title: str) -> tuple[Level, int]:
    in_title = sum(term.is_in(title) for term in terms)
    if title == exactly(terms):
        return Level.EXACT, in_title
    if any(phrase in title for phrase in phrases(terms)):
        return Level.PHRASE, in_title
    return (Level.WORDS if in_title == len(terms) else Level.TEXT), in_title
