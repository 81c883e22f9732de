"""Numbers in a list: those that follow an order, and those that take up a list before them."""

import re
from itertools import pairwise

from press.claims.clauses import Part, Told, lists
from press.claims.context import Context

_ORDER = re.compile(r"\brespectivement\b|\bdans (?:le meme|cet|l') ?ordre\b")
_TAKEN_UP = re.compile(
    r"\bces (?:parts|taux|chiffres|proportions|valeurs|pourcentages|scores|resultats|deux|trois|formes|"
    r"domaines|publics|reponses)\b"
)


def run(context: Context, part: Part) -> list[Told]:
    """The numbers that follow an order: those after "respectivement" in its list, else those before it."""
    found = _ORDER.search(context.text.folded, part.sentence.start, part.sentence.end)
    if found is None:
        return []
    telling = _telling(part) or part.told
    after = [told for told in telling if told.mention.start > found.start()]
    if len(after) < 2:
        return telling
    first = _runs(context, after)[0]
    return first if len(first) > 1 else telling


def twins(context: Context, part: Part) -> dict[int, Told]:
    """For the numbers of a sentence that take up a list, by their place in it: the one of the list that each
    stands against."""
    return _taken_up(context, part) or _against(context, part)


def _taken_up(context: Context, part: Part) -> dict[int, Told]:
    """ "En France, ces parts sont de 38 % et de 37 %": the numbers before in the sentence, else those of the
    one before, in their order."""
    found = _TAKEN_UP.search(context.text.folded, part.sentence.start, part.sentence.end)
    if found is None:
        return {}
    telling = _telling(part)
    before = [told for told in telling if told.mention.start < found.start()]
    own = _runs(context, telling[len(before) :])
    if not before:
        before = next((some for one in context.before(part) if (some := _telling(one))), [])
    return _by_place(part, own[0], before) if own and len(own[0]) == len(before) > 1 else {}


def _against(context: Context, part: Part) -> dict[int, Told]:
    """ "47 % et 45 %, contre 38 % et 37 % en France": the numbers of the list before in the sentence."""
    found: dict[int, Told] = {}
    for before, run in pairwise(_runs(context, _telling(part))):
        if run[0].contrast and len(run) == len(before) > 1:
            found |= _by_place(part, run, before)
    return found


def _runs(context: Context, telling: list[Told]) -> list[list[Told]]:
    """The numbers that a list's comma or "et" joins, list by list."""
    runs: list[list[Told]] = []
    for told in telling:
        if runs and lists(context.text, runs[-1][-1]) and not told.contrast:
            runs[-1].append(told)
        else:
            runs.append([told])
    return runs


def _telling(part: Part) -> list[Told]:
    return [told for told in part.told if not told.is_gap]


def _by_place(part: Part, run: list[Told], before: list[Told]) -> dict[int, Told]:
    places = {id(told): index for index, told in enumerate(part.told)}
    return {places[id(told)]: other for told, other in zip(run, before, strict=True)}
