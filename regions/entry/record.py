"""What history tells of the cells of a grid: who was there meanwhile, and what one save changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.models import User
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.timezone import localtime

from regions import formats
from regions.entry.cells import Key, RowKey, entry_text, stored_entry
from regions.entry.faults import Fault, cell_anchor, cell_label
from regions.entry.grid import Grid
from regions.entry.plan import Plan, Typed
from regions.models import Base, Figure, Question


@dataclass(frozen=True, slots=True)
class Change:
    """One cell before and after a save, in words."""

    label: str
    anchor: str
    old: str
    new: str


def tell_conflicts(grid: Grid, typed: Typed, plan: Plan) -> None:
    """Add to the faults each field that this person and another changed, with both values, who and when."""
    if not plan.conflicts:
        return
    several = len(grid.bases) > 1
    last = _last_records(grid, plan.conflicts)
    bases = {one.pk: one for one in grid.bases}
    regions = {one.pk: one for one in grid.regions}
    columns = {one.pk: one.label for one in grid.answers}
    for key in plan.conflicts:
        base, region = bases[key[0]], regions[key[1]]
        column = columns[key[2]] if len(key) == 3 else "répondants"
        theirs, was, mine = _texts(grid, typed, key)
        message = (
            f"vous écrivez {mine or 'une case vide'} ; {_met(last.get(key), theirs)} "
            f"(à l'ouverture de cette page : {was or 'rien'}). Enregistrez de nouveau pour garder la vôtre, "
            "ou reprenez l'autre."
        )
        label = cell_label(region, column, base if several else None)
        plan.faults.append(Fault(cell_anchor(key), label, message, yields=theirs))


def _texts(grid: Grid, typed: Typed, key: Key | RowKey) -> tuple[str, str, str]:
    """What is stored, what was seen and what is typed in one field."""
    if len(key) == 3:
        figure, seen = grid.figures.get(key), typed.seen.get(key)
        return (
            "" if figure is None else entry_text(stored_entry(figure.value)),
            "" if seen is None else entry_text(seen.entry),
            typed.values[key].strip(),
        )
    stored = {figure.respondents for cell, figure in grid.figures.items() if cell[:2] == key}
    seen_there = {one.respondents for cell, one in typed.seen.items() if cell[:2] == key}
    return _numbers(stored), _numbers(seen_there), typed.respondents[key].strip()


def _numbers(found: set[int | None]) -> str:
    return " et ".join(str(one) for one in sorted(one for one in found if one is not None))


def _last_records(grid: Grid, keys: Iterable[Key | RowKey]) -> dict[Key | RowKey, Any]:
    fields = ("base", "region", "answer")
    places = reduce(or_, (Q(**dict(zip(fields, key, strict=False))) for key in keys))
    found: dict[Key | RowKey, Any] = {}
    records = Figure.history.filter(places, question=grid.question.pk).select_related("history_user")
    for record in records.order_by("history_id"):
        key = (record.base_id, record.region_id, record.answer_id)
        found[key] = found[key[:2]] = record
    return found


def _met(record: Any, theirs: str) -> str:
    """ "dominique a enregistré 44 le 21 novembre à 19 h 14"."""
    done = f"enregistré {theirs or 'une case vide'}"
    if record is None:
        return f"quelqu'un a {done}"
    if record.history_type == "-":
        done = "supprimé ce chiffre"
    when = date_format(localtime(record.history_date), r"j F à G \h i")
    return f"{record.history_user or 'quelqu’un'} a {done} le {when}"


def changes_of(question: Question, by: User, at: datetime, bases: list[Base]) -> list[Change]:
    """What the save of this question by this person at this instant changed, in the order of the page."""
    earlier = Figure.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    earlier = earlier.order_by("-history_id")
    records: QuerySet[Any] = (
        Figure.history.filter(question=question.pk, history_user=by, history_date=at)
        .annotate(
            old_value=Subquery(earlier.values("value")[:1]),
            old_respondents=Subquery(earlier.values("respondents")[:1]),
            old_version=Subquery(earlier.values("version")[:1]),
        )
        .select_related("base", "region", "answer")
        .order_by("base__label", "region__level", "region__slug", "answer__order", "answer__slug")
    )
    several = len(bases) > 1
    found = [change for record in records for change in _changes(record, several)]
    return list(dict.fromkeys(found))  # the respondents of a row are those of each of its figures


def _changes(record: Any, several: bool) -> Iterable[Change]:
    base = record.base if several else None
    key = (record.base_id, record.region_id, record.answer_id)
    new, old = _written(record, record.value), _written(record, record.old_value)
    label, anchor = cell_label(record.region, record.answer.label, base), cell_anchor(key)
    if record.history_type != "~":
        yield Change(label, anchor, *((new, "supprimé") if record.history_type == "-" else ("–", new)))
        return
    if record.old_version is None:
        old = "inconnu"
    if old != new:
        yield Change(label, anchor, old, new)
    if record.respondents != record.old_respondents:
        yield Change(
            cell_label(record.region, "répondants", base),
            cell_anchor(key[:2]),
            _count(record.old_respondents),
            _count(record.respondents),
        )


def _written(record: Any, value: Any) -> str:
    return "n.d." if value is None else formats.value(value, record.unit)


def _count(respondents: int | None) -> str:
    return "n.d." if respondents is None else formats.number(respondents)
