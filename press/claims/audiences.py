"""Whom each number of a sentence is about: its own words, their order, their pronouns, then what was said
before."""

import re
from collections.abc import Sequence
from itertools import islice

from press.claims.clauses import Part, Told, attached, lists, within
from press.claims.context import Context
from press.claims.lexicon import Cue
from regions.models import Audience

_ORDINALS = re.compile(
    r"\b(?:les|des|aux|ces|la|le) "
    r"(?:(?P<one>premiere?s?)|(?P<two>seconde?s?|deuxiemes?)|(?P<three>troisiemes?))\b"
    r"(?! (?:fragilite|terrain|domaine|priorite|preoccupation|place|rang|position))"
)
_LATTER = re.compile(
    r"\b(?:ces|ceux-ci|celles-ci|aux?|des|les) ?(?:derniers?|dernieres?)\b|\b(?:ceux|celles)-ci\b"
)
_APPOSED = re.compile(r"\b(?:soit|c'est-a-dire|autrement dit|en clair|ou encore)\b[^,;.]{0,25}$")
_SHE = re.compile(r"\b(?:elles|celles|d'entre elles|chacune|toutes|nombreuses)\b")
_HE = re.compile(r"\b(?:ils|ceux|d'entre eux|chacun|tous|eux)\b")
_FEMININE = frozenset((Audience.ASSOCIATIONS, Audience.COMPANIES))
# What leads to an audience behind a number: "elle est de 45 % en Bretagne chez les entreprises".
_LED = re.compile(r"\b(?:chez|parmi|pour|aupres|cote|selon|par|du cote|s'agissant|des|d'|de)\b[^,;]{0,25}$")
_MEASURED = re.compile(
    r"(?:\bqu[e']|\bdevant|\bderriere|\bsur|\bsous|\bdes?|\baux?|\bface|\brapport)[^,;]*$|^ (?:les|ceux|"
    r"celles) ?$"
)
# Words that may be of any audience: "deux organisations sur trois".
_ANYONE = re.compile(r"\b(?:acteurs|organisations|structures|organismes|publics)\b")
_NEAR = 20  # characters after a number in which they stand
_FRAME = re.compile(r"\b(?:chez|parmi|cote|du cote|aupres|s'agissant|concernant)\b[^,;]{0,12}$")
_LATE = re.compile(r", (?:les|nos|ces) $")
_WHOSE = re.compile(r" ?(?:de|du|des|d'|qui)\b| ?[.!?)]|$")
_CLAUSE = re.compile(r"\b(?:qu[e']|dont|qui|avec|aux?)\b")


def read(context: Context, part: Part) -> None:
    """Tells the audience of each number of a sentence, where the text does."""
    _ordered(context, part)
    for index, told in enumerate(part.told):
        if (twin := part.twins.get(index)) is not None and not attached(
            context.text, part, index, part.audiences
        ):
            told.audience = twin.audience
        elif told.audience is None and "unclear" not in told.own:
            _of(context, part, index)
    _shared(context, part)


def imply(context: Context, part: Part) -> None:
    """A number whose question was put to one audience alone is about it."""
    known = context.known
    for told in part.told:
        if told.audience is None and told.topics:
            asked = [
                audience
                for audience, indicators in known.asked.items()
                if indicators.issuperset(topic.indicator for topic in told.topics)
            ]
            told.audience = asked[0] if len(asked) == 1 else None


def each(cues: Sequence[Cue]) -> list[Cue]:
    """The first cue of each value."""
    found: dict[object, Cue] = {}
    for cue in cues:
        found.setdefault(cue.value, cue)
    return list(found.values())


def _ordered(context: Context, part: Part) -> None:
    telling = part.run
    if len(telling) < 2:
        return
    named = _named(context, part, telling)
    for place, told in enumerate(telling):
        if len(named) in (1, len(telling)):
            _tell(told, named[place % len(named)].value)
        elif named:
            told.own.add("unclear")


def _named(context: Context, part: Part, run: Sequence[Told]) -> list[Cue]:
    """The audiences that a list of numbers follows: those of its own clause, of its sentence, else those of
    the sentences before, as far back as there are numbers."""
    before = [told.mention.end for told in part.told if told.mention.end <= run[0].mention.start]
    own = each(within(part.audiences, before[-1] if before else part.sentence.start, run[0].mention.start))
    named = own if len(own) == len(run) else each(part.audiences)
    if named:
        return named
    found: list[Cue] = []
    for one in context.earlier(part):
        found = each([*one.audiences, *found])
        if len(found) >= len(run):
            break
    return found


def _tell(told: Told, audience: Audience) -> None:
    told.audience = audience
    told.own.add("audience")


def _of(context: Context, part: Part, index: int) -> None:
    told, text = part.told[index], context.text
    mention = told.mention
    if told.is_gap:
        _of_gap(context, part, told)
        if told.audience is not None:
            return
    cue = attached(text, part, index, part.audiences)
    previous = part.told[index - 1] if index else None
    if cue is not None and not (told.is_gap and cue.start > mention.start):
        _tell(told, cue.value)
        return
    before = within(part.audiences, told.start, mention.start)
    if not before and _ANYONE.search(text.folded, mention.start, min(told.end, mention.end + _NEAR)):
        told.own.add("anyone")
        return
    if (audience := _nth(context, part, told)) is not None:
        _tell(told, audience)
    elif before:
        _tell(told, before[-1].value)
    elif previous and previous.audience and _APPOSED.search(text.folded, previous.mention.end, mention.start):
        told.audience = previous.audience
    elif _pronouns(context, told):
        told.audience = _pronoun(context, part, index) or _named_late(context, part, told)
        if told.audience is None:
            told.own.add("unclear")
    elif not told.is_gap and (cue := _behind(context, part, told)) is not None:
        _tell(told, cue.value)
    elif previous and previous.audience:
        told.audience = previous.audience


