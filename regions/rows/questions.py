"""Who was asked what, as far as published figures tell."""

from collections.abc import Container, Iterable, Sequence
from datetime import datetime

from django.db.models import F

from regions.models import Audience, Figure, Indicator, Question, Region, Report
from regions.rows.lines import FigureRow, Status, absent_row


def current_questions(at: datetime) -> list[Question]:
    """For each indicator and audience, the published question of its latest survey."""
    published = Figure.objects.published(at).values("question")
    questions = Question.objects.filter(pk__in=published).select_related("survey", "indicator__theme")
    ordered = questions.order_by(F("survey__released_on").asc(nulls_first=True), "survey__slug")
    return latest_questions(ordered)


def latest_questions(ordered: Iterable[Question]) -> list[Question]:
    """The last of each indicator and audience, from questions in the order of their surveys."""
    return list(
        {(question.indicator_id, question.survey.audience): question for question in ordered}.values()
    )


def asked_audiences(indicator: Indicator, questions: Iterable[Question]) -> set[Audience]:
    return {
        Audience(question.survey.audience) for question in questions if question.indicator_id == indicator.pk
    }


def absent_rows(
    region: Region,
    questions: Iterable[Question],
    answered: Container[int],
    nation: Sequence[Figure],
    report: Report | None,
) -> list[FigureRow]:
    """A row for each of these questions to which `region` has no figure, `report` being its latest."""
    return [
        absent_row(region, question, absent_status(question, report), _headline_of(question, nation))
        for question in questions
        if question.pk not in answered
    ]


def absent_status(question: Question, report: Report | None) -> Status:
    """Not yet asked: the survey came out after the period in which the last report begins."""
    released = question.survey.released_on
    if report and released and report.released_on and released > report.released_on:
        return Status.NOT_YET_ASKED
    return Status.NOT_PUBLISHED


def _headline_of(question: Question, nation: Sequence[Figure]) -> Figure | None:
    """The nation's figure for the headline answer on a base that is not a part of another."""
    return next(
        (
            figure
            for figure in nation
            if figure.question_id == question.pk and figure.answer.headline and figure.base.parent_id is None
        ),
        None,
    )
