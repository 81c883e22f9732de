"""The wave and the base that the words of each number name."""

from press.claims.clauses import Part, attached, within
from press.claims.context import Context
from regions.models import Audience


def read(context: Context, part: Part) -> None:
    """Tells the surveys and the bases of each number of a sentence, and the audience of a base that names one."""
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
    some = (after or before) if "audience" in told.own or not index else (before or after)
    told.bases = frozenset(pk for cue in some for pk in cue.value)
    known = context.known
    if told.bases and "audience" not in told.own:
        named = {Audience(known.base_by_pk[pk].audience) for pk in told.bases}
        told.audience = next(iter(named)) if len(named) == 1 else told.audience
    if told.bases or not index:
        return
    previous = part.told[index - 1]
    if previous.audience == told.audience and (told.contrast or told.aside or told.is_gap):
        told.bases = previous.bases
