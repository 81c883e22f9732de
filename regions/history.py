"""Who changed what, when and why: the internal record of all that editors edit.

Three things, not one: a correction is the public record, this the internal one, `version` the lock.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from simple_history.models import HistoricalRecords

if TYPE_CHECKING:
    from django.contrib.auth.models import User

REASON_LENGTH = 300


def recorded(
    *, without: Sequence[str] = (), many: Sequence[str] = (), unindexed: Sequence[str] = ()
) -> HistoricalRecords:
    """The `history` of a model: a row as it was after each save, and at its deletion.

    The fields `without` which it is are made from others, or personal: who is forgotten is forgotten here
    too. `many` names the many-to-many fields that are in it; `unindexed` the fields by which the records
    of a large table are never looked up.
    """
    return HistoricalRecords(
        excluded_fields=list(without),
        m2m_fields=list(many),
        no_db_index=list(unindexed),
        history_change_reason_field=models.CharField(max_length=REASON_LENGTH, null=True),
    )


def note(rows: Sequence[Any], kind: str, *, by: "User | None", at: datetime, reason: str | None) -> None:
    """A record for each of the rows of one model that were written in bulk, which keeps none by itself: "+"
    created, "~" changed, "-" deleted."""
    if not rows:
        return
    history = type(rows[0]).history.model
    names = [field.attname for field in history.tracked_fields]
    history.objects.bulk_create(
        history(
            history_date=at,
            history_user=by,
            history_type=kind,
            history_change_reason=reason,
            **{name: getattr(row, name) for name in names},
        )
        for row in rows
    )
