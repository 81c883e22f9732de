"""Lists of events: what comes, what was, and in which order."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, ExpressionWrapper, F, OrderBy, Q, When, Window, prefetch_related_objects
from django.db.models.functions import RowNumber, TruncDate, TruncMonth

from press.announced import AnnouncedQuerySet
from press.models.dates import months_between
from regions.dates import Precision

if TYPE_CHECKING:
    from press.models.event import Event  # names the rows below

OFF = ("postponed", "cancelled")


def _is_over(at: datetime) -> Q:
    """Over, or cancelled without a date that could come. What is postponed is still to come."""
    over = Q(over_at__isnull=False, over_at__lte=at) & ~Q(state="postponed")
    return over | Q(over_at__isnull=True, state="cancelled")


def _due() -> Case:
    """The first day of an event, or the last one of a period of which no more is known."""
    last = ExpressionWrapper(F("over_at") - timedelta(days=1), output_field=models.DateTimeField())
    return Case(When(held_precision=Precision.DAY, then="held_on"), default=TruncDate(last))


def _soonest() -> list[OrderBy]:
    return [
        _due().asc(nulls_last=True),
        F("held_on").desc(),
        F("starts").asc(nulls_first=True),
        F("pk").asc(),
    ]


class EventQuerySet(AnnouncedQuerySet["Event"]):
    def upcoming(self, at: datetime) -> Self:
        """Those that are not over, the soonest first, then those whose date is not known."""
        return self.exclude(_is_over(at)).soonest_first()

    def soonest_first(self) -> Self:
        """In the order in which they are due."""
        return self.order_by(*_soonest())

    def past(self, at: datetime) -> Self:
        """Those that are over, the latest first."""
        return self.filter(_is_over(at)).order_by(
            F("held_on").desc(nulls_last=True), F("starts").desc(nulls_last=True), "-pk"
        )

    def nearest(self, at: datetime) -> Self:
        """What is to come and takes place, the soonest first, then what is over, the latest first."""
        past = Case(When(_is_over(at), then=True), default=False, output_field=models.BooleanField())
        kept = self.filter(_is_over(at) | ~Q(state__in=OFF))
        return kept.alias(past=past, due=_due()).order_by(
            "past",
            Case(When(past=False, then="due")).asc(nulls_last=True),
            F("held_on").desc(nulls_last=True),
            F("starts").asc(nulls_first=True),
            "pk",
        )

    def in_month(self, first: date, beyond: date) -> Self:
        """Those known to be held, to the day or the month, from `first` to the day before `beyond`."""
        return self.filter(
            Q(held_on__gte=first) | Q(held_until__gte=first),
            held_on__lt=beyond,
            held_precision__in=(Precision.DAY, Precision.MONTH),
        ).order_by("held_on", F("starts").asc(nulls_first=True), "pk")

    def for_list(self) -> Self:
        return self.select_related("region")

    def for_calendar(self) -> Self:
        """Loads what calendar programs read of each, in an order that does not change."""
        return self.select_related("region").prefetch_related("changes").order_by("held_on", "pk")

    def around(self, at: datetime, coming: int, gone: int) -> "list[Event]":
        """Of those whose day is known, so many of the next ones and of the last ones, in the order of
        `for_calendar`. Three queries."""
        known = self.select_related("region").filter(held_precision=Precision.DAY)
        found = [
            *known.filter(over_at__gt=at).order_by("over_at", "pk")[:coming],
            *known.filter(over_at__lte=at).order_by("-over_at", "-pk")[:gone],
        ]
        prefetch_related_objects(found, "changes")
        return sorted(found, key=lambda one: (one.held_on, one.pk))

    def for_page(self) -> Self:
        """Loads all that is told of one."""
        return self.select_related("region", "host", "report").prefetch_related("partners", "changes")

    def months(self) -> set[date]:
        """The first day of each month that one of them is known to touch. One query, a row for a month."""
        known = self.order_by().filter(held_precision__in=(Precision.DAY, Precision.MONTH))
        spans = known.values_list(TruncMonth("held_on"), TruncMonth("held_until")).distinct()
        return {month for first, last in spans for month in months_between(first, last or first)}

    def stages(self) -> Self:
        return self.filter(tour_stage=True)

    def last_of_each_region(self, number: int) -> Self:
        """So many of each, those that are due last."""
        latest = [one.reverse_ordering() for one in _soonest()]
        rank = Window(RowNumber(), partition_by=F("region"), order_by=latest)
        return self.alias(rank=rank).filter(rank__lte=number)
