"""Releases that cite figures which are corrected, for the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Q, Subquery

from press.models import Citation, Edition, EditionCitation, Release
from press.states import ReleaseState, with_state
from regions import formats
from regions.models import Correction, Figure

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class Citing:
    """A release that cites a figure, where it stands, and who writes it."""

    release: Release
    state: ReleaseState
    editors: "tuple[User, ...]"


@dataclass(frozen=True, slots=True)
class CitedCorrection:
    """A release of which the readers have, or will have, the value `then` of a figure that `correction`
    changes; `is_out` where the new value is public already."""

    release: Release
    editors: "tuple[User, ...]"
    figure: Figure
    then: Decimal
    correction: Correction
    is_out: bool

    @property
    def words(self) -> str:
        """ "43 % → 41 %"."""
        unit = self.figure.unit
        return f"{formats.value(self.then, unit)} → {formats.value(self.correction.value, unit)}"


def editors_of(release: Release) -> "tuple[User, ...]":
    """Who edited last, then who did since the last approval, each once. Asks for `contributors`."""
    first = [release.author] if release.author else []
    return tuple(dict.fromkeys([*first, *release.contributors.all()]))


def citing(figure: Figure, at: datetime) -> list[Citing]:
    """The releases of which the draft, or an edition that was approved, cites `figure`. Two queries."""
    return citing_any([figure.pk], at)


def citing_any(figures: Sequence[int], at: datetime) -> list[Citing]:
    """The same for any of these figures, by key. Two queries for each thousand of them."""
    found: dict[int, Citing] = {}
    for start in range(0, len(figures), 1000):
        some = figures[start : start + 1000]
        drafts = Citation.objects.filter(figure__in=some).values("release")
        editions = EditionCitation.objects.filter(figure__in=some, edition__approved_at__isnull=False)
        citing = Release.objects.filter(Q(pk__in=drafts) | Q(pk__in=editions.values("edition__release")))
        stated: Any = with_state(_with_editors(citing), at)
        found |= {one.pk: Citing(one, ReleaseState(one.state), editors_of(one)) for one in stated}
    return list(found.values())


def releases_citing_corrected(at: datetime, since: datetime | None = None) -> list[CitedCorrection]:
    """The releases whose edition, public or to come, has another value of a figure than its last correction
    that is approved: the latest correction first; with `since`, those approved after it.

    An edition that was amended with the new value is none of them. Four queries at most.
    """
    corrections = (
        Correction.objects.approved()
        .filter(figure=OuterRef("figure"), publish_at__gt=OuterRef("edition__publish_at"))
        .order_by("-publish_at", "-pk")
    )
    read = Q(edition__in=Edition.objects.current(at).order_by().values("pk"))
    read |= Q(edition__in=Edition.objects.pending(at).values("pk"))
    cited: Any = (
        EditionCitation.objects.filter(read)
        .annotate(
            correction=Subquery(corrections.values("pk")[:1]),
            corrected=Subquery(corrections.values("value")[:1]),
        )
        .filter(correction__isnull=False)
        .exclude(corrected=F("value"))
        .values_list("edition__release", "value", "correction")
    )
    return _told(list(cited), at, since)


def _told(
    cited: list[tuple[int, Decimal, int]], at: datetime, since: datetime | None
) -> list[CitedCorrection]:
    corrections = Correction.objects.filter(pk__in={pk for _, _, pk in cited})
    if since is not None:
        corrections = corrections.filter(approved_at__gt=since)
    labels = ("region", "question__indicator", "question__survey", "answer__indicator", "base")
    by_pk = corrections.select_related(*(f"figure__{label}" for label in labels)).in_bulk()
    releases = _with_editors(Release.objects.all()).in_bulk({pk for pk, _, one in cited if one in by_pk})
    found = [
        CitedCorrection(
            releases[release],
            editors_of(releases[release]),
            by_pk[pk].figure,
            value,
            by_pk[pk],
            by_pk[pk].is_published(at),
        )
        for release, value, pk in cited
        if pk in by_pk
    ]
    return sorted(found, key=lambda one: (one.correction.publish_at, one.correction.pk), reverse=True)


def _with_editors(releases: Any) -> Any:
    return releases.select_related("author").prefetch_related("contributors")
