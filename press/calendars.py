"""Events as calendar programs read them (RFC 5545, RFC 7986): one file for one event, feeds to subscribe to.

An event keeps its UID; what subscribers must learn raises its SEQUENCE. One without a known day is left
out: no calendar can show it.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

import icalendar
from django.urls import reverse

from press.models import Event
from press.models.event import EventState
from press.prose import parse, plain_text

# Never of the host: a site that moves keeps the events that its subscribers have.
UID = "{uid}@agenda.phare"
REFRESH = timedelta(hours=6)
# What a feed holds: an entry takes longer to write than to ask for.
COMING, GONE = 50, 20
HELD = f"Les {COMING} prochains événements de jour connu, et les {GONE} derniers. Tout l'agenda\u00a0: {{}}"

STATUSES = {
    EventState.TENTATIVE: "TENTATIVE",
    EventState.TO_CONFIRM: "TENTATIVE",
    EventState.CONFIRMED: "CONFIRMED",
    EventState.HELD: "CONFIRMED",
    EventState.POSTPONED: "CANCELLED",
    EventState.CANCELLED: "CANCELLED",
}
_UNHEARD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")

Address = Callable[[str], str]


def event_file(event: Event, absolute: Address) -> bytes:
    """One event, to be added to a calendar once."""
    content: bytes = _calendar([event], absolute).to_ical()
    return content


def feed(events: Iterable[Event], absolute: Address, *, name: str, source: str) -> bytes:
    """What one subscribes to at the path `source`; events come with their region and changes."""
    calendar = _calendar(events, absolute)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    held = HELD.format(absolute(reverse("press:events")))
    calendar.add("description", held)
    calendar.add("x-wr-caldesc", held)
    calendar.add("source", absolute(source), parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(REFRESH))
    content: bytes = calendar.to_ical()
    return content


def _calendar(events: Iterable[Event], absolute: Address) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Phare//Agenda//FR")
    calendar.add("calscale", "GREGORIAN")
    dated = [event for event in events if event.is_dated]
    for event in dated:
        calendar.add_component(_entry(event, absolute))
    _add_zones(calendar, [event.held_on for event in dated if event.held_on])
    return calendar


def _add_zones(calendar: icalendar.Calendar, days: list[date]) -> None:
    """The clocks of each zone, for the years of the events; in an order that does not change."""
    if days:
        calendar.add_missing_timezones(date(min(days).year, 1, 1), date(max(days).year + 2, 1, 1))
        calendar.subcomponents.sort(key=lambda one: str(one["TZID"]) if one.name == "VTIMEZONE" else "~")


def _entry(event: Event, absolute: Address) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", UID.format(uid=event.uid))
    entry.add("dtstamp", event.revised_at)
    entry.add("last-modified", event.revised_at)
    entry.add("sequence", event.sequence)
    entry.add("status", STATUSES[EventState(event.state)])
    entry.add("summary", _heard(_summary(event)))
    if event.place_words:
        entry.add("location", _heard(event.place_words))
    entry.add("description", _heard(_description(event, absolute)))
    if event.territory:
        entry.add("categories", [event.territory.name])
    entry.add("url", absolute(event.get_absolute_url()))
    _add_time(entry, event)
    return entry


def _add_time(entry: icalendar.Event, event: Event) -> None:
    """Instants where the hours are known; else whole days, of which the last one is not counted.

    Without a known end, an event of one day has none; of several days, it fills them.
    """
    assert event.last_day is not None
    if event.start and (event.end or not event.held_until):
        entry.add("dtstart", event.start)
        if event.end:
            entry.add("dtend", event.end)
    else:
        entry.add("dtstart", event.held_on)
        entry.add("dtend", event.last_day + timedelta(days=1))


def _summary(event: Event) -> str:
    """ "Annulé : Rencontre": programs that know no status show the title all the same."""
    return f"{event.state_words.capitalize()}\u00a0: {event.title}" if event.is_off else event.title


def _description(event: Event, absolute: Address) -> str:
    """What stands on the page, in plain words; the date too, with the name of its clock."""
    changes = "\n".join(step.words for step in event.timeline)
    parts = [
        event.subject,
        f"{'Date prévue' if event.is_off else 'Date'}\u00a0: {event.date_words} ({event.state_words})",
        f"Ce qui a changé\u00a0:\n{changes}" if changes else "",
        plain_text(parse(event.programme)),
        f"Inscription\u00a0: {event.registration}" if event.registration and not event.is_off else "",
        absolute(event.get_absolute_url()),
    ]
    return "\n\n".join(part for part in parts if part)


def _heard(text: str) -> str:
    """Without the characters that a calendar cannot hold."""
    return _UNHEARD.sub("", text)
