"""What an import goes through between its pages: read again, checked, confirmed."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.db import transaction

from regions import sentences
from regions.admin.imports.forms import open_book, read_sheet
from regions.consequences import Proposal, consequences
from regions.importer import Check, Choices, MovedError, Plan, Reading, write
from regions.models import Figure, FigureImport
from regions.models.figure_import import ImportState
from regions.publication import database_now

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LISTED = 20  # consequences that are told one by one


def prepared(file: "File[bytes]", *, digest: str, choices: Choices, by: "User", at: datetime) -> FigureImport:
    """A record of what was sent, not confirmed; those that nobody confirmed in a week go."""
    for old in FigureImport.objects.abandoned(at):
        discard(old)
    return FigureImport.objects.create(
        file=file,
        name=(file.name or "")[-255:],
        sha256=digest,
        choices=choices.stored(),
        author=by,
        created_at=at,
    )


def discard(record: FigureImport) -> bool:
    """Forget an import that was not confirmed, with its file; False, and nothing done, where it was."""
    with transaction.atomic():
        held = FigureImport.objects.select_for_update().filter(pk=record.pk, state=ImportState.PREPARED)
        if held.first() is None:
            return False
        held.delete()
        transaction.on_commit(lambda: record.file.storage.delete(str(record.file.name)))
        return True


def reading_of(record: FigureImport) -> Reading:
    """Its file as its choices have it read; ValidationError where that cannot be."""
    with record.file.open() as file:
        book = open_book(file.read())
    return read_sheet(book, Choices.of(record.choices))


def choose(record: FigureImport, choices: Choices) -> None:
    """Another way to read the file: what was checked no longer holds."""
    record.choices, record.plan = choices.stored(), {}
    FigureImport.objects.filter(pk=record.pk, state=ImportState.PREPARED).update(
        choices=record.choices, plan={}
    )


def checking(record: FigureImport, reading: Reading, *, moved: bool = False) -> Iterator[int]:
    """Check the rows, and keep with the record what they would change."""
    check = Check(reading)
    yield from check.steps()
    _keep(record, check, moved=moved)


def confirming(record: FigureImport, reading: Reading, *, seen: str, by: "User") -> Iterator[int]:
    """Check the rows again, and write them if they would do what was `seen`; else keep the new plan."""
    check = Check(reading)
    yield from check.steps()
    if check.plan.is_clean and check.fingerprint() == seen:
        try:
            confirm(record, check.plan, by=by)
        except MovedError:
            yield from checking(record, reading, moved=True)
    else:
        _keep(record, check, moved=True)


@transaction.atomic
def confirm(record: FigureImport, plan: Plan, *, by: "User") -> None:
    """Write the plan, once: a second confirmation finds that it is done. MovedError as `write`."""
    held = FigureImport.objects.select_for_update().get(pk=record.pk)
    if held.state != ImportState.PREPARED:
        return
    at = database_now()
    voided = write(plan, by=by, at=at, reason=held.reason)
    held.state, held.imported_at = ImportState.DONE, at
    held.new, held.changed, held.unchanged = len(plan.new), len(plan.changed), plan.unchanged
    held.plan = {"voided": [str(report) for report in voided]}
    held.save()


def _keep(record: FigureImport, check: Check, *, moved: bool) -> None:
    plan = check.plan
    table = check.reading.table
    kept: dict[str, Any] = {
        "fingerprint": check.fingerprint(),
        "counts": plan.counts,
        "rows": [asdict(row) for row in plan.rows],
        "faults": [asdict(fault) | {"text": str(fault)} for fault in plan.faults],
        "question": plan.question,
        "voided": [str(report) for report in plan.voided],
        "cited": [figure.pk for figure in plan.changed],
        "means": _means(plan) if plan.is_clean else None,
        "aside": table.aside,
        "moved": moved,
    }
    FigureImport.objects.filter(pk=record.pk, state=ImportState.PREPARED).update(plan=kept)


def _means(plan: Plan) -> dict[str, Any]:
    """What readers would read otherwise, in words."""
    proposals = [Proposal(one, one.value, one.respondents) for one in (*plan.new, *plan.changed)]
    found = consequences(proposals, Figure.objects.as_drafted(plan.at), limit=LISTED)
    return {
        "summary": sentences.consequences_summary(found),
        "rows": [
            (
                sentences.consequence_label(one),
                sentences.new_value_words(one),
                sentences.new_gap_words(one),
            )
            for one in found.listed
        ],
        "unlisted": found.unlisted,
    }
