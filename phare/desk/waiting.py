"""What waits to be approved or to come out, and what stands in its way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse

from phare.desk.entries import (
    SHOWN,
    Block,
    Entry,
    Link,
    desk_address,
    hole_link,
    instant_words,
    kind,
    may_see,
    may_see_any,
    named,
    rows,
    standing,
)
from press.announced import Stage
from press.models import Edition, Event, Page, Release, Resource
from press.states import ReleaseState
from regions.models import Correction, Report, Withdrawal
from regions.publication import instant

NEAR = timedelta(hours=48)
# Looking for holes asks a release some twenty queries: the index does it for the most urgent only.
CHECKED = 5

APPROVED_BY_TWO = (Report, Correction, Release)
WAITING = (*APPROVED_BY_TWO, Event, Resource, Page)

NEVER_OUT = (ReleaseState.DRAFT, ReleaseState.SUBMITTED, ReleaseState.BROKEN)
IN_PLACE = (ReleaseState.APPROVED, ReleaseState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something of `rows` that waits. `due` is the instant at which it should be out, None where none is
    chosen or the public reads an earlier version; `broken` tells that an approval fell."""

    subject: Any
    due: datetime | None
    broken: bool = False

    def obstacles(self, request: HttpRequest) -> list[Link]:
        """All that keeps it from coming out, each with the place where it is mended. Asks queries."""
        found = [hole_link(request, hole) for hole in self.subject.holes()]
        if self.broken:
            words = "Ce qui a été approuvé ne sortira pas : un rapport ou un chiffre a changé depuis."
            return [Link(words, desk_address(self.subject)), *found]
        if waits_for_report(self.subject, self.due):
            words = f"Son rapport « {self.subject.report} » n'est pas public à cet instant."
            return [Link(words, f"{desk_address(self.subject)}#id_report"), *found]
        return found


def waits_for_report(subject: Any, due: datetime | None) -> bool:
    """Whether a document's instant comes before its report is out."""
    return isinstance(subject, Resource) and due is not None and not subject.is_public(due)


def waiting(request: HttpRequest) -> list[Waiting]:
    """All that its reader may see, what is due first before what has no instant. A query for each kind."""
    at = instant(request)
    loads = (_reports, _corrections, _releases, _announced, _announced, _announced)
    found = [
        one
        for model, load in zip(WAITING, loads, strict=True)
        if may_see(request, model)
        for one in load(rows(request, model), at)
    ]
    return sorted(found, key=lambda one: (one.due is None, one.due or at))


def _reports(found: Any, at: datetime) -> Iterable[Waiting]:
    """Not those that were withdrawn, and that nobody takes up again."""
    left = Withdrawal.objects.filter(report=OuterRef("pk")).order_by("-withdrawn_at").values("version")
    taken_up = Q(withdrawn_at=None) | Q(version__gt=Subquery(left[:1]))
    for one in found.filter(taken_up, approved_at=None).select_related("region", "author"):
        ahead = one.withdrawn_at is None or (one.publish_at and one.publish_at > one.withdrawn_at)
        yield Waiting(one, one.publish_at if ahead else None)


def _corrections(found: Any, at: datetime) -> Iterable[Waiting]:
    for one in found.filter(approved_at=None).select_related("author", "figure__report"):
        yield Waiting(one, one.publish_at)


def _releases(found: Any, at: datetime) -> Iterable[Waiting]:
    """Drafts that no approval froze as they are, and those of which the approval fell."""
    fallen: QuerySet[Any] = Edition.objects.unseen(at).exclude(pk__in=Edition.objects.standing().values("pk"))
    fallen = fallen.filter(release=OuterRef("pk")).order_by("-number")
    found = found.prefetch_related(None).select_related("report", "author", "submitted_by")
    found = found.annotate(
        fallen_at=Subquery(fallen.values("publish_at")[:1]),
        chosen_at=Coalesce("publish_at", "report__publish_at"),
    ).filter(
        Q(state__in=NEVER_OUT)
        | Q(submitted_at__isnull=False)
        | Q(fallen_at__isnull=False)
        | (Q(state__in=IN_PLACE) & ~Q(version=F("read_version")))
    )
    for one in found:
        due = one.fallen_at or (one.chosen_at if one.state in NEVER_OUT else None)
        yield Waiting(one, due, broken=one.fallen_at is not None)


def _announced(found: Any, at: datetime) -> Iterable[Waiting]:
    """Those that have an instant, and holes all the same: their holes ask no query."""
    related = ("author", "report") if found.model is Resource else ("author",)
    for one in found.filter(stage=Stage.PLANNED).select_related(*related):
        if one.holes() or waits_for_report(one, one.publish_at):
            yield Waiting(one, one.publish_at)


# Blocks of the index


def blocked(request: HttpRequest, found: list[Waiting]) -> Block | None:
    """What should be out and is not, or should be soon, and by which check."""
    if not may_see_any(request, WAITING):
        return None
    at = instant(request)
    late = [one for one in found if one.due is not None and one.due <= at + NEAR]
    return Block(
        "en-retard",
        "En retard ou bloqué",
        "Rien n'est en retard, rien n'est bloqué.",
        [_blocked_entry(request, one, at, index < CHECKED) for index, one in enumerate(late[:SHOWN])],
        len(late),
        Link("Toutes les vérifications", reverse("desk_review")),
    )


def _blocked_entry(request: HttpRequest, one: Waiting, at: datetime, checked: bool) -> Entry:
    assert one.due is not None
    when = instant_words(one.due)
    obstacles = one.obstacles(request) if checked else []
    note = "Il ne manque que l'approbation." if checked and not obstacles else ""
    return Entry(
        named(request, one.subject),
        kind(one.subject),
        standing(one.subject),
        f"en retard : {when}" if one.due <= at else when,
        notes=(note,) if note else (),
        links=tuple(obstacles[:1]),
        others=max(len(obstacles) - 1, 0),
    )


def to_review(request: HttpRequest, found: list[Waiting]) -> Block | None:
    """Reports with figures that nobody approved, releases submitted, corrections."""
    if not may_see_any(request, APPROVED_BY_TWO):
        return None
    entries = [entry for one in found if (entry := _review_entry(request, one.subject))]
    empty = "Aucun chiffre, aucun communiqué, aucun rectificatif n'attend de relecture."
    rest = Link("Ce qui change, et qui peut l'approuver", reverse("desk_review"))
    return Block("a-relire", "À relire", empty, entries[:SHOWN], len(entries), rest)


def _review_entry(request: HttpRequest, subject: Any) -> Entry | None:
    thing, author = named(request, subject), subject.author or "une personne inconnue"
    if isinstance(subject, Report):
        total: int = subject.figure_total  # type: ignore[attr-defined]
        words = f"{total} chiffre{'s' * (total > 1)}, dernière modification par {author}."
        return Entry(thing, kind(subject), notes=(words,)) if total else None
    if isinstance(subject, Release):
        if subject.submitted_at is None:
            return None
        words = f"Soumis par {subject.submitted_by} le {instant_words(subject.submitted_at)}."
        return Entry(thing, kind(subject), notes=(words,))
    if isinstance(subject, Correction):
        return Entry(thing, kind(subject), notes=(f"Écrit par {author}.",))
    return None
