"""The wave and the base that the words of each number name."""

import re

from press.claims.clauses import Part, Told, attached, within
from press.claims.context import Context
from regions.models import Audience

_OTHERS = re.compile(r"\b(?:autres?|ensemble|toutes?|tous|reste)\b")
_PRONOUN = re.compile(
    r"\b(?:ils|elles|c'est|cette part|ce taux|cette proportion|la part|le taux|la proportion)\b"
)


def read(context: Context, part: Part) -> None:
    """Tells the surveys and the bases of each number of a sentence, and the audience of a base that names
    one."""
    for index in range(len(part.told)):
        _wave(context, part, index)
        _base(context, part, index)


def _wave(context: Context, part: Part, index: int) -> None:
    told = part.told[index]
    cue = attached(context.text, part, index, part.waves)
    before = within(part.waves, told.start, told.mention.start)
    after = within(part.waves, told.mention.end, told.end)
    if cue is None:
        cue = before[-1] if before else next(iter(after), None)
    if told.is_gap:
        told.surveys = before[-1].value if before else frozenset()
        told.since = after[0].value if after else frozenset()
    elif cue is not None:
        told.surveys = cue.value
    elif index and not told.contrast:
        told.surveys = part.told[index - 1].surveys


def _base(context: Context, part: Part, index: int) -> None:
    told = part.told[index]
    before = within(part.bases, told.start, told.mention.start)
    after = within(part.bases, told.mention.start, told.end)
    told.bases = frozenset(pk for cue in (*before, *after) for pk in cue.value)
    known = context.known
    if told.bases and "audience" not in told.own:
        named = {Audience(known.base_by_pk[pk].audience) for pk in told.bases}
        told.audience = next(iter(named)) if len(named) == 1 else told.audience
    if told.audience is None and index:
        told.audience = part.told[index - 1].audience
    if told.bases or _of_its_list(context, part, told):
        return
    previous = part.told[index - 1] if index else _stands_for(context, part, told)
    if previous is None or previous.audience != told.audience:
        return
    if "audience" not in told.own and not _OTHERS.search(context.text.folded, told.start, told.end):
        told.bases = previous.bases


def _of_its_list(context: Context, part: Part, told: Told) -> bool:
    """Whether the number of an item takes the base of the words that lead to its list."""
    lead = context.lead(part)
    bases = frozenset(pk for cue in lead.bases for pk in cue.value) if lead and not lead.told else frozenset()
    known = context.known.base_by_pk
    told.bases = frozenset(pk for pk in bases if told.audience in (None, known[pk].audience))
    if told.bases and told.audience is None:
        audiences = {Audience(known[pk].audience) for pk in told.bases}
        told.audience = audiences.pop() if len(audiences) == 1 else None
    return bool(told.bases)


def _stands_for(context: Context, part: Part, told: Told) -> Told | None:
    """The number before that a sentence goes on about: "elles sont 53 %"."""
    if not _PRONOUN.search(context.text.folded, told.start, told.end):
        return None
    return next((one.told[-1] for one in context.before(part) if one.told), None)
