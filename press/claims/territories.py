"""Where each number of a sentence is true: the territory that its own words name, or that its sentence
opens with, or that the sentences before speak of, or the release's own."""

import re
from collections.abc import Sequence

from press.claims import gap_places
from press.claims.clauses import Part, Told, attached, lists, within
from press.claims.context import Context
from press.claims.lexicon import Cue
from press.claims.places import refers, value
from press.claims.values import ClaimUnit
from regions.models import Region

_THESE = re.compile(r"\bces (?:deux |trois |quatre )?(?:regions|territoires)\b")
_THERE = re.compile(r"\by\b")
_FIGURES = re.compile(
    r"\b(?:donnees?|chiffres?|resultats?|reperes?)(?: (?:de|du|des|pour|en|dans|la|le|les|l'|d'))* ?"
)
_OPENING = 25  # characters of a sentence in which it says where
_RELATIVE = re.compile(r", (?:qui|ou|dont|avec)\b")


def read(context: Context, part: Part) -> None:
    """Tells the territory of each number of a sentence, and whom each gap is measured from."""
    cues = [] if _ordered(context, part) else part.regions
    held, unsure = _carried(context, part)
    found = [
        None if _opens_pair(part, index) else _attached(context, part, index, cues)
        for index in range(len(part.told))
    ]
    taken = {id(cue) for cue in found if cue}
    free = [cue for cue in cues if id(cue) not in taken]
    opening = _opening(context, part, free)
    framed = _framed(context, part) or opening
    for index, told in enumerate(part.told):
        if told.region is not None:
            continue
        if told.is_gap:
            gap_places.tell(context, part, told, held)
        elif framed and any(told is one for one in part.run):
            told.region = framed
        elif (cue := found[index] or _own_words(context, part, told, free)) is not None:
            told.region = value(context, cue)
            told.own.add("region")
        else:
            told.region = _without_words(context, part, index, opening) or (None if unsure else held)
    _listed(context, part)
    _trailing(context, part, free)


def settle(context: Context, part: Part) -> None:
    """A number that no words place, of what was not asked in the release's own territory, is the nation's
    where the passage before speaks of the nation alone."""
    home, nation = context.home, context.known.nation
    if home is None or home.is_nation or nation is None:
        return
    for told in part.told:
        if told.region is not home or told.is_gap or "region" in told.own or told.answer is None:
            continue
        if not context.known.has(home, told.answer) and context.known.has(nation, told.answer):
            before = next((one for one in context.passages_before(part) if one.told), None)
            if before is not None and all(each.region is nation for each in before.told):
                told.region = nation


def _ordered(context: Context, part: Part) -> bool:
    """ "En Bretagne et en Corse, respectivement 43 % et 45 %"."""
    if not part.run:
        return False
    telling = [told for told in part.told if not told.is_gap]
    cues: Sequence[Cue] = part.regions
    if not cues and _THESE.search(context.words(part)):
        cues = next((one.regions for one in context.earlier(part) if one.regions), [])
    named = [value(context, cue) for cue in cues]
    if len(telling) < 2 or len(set(map(id, named))) != len(telling) or len(named) != len(telling):
        return False
    for told, region in zip(telling, named, strict=True):
        told.region = region
        told.own.add("region")
    return True


def _attached(context: Context, part: Part, index: int, cues: Sequence[Cue]) -> Cue | None:
    """The territory beside a number, unless what stands before a colon is measured from it."""
    cue = attached(context.text, part, index, cues)
    start = part.told[index].mention.start
    if cue and cue.end <= start and ":" in context.text.folded[cue.end : start]:
        return None if refers(context, cue, part.sentence.start) else cue
    return cue


def _opens_pair(part: Part, index: int) -> bool:
    """Whether a number is the first of two that parentheses set against each other: "(89 % contre 81 %)"."""
    following = part.told[index + 1] if index + 1 < len(part.told) else None
    return part.told[index].aside and following is not None and following.aside and following.contrast


def _opening(context: Context, part: Part, free: Sequence[Cue]) -> Region | None:
    """The territory that a sentence opens with, and so speaks of."""
    if not part.told:
        return None
    start = part.sentence.start
    cues = [cue for cue in within(free, start, part.told[0].mention.start) if not refers(context, cue, start)]
    return value(context, cues[-1]) if cues else None


def _framed(context: Context, part: Part) -> Region | None:
    """The territory that the words before a list name: "; en France, respectivement 38 % et 37 %"."""
    if not part.run:
        return None
    first = part.run[0].mention.start
    start = next(
        (told.mention.end for told in reversed(part.told) if told.mention.end <= first),
        part.sentence.start,
    )
    cues = [cue for cue in within(part.regions, start, first) if not refers(context, cue, start)]
    return value(context, cues[-1]) if cues else None


