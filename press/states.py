"""Where a release stands at an instant, for the desk."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, QuerySet, Subquery, Value, When

from press.models import Edition


class ReleaseState(models.TextChoices):
    DRAFT = "draft", "brouillon"
    SUBMITTED = "submitted", "soumis à relecture"
    APPROVED = "approved", "approuvé, sous embargo"
    BROKEN = "broken", "approbation tombée"
    PUBLISHED = "published", "public"
    WITHDRAWN = "withdrawn", "retiré"


def with_state(releases: "QuerySet[Any]", at: datetime) -> "QuerySet[Any]":
    """Adds `state`, a ReleaseState; `comes_out_at`, the instant of the last edition that is not void; and
    `read_version`, the version of the draft that this edition froze."""
    editions = Edition.objects.filter(release=OuterRef("pk")).order_by("-number")
    kept = editions.filter(approved_at__isnull=False)
    pending = kept.filter(publish_at__gt=at)
    found: QuerySet[Any] = releases.annotate(
        comes_out_at=Subquery(kept.values("publish_at")[:1]),
        read_version=Subquery(kept.values("draft_version")[:1]),
        state=Case(
            When(Exists(editions.published(at)), then=Value(ReleaseState.PUBLISHED)),
            When(Exists(pending.standing()), then=Value(ReleaseState.APPROVED)),
            When(withdrawn_at__isnull=False, then=Value(ReleaseState.WITHDRAWN)),
            When(Exists(kept), then=Value(ReleaseState.BROKEN)),
            When(submitted_at__isnull=False, then=Value(ReleaseState.SUBMITTED)),
            default=Value(ReleaseState.DRAFT),
            output_field=models.CharField(),
        ),
    )
    return found
