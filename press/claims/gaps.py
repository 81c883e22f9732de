"""Gaps in points: what is measured from what, in which direction, and how that stands to the stored
figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from press.claims import wording
from press.claims.choosing import is_restricted, released
from press.claims.clauses import Told
from press.claims.differences import measured
from press.claims.matching import Finding, Matcher, on_its_side, rounded
from press.claims.numbers import Mention
from press.claims.text import Text
from press.claims.values import ClaimUnit, Nuance, Subject, Verdict
from regions import formats
from regions.models import Figure, Region

_MORE = re.compile(
    r"\b(?:de plus|de mieux|de hausse|en hausse|en plus|au[- ]dessus|au[- ]dela|d'avance|superieure?s?|"
    r"plus (?:haut|eleve|"
    r"fort|que|qu'|nombreu|souvent)\w*|depass\w*|devan[ct]\w*|surpass\w*|gagn\w*|progress\w*|augment\w*|"
    r"hausse|bond\w*|crois\w+|"
    r"supplementaires?|mieux|en avance|davantage|excede\w*|grimp\w*|en faveur|au profit|l'emport\w+)\b"
)
_LESS = re.compile(
    r"\b(?:de moins|de baisse|de retard|en baisse|en moins|en retrait|au[- ]dessous|en[- ]dessous|"
    r"en[- ]deca|sous|"
    r"inferieure?s?|moins (?:haut|eleve|fort|que|qu'|nombreu|souvent)\w*|recul\w*|perd\w*|perte|diminu\w*|"
    r"baisse\w*|chut\w*|plus (?:bas|faible)\w*|"
    r"retard|derriere|retrait|en defaveur|au detriment|reculs?)\b"
)
_OVER_TIME = re.compile(
    r"\b(?:en \w+ ans|depuis|progress\w*|gagn\w*|hausse|baisse|recul\w*|perd\w*|augment\w*|evolu\w*|"
    r"ans plus tot|bond\w*|"
    r"d'une vague|entre (?:19|20)\d\d)\b"
)
_SINCE = re.compile(
    r"\ben (?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d+) ans?\b|"
    r"\bdepuis (?:\d|l'an|un an|la derniere)"
)
_BETWEEN = re.compile(r" (?:d'ecart |de difference |d'avance )?(?:entre|separe(?:nt)?)\b")
_CLAUSE = re.compile(r"[.;:\n]|\d")
_BACK, _AHEAD = 90, 90  # characters around a gap in which its words of comparison stand
_NUMBERS_BACK = 8  # numbers before a gap that it may be measured between


@dataclass(frozen=True, slots=True)
class Side:
    """What a gap is measured from what: `sign` is that of its words, 0 where they have none; `region` the
    territory that it is measured from."""

    figure: Figure | None
    against: Figure | None
    sign: int
    region: Region | None = None


def judge(
    text: Text, matcher: Matcher, all_told: Sequence[Told], index: int, paragraph: frozenset[int]
) -> tuple[Subject, Finding]:
    """What the gap at `index` is about, and how it stands. `paragraph` holds the bases that its paragraph
    names."""
    told = all_told[index]
    values = [
        one
        for one in all_told[max(0, index - _NUMBERS_BACK) : index]
        if one.passage == told.passage and not one.is_gap and one.mention.unit != ClaimUnit.COUNT
    ]
    sign = told.mention.sign or (-_sign(text, told) if told.turned else _sign(text, told))
    previous = all_told[index - 1] if index else None
    if previous is not None and previous.is_gap and previous.sentence == told.sentence:
        told.reference = told.reference or previous.reference
        sign = sign or _sign(text, previous)
    following = [one for one in all_told[index + 1 : index + 3] if one.sentence == told.sentence]
    if len(following) == 2 and _BETWEEN.match(text.folded, told.mention.end):
        subject = following[0].subject(matcher.known)
        one, other = (matcher.figure(each.region, each.subject(matcher.known)) for each in following)
        side = Side(one, other, 0, following[1].region)
    else:
        subject, side = _sides(text, matcher, told, values, sign)
    found = _compared(matcher, told, subject, side, paragraph)
    if found.verdict == Verdict.OTHER_QUESTION and found.figure is not None:
        subject = replace(subject, indicator=found.figure.question.indicator, answer=found.figure.answer)
    return subject, found


def bound(
    text: Text,
    matcher: Matcher,
    told: Told,
    chosen: tuple[Figure, Figure | None],
    paragraph: frozenset[int],
) -> Finding:
    """Of a number that an editor bound to a figure, or to two for a gap."""
    figure, against = chosen
    if not told.is_gap:
        return matcher.bound(told.mention, figure, paragraph)
    side = Side(figure, against, told.mention.sign or _sign(text, told), against.region if against else None)
    return _compared(matcher, told, told.subject(matcher.known), side, paragraph)


def _sides(
    text: Text, matcher: Matcher, told: Told, values: Sequence[Told], sign: int
) -> tuple[Subject, Side]:
    known = matcher.known
    anchor = _anchor(matcher, told, values)
    own = _own(matcher, told, anchor)
    figure = matcher.figure(own.region, own)
    if told.other is not None and told.other != own.audience:
        other = replace(own, audience=told.other, bases=frozenset())
        return own, Side(figure, matcher.figure(told.reference or own.region, other), sign, own.region)
    if told.reference is not None and told.reference is not own.region:
        return own, Side(figure, matcher.figure(told.reference, own), sign, told.reference)
    if told.since:
        before = matcher.figure(own.region, replace(own, surveys=told.since, bases=frozenset()))
        return own, Side(figure, before, sign, own.region)
    if (
        anchor is not None
        and anchor.region is own.region
        and (pair := _pair(matcher, told, anchor, values)) is not None
    ):
        return own, Side(*pair, sign, pair[1].region)
    over_time = _SINCE.search(text.folded, told.start, told.end)
    if own.region is not None and not own.region.is_nation and not over_time:
        return own, Side(figure, matcher.figure(known.nation, own), sign, known.nation)
    if figure is not None and over_time:
        return own, Side(figure, _earlier(matcher, figure), sign, own.region)
    if figure is not None and _OVER_TIME.search(text.folded, told.start, told.end):
        return own, Side(figure, _earlier(matcher, figure), sign, own.region)
    return own, Side(figure, None, sign, known.nation)


def _anchor(matcher: Matcher, told: Told, values: Sequence[Told]) -> Told | None:
    """The value that a gap follows: the last of its own audience and territory, before those that it
    stands against."""
    nation = matcher.known.nation
    fitting = [one for one in values if "audience" not in told.own or one.audience == told.audience]
    fitting = [one for one in fitting if one.sentence == told.sentence] or fitting
    if "region" in told.own:
        fitting = [one for one in fitting if one.region is told.region] or fitting
    main = [one for one in fitting if not one.contrast and not one.aside] or fitting
    regional = [one for one in main if one.region is not nation]
    return (regional or main or [None])[-1]  # type: ignore[list-item]


def _own(matcher: Matcher, told: Told, anchor: Told | None) -> Subject:
    """What a gap is about: its own words, else those of the value that it follows."""
    own = told.subject(matcher.known)
    if anchor is None:
        return own
    mine = anchor.subject(matcher.known)
    same = anchor.sentence == told.sentence or not told.own
    region = own.region if "region" in told.own or not mine.region else mine.region
    if own.region is not None and not own.region.is_nation and mine.region is matcher.known.nation:
        region = own.region
    if not same:
        return replace(own, region=region)
    return Subject(
        region,
        own.audience if "audience" in told.own else mine.audience or own.audience,
        mine.indicator or own.indicator,
        mine.answer or own.answer,
        mine.bases or own.bases,
        mine.surveys or (own.surveys if not told.since else frozenset()),
    )


def _pair(matcher: Matcher, told: Told, anchor: Told, values: Sequence[Told]) -> tuple[Figure, Figure] | None:
    """The two figures that stand before a gap: two territories, two waves, two bases or two audiences."""
    figure = matcher.figure(anchor.region, anchor.subject(matcher.known))
    if figure is None:
        return None
    found: list[tuple[bool, bool, int, Figure]] = []
    for one in reversed(values):
        other = matcher.figure(one.region, one.subject(matcher.known))
        if one is anchor or other is None or other is figure:
            continue
        if one.audience != anchor.audience and (
            one.region is not anchor.region or one.sentence != anchor.sentence
        ):
            continue
        found.append((one.sentence != anchor.sentence, measured(figure, other)[0] is None, len(found), other))
    if not found:
        return None
    other = min(found, key=lambda one: one[:3])[3]
    same_place = other.region_id == figure.region_id
    if same_place and other.question.survey.audience == figure.question.survey.audience:
        figure, other = sorted((figure, other), key=released, reverse=True)
    return figure, other


def _earlier(matcher: Matcher, figure: Figure) -> Figure | None:
    """The figure of the wave before, of the same answer and base."""
    audience = matcher.known.audience_of(figure)
    before = [
        one
        for one in matcher.known.of(figure.region, audience, figure.answer)
        if one.base_id == figure.base_id and released(one) < released(figure)
    ]
    return max(before, key=released, default=None)


def _sign(text: Text, told: Told) -> int:
    """1 or -1 by the words of comparison after the points, else by those before; 0 where there are none."""
    start, end = told.mention.start, told.mention.end
    after = _CLAUSE.split(text.folded[end : end + _AHEAD], maxsplit=1)[0]
    before = _CLAUSE.split(text.folded[max(0, start - _BACK) : start])[-1]
    for words in (after, before):
        more, less = _MORE.search(words), _LESS.search(words)
        if more and less:
            return 1 if more.start() < less.start() else -1
        if more or less:
            return 1 if more else -1
    return 0


def _compared(
    matcher: Matcher, told: Told, subject: Subject, side: Side, paragraph: frozenset[int]
) -> Finding:
    """The verdict on a gap; `value` carries the sign of its words."""
    said, sign = told.mention.value, side.sign
    if side.figure is None or side.against is None:
        return replace(_without(matcher, subject, side, said), value=said if sign >= 0 else -said)
    points, tested = measured(side.figure, side.against)
    found = Finding(Verdict.GAP_RIGHT, "", side.figure, side.against, tested=tested)
    if points is None:
        return replace(_not_comparable(side.figure, side.against), value=said if sign >= 0 else -said)
    value = said if (sign or points) >= 0 else -said
    if told.mention.unit != ClaimUnit.POINTS or not _same_size(points, told.mention):
        return replace(
            found,
            verdict=Verdict.WRONG,
            expected=points,
            value=value,
            message=f"L'écart entre {wording.words(side.figure)} et {wording.words(side.against)} est de "
            f"{formats.signed_points(points)}.",
        )
    if sign and points and (sign > 0) != (points > 0):
        return replace(
            found,
            verdict=Verdict.OPPOSITE,
            expected=points,
            value=value,
            message=f"L'écart est dans l'autre sens : {wording.words(side.figure)}, contre "
            f"{wording.words(side.against)}.",
        )
    if is_restricted(side.figure) and side.figure.base_id not in paragraph:
        return replace(matcher.without_base(side.figure), against=side.against, tested=tested, value=value)
    proven = "démontré" if tested else "non démontré : il n'est pas testé ou tient dans la marge d'erreur"
    return replace(
        found,
        value=value,
        message=f"C'est la différence des valeurs enregistrées ; l'écart est {proven}.",
    )


def _not_comparable(figure: Figure, against: Figure) -> Finding:
    if figure.question.series == against.question.series and figure.base_id == against.base_id:
        uncertain = "Une des deux valeurs est incertaine : leur écart ne se calcule pas."
        return Finding(Verdict.NO_FIGURE, uncertain, figure, against)
    return Finding(Verdict.OTHER_QUESTION, wording.apart(figure, against), figure, against)


def _without(matcher: Matcher, subject: Subject, side: Side, said: Decimal) -> Finding:
    """Of a gap one side of which has no figure: another question may have one."""
    if side.figure is None and subject.region:
        others = matcher.same_answer(subject, subject.region)
        if others:
            message = (
                f"{subject.region.name} n'a de chiffre que pour une autre question : "
                f"« {others[0].question.indicator.short_label} »."
            )
            return Finding(Verdict.OTHER_QUESTION, message, others[0], side.against)
    if side.figure is not None and side.region is not None:
        value = side.figure.public_value or Decimal(0)
        for one in matcher.same_answer(subject, side.region):
            if abs(value - (one.public_value or 0)) == said:
                return Finding(Verdict.OTHER_QUESTION, wording.apart(side.figure, one), side.figure, one)
        message = f"Aucun chiffre comparable n'est enregistré {side.region.name_in}."
        return Finding(Verdict.NO_FIGURE, message, side.figure)
    return Finding(Verdict.NO_FIGURE, "Aucun chiffre enregistré ne permet de calculer cet écart.")


def _same_size(points: Decimal, mention: Mention) -> bool:
    size = abs(points)
    if mention.nuance == Nuance.EXACT:
        return rounded(size, mention.value) == mention.value
    return abs(size - mention.value) <= 2 and on_its_side(mention.nuance, mention.value, size)
