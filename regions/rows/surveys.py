"""The method of a survey, as far as it is public."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from regions import stats
from regions.models import Base, Figure, Question, Report, Survey


@dataclass(frozen=True, slots=True)
class Method:
    """A survey of which something is out: its questions, bases and reports that are, and its precision.

    `margin` is the largest half-width of an interval of the whole sample at 95 %, in points; None where
    the sample is not published.
    """

    survey: Survey
    questions: tuple[Question, ...]
    bases: tuple[Base, ...]
    reports: tuple[Report, ...]
    margin: float | None


def surveys(at: datetime) -> "QuerySet[Survey]":
    """The surveys of which something is out, the latest first."""
    return Survey.objects.filter(Exists(Figure.objects.out(at).filter(question__survey=OuterRef("pk"))))


def method(survey: Survey, at: datetime) -> Method | None:
    """None where nothing of the survey is out at `at`. Three queries."""
    figures = Figure.objects.published(at).filter(question__survey=survey)
    questions = (
        Question.objects.filter(pk__in=figures.values("question"))
        .select_related("indicator__theme", "survey")
        .order_by("indicator__theme__order", "indicator__order", "indicator__slug")
    )
    if not questions:
        return None
    return Method(
        survey=survey,
        questions=tuple(questions),
        bases=tuple(Base.objects.filter(pk__in=figures.values("base")).select_related("parent")),
        reports=tuple(Report.objects.published(at).filter(pk__in=figures.values("report"))),
        margin=survey_margin(survey),
    )


def survey_margin(survey: Survey) -> float | None:
    """The largest half-width of an interval of the whole sample at 95 %, in points; None where the sample
    is not published."""
    if survey.respondents is None:
        return None
    interval = stats.wilson(0.5, survey.respondents / float(survey.design_effect))
    return 100 * (interval.high - interval.low) / 2
