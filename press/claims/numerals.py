"""Numbers as they are written, in figures or in words, and where they stand in a text."""

import re
from decimal import Decimal

from press.claims.text import Text

_UNITS = [
    *("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
]
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70}
_TENS |= {"huitante": 80, "octante": 80, "nonante": 90, "quatre-vingt": 80, "quatre-vingts": 80}


def _spelt() -> dict[str, int]:
    """Every number from 0 to 100 as it is spelt, with hyphens or spaces."""
    found = {word: value for value, word in enumerate(_UNITS)} | {"une": 1, "cent": 100} | _TENS
    for tens, value in _TENS.items():
        most = 20 if tens in ("soixante", "quatre-vingt") else 10
        for unit in range(1, most):
            found[f"{tens}-{_UNITS[unit]}"] = value + unit
            found[f"{tens}-et-{_UNITS[unit]}"] = value + unit
        found[f"{tens}-et-une"] = value + 1
    return found | {word.replace("-", " "): value for word, value in found.items()}


SPELT = _spelt()
DIGITS = r"\d{1,3}(?: \d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?"
SPELT_WORDS = "|".join(sorted((re.escape(word) for word in SPELT), key=len, reverse=True))
NUMBER = rf"(?:(?<!\d)(?<!\d[,.])(?:{DIGITS})|\b(?:{SPELT_WORDS})\b)"
_NUMBER = re.compile(NUMBER)
_FIRST = frozenset(re.split("[- ]", word)[0] for word in SPELT)


def number(words: str) -> Decimal:
    """The value of "43,5", "89 000" or "quarante-trois"."""
    if words in SPELT:
        return Decimal(SPELT[words])
    return Decimal(words.replace(" ", "").replace(",", "."))


def starts(text: Text) -> list[int]:
    """Where each number begins in the folded text."""
    found: list[int] = []
    end = 0
    for word in text.words:
        if word.start >= end and (word.text in _FIRST or word.text[0].isdigit()):
            match = _NUMBER.match(text.folded, word.start)
            if match:
                found.append(word.start)
                end = match.end()
    return found
