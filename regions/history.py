"""Who changed what, when and why: the internal record of all that editors edit.

Three things, not one: a correction is the public record, this the internal one, `version` the lock.
"""

from collections.abc import Sequence

from django.db import models
from simple_history.models import HistoricalRecords

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
