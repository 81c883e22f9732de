"""Two numbers set against each other: "37 %, contre 21 % en 2011". What answers two questions, or holds for
two bases, is not compared so, even where both numbers are right."""

import re
from collections.abc import Sequence
from dataclasses import replace

from press.claims import wording
from press.claims.clauses import Told
from press.claims.text import Text
from press.claims.values import Claim, Verdict
from regions.models import Figure

_CHANGED = re.compile(
    r"(?:\bn[e'] ?(?:sont|est|etaient|etait) plus qu[e'] ?|"
    r"\b(?:tombe|grimpe|monte)\w* a |\bde \d[\d,]* ?% a )$"
)
_BACK = 30  # characters before a number in which it is said to be what another became


def weigh(text: Text, all_told: Sequence[Told], found: Sequence[Claim]) -> list[Claim]:
    """The claims, those changed that stand against one with which they may not be compared."""
    weighed = list(found)
    for index, told in enumerate(all_told):
        before = _before(text, all_told, index) if not told.is_gap else None
        one, other = weighed[index].figure, weighed[before].figure if before is not None else None
        if one is None or other is None or weighed[index].verdict != Verdict.RIGHT or not _apart(one, other):
            continue
        weighed[index] = replace(
            weighed[index], verdict=Verdict.OTHER_QUESTION, message=wording.apart(one, other), against=other
        )
    return weighed


def _before(text: Text, all_told: Sequence[Told], index: int) -> int | None:
    """The number of the same sentence that the one at `index` is set against."""
    told = all_told[index]
    start = told.mention.start
    if not told.contrast and not _CHANGED.search(text.folded, max(0, start - _BACK), start):
        return None
    for place in range(index - 1, -1, -1):
        one = all_told[place]
        if one.sentence != told.sentence:
            return None
        if not one.is_gap and not one.contrast:
            return place
    return None


def _apart(one: Figure, other: Figure) -> bool:
    """Of two series, or of two bases in two places or waves; two bases beside each other are the subject."""
    if one.question.series != other.question.series:
        return True
    if one.question.survey.audience != other.question.survey.audience:
        return False
    elsewhere = one.region_id != other.region_id or one.question_id != other.question_id
    return elsewhere and one.base_id != other.base_id
