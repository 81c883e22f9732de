"""Which surveys pages speak of: the latest. The earlier ones are in the files."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from regions.models import Answer, Correction, Figure, Indicator, Level, Question

WAVES = 3


def recent(questions: "QuerySet[Question]", *apart: str) -> "QuerySet[Question]":
    """With its place `wave`, 1 the latest, the questions of the latest surveys among these: of each indicator
    and audience, and of each value of what is annotated `apart`."""
    place = Window(
        RowNumber(),
        partition_by=["indicator", "survey__audience", *apart],
        order_by=[F("survey__released_on").desc(nulls_last=True), F("survey__slug").desc()],
    )
    return questions.annotate(wave=place).filter(wave__lte=WAVES)


def figure_keys(indicator: Indicator, at: datetime) -> "QuerySet[Figure, Any]":
    """One figure for each question, answer, base and level of the latest surveys, with a value where there
    is one: the nation's, and that of a region; and those of all the regions for the first answer, on main
    bases."""
    public = Figure.objects.out(at)
    here = public.filter(question=OuterRef("pk"))
    asked = Question.objects.filter(Exists(here), indicator=indicator)
    asked = asked.annotate(regional=Exists(here.filter(region__level=Level.REGION)))
    latest: Any = public.filter(question__in=recent(asked, "regional").values("pk")).order_by()
    corrected = Correction.objects.published(at).filter(figure=OuterRef("pk"))
    with_value = Q(value__isnull=False) | Q(Exists(corrected))
    each = latest.values("question", "answer", "base", "region__level").annotate(
        one=Coalesce(Min("pk", filter=with_value), Min("pk"))
    )
    of_answer = latest.filter(answer=OuterRef("pk"))
    answers = Answer.objects.filter(Exists(of_answer), indicator=indicator).annotate(
        regional=Exists(of_answer.filter(with_value, region__level=Level.REGION))
    )
    first = answers.order_by("-regional", "-headline", "order", "slug").values("pk")[:1]
    of_first = latest.filter(on_main_base(at), answer=Subquery(first))
    return each.values("one").union(of_first.values("pk"))  # type: ignore[no-any-return]


def on_main_base(at: datetime) -> Q:
    """On a base that is no part of another, where the answer to the question has such a one."""
    same = {"question": OuterRef("question"), "answer": OuterRef("answer")}
    main = Figure.objects.out(at).filter(base__parent__isnull=True, **same)
    return Q(base__parent__isnull=True) | ~Q(Exists(main))
