"""What a reader typed, as search compares it."""

import unicodedata
from dataclasses import dataclass

from regions.folding import Word, places, stem

LONGEST = 100  # characters
SHORTEST_BEGINNING = 3  # letters: two begin too many words


@dataclass(frozen=True, slots=True)
class Term:
    """One word that was typed: a row holds it whole, plural or not, or a word that begins with it."""

    typed: str
    stem: str

    @classmethod
    def of(cls, word: str) -> "Term":
        return cls(word, stem(word))

    @property
    def begins(self) -> bool:
        """Whether it may be the beginning of a word."""
        return len(self.typed) >= SHORTEST_BEGINNING

    @property
    def needles(self) -> tuple[str, ...]:
        """What to look for in a folded column."""
        if not self.begins:
            return (f" {self.stem} ",)
        return (f" {self.typed}",) if self.typed == self.stem else (f" {self.stem} ", f" {self.typed}")

    def is_whole_in(self, folded: str) -> bool:
        return f" {self.stem} " in folded

    def is_in(self, folded: str) -> bool:
        return any(needle in folded for needle in self.needles)

    def finds(self, word: Word) -> bool:
        """Whether a word of a text is marked for it."""
        return word.stem == self.stem or (self.begins and word.stem.startswith(self.typed))


@dataclass(frozen=True, slots=True)
class Query:
    """`asked` may be shown; without `terms` there is nothing to look for. `words` are those of the terms,
    as they were typed."""

    asked: str
    terms: tuple[Term, ...] = ()
    words: tuple[str, ...] = ()
    too_long: bool = False

    @classmethod
    def of(cls, typed: str) -> "Query":
        """Anything may have been typed, or sent: what is not seen is left out, as is what is too long."""
        asked = " ".join(_visible(typed).split())
        cut = asked[:LONGEST].rstrip()
        terms: dict[Term, str] = {}
        for word in places(cut):
            if not word.is_small:
                terms.setdefault(Term.of(word.folded), cut[word.start : word.end])
        return cls(cut, tuple(terms), tuple(terms.values()), too_long=len(asked) > LONGEST)


def _visible(text: str) -> str:
    """Without signs that control; those that may part words are spaces."""
    kinds = ((sign, unicodedata.category(sign)) for sign in text[: 10 * LONGEST])
    return "".join(" " if kind == "Cc" else sign for sign, kind in kinds if kind not in ("Cf", "Cs", "Cn"))
