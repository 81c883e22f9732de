"""One change that makes a right text wrong, and what the stored figures say of it.

A change counts only where at least one labelled claim becomes untrue, by more than the tolerance that
fractions and words like "près de" have.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from press.claims.matching import (
    ABOUT_TOLERANCE,
    COUNT_TOLERANCE,
    FRACTION_TOLERANCE,
    NUANCE_TOLERANCE,
)
from tests.claims.corpus import AUDIENCES, Expected, Labelled

HEDGES = re.compile(
    r"(?:près d|presque|quasi|environ|autour d|quelque|plus d|moins d|au moins|à peine)\S* ?(?:l[ae'] ?)?$"
)


@dataclass(frozen=True)
class Mutation:
    """`edits` are places of the right text and what comes there; `wrong` the claims that it makes untrue."""

    kind: str
    of: Labelled
    edits: tuple[tuple[int, int, str], ...]
    wrong: tuple[Expected, ...]

    @property
    def text(self) -> str:
        written = self.of.text
        for start, end, words in sorted(self.edits, reverse=True):
            written = written[:start] + words + written[end:]
        return written

    def moved(self, place: int, *, last: bool = False) -> int:
        """Where a character of the right text is in the wrong one; one that went is where it would be."""
        shift = 0
        for start, end, words in self.edits:
            if start < place and (end <= place or last):
                shift += len(words) - (end - start)
        return place + shift

    def __str__(self) -> str:
        said = "; ".join(f"« {self.of.text[start:end]} » → « {words} »" for start, end, words in self.edits)
        start, end = self.wrong[0].start, self.wrong[0].end
        near = " ".join(self.of.text[max(0, start - 60) : end + 50].split())
        return f"{self.of.name}: {said}: …{near}…"


class Facts:
    """The stored values by subject, and the territories."""

    def __init__(self, known):
        self.regions = {region.code: region for region in known.regions}
        self.values = defaultdict(set)
        for figure in known.figures:
            audience = AUDIENCES[figure.question.survey.audience]
            subject = (figure.region.code, audience, figure.question.indicator.slug, figure.answer.slug)
            self.values[subject].add(figure.public_value)

    def of(self, one: Expected, **changed: str):
        """The values of a claim's subject, or of that subject with another audience or region."""
        subject = {name: one.of.get(name) for name in ("region", "audience", "indicator", "answer")} | changed
        return self.values[tuple(subject.values())]


def is_share(one: Expected) -> bool:
    return one.of["unit"] != "points" and one.of["indicator"] is not None


def room(text: str, one: Expected) -> Decimal:
    """How far from the stored value the number may be and still pass as a manner of speaking."""
    hedged = HEDGES.search(text[max(0, one.start - 20) : one.start])
    scale = {"/10": Decimal("0.1"), "moyenne": Decimal("0.1")}.get(one.of["unit"], Decimal(1))
    if one.of["unit"] == "effectif":
        return COUNT_TOLERANCE * one.value
    if one.of["unit"] == "points":
        return ABOUT_TOLERANCE if hedged else Decimal(0)
    if hedged:
        return NUANCE_TOLERANCE * scale
    return Decimal("0.05") if one.of["text"][0].isdigit() else FRACTION_TOLERANCE


def is_untrue(text: str, one: Expected, value: Decimal, stored) -> bool:
    return all(abs(value - each) > room(text, one) for each in stored)


def sentences(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(found.end() for found in re.finditer(r"[.!?;](?= )|\n", text)), len(text)]
    return [(start, end) for start, end in pairwise(cuts) if text[start:end].strip()]


def right(text: Labelled, start: int = 0, end: int | None = None) -> list[Expected]:
    end = len(text.text) if end is None else end
    return [one for one in text.expected if one.verdict != "sans chiffre" and start <= one.start < end]
