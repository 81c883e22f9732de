"""Published figures that changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from regions.models import Correction, Figure


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction that is out changed; `before` is None where nothing had been published."""

    pk: int
    figure: Figure
    before: Decimal | None
    after: Decimal
    at: datetime
    reason: str


def public_corrections(at: datetime) -> "QuerySet[Correction]":
    """The corrections that are out at `at`, the latest first, each with the value `before` it."""
    earlier = Correction.objects.published(at).filter(
        Q(publish_at__lt=OuterRef("publish_at"))
        | Q(publish_at=OuterRef("publish_at"), pk__lt=OuterRef("pk")),
        figure=OuterRef("figure"),
    )
    return (
        Correction.objects.published(at)
        .select_related(
            "figure__region", "figure__question__survey", "figure__question__indicator", "figure__answer"
        )
        .select_related("figure__base")
        .annotate(
            before=Coalesce(
                Subquery(earlier.order_by("-publish_at", "-pk").values("value")[:1]), "figure__value"
            )
        )
        .order_by("-publish_at", "-pk")
    )


def changes(corrections: Iterable[Correction]) -> list[Change]:
    return [
        Change(one.pk, one.figure, one.before, one.value, one.publish_at, one.reason)  # type: ignore[attr-defined, arg-type]
        for one in corrections
    ]
