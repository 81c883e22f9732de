"""Words as search compares them: without case, accents, marks, elisions, small words or French plurals."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_SMALL = """
a au aux avec c ce ces combien comment d dans de des du en et j l la le les leur leurs m n ou par pour
qu que quel quelle quelles quels qui s sa se ses son sur t un une y
"""
SMALL_WORDS = frozenset(_SMALL.split())
_LIGATURES = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}
_IRREGULAR = {"travaux": "travail", "baux": "bail"}
# "coconstruction" is two words, like "co-construction".
_WORD = re.compile(r"\bco(?=constru)|[a-z0-9]+")


class Word(NamedTuple):
    """A folded word, and where it stands in the text as it was written."""

    folded: str
    start: int
    end: int

    @property
    def is_small(self) -> bool:
        return self.folded in SMALL_WORDS

    @property
    def stem(self) -> str:
        return stem(self.folded)


def letters(sign: str) -> str:
    """One sign as it is compared: "É" is "e", "œ" is "oe", what is neither letter nor figure a space.

    What nobody sees, an accent apart or the hyphen of a line's end, is nothing.
    """
    if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
        return ""
    parts = unicodedata.normalize("NFKD", _LIGATURES.get(sign, sign))
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return "".join(part if part.isascii() and part.isalnum() else " " for part in plain.casefold())


class _Letters(dict[int, str]):
    """The letters of signs that were met, for `str.translate`: as many as texts of ours have."""

    MOST = 4096

    def __missing__(self, code: int) -> str:
        found = letters(chr(code))
        if len(self) < self.MOST:
            self[code] = found
        return found


_LETTERS = _Letters()


def stem(word: str) -> str:
    """A folded word without its plural: "regionaux" is "regional", "partenariats" is "partenariat"."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or word[-1] not in "sx":
        return word
    if word.endswith("aux") and not word.endswith("eaux"):
        return f"{word[:-3]}al"
    return word[:-1]


def places(text: str) -> Iterator[Word]:
    """Every word of a text, the small ones too, in its order."""
    origin = [place for place, sign in enumerate(text) for _ in _LETTERS[ord(sign)]]
    for found in _WORD.finditer(text.translate(_LETTERS)):
        start, end = origin[found.start()], origin[found.end() - 1] + 1
        while end < len(text) and not _LETTERS[ord(text[end])]:
            end += 1
        yield Word(found[0], start, end)


def words(text: str) -> list[str]:
    """The stems of a text in its order, without the small words."""
    folded = _WORD.findall(text.translate(_LETTERS))
    return [stem(word) for word in folded if word not in SMALL_WORDS]


def fold(text: str) -> str:
    """The words with a space around each, as a column holds them: " partenari" finds their beginnings."""
    return f" {' '.join(words(text))} "
