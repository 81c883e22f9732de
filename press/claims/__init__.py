"""Claims: every statistic of a text, what it is about, and how it stands to the stored figures.

Pure: `check` reads nothing but its arguments; `known.load` brings the figures in three queries. It says
"conforme" only of a number whose subject the text tells and whose figure is that number.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from press.claims import contrasts, gaps, wording
from press.claims.clauses import Told
from press.claims.judgements import judgements
from press.claims.known import Binding, Known, load
from press.claims.lexicon import Cue
from press.claims.matching import Matcher
from press.claims.numbers import mentions
from press.claims.subjects import read
from press.claims.text import PassageKind, Text
from press.claims.values import Claim, ClaimUnit, Subject, Verdict
from regions.models import Figure, Region

__all__ = ["Binding", "Claim", "ClaimUnit", "Known", "Subject", "Verdict", "check", "load"]


def check(
    written: str,
    regions: Sequence[Region],
    known: Known,
    kinds: tuple[PassageKind, ...] = (),
    bound: Mapping[int, Binding] | None = None,
) -> list[Claim]:
    """The claims of a text, in its order, none over another.

    `regions` are the territories that the release is about; `kinds` tell what each line is; `bound` gives, by
    the character at which a number starts, the figure that an editor chose for it.
    """
    text = Text(written, kinds)
    cues = known.lexicon.cues(text)
    told = read(text, cues, mentions(text), known, regions)
    matcher, paragraphs = Matcher(known), _bases(text, cues)
    found = [
        _claim(text, matcher, told, index, paragraphs[one.passage], bound or {})
        for index, one in enumerate(told)
    ]
    found = contrasts.weigh(text, told, found)
    found += judgements(text, cues, told, known, regions)
    return sorted(found, key=lambda claim: claim.start)


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
    matcher: Matcher,
    all_told: Sequence[Told],
    index: int,
    paragraph: frozenset[int],
    bound: Mapping[int, Binding],
) -> Claim:
    told = all_told[index]
    mention = told.mention
    start, end = text.place(mention.start, mention.end)
    chosen = matcher.known.pair(bound.get(start))
    if chosen is not None:
        subject, found = told.subject(matcher.known), gaps.bound(text, matcher, told, chosen, paragraph)
        if found.verdict.is_settled and (said := _said_of_others(matcher.known, told, chosen[0])):
            message = wording.bound_elsewhere(chosen[0], said)
            found = replace(found, verdict=Verdict.AMBIGUOUS, message=message)
    elif told.is_gap:
        subject, found = gaps.judge(text, matcher, all_told, index, paragraph)
    else:
        subject = told.subject(matcher.known)
        found = matcher.value(told, subject, paragraph)
    if chosen is None and told.doubt and found.verdict.is_settled:
        candidates = (found.figure,) if found.figure else ()
        found = replace(found, verdict=Verdict.AMBIGUOUS, message=told.doubt, candidates=candidates)
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
        found.figure.base if found.figure else None,
        found.candidates,
    )


def _said_of_others(known: Known, told: Told, figure: Figure) -> str:
    """The territory or the audience that a number's own words name, where its figure has another."""
    if "region" in told.own and told.region is not None and told.region.pk != figure.region_id:
        return told.region.name_in
    if "audience" in told.own and told.audience not in (None, known.audience_of(figure)):
        return str(told.audience.label).lower() if told.audience else ""
    return ""
