"""Whom a gap is about, and which territory it is measured from."""

import re
from collections.abc import Sequence

from press.claims.clauses import Part, Told, within
from press.claims.context import Context
from press.claims.lexicon import Cue
from press.claims.places import refers, value
from regions.models import Region

_THEIRS = re.compile(r" (?:ceux|celles?|celui) (?:des?|de l[a']|du|d') ?(?:l[a'] ?|la )?")
_FAR = 600  # characters around a gap in which territories are looked for
_WE = re.compile(r"\b(?:nous|notre|nos)\b")


def tell(context: Context, part: Part, told: Told, held: Region | None) -> None:
    """Whom a gap is about, and whom it is measured from."""
    start, end = told.mention.start, told.mention.end
    nation = context.known.nation
    before = within(part.regions, max(part.sentence.start, start - _FAR), start)
    after = within(part.regions, end, min(part.sentence.end, end + _FAR))
    beside = within(part.regions, told.start, told.end)
    near = within(part.regions, told.start, start)
    between = _between(context, within(part.regions, told.start, told.end), told)
    if between is not None:
        told.region, told.reference = between
        told.own.add("region")
        return
    own = within(part.regions, end, told.end)
    reference = next((cue for cue in own if refers(context, cue, end) or _theirs(context, cue, end)), None)
    if reference is None and not any(one.is_gap and one.mention.start > start for one in part.told):
        reference = next((cue for cue in after if refers(context, cue, end)), None)
    reference = reference or next((cue for cue in near if refers(context, cue, told.start)), None)
    if reference is not None:
        told.reference = value(context, reference)
    elif any(value(context, cue) is nation for cue in (*after[:1], *before[-1:])):
        told.reference = nation
    mine = [
        cue
        for cue in (*before, *beside, *after)
        if cue is not reference
        and value(context, cue) is not nation
        and not refers(context, cue, part.sentence.start if cue.start < told.start else told.start)
    ]
    if mine:
        told.region = value(context, next((cue for cue in reversed(mine) if cue.start < start), mine[0]))
        told.own.add("region")
        return
    earlier = [
        one for one in part.told if one.mention.end <= start and one.region and one.region is not nation
    ]
    told.region = earlier[-1].region if earlier else held
    told.turned = told.reference is nation and reference is None and _of_nation(context, part, told)
    home = context.home
    if told.region is nation and told.reference is nation and home is not None and not home.is_nation:
        told.region = home


def _theirs(context: Context, cue: Cue, end: int) -> bool:
    """ "devancent de 10 points ceux des Pays de la Loire"."""
    return bool(_THEIRS.fullmatch(context.text.folded, end, cue.start))


def _of_nation(context: Context, part: Part, told: Told) -> bool:
    """ "La moyenne nationale est inférieure de 6 points": the nation is what is told, the territory what it
    is measured from."""
    nation = context.known.nation
    named = within(part.regions, part.sentence.start, told.mention.start)
    values = [one for one in part.told if one.mention.end <= told.mention.start and not one.is_gap]
    return (
        bool(named)
        and not _WE.search(context.text.folded, told.start, told.end)
        and all(value(context, cue) is nation for cue in named)
        and all(one.region is nation for one in values)
    )


def _between(context: Context, cues: Sequence[Cue], told: Told) -> tuple[Region | None, Region | None] | None:
    """ "l'écart entre la Bretagne et la Corse", "6 points séparent la Bretagne de la Corse"."""
    named = list(dict.fromkeys(value(context, cue) for cue in cues))
    if len(named) != 2:
        return None
    before = context.text.folded[max(told.start, cues[0].start - 30) : cues[0].start]
    return (named[0], named[1]) if re.search(r"\b(?:entre|separ\w+)\b", before) else None
