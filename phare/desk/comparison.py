"""What approval would change for the public."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from phare.desk.entries import instant_words, may_see
from press.comparison import compare
from press.models import Release
from regions import formats
from regions.differences import Change
from regions.models import Correction, Figure, Report
from regions.publication import is_out

LISTED = 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """With what is out: sentences, then the texts word by word."""

    sentences: tuple[str, ...]
    texts: tuple[Change, ...] = ()


def comparison(request: HttpRequest, subject: Any, at: datetime) -> Comparison | None:
    """Of one of `waiting`; None for what is announced, which nobody approves."""
    if isinstance(subject, Release):
        return _of_release(request, subject, at)
    if isinstance(subject, Correction):
        return _of_correction(request, subject, at)
    return _of_report(request, subject, at) if isinstance(subject, Report) else None


def _of_release(request: HttpRequest, release: Release, at: datetime) -> Comparison:
    current = release.current_edition(at)
    if current is None:
        return Comparison(("Tout est nouveau : aucune version n'est publique.",))
    before, after = current.content(), release.content(at)
    texts = tuple(compare(before, after))
    cited = _cited(request, *({one.figure_id for one in content.cited} for content in (before, after)))
    words = "Voici ce qui change pour lui." if texts or cited else "Rien ne change pour lui."
    return Comparison((f"Le public lit la version {current.number}. {words}", *cited), texts)


def _cited(request: HttpRequest, before: set[int], after: set[int]) -> list[str]:
    """Figures that come and go, without their values."""
    if before == after or not may_see(request, Figure):
        return []
    figures = Figure.objects.with_labels().in_bulk(before ^ after)
    return [
        f"Chiffre {'retiré' if pk in before else 'ajouté'} : {figure}."
        for pk, figure in sorted(figures.items())
    ]


def _of_correction(request: HttpRequest, correction: Correction, at: datetime) -> Comparison:
    public = Figure.objects.published(at).filter(pk=correction.figure_id).exists()
    if not public and not may_see(request, Figure):
        return Comparison((f"Raison : {correction.reason}",))
    lines = admin.site.get_model_admin(Correction).approval_lines(correction, at)  # type: ignore[attr-defined]
    return Comparison(tuple(lines))


def _of_report(request: HttpRequest, report: Any, at: datetime) -> Comparison:
    total = report.figure_total
    left = report.withdrawals.order_by("withdrawn_at").last()
    if left is None:
        words = f"Tout est nouveau : {total} chiffre{'s' * (total > 1)}." if total else "Aucun chiffre."
        return Comparison((words,))
    words = f"Le public a lu ce rapport jusqu'au {instant_words(left.withdrawn_at)}."
    if not may_see(request, Figure):
        return Comparison((words,))
    changes = list(_changes(report, left.withdrawn_at))
    more = [f"Et {len(changes) - LISTED} autres."] if len(changes) > LISTED else []
    return Comparison((words, *(changes[:LISTED] or ["Aucun chiffre ne change."]), *more))


def _changes(report: Report, until: datetime) -> Iterator[str]:
    """Each figure that does not read as it did when the report left, in words."""
    now = {one.pk: one for one in report.figures.with_labels()}
    then = _public_at(report, until)
    gone = Figure.objects.with_labels().in_bulk(then.keys() - now.keys())
    for pk, figure in now.items():
        if pk not in then:
            yield f"{figure} : nouveau, {_written(figure.value, figure)}"
        elif then[pk] != figure.value:
            yield f"{figure} : {_written(then[pk], figure)} → {_written(figure.value, figure)}"
    for pk in then.keys() - now.keys():
        yield f"{gone[pk]} : retiré du rapport" if pk in gone else "Un chiffre est supprimé"


def _public_at(report: Report, until: datetime) -> dict[int, Decimal | None]:
    """What the public read of each figure of a report when it left: from the history, and corrections."""
    held = Figure.history.filter(report_id=report.pk).values("id")
    rows = Figure.history.filter(id__in=held, history_date__lte=until).latest_of_each().as_instances()
    found = {one.pk: one.value for one in rows if one.report_id == report.pk}
    corrections = Correction.objects.filter(is_out(until), figure__in=found).order_by("publish_at", "pk")
    return found | dict(corrections.values_list("figure", "value"))


def _written(value: Decimal | None, figure: Figure) -> str:
    return "non publié" if value is None else formats.value(value, figure.unit, figure.qualifier)
