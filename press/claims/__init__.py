"""Claims: every statistic of a text, what it is about, and how it stands to the stored figures.

Pure: `check` reads nothing but its arguments; `known.load` brings the figures in three queries. It says
"conforme" only of a number whose subject the text tells and whose figure is that number.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from press.claims.known import Known, load
from press.claims.lexicon import Cue
from press.claims.matching import Matcher, Side
from press.claims.numbers import mentions
from press.claims.clauses import Told
from press.claims.subjects import read
from press.claims.text import PassageKind, Text
from press.claims.values import Claim, ClaimUnit, Subject, Verdict
from regions.models import Base, Region

__all__ = ["Claim", "ClaimUnit", "Known", "Subject", "Verdict", "check", "load"]

_MORE = re.compile(
    r"\b(?:de plus|de mieux|de hausse|en hausse|en plus|au[- ]dessus|au[- ]dela|d'avance|superieure?s?|plus (?:haut|eleve|fort|que|nombreu)\w*|"
    r"depass\w*|devanc\w*|surpass\w*|gagn\w*|progress\w*|augment\w*|hausse|bond\w*|crois\w+|supplementaires?|mieux|en avance|davantage|excede\w*|grimp\w*)\b"
)
_LESS = re.compile(
    r"\b(?:de moins|de baisse|de retard|en baisse|en moins|en retrait|au[- ]dessous|en[- ]dessous|en[- ]deca|sous|inferieure?s?|moins (?:haut|eleve|fort|que|nombreu)\w*|"
    r"recul\w*|perd\w*|perte|diminu\w*|baisse\w*|chut\w*|retard|derriere|retrait)\b"
)


def check(
    written: str, regions: Sequence[Region], known: Known, kinds: tuple[PassageKind, ...] = ()
) -> list[Claim]:
    """The claims of a text, in its order, none over another.

    `regions` are the territories that the release is about; `kinds` tell what each line is.
    """
    text = Text(written, kinds)
    cues = known.lexicon.cues(text)
    told = read(text, cues, mentions(text), known, regions)
    matcher, paragraphs = Matcher(known), _bases(text, cues)
    return [_claim(text, known, matcher, told, index, paragraphs) for index in range(len(told))]


def _bases(text: Text, cues: Sequence[Cue]) -> dict[int, frozenset[int]]:
    """The bases that each group of passages names: a list and what leads to it are one paragraph."""
    found: dict[int, set[int]] = defaultdict(set)
    bases = iter([cue for cue in cues if cue.kind == "base"])
    cue = next(bases, None)
    for passage in text.passages:
        while cue is not None and cue.start < passage.end:
            if cue.start >= passage.start:
                found[passage.group] |= cue.value
            cue = next(bases, None)
    return {index: frozenset(found[passage.group]) for index, passage in enumerate(text.passages)}


def _claim(
    text: Text,
    known: Known,
    matcher: Matcher,
    all_told: Sequence[Told],
    index: int,
    paragraphs: dict[int, frozenset[int]],
) -> Claim:
    told = all_told[index]
    mention = told.mention
    if mention.unit == ClaimUnit.POINTS:
        subject, side = _gap(text, known, matcher, all_told, index)
        found = matcher.gap(told, subject, side)
    else:
        subject = told.subject(known)
        found = matcher.value(told, subject, paragraphs[told.passage])
    start, end = text.place(mention.start, mention.end)
    base: Base | None = found.figure.base if found.figure else None
    return Claim(
        start,
        end,
        text.written[start:end],
        mention.value if found.value is None else found.value,
        mention.unit,
        subject,
        found.verdict,
        found.message,
        found.figure,
        found.against,
        found.expected,
        found.tested,
        base,
        found.candidates,
    )


def _gap(
    text: Text, known: Known, matcher: Matcher, all_told: Sequence[Told], index: int
) -> tuple[Subject, Side]:
    """What a gap is about: the numbers beside it in its sentence, and its own words."""
    told = all_told[index]
    own = told.subject(known)
    same = [
        one
        for one in all_told
        if one.sentence == told.sentence and one.mention.unit not in (ClaimUnit.POINTS, ClaimUnit.COUNT)
    ]
    sentence = _around(text, told, all_told)
    sign = told.mention.sign or _sign(sentence, told, text)
    region = told.region
    anchor = next(
        (one for one in reversed(same) if one.mention.end <= told.mention.start and one.region is region),
        None,
    )
    if anchor and "audience" not in told.own:
        mine = anchor.subject(known)
        own = Subject(
            region,
            mine.audience or own.audience,
            mine.indicator or own.indicator,
            mine.answer or own.answer,
            mine.bases or own.bases,
            own.surveys or mine.surveys,
        )
    figure = matcher.figure(region, own)
    reference = told.reference
    if reference is None:
        beside = [one for one in same if one is not anchor]
        if region is not None and region.is_nation:
            return own, _other_side(known, matcher, told, own, all_told, sign)
        del beside
        reference = known.nation
    against = matcher.figure(reference, own)
    return own, Side(figure, against, sign, reference)


def _other_side(
    known: Known, matcher: Matcher, told: Told, own: Subject, all_told: Sequence[Told], sign: int
) -> Side:
    """Two waves, or two audiences, of one territory: the numbers that stand before the gap."""
    values = [
        one
        for one in all_told
        if one.passage == told.passage
        and one.mention.end <= told.mention.start
        and one.mention.unit not in (ClaimUnit.POINTS, ClaimUnit.COUNT)
    ][-2:]
    if len(values) == 2:
        one, other = (matcher.figure(each.region, each.subject(known)) for each in values)
        if one and other and one is not other:
            if str(one.question.survey.released_on) < str(other.question.survey.released_on):
                one, other = other, one
            return Side(one, other, sign)
    return Side(matcher.figure(own.region, own), None, sign, known.nation)


def _around(text: Text, told: Told, all_told: Sequence[Told]) -> str:
    """The words after a gap, up to the next number or the end of its clause."""
    after = text.folded[told.mention.end : told.mention.end + 90]
    return re.split(r"[.;:()\n]|\d", after)[0]


def _sign(after: str, told: Told, text: Text) -> int:
    """1 or -1 by the words of comparison after the points, else by those before; 0 where there are none."""
    for words in (
        after,
        re.split(r"[.;:\n]|\d", text.folded[max(0, told.mention.start - 70) : told.mention.start])[-1],
    ):
        more, less = _MORE.search(words), _LESS.search(words)
        if more and less:
            return 1 if more.start() < less.start() else -1
        if more or less:
            return 1 if more else -1
    return 0
