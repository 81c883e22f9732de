"""A month of the agenda as a wall calendar shows it."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from press.models import Event
from regions.dates import PartialDate, Precision


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    inside: bool
    today: bool
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday to Sunday, and the events of which only the month is known."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    vague: tuple[Event, ...]

    @property
    def is_empty(self) -> bool:
        return not self.vague and not any(day.events for week in self.weeks for day in week)

    @property
    def words(self) -> str:
        return str(PartialDate(self.first, Precision.MONTH))


def build_month(first: date, events: Iterable[Event], today: date) -> Month:
    """The month that begins on `first`, with those of `events` that touch it."""
    events = list(events)
    dated = [event for event in events if event.is_dated]

    def day(on: date) -> Day:
        inside = on.month == first.month
        held = tuple(event for event in dated if _held(event, on)) if inside else ()
        return Day(on, inside, inside and on == today, held)

    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return Month(
        first,
        tuple(tuple(day(on) for on in week) for week in weeks),
        tuple(event for event in events if not event.is_dated),
    )


def _held(event: Event, on: date) -> bool:
    assert event.held_on is not None
    assert event.last_day is not None
    return event.held_on <= on <= event.last_day
