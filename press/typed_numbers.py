"""Survey numbers that somebody typed: on this site each one is bound to a stored figure."""

import re
from typing import Any

from press.prose import paragraphs, parse
from regions.publication import Hole

# "_" stands for spaces of any kind, or none.
_PATTERN = (
    r"\d+([.,]\d+)?_"
    r"(%|pour_cents?\b|sur_10\b"
    "|points?_(de_plus|de_moins|de_pourcentage|d['\u2019]écart|(au|en)[-\u2010\u2011]?_dess(us|ous))\\b)"
)
_NUMBER = re.compile(_PATTERN.replace("_", "[\\s\u200b\u2060\ufeff]*"), re.IGNORECASE)


def typed_numbers(text: str) -> list[str]:
    """The shares, gaps and marks of a text, as typed: "43,5 %", "6 points de plus", "7,1 sur 10"."""
    return [found[0] for found in _NUMBER.finditer(text)]


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
