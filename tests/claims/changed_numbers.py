"""Right texts with another number, or with two numbers in each other's place."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from tests.claims.change import Facts, Mutation, is_share, is_untrue, right, sentences
from tests.claims.corpus import Expected, Labelled

SPELT = ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"]
ORDER = re.compile(r"respectivement|dans le même ordre|pour les premi.*pour les second")


def numbers(text: Labelled, facts: Facts) -> Iterator[Mutation]:
    for one in right(text):
        stored = facts.of(one) | {one.value} if is_share(one) else {abs(one.value)}
        for words, value in _other_numbers(one):
            if is_untrue(text.text, one, value, stored):
                yield Mutation("nombre changé", text, ((one.start, one.end, words),), (one,))


def _other_numbers(one: Expected) -> Iterator[tuple[str, Decimal]]:
    """The claim's words with the last digit one more, and the first two swapped, else the first one more."""
    words = one.of["text"]
    if not words.lstrip("-")[0].isdigit():
        yield from _other_words(words)
        return
    number = re.search(r"\d[\d ]*\d(?:,\d+)?|\d(?:,\d+)?", words)
    digits = [place for place, sign in enumerate(number[0]) if sign.isdigit()]
    telling = [place for place in digits if number[0][place] != "0"] or digits
    changes = [{telling[-1]: _next(number[0][telling[-1]])}]
    if len(digits) > 1 and number[0][digits[1]] not in ("0", number[0][digits[0]]):
        changes.append({digits[0]: number[0][digits[1]], digits[1]: number[0][digits[0]]})
    else:
        changes.append({digits[0]: _next(number[0][digits[0]])})
    scale = 1_000_000 if "million" in words else 1
    seen = set()
    for change in changes:
        other = "".join(change.get(place, sign) for place, sign in enumerate(number[0]))
        if other not in seen:
            seen.add(other)
            value = Decimal(other.replace(" ", "").replace(",", ".")) * scale
            yield words[: number.start()] + other + words[number.end() :], value


def _next(digit: str) -> str:
    return "8" if digit == "9" else str(int(digit) + 1)


def _other_words(words: str) -> Iterator[tuple[str, Decimal]]:
    if words == "la moitié":
        yield from (("un tiers", Decimal("33.3")), ("un quart", Decimal(25)))
        return
    if words.endswith(("point", "points")):
        said = SPELT.index(words.split()[0]) + 1
        for value in (said + 1, said + 4):
            yield f"{SPELT[value - 1]} points", Decimal(value)
        return
    _, people, _, last = words.split()
    whole = SPELT.index(last) + 1
    for part in range(2, whole):
        yield f"{SPELT[part - 1]} {people} sur {last}", 100 * Decimal(part) / whole
    one = "une" if people.startswith("association") else "un"
    yield f"{one} {people.removesuffix('s')} sur {last}", 100 / Decimal(whole)


def _exchanged(kind: str, text: Labelled, facts: Facts, found: list[Expected]) -> Iterator[Mutation]:
    """Two numbers of a list in each other's place."""
    for one, other in combinations([each for each in found if is_share(each)], 2):
        if one.of["unit"] != other.of["unit"]:
            continue
        wrong = [
            each
            for each, value in ((one, other.value), (other, one.value))
            if is_untrue(text.text, each, value, facts.of(each))
        ]
        if len(wrong) == 2:
            edits = ((one.start, one.end, other.of["text"]), (other.start, other.end, one.of["text"]))
            yield Mutation(kind, text, edits, tuple(wrong))


def listed(text: Labelled, facts: Facts) -> Iterator[Mutation]:
    for start, end in sentences(text.text):
        if ORDER.search(text.text, start, end):
            yield from _exchanged("liste « respectivement »", text, facts, right(text, start, end))


def swapped(text: Labelled, facts: Facts) -> Iterator[Mutation]:
    for start, end in sentences(text.text):
        if not ORDER.search(text.text, start, end):
            yield from _exchanged("deux nombres échangés", text, facts, right(text, start, end))
