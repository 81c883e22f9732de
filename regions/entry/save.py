"""Writes a plan: all of it or nothing, in a number of queries that does not grow with its cells."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User

from regions.entry.plan import Plan
from regions.history import note
from regions.models import Figure, Report
from regions.models.report import record_edits
from regions.publication import database_now


@dataclass(frozen=True, slots=True)
class Saved:
    """`at` is the instant of each record that this save left in history; `voided` lost their approval."""

    at: datetime
    voided: list[Report]


def write(plan: Plan, *, by: User, reason: str) -> Saved:
    """For a plan without errors, in the transaction that holds its rows.

    ValidationError where a report came out meanwhile; ProtectedError where something relies on a figure that
    is to go; IntegrityError where another form has just made one of the new figures.
    """
    at = database_now()
    reports = {figure.report_id: figure.report for figure in [*plan.written, *plan.removed]}
    voided = record_edits(reports.values(), by=by, reason=reason or None)
    for figure in plan.removed:
        figure._change_reason, figure._history_date = reason or None, at  # type: ignore[attr-defined]
        figure.delete()
    for figure in plan.written:
        figure.version += 1
    created = sorted(plan.created, key=lambda figure: (figure.base_id, figure.region_id, figure.answer_id))
    Figure.objects.bulk_create(created)
    Figure.objects.bulk_update(plan.changed, ["value", "respondents", "version"])
    note(created, "+", by=by, at=at, reason=reason or None)
    note(plan.changed, "~", by=by, at=at, reason=reason or None)
    return Saved(at, voided)
