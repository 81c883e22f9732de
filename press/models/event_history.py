"""What readers of an event were told of its changes, one after the other."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from django.utils.timezone import localdate

from press.models.event_lists import OFF
from regions.dates import PartialDate, Precision

if TYPE_CHECKING:
    from press.models.event import Event, EventChange


class Step(NamedTuple):
    """One change: the day it was told, what became of the event, and why.

    `state` and `dates` are words, empty where they stayed; `gone` tells that the dates are others now.
    """

    on: date
    state: str
    dates: str
    gone: bool
    reason: str

    @property
    def day(self) -> str:
        return str(PartialDate(self.on, Precision.DAY))

    @property
    def words(self) -> str:
        """ "3 octobre 2026, nouvelle date : 9 juin 2027. La salle est prise.", for plain text."""
        what = ", ".join(filter(None, (self.state, self.dates and f"nouvelle date\u00a0: {self.dates}")))
        return f"{self.day}, {what}. {self.reason}".strip()


def steps(known: "Sequence[EventChange | Event]") -> list[Step]:
    """`known` are the changes, each with what it took away, then the event."""
    return [_step(old, new, known[-1]) for old, new in pairwise(known)]


def _step(old: "EventChange | Event", new: "EventChange | Event", last: "EventChange | Event") -> Step:
    moved = old.date_words != new.date_words
    # An event that has a new date and takes place again says so by its date.
    told = old.state != new.state and (new.state in OFF or not moved)
    words = new.get_state_display()
    return Step(
        localdate(old.changed_at),  # type: ignore[union-attr]
        f"de nouveau {words}" if told and old.state in OFF and new.state not in OFF else words * told,
        new.date_words if moved else "",
        new.date_words != last.date_words,
        old.reason,  # type: ignore[union-attr]
    )
