"""Survey numbers that somebody typed: on this site each one is bound to a stored figure."""

from typing import Any

from press.claims.numbers import mentions
from press.claims.text import Text
from press.claims.values import ClaimUnit
from press.prose import paragraphs, parse
from regions.publication import Hole

SURVEYED = (ClaimUnit.SHARE, ClaimUnit.POINTS, ClaimUnit.MARK)


def typed_numbers(text: str) -> list[str]:
    """The shares, gaps and marks of a text in figures, as typed: "43,5 %", "6 points", "7,1 sur 10"."""
    read = Text(text.replace("\n", " "))
    places = [read.place(one.start, one.end) for one in mentions(read) if one.unit in SURVEYED]
    return [typed for typed in (text[start:end] for start, end in places) if any(map(str.isdigit, typed))]


def number_holes(subject: Any, *names: str, prose: tuple[str, ...] = ()) -> list[Hole]:
    """One for each field with typed numbers; `prose` are the fields of the text editor."""
    texts = {name: [getattr(subject, name)] for name in names}
    texts |= {name: [block.text for block in paragraphs(parse(getattr(subject, name)))] for name in prose}
    found = {name: [one for text in texts[name] for one in typed_numbers(text)] for name in texts}
    return [Hole(subject, name, _message(numbers)) for name, numbers in found.items() if numbers]


def _message(numbers: list[str]) -> str:
    named = dict.fromkeys(" ".join(number.split()) for number in numbers)
    quoted = ", ".join(f"«\u00a0{number}\u00a0»" for number in named)
    return f"{quoted} : un chiffre d'enquête ne se tape pas ici, il s'écrit par un lien vers sa page."
