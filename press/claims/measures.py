"""The measures that words of judgement speak of: the figures of whom they judge, each beside another."""

from collections.abc import Iterable
from dataclasses import dataclass

from press.claims.choosing import of_base, of_wave
from press.claims.differences import measured
from press.claims.known import Known
from press.claims.lexicon import Topic
from press.claims.phrases import Phrase
from press.claims.weighing import Measure
from regions.models import Audience, Figure, Region, Unit


@dataclass(frozen=True, slots=True)
class About:
    """Whom and what words judge; no audience means all of them, no topic all measures.

    `stated` is whether the text names what is measured, so that nothing else may stand for it.
    """

    region: Region | None
    audiences: tuple[Audience, ...]
    topics: frozenset[Topic] = frozenset()
    bases: frozenset[int] = frozenset()
    surveys: frozenset[int] = frozenset()
    stated: bool = False


def measures(known: Known, about: About, phrase: Phrase) -> tuple[list[Measure], bool]:
    """The measures, and whether what the words compare answers other questions only."""
    if about.region is None:
        return [], False
    figures = _figures(known, about, about.region)
    found, apart = _compared(known, figures, phrase)
    if phrase.kind == "level" and (about.topics or about.region.is_nation):
        beside = {one.figure.pk for one in found}
        found += [Measure(one) for one in figures if one.pk not in beside]
    return found, apart


def _figures(known: Known, about: About, region: Region) -> list[Figure]:
    """Of the wave that is named, else the latest; without a topic, the shares of headline answers."""
    found: list[Figure] = []
    for audience in about.audiences or tuple(Audience):
        some = [one for one in known.by_place.get((region.pk, audience), []) if _is_meant(one, about)]
        headline = [one for one in some if one.answer.headline]
        found += of_base(of_wave(headline or some, about.surveys, known.surveys), about.bases)
    return found


def _is_meant(figure: Figure, about: About) -> bool:
    if about.topics:
        return Topic(figure.answer.indicator_id, figure.answer_id) in about.topics
    return figure.answer.headline and figure.unit == Unit.PERCENT and not figure.question.several_answers


def _compared(known: Known, figures: Iterable[Figure], phrase: Phrase) -> tuple[list[Measure], bool]:
    found, apart = [], False
    for figure in figures:
        region, audience = _place(known, figure, phrase)
        if region is None:
            continue
        against = _against(known, figure, region, audience, phrase)
        if against is None:
            apart = apart or _asked_otherwise(known, figure, region, audience)
            continue
        points, tested = measured(figure, against)
        if points is not None:
            found.append(Measure(figure, against, points, tested))
        else:
            apart = apart or figure.question.series != against.question.series
    return found, apart and not found


def _place(known: Known, figure: Figure, phrase: Phrase) -> tuple[Region | None, Audience]:
    """Where what the words measure from is looked for: in the nation, unless they say otherwise."""
    own, reference = Audience(figure.question.survey.audience), phrase.reference
    if reference is None:
        return known.nation, own
    if reference.region is None:
        return figure.region, reference.audience or own
    return reference.region, reference.audience or own


def _against(
    known: Known, figure: Figure, region: Region, audience: Audience, phrase: Phrase
) -> Figure | None:
    """The same question and base there; of another audience or wave, the same base or the broadest."""
    surveys = phrase.reference.surveys if phrase.reference else frozenset()
    stored = [one for one in known.of(region, audience, figure.answer) if one is not figure]
    if surveys or audience != figure.question.survey.audience:
        if surveys:
            stored = [one for one in stored if one.question.survey_id in surveys]
        stored = of_wave(stored, surveys, known.surveys)
        same = [one for one in stored if one.base_id == figure.base_id] or of_base(stored, frozenset())
    else:
        same = [
            one for one in stored if (one.base_id, one.question_id) == (figure.base_id, figure.question_id)
        ]
    return same[0] if same else None


def _asked_otherwise(known: Known, figure: Figure, region: Region, audience: Audience) -> bool:
    """Whether the other side has the same answer to another question alone."""
    if region is figure.region:
        return False
    others = known.by_place.get((region.pk, audience), [])
    return any(one.answer.slug == figure.answer.slug and one.answer_id != figure.answer_id for one in others)
