"""What the public may see of the catalogue: what a public figure is made of; of territories, all."""

from datetime import datetime
from typing import Any

from django.db.models import Case, F, QuerySet, When

from regions.models import Answer, Base, Figure, Indicator, Question, Region, Report, Survey, Theme


def territories(at: datetime) -> QuerySet[Region]:
    return Region.objects.order_by("level", "slug")


def indicators(at: datetime) -> QuerySet[Indicator]:
    found = Indicator.objects.filter(pk__in=_figures(at, "question__indicator")).select_related("theme")
    return found.order_by("theme__order", "theme__slug", "order", "slug")


def themes(at: datetime) -> QuerySet[Theme]:
    return Theme.objects.filter(indicators__in=_figures(at, "question__indicator")).distinct()


def answers(at: datetime) -> QuerySet[Answer]:
    shown = _figures(at, "answer")
    found = Answer.objects.filter(pk__in=shown).select_related("indicator").annotate(whole=_whole(shown))
    return found.order_by("indicator__slug", "order", "slug")


def questions(at: datetime) -> QuerySet[Question]:
    found = Question.objects.filter(pk__in=_figures(at, "question")).select_related("indicator", "survey")
    return found.order_by("indicator__slug", "survey__slug")


def surveys(at: datetime) -> QuerySet[Survey]:
    return Survey.objects.filter(pk__in=_figures(at, "question__survey"))


def bases(at: datetime) -> QuerySet[Base]:
    shown = _figures(at, "base")
    return Base.objects.filter(pk__in=shown).annotate(whole=_whole(shown)).order_by("slug")


def reports(at: datetime) -> QuerySet[Report]:
    return Report.objects.published(at).select_related("region")


def _figures(at: datetime, what: str) -> Any:
    return Figure.objects.published(at).order_by().values(what)


def _whole(shown: Any) -> Case:
    """The slug of the parent, where it is public itself."""
    return Case(When(parent__in=shown, then=F("parent__slug")))
