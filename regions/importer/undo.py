"""An import taken back, while nothing was built on it."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F, OuterRef, Q, Subquery

from regions.history import note
from regions.importer.resource import STORED
from regions.importer.write import batches, save_changed
from regions.models import Figure, FigureImport, Report
from regions.models.figure_import import ImportState
from regions.models.report import record_edits
from regions.publication import database_now

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_REPORT = {name: f"{name}_id" if name == "report" else name for name in STORED}


def obstacles(record: FigureImport, at: datetime) -> list[str]:
    """What was built on an import, in French; empty where it may be undone."""
    written = _written(record)
    if record.state != ImportState.DONE:
        return ["Cet import n'est pas, ou plus, à annuler."]
    version = Figure.objects.filter(pk=OuterRef("id")).values("version")[:1]
    edited = written.annotate(now=Subquery(version)).filter(~Q(now=F("version")) | Q(now=None))
    figures = Figure.objects.filter(pk__in=written.values("id"))
    public = figures.filter(
        Q(report__in=Report.objects.published(at)) | Q(withdrawn_at__gte=record.imported_at)
    )
    counts = {
        "{} modifié{s} ou supprimé{s} depuis": edited.count(),
        "{} devenu{s} public{s} : un chiffre public ne change que par un rectificatif": public.count(),
        "{} cité{s} ou rectifié{s}": _relied_on(written),
    }
    return [
        words.format(f"{count} chiffre{'s' if count > 1 else ''}", s="s" if count > 1 else "")
        for words, count in counts.items()
        if count
    ]


def undo(record: FigureImport, *, by: "User") -> list[Report]:
    """Restore what the import changed and delete what it created, with its history; all or nothing.

    Gives the reports whose approval this voids. ValidationError with every obstacle.
    """
    try:
        with transaction.atomic():
            held = FigureImport.objects.select_for_update().get(pk=record.pk)
            at = database_now()
            # Held before they are looked at, and before their reports (see regions.versions).
            list(_figures(held).select_for_update().order_by("pk").values_list("pk"))
            if found := obstacles(held, at):
                raise ValidationError(found)
            return _undo(held, by=by, at=at)
    except IntegrityError as error:
        raise ValidationError("Un de ces chiffres vient d'être cité ou remplacé.") from error


def _undo(record: FigureImport, *, by: "User", at: datetime) -> list[Report]:
    reason = f"Annulation de l'{record.reason[:1].lower()}{record.reason[1:]}"
    before = _written(record).filter(history_type="~")
    reports = {*_figures(record).values_list("report", flat=True), *_old_reports(before)}
    voided = record_edits(Report.objects.filter(pk__in=reports), by=by, reason=reason)
    for figures in _restored(before):
        save_changed(figures)
        note(figures, "~", by=by, at=at, reason=reason)
    created = _figures(record, history_type="+")
    for figures in batches(created.iterator()):
        note(figures, "-", by=by, at=at, reason=reason)
    # Nothing points to them, as was just seen; delete() would write their history one by one.
    created._raw_delete(connection.alias)
    record.state, record.undone_at, record.undone_by = ImportState.UNDONE, at, by
    record.save(update_fields=["state", "undone_at", "undone_by"])
    return voided


def _written(record: FigureImport) -> Any:
    """The lines of history that the import wrote."""
    return Figure.history.filter(
        history_date=record.imported_at, history_change_reason=record.reason, history_type__in="+~"
    )


def _figures(record: FigureImport, **of: str) -> Any:
    return Figure.objects.filter(pk__in=_written(record).filter(**of).values("id"))


def _previous(lines: Any) -> Any:
    """Each line of history with `before`, the line that its figure had just before."""
    earlier = Figure.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    return lines.annotate(before=Subquery(earlier.order_by("-history_id").values("history_id")[:1]))


def _old_reports(lines: Any) -> Any:
    return Figure.history.filter(history_id__in=_previous(lines).values("before")).values_list(
        "report_id", flat=True
    )


def _restored(lines: Any) -> Iterator[list[Figure]]:
    """The stored figures with the values that they had before these lines of history."""
    for batch in batches(_previous(lines).values_list("id", "before").iterator()):
        figures = Figure.objects.in_bulk([pk for pk, _ in batch])
        earlier = Figure.history.in_bulk([before for _, before in batch])
        for pk, before in batch:
            for name in _REPORT.values():
                setattr(figures[pk], name, getattr(earlier[before], name))
        yield list(figures.values())


def _relied_on(lines: Any) -> int:
    """How many of these figures something points to, whatever it is: this knows no release."""
    found: set[int] = set()
    for relation in Figure._meta.related_objects:
        source = relation.related_model._base_manager
        found |= set(
            source.filter(**{f"{relation.field.name}__in": lines.values("id")}).values_list(
                relation.field.attname, flat=True
            )
        )
    return len(found)
