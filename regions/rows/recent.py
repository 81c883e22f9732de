"""Which surveys pages speak of: the latest. The earlier ones are in the files."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from regions.models import Figure, Question

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


def on_main_base(at: datetime) -> Q:
    """On a base that is no part of another, where the answer to the question has such a one."""
    same = {"question": OuterRef("question"), "answer": OuterRef("answer")}
    main = Figure.objects.out(at).filter(base__parent__isnull=True, **same)
    return Q(base__parent__isnull=True) | ~Q(Exists(main))
