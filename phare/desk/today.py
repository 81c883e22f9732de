"""What goes out today, and what is held today."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.formats import time_format

from phare.desk.entries import SHOWN, Block, Entry, hour_words, kind, may_see, named, rows, standing
from phare.desk.waiting import WAITING
from press.models import Event, Release
from regions.dates import PARIS, Precision
from regions.publication import instant


def today(request: HttpRequest) -> Block | None:
    """What is to come first, then what is out. A query for each kind that its reader may see, and one for
    what is held."""
    seen = [model for model in WAITING if may_see(request, model)]
    if not seen:
        return None
    at = instant(request)
    morning = datetime.combine(at.astimezone(PARIS).date(), time(), tzinfo=PARIS)
    out = [subject for model in seen for subject in _out(request, model, morning)]
    entries = [
        Entry(named(request, one), kind(one), standing(one), hour_words(one.out_at))
        for one in sorted(out, key=lambda one: (one.out_at <= at, one.out_at))
    ]
    if Event in seen:
        entries = [*(_held_entry(request, event) for event in _held(request, morning)), *entries]
    empty = "Rien ne sort et rien ne se tient aujourd'hui."
    return Block("aujourdhui", "Aujourd'hui", empty, entries[:SHOWN], len(entries))


def _out(request: HttpRequest, model: Any, morning: datetime) -> Any:
    """Those of which the instant is on this day, come or not; adds `out_at`."""
    found = rows(request, model)
    out_at: Any = F("publish_at")
    if model is Release:
        found = found.prefetch_related(None)
        out_at = Coalesce("comes_out_at", "publish_at", "report__publish_at")
    next_morning = datetime.combine(morning.date() + timedelta(days=1), time(), tzinfo=PARIS)
    return found.annotate(out_at=out_at).filter(out_at__gte=morning, out_at__lt=next_morning)


def _held(request: HttpRequest, morning: datetime) -> Any:
    """Events of this day, those that begin first."""
    day = morning.date()
    on_it = Q(held_on=day, held_until=None) | Q(held_on__lte=day, held_until__gte=day)
    return rows(request, Event).filter(on_it, held_precision=Precision.DAY).order_by("starts", "pk")


def _held_entry(request: HttpRequest, event: Any) -> Entry:
    where = ", ".join(filter(None, (event.place, event.clock if event.starts else "")))
    return Entry(
        named(request, event),
        f"se tient, {event.state_words}",
        standing(event),
        time_format(event.starts, r"G \h i") if event.starts else "ce jour",
        notes=(where,) if where else (),
    )
