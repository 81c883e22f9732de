"""What a stage of the tour still lacks, for those who prepare and report it."""

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse

from press.models import Release, Resource
from press.models.event_lists import OFF
from regions.models import Report


class Lacking(NamedTuple):
    """One thing that is missing, and where it is added; no address where its reader may not."""

    name: str
    address: str


# In the order in which the office makes them: the annotation, and the word.
LACKS = (
    ("lacks_release", "communiqué"),
    ("lacks_report", "rapport"),
    ("lacks_documents", "documents"),
    ("lacks_account", "compte rendu"),
)


def with_lacks(events: Any, at: datetime) -> Any:
    """Adds what each lacks; an account is owed once it is over, where it took place."""
    public = Report.objects.published(at).filter(pk=OuterRef("report"))
    owed = Q(account="", over_at__isnull=False, over_at__lte=at) & ~Q(state__in=OFF)
    return events.annotate(
        lacks_release=~Exists(Release.objects.filter(event=OuterRef("pk"))),
        lacks_report=~Exists(public),
        lacks_documents=~Exists(Resource.objects.filter(event=OuterRef("pk"))),
        lacks_account=ExpressionWrapper(owed, BooleanField()),
    )


def lacks(event: Any) -> list[str]:
    """The words of what a stage of `with_lacks` lacks; other events owe nothing."""
    return [words for name, words in LACKS if getattr(event, name)] if event.tour_stage else []


def lacking(event: Any, request: HttpRequest) -> list[Lacking]:
    """As `lacks`, with where each is added."""

    def added(model: str) -> str:
        if not request.user.has_perm(f"press.add_{model}"):
            return ""
        return f"{reverse(f'admin:press_{model}_add')}?event={event.pk}"

    addresses = {
        "communiqué": added("release"),
        "rapport": "#id_report",
        "documents": added("resource"),
        "compte rendu": "#id_account",
    }
    return [Lacking(words, addresses[words]) for words in lacks(event)]


class TourFilter(admin.SimpleListFilter):
    title = "tour"
    parameter_name = "tour"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [
            ("etapes", "étapes"),
            ("incompletes", "étapes incomplètes"),
            ("completes", "étapes complètes"),
            ("hors", "hors du tour"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        incomplete = Q(*((name, True) for name, _ in LACKS), _connector=Q.OR)
        asked = {
            "etapes": Q(tour_stage=True),
            "incompletes": Q(tour_stage=True) & incomplete,
            "completes": Q(tour_stage=True) & ~incomplete,
            "hors": Q(tour_stage=False),
        }
        return queryset.filter(asked.get(self.value() or "", Q()))
