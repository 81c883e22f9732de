"""A plan into the database, in one transaction, with its history."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from regions.history import note
from regions.importer.plan import Plan
from regions.importer.resource import KEY, STORED, Key, figure_key
from regions.models import Figure, Question, Report
from regions.models.report import record_edits
from regions.versions import hold

if TYPE_CHECKING:
    from django.contrib.auth.models import User

T = TypeVar("T")
BATCH = 1000
_JUST_BEFORE = timedelta(milliseconds=1)


class MovedError(Exception):
    """What a plan was made from is no longer so: another must be made, and shown."""


def write(plan: Plan, *, by: "User | None", at: datetime, reason: str) -> list[Report]:
    """Save what the plan holds, and a line of history for each figure, at the instant `at`.

    Gives the reports whose approval this voids. MovedError, and nothing written, where a figure changed since
    the plan was made, or came out. The plan is spent: its figures are saved rows now.
    """
    try:
        with transaction.atomic():
            _hold(plan)
            voided = record_edits(plan.reports.values(), by=by, reason=reason)
            for batch in batches(plan.new):
                Figure.objects.bulk_create(batch)
                note(batch, "+", by=by, at=at, reason=reason)
            for batch in batches(plan.changed):
                _note_before(batch, at=at)
                save_changed(batch)
                note(batch, "~", by=by, at=at, reason=reason)
            return voided
    except (IntegrityError, ValidationError) as error:
        raise MovedError from error


def _hold(plan: Plan) -> None:
    """Hold every figure of these questions to the end; MovedError unless each is as the plan has it."""
    questions = {figure.question_id for figure in (*plan.new, *plan.changed)}
    # Two who make the same new figures wait here, not in a ring (see regions.versions).
    hold(Question.objects.filter(pk__in=questions))
    held = Figure.objects.filter(question__in=questions).order_by("pk").select_for_update(no_key=True)
    stored: dict[Key, tuple[int, int]] = {
        key: (pk, version)
        for *four, pk, version in held.values_list(*_IDS, "pk", "version")
        for key in [_key(four)]
    }
    if any(figure_key(figure) in stored for figure in plan.new):
        raise MovedError
    if any(stored.get(figure_key(figure)) != (figure.pk, figure.version) for figure in plan.changed):
        raise MovedError


_IDS = tuple(f"{name}_id" for name in KEY)


def _key(four: list[int]) -> Key:
    question, answer, base, region = four
    return question, answer, base, region


def _note_before(figures: list[Figure], *, at: datetime) -> None:
    """What the figures without a history were: they are older than it, and it must be told."""
    keys = {figure.pk for figure in figures}
    keys -= set(Figure.history.filter(id__in=keys).values_list("id", flat=True))
    if keys:
        before = list(Figure.objects.filter(pk__in=keys))
        note(before, "+", by=None, at=at - _JUST_BEFORE, reason="État avant l'historique")


def save_changed(figures: list[Figure]) -> None:
    """One version more for each. An upsert: the CASE of bulk_update for each row is ten times slower."""
    for figure in figures:
        figure.version += 1
    Figure.objects.bulk_create(
        figures, update_conflicts=True, unique_fields=KEY, update_fields=(*STORED, "version")
    )


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    source = iter(items)
    while batch := list(islice(source, BATCH)):
        yield batch
