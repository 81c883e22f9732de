"""What the desk tells of the corrections of one figure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from regions import formats
from regions.admin.approval import state_chip
from regions.dates import moment
from regions.models import Correction, Figure


@dataclass(frozen=True, slots=True)
class Told:
    """One correction: its new value, its state and what is to be known of it, in words."""

    pk: int
    value: str
    chip: SafeString
    sentences: tuple[str, ...]


def corrections_of(figure: Figure, at: datetime) -> list[Told]:
    """All of a figure, drafts too, the latest first, as they stand at `at`. One query."""
    found: QuerySet[Any] = Correction.objects.with_state(at).filter(figure=figure)
    return [
        Told(
            pk=one.pk,
            value=formats.value(one.value, figure.unit),
            chip=state_chip(one.state),
            sentences=tuple(_sentences(one)),
        )
        for one in found.select_related("author", "approved_by")
    ]


def _sentences(correction: Correction) -> list[str]:
    told = []
    if correction.publish_at:
        told.append(f"Instant : {moment(correction.publish_at)}.")
    if correction.author:
        told.append(f"Écrit par {correction.author}.")
    if correction.approved_by:
        told.append(f"Approuvé par {correction.approved_by}.")
    return [*told, f"Raison : {correction.reason}"]
