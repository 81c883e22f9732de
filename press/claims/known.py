"""What the checker knows: the stored figures and the catalogue that they belong to, in three queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from press.claims.lexicon import Lexicon, Topic
from press.claims.text import Text
from regions.models import Answer, Audience, Base, Figure, Indicator, Question, Region, Survey, Unit

# The keys of the figure that a number is, or is measured at, and of the one that a gap is measured from.
Binding = tuple[int, int | None]


@dataclass(frozen=True)
class Known:
    """Regions, answers and figures, the figures with their related rows loaded and `public_value` set."""

    regions: tuple[Region, ...]
    answers: tuple[Answer, ...]
    questions: tuple[Question, ...]
    figures: tuple[Figure, ...]
    bases: tuple[Base, ...] = field(default=())

    @cached_property
    def surveys(self) -> dict[int, Survey]:
        return {one.survey_id: one.survey for one in self.questions}

    @cached_property
    def institutes(self) -> frozenset[str]:
        """The words of their names, folded."""
        names = " ".join(one.institute for one in self.surveys.values())
        return frozenset(word.text for word in Text(names).words)

    @cached_property
    def indicators(self) -> dict[int, Indicator]:
        return {one.indicator_id: one.indicator for one in self.answers}

    @cached_property
    def answer_by_pk(self) -> dict[int, Answer]:
        return {one.pk: one for one in self.answers}

    @cached_property
    def base_by_pk(self) -> dict[int, Base]:
        return {one.pk: one for one in self.bases}

    @cached_property
    def nation(self) -> Region | None:
        return next((one for one in self.regions if one.is_nation), None)

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon(self.regions, self.answers, self.bases, self.surveys.values())

    @cached_property
    def topics(self) -> frozenset[Topic]:
        return frozenset(Topic(one.indicator_id, one.pk) for one in self.answers)

    @cached_property
    def asked(self) -> dict[Audience, frozenset[int]]:
        """The indicators that each audience was asked about."""
        found: dict[Audience, set[int]] = defaultdict(set)
        for question in self.questions:
            found[Audience(question.survey.audience)].add(question.indicator_id)
        return {audience: frozenset(some) for audience, some in found.items()}

    def topics_of(self, unit: Unit, audience: Audience | None) -> frozenset[Topic]:
        """Those in a unit that an audience was asked about; of any audience where it is None."""
        return self._topics_by_place.get((unit, audience), frozenset())

    @cached_property
    def _topics_by_place(self) -> dict[tuple[Unit, Audience | None], frozenset[Topic]]:
        found: dict[tuple[Unit, Audience | None], set[Topic]] = defaultdict(set)
        for topic in self.topics:
            unit = Unit(self.indicators[topic.indicator].unit)
            found[unit, None].add(topic)
            for audience, asked in self.asked.items():
                if topic.indicator in asked:
                    found[unit, audience].add(topic)
        return {place: frozenset(some) for place, some in found.items()}

    @cached_property
    def several(self) -> frozenset[int]:
        """The indicators of which no answer is meant unless it is named: several may be given, or are
        rated."""
        many = {one.indicator_id for one in self.questions if one.several_answers}
        rated = {pk for pk, one in self.indicators.items() if one.unit == Unit.MARK}
        return frozenset(many | rated)

    @cached_property
    def by_subject(self) -> dict[tuple[int, Audience, int], list[Figure]]:
        """The figures of a region, an audience and an answer; those without a value left out."""
        found: dict[tuple[int, Audience, int], list[Figure]] = defaultdict(list)
        for one in self.figures:
            if one.public_value is not None:
                found[one.region_id, Audience(one.question.survey.audience), one.answer_id].append(one)
        return found

    @cached_property
    def by_place(self) -> dict[tuple[int, Audience], list[Figure]]:
        found: dict[tuple[int, Audience], list[Figure]] = defaultdict(list)
        for (region, audience, _), figures in self.by_subject.items():
            found[region, audience] += figures
        return found

    @cached_property
    def figure_by_pk(self) -> dict[int, Figure]:
        return {one.pk: one for one in self.figures}

    def pair(self, binding: Binding | None) -> tuple[Figure, Figure | None] | None:
        """The figures of a binding; None where they are there no more."""
        figure = self.figure_by_pk.get(binding[0]) if binding else None
        if binding is None or figure is None:
            return None
        against = None if binding[1] is None else self.figure_by_pk.get(binding[1])
        return figure, against

    def audience_of(self, figure: Figure) -> Audience:
        return Audience(figure.question.survey.audience)

    def has(self, region: Region, answer: Answer) -> bool:
        """Whether a region has a figure of an answer, of any audience."""
        return any((region.pk, audience, answer.pk) in self.by_subject for audience in Audience)

    def of(self, region: Region, audience: Audience, answer: Answer) -> list[Figure]:
        return self.by_subject.get((region.pk, audience, answer.pk), [])


_READ = frozenset(
    (
        *("id", "question_id", "answer_id", "base_id", "region_id", "report_id", "value", "unit"),
        *("qualifier", "respondents", "count", "base_status", "certainty", "source", "note"),
    )
)
# In the order in which `from_db` takes them.
_FIGURE = tuple(one.attname for one in Figure._meta.concrete_fields if one.attname in _READ)
_PUBLIC = ("public_value", "corrected_at")
_RELATIONS: list[Any] = [Figure._meta.get_field(name) for name in ("base", "region", "question", "answer")]
_BASE = ("slug", "audience", "label", "restriction", "parent_id", "cues")
_ANSWER = ("pk", "slug", "label", "predicate", "parent_id", "headline", "order", "cues", "indicator_id")
_INDICATOR = ("slug", "short_label", "label", "unit", "cues", "order", "theme_id")
_QUESTION = ("pk", "series", "several_answers", "wording", "wording_status", "code")
_SURVEY = (
    *("pk", "slug", "name", "programme", "audience", "respondents", "respondents_text"),
    *("small_regional_bases", "design_effect", "released_on", "released_precision", "institute"),
)


def load(at: datetime) -> Known:
    """All that is stored, published or not, as the public would read it at `at`. Three queries."""
    regions = {one.pk: one for one in Region.objects.all()}
    answers, questions = _catalogue()
    bases: dict[int, Base] = {}
    figures = []
    named = (*_FIGURE, *_PUBLIC, *(f"base__{name}" for name in _BASE))
    rows: Any = Figure.objects.as_drafted(at).values_list(*named)
    for row in rows:
        figure: Any = Figure.from_db(rows.db, _FIGURE, row[: len(_FIGURE)])
        figure.public_value, figure.corrected_at = row[len(_FIGURE) : -len(_BASE)]
        base = bases.get(figure.base_id)
        if base is None:
            base = bases[figure.base_id] = Base(
                pk=figure.base_id, **dict(zip(_BASE, row[-len(_BASE) :], strict=True))
            )
        related = base, regions[figure.region_id], questions[figure.question_id], answers[figure.answer_id]
        for relation, one in zip(_RELATIONS, related, strict=True):
            relation.set_cached_value(figure, one)
        figures.append(figure)
    return Known(
        tuple(regions.values()),
        tuple(answers.values()),
        tuple(questions.values()),
        tuple(figures),
        tuple(bases.values()),
    )


def _catalogue() -> tuple[dict[int, Answer], dict[int, Question]]:
    """Every answer with its indicator, and every question with its survey, in one query."""
    indicators: dict[int, Indicator] = {}
    surveys: dict[int, Survey] = {}
    answers: dict[int, Answer] = {}
    questions: dict[int, Question] = {}
    names = [
        *_ANSWER,
        *(f"indicator__{name}" for name in _INDICATOR),
        *(f"indicator__questions__{name}" for name in _QUESTION),
        *(f"indicator__questions__survey__{name}" for name in _SURVEY),
    ]
    cuts = (len(_ANSWER), len(_ANSWER) + len(_INDICATOR), len(_ANSWER) + len(_INDICATOR) + len(_QUESTION))
    rows: Iterable[Any] = Answer.objects.order_by("indicator", "order", "slug").values_list(*names)
    for row in rows:
        own = dict(zip(_ANSWER, row[: cuts[0]], strict=True))
        pk = own["indicator_id"]
        if pk not in indicators:
            indicators[pk] = Indicator(pk=pk, **dict(zip(_INDICATOR, row[cuts[0] : cuts[1]], strict=True)))
        if own["pk"] not in answers:
            answers[own["pk"]] = answer = Answer(**own)
            answer.indicator = indicators[pk]
        asked = dict(zip(_QUESTION, row[cuts[1] : cuts[2]], strict=True))
        survey = dict(zip(_SURVEY, row[cuts[2] :], strict=True))
        if asked["pk"] is None or asked["pk"] in questions:
            continue
        if survey["pk"] not in surveys:
            surveys[survey["pk"]] = Survey(**survey)
        question = Question(indicator_id=pk, survey_id=survey["pk"], **asked)
        question.indicator, question.survey = indicators[pk], surveys[survey["pk"]]
        questions[question.pk] = question
    return answers, questions
