"""What readers are given at this moment, asked from outside, against what the database says is due.

Nothing here publishes or withdraws: it is the alarm for what stands between the database and readers (a
process that hangs, a cache that keeps, a name that leads elsewhere).
"""

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPException
from itertools import chain
from typing import Any

from django.db.models import Model

from press.models import Event, Page, Release, Resource
from regions.models import Report
from regions.publication import database_now

WATCHED = timedelta(minutes=10)  # for which what came out, or was withdrawn, is asked for
AHEAD = timedelta(days=400)
MOST = 20  # of a kind: those that moved last, and those that come
LATE = 10.0  # seconds given to what is late before it is told
TIMEOUT = 5.0  # seconds for an answer

PUBLIC, UNKNOWN, GONE = 200, 404, 410
_DUE = {
    PUBLIC: "devrait être public",
    UNKNOWN: "n'est pas encore public et ne devrait pas exister (404)",
    GONE: "est retiré et devrait le dire (410)",
}

Ask = Callable[[str], int | None]  # of the path of a page, the status; None without an answer


@dataclass(frozen=True, slots=True)
class Fault:
    path: str
    due: int
    given: int | None

    def __str__(self) -> str:
        given = "aucune réponse" if self.given is None else f"réponse {self.given}"
        return f"{self.path} {_DUE[self.due]} : {given}."


def faults(ask: Ask, wait: Callable[[float], None] = time.sleep) -> Iterator[Fault]:
    """What is early is told at once; what is late, if it still is after `LATE` seconds."""
    late = []
    for row in _watched():
        if (fault := _fault(row, ask)) and fault.due == UNKNOWN:
            yield fault
        elif fault:
            late.append(row)
    if late:
        wait(LATE)
    yield from filter(None, (_fault(row, ask) for row in late))


def _watched() -> Iterator[Model]:
    """What came out of late, what comes next, what was withdrawn of late: by the doors themselves."""
    at = database_now()
    for model in (Report, Release, Event, Resource, Page):
        rows: Any = model._default_manager
        out = rows.published(at)
        before = rows.published(at - WATCHED).values("pk")
        comes = rows.published(at + AHEAD).exclude(pk__in=out.values("pk"))
        gone = rows.withdrawn(at).filter(withdrawn_at__gt=at - WATCHED)
        yield from chain(
            comes.order_by("publish_at", "pk")[:MOST],
            out.exclude(pk__in=before).order_by("-publish_at", "-pk")[:MOST],
            gone.order_by("-withdrawn_at")[:MOST],
        )


def _fault(row: Any, ask: Ask) -> Fault | None:
    """None where the answer is what was due before it was asked for, or when it had come; and where a site
    that cannot answer says nothing of what is not out."""
    path = row.get_absolute_url()
    due = _due(row)
    given = ask(path)
    if given == due or given == (due := _due(row)) or (due == UNKNOWN and (given is None or given >= 500)):
        return None
    return Fault(path, due, given)


def _due(row: Model) -> int:
    rows: Any = type(row)._default_manager
    at = database_now()
    if rows.published(at).filter(pk=row.pk).exists():
        return PUBLIC
    return GONE if rows.withdrawn(at).filter(pk=row.pk).exists() else UNKNOWN


def from_outside(site: str) -> Ask:
    """Asks `site`, as « https://phare.example.org », for a path as a reader would."""

    def ask(path: str) -> int | None:
        request = urllib.request.Request(site + path, headers={"User-Agent": "phare-watch"})  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except (OSError, HTTPException):
            return None

    return ask