def _of_gap(context: Context, part: Part, told: Told) -> None:
    """Whom a gap is about and whom it is measured from, where its own words name them: "les maires
    devancent les citoyens de 12 points", "4 points de moins que les maires"."""
    folded = context.text.folded
    named = each(within(part.audiences, told.start, told.end))
    if len(named) > 1:
        _tell(told, named[0].value)
        told.other = named[1].value
    elif named and named[0].start > told.mention.start:
        if _MEASURED.search(folded[told.mention.end : named[0].start]):
            told.other = named[0].value
    elif named:
        _tell(told, named[0].value)


def _nth(context: Context, part: Part, told: Told) -> Audience | None:
    """ "37 % pour les premières et 38 % pour les secondes", "ces derniers"."""
    folded = context.text.folded
    ordinal = _ORDINALS.search(folded, told.start, told.end)
    latter = ordinal is None and _LATTER.search(folded, told.start, told.end)
    if not ordinal and not latter:
        return None
    for one in context.earlier(part):
        named = [cue.value for cue in each(one.audiences)]
        if len(named) > 1 or (latter and named):
            return Audience(named[_rank(ordinal, len(named))])
    return None


def _rank(ordinal: re.Match[str] | bool | None, count: int) -> int:
    """The place that an ordinal names in a list; the last where it is "les seconds", "ces derniers"."""
    if not isinstance(ordinal, re.Match):
        return -1
    if ordinal["one"]:
        return 0
    return 1 if ordinal["two"] and count > 2 else -1


def _pronouns(context: Context, told: Told) -> bool:
    folded = context.text.folded
    return bool(_SHE.search(folded, told.start, told.end) or _HE.search(folded, told.start, told.end))


def _pronoun(context: Context, part: Part, index: int) -> Audience | None:
    """Whom "elles", "ceux de la région" or "d'entre eux" stands for: the nearest sentence that names one
    audience that it may be."""
    told = part.told[index]
    she = bool(_SHE.search(context.text.folded, told.start, told.end))
    if index and (audience := part.told[index - 1].audience) and (not she or audience in _FEMININE):
        return audience
    return _carried(context, part, feminine=she, pronoun=True)


def _named_late(context: Context, part: Part, told: Told) -> Audience | None:
    """ "Elles sont 26 %, les associations qui…"."""
    folded = context.text.folded
    cue = next(iter(within(part.audiences, told.mention.end, told.end)), None)
    if cue is None or not _LATE.search(folded, told.mention.end, cue.start):
        return None
    if not _WHOSE.match(folded, cue.end) or bool(_SHE.search(folded, told.start, cue.start)) != (
        cue.value in _FEMININE
    ):
        return None
    return Audience(cue.value)


def _behind(context: Context, part: Part, told: Told) -> Cue | None:
    """An audience after a number that is led to it, not the object of what is said."""
    cue = next(iter(within(part.audiences, told.mention.end, told.end)), None)
    if cue is None:
        return None
    between = context.text.folded[told.mention.end : cue.start]
    if _CLAUSE.search(between) and not re.search(r"\b(?:chez|parmi|pour|aupres|cote|selon|par)\b", between):
        return None
    return cue


def _shared(context: Context, part: Part) -> None:
    """For numbers that nothing tells of: the audience that ends their list, else that of what was said
    before."""
    following: Audience | None = None
    for told in reversed(part.told):
        if told.audience is None and following is not None and lists(context.text, told):
            told.audience = following
        elif "audience" in told.own:
            following = told.audience
    framed = _framed(context, part)
    for told in part.told:
        if told.audience is None and "anyone" in told.own:
            told.audience = _spoken_of(context, part)
            continue
        if told.audience is None and "unclear" not in told.own:
            told.audience = framed or _carried(context, part)
        if told.audience is None and "unclear" not in told.own:
            named = each(part.audiences)
            told.audience = named[0].value if len(named) == 1 else None


def _framed(context: Context, part: Part) -> Audience | None:
    """The one audience of a sentence, where it says that it speaks of it: "…, côté associations"."""
    named = each(part.audiences)
    if len(named) != 1:
        return None
    before = context.text.folded[max(part.sentence.start, named[0].start - 20) : named[0].start]
    return Audience(named[0].value) if _FRAME.search(before) else None


def _spoken_of(context: Context, part: Part) -> Audience | None:
    """The one audience that the sentences before in the passage, or else the heading, name."""
    heading = context.heading(part)
    for some in (context.before(part), [heading] if heading else []):
        named = {cue.value for one in some for cue in one.audiences}
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def _carried(
    context: Context, part: Part, *, feminine: bool = False, pronoun: bool = False
) -> Audience | None:
    """The audience of the sentences before, for a pronoun only where they tell of one; else of the
    heading, else of the passage before."""
    for one in context.before(part):
        told = [each.audience for each in one.told if each.audience]
        named = list(dict.fromkeys(cue.value for cue in one.audiences))
        if feminine:
            told = [audience for audience in told if audience in _FEMININE]
            named = [audience for audience in named if audience in _FEMININE]
        if told:
            return None if pronoun and len(set(told)) > 1 else told[-1]
        if named:
            return named[0] if len(named) == 1 else None
    heading = context.heading(part)
    if heading is not None and len({cue.value for cue in heading.audiences}) == 1:
        return Audience(heading.audiences[0].value)
    for one in islice(context.passages_before(part), 12):
        told = [each.audience for each in one.told if each.audience]
        named = [cue.value for cue in one.audiences]
        if told or named:
            return (told or named)[-1] if len(set(told or named)) == 1 else None
    return None