def _own_words(context: Context, part: Part, told: Told, free: Sequence[Cue]) -> Cue | None:
    """The last territory in a number's words before it, else the first after it that nothing is measured
    from."""
    before = within(free, told.start, told.mention.start)
    if own := [cue for cue in before if told.contrast or not refers(context, cue, told.start)]:
        return own[-1]
    end = told.mention.end
    after = next((cue for cue in within(free, end, told.end) if not refers(context, cue, end)), None)
    if after is None and _RELATIVE.match(context.text.folded, told.start):
        return next(reversed(within(part.regions, part.sentence.start, told.start)), None)
    return after


def _without_words(context: Context, part: Part, index: int, opening: Region | None) -> Region | None:
    """Of a number whose words name no territory: whom it stands against, else that of the numbers before
    it."""
    told = part.told[index]
    nation = context.known.nation
    before = [one for one in part.told[max(0, index - 6) : index] if not one.is_gap]
    if told.contrast:
        if (same := next((one.region for one in before if one.contrast and one.region), None)) is not None:
            return same
        start = part.sentence.start
        against = [
            cue for cue in within(part.regions, start, told.mention.start) if refers(context, cue, start)
        ]
        if against:
            return value(context, against[-1])
        if before and before[-1].region is not nation:
            return nation
    if told.mention.unit == ClaimUnit.COUNT and told.aside and before:
        return before[-1].region
    main = [one for one in before if one.region and not one.contrast and not one.aside]
    if not main:
        return opening
    last = main[-1]
    if last.region is nation and opening not in (None, nation) and not _leads(part, last):
        return opening
    if last.region is nation and any(one.region is not nation for one in main) and not _leads(part, last):
        return next(one.region for one in reversed(main) if one.region is not nation)
    return last.region


def _leads(part: Part, told: Told) -> bool:
    """Whether the words before a number, not after it, name its territory: "en France, 37 %"."""
    return bool(within(part.regions, told.start, told.mention.start))


def _listed(context: Context, part: Part) -> None:
    """ "37 % et 38 % en France": of numbers with nothing between them the last says where."""
    for told, following in zip(reversed(part.told[:-1]), reversed(part.told[1:]), strict=True):
        if "region" in following.own and "region" not in told.own and lists(context.text, told):
            told.region = following.region
            told.own.add("region")


def _trailing(context: Context, part: Part, free: Sequence[Cue]) -> None:
    """ "57 % des habitants et 67 % des maires de Bretagne": what ends a list holds for all of it."""
    telling = [told for told in part.told if not told.is_gap]
    if (
        len(telling) < 2
        or any("region" in told.own for told in telling[:-1])
        or "region" not in telling[-1].own
    ):
        return
    last = telling[-1]
    if last.contrast or last.aside or last.region is context.known.nation or _leads(part, last):
        return
    if re.search(
        r"[;:]|\b(?:tandis|alors|mais|contre)\b",
        context.text.folded[telling[0].mention.end : last.mention.start],
    ):
        return
    for told in telling[:-1]:
        if not told.contrast and not told.aside:
            told.region = last.region


def _announced(context: Context, part: Part, before: Part) -> Region | None:
    """The territory that a sentence without numbers says it is about: that which it opens with; or the only
    one of a sentence that leads to a list, that asks the question, or that says where figures are from."""
    if not before.regions:
        return None
    first = before.regions[0]
    start, end = before.sentence.start, before.sentence.end
    if first.start - start < _OPENING:
        return value(context, first)
    named = {value(context, cue) for cue in before.regions}
    if len(named) != 1 or any(refers(context, cue, start) for cue in before.regions):
        return None
    folded = context.text.folded
    asks = bool(before.topics) and folded.endswith("?", start, end)
    given = _FIGURES.match(folded, first.start, first.end) or any(
        found.end() == first.start for found in _FIGURES.finditer(folded, start, first.start)
    )
    return named.pop() if asks or given or before is context.lead(part) else None


def _carried(context: Context, part: Part) -> tuple[Region | None, bool]:
    """The territory that the sentences before speak of, else that of the heading, else the release's own; and
    whether that is a guess: the last sentence spoke of the nation, one before it of a region."""
    nation, home = context.known.nation, context.home
    before = list(context.before(part))
    for place, one in enumerate(before):
        told = [each.region for each in one.told if each.region and not each.is_gap]
        if home is not None and home in told:
            return home, False
        if others := [region for region in told if region is not nation]:
            return others[0], False
        if told:
            earlier = [each.region for other in before[place + 1 :] for each in other.told if each.region]
            regional = next((region for region in earlier if region is not nation), None)
            if regional is not None and _THERE.search(context.words(part)):
                return regional, False
            return told[0], regional is not None
        if (announced := _announced(context, part, one)) is not None:
            return announced, False
    heading = context.heading(part)
    if heading is not None:
        named = {value(context, cue) for cue in heading.regions}
        if len(named) == 1:
            return named.pop(), False
    return home, False
