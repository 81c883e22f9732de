"""The alarm: what readers are given at this moment, asked as they ask it, against what is due.

Nothing here publishes or withdraws. And nothing under embargo is asked for: its address would be in caches
and logs, and could be told from one that was never used. What is early is looked for in the lists.
"""

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from http.client import HTTPException
from typing import Any, NamedTuple, Protocol

import brotli  # type: ignore[import-untyped]
from django.db.models import Model
from django.urls import reverse

from press.models import Event, Page, Release, Resource
from regions.models import Report
from regions.publication import database_now

WATCHED = timedelta(minutes=10)  # for which what came out, or left, is asked for
AHEAD = timedelta(days=400)
MOST = 20  # of a kind that came out, or left
COMING = 500  # of a kind that comes
LATE = 10.0  # seconds given to what is late before it is told
TIMEOUT = 8.0  # seconds for an answer: after five, nginx gives a copy

LISTS = ("home", "regions:reports", "press:releases", "press:release_feed", "press:events", "press:resources")

_ANNOUNCED = ("publish_at", "revised_at", "withdrawn_at")
# When a row of each kind may have come out, or left; by the first, also what comes.
_MOMENTS: dict[type[Model], tuple[str, ...]] = {
    Report: ("publish_at", "approved_at", "withdrawn_at"),
    Release: ("editions__publish_at", "editions__approved_at", "withdrawn_at"),
    Event: _ANNOUNCED,
    Resource: (*_ANNOUNCED, "report__publish_at", "report__approved_at", "report__withdrawn_at"),
    Page: _ANNOUNCED,
}


class Answer(NamedTuple):
    """No status where nothing answered."""

    status: int | None
    body: str = ""

    def __str__(self) -> str:
        return "aucune réponse" if self.status is None else f"réponse {self.status}"


class Site(Protocol):
    address: str

    def ask(self, path: str) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Fault:
    path: str
    words: str
    is_silent: bool = False

    def __str__(self) -> str:
        return f"{self.path} : {self.words}."


Check = Callable[[Site], Fault | None]


def faults(site: Site, wait: Callable[[float], None] = time.sleep) -> list[Fault]:
    """What is wrong, and still is `LATE` seconds later. Where nothing answers, the rest is not asked for."""
    wrong = []
    for check in _checks():
        if fault := check(site):
            wrong.append(check)
            if fault.is_silent:
                break
    if wrong:
        wait(LATE)
    return [fault for check in wrong if (fault := check(site))]


def _checks() -> Iterator[Check]:
    coming = _coming()
    for name in LISTS:
        yield partial(_check_list, reverse(name), coming)
    for row in _moved():
        yield partial(_check_row, row)


def _check_list(path: str, coming: Sequence[Any], site: Site) -> Fault | None:
    """A list that everyone asks for: it answers, and leads to nothing that is to come."""
    answer = site.ask(path)
    if answer.status != 200:
        return Fault(path, str(answer), answer.status is None)
    links = {one.get_absolute_url(): one for one in coming}
    early = [
        link
        for link, one in links.items()
        if (f'"{link}"' in answer.body or f"{site.address}{link}" in answer.body) and _is_out(one) is None
    ]
    return Fault(path, f"mène déjà à {', '.join(early)}") if early else None


def _check_row(row: Any, site: Site) -> Fault | None:
    """None also where what is due changed while it was asked for."""
    if (is_due := _is_out(row)) is None:
        return None
    path = row.get_absolute_url()
    answer = site.ask(path)
    if (answer.status == 200) is is_due or _is_out(row) is not is_due:
        return None
    words = f"devrait être public, {answer}" if is_due else "est retiré, et encore donné"
    return Fault(path, words, answer.status is None)


def _moved() -> Iterator[Model]:
    """What may have come out, or left, of late: the doors say which."""
    at = database_now()
    for model, moments in _MOMENTS.items():
        yield from _between(at - WATCHED, at, model, moments, MOST)


def _coming() -> list[Any]:
    """What comes out later, and is not out yet."""
    at = database_now()
    last = at + AHEAD
    return [
        row
        for model, moments in _MOMENTS.items()
        for row in _between(at, last, model, moments[:1], COMING).published(last)
    ]


def _between(first: datetime, last: datetime, model: type[Model], moments: Iterable[str], most: int) -> Any:
    """The last rows with such a moment, found by these alone: to ask the doors for all that is out takes
    seconds."""
    rows = model._default_manager.order_by("-pk").values_list("pk", flat=True)
    lies = ({f"{moment}__gt": first, f"{moment}__lte": last} for moment in moments)
    keys = {key for one in lies for key in rows.filter(**one)[:most]}
    return model._default_manager.filter(pk__in=sorted(keys)[-most:])


def _is_out(row: Model) -> bool | None:
    """By the doors: whether it is out, or was and left; None for what never was."""
    rows: Any = type(row)._default_manager
    at = database_now()
    if rows.published(at).filter(pk=row.pk).exists():
        return True
    doors = [rows.withdrawn(at), *([rows.gone_with_report(at)] if isinstance(row, Resource) else ())]
    return False if any(door.filter(pk=row.pk).exists() for door in doors) else None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Elsewhere is not here."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Reader:
    """Asks a site at its public address, as « https://phare.example.org », in the form that browsers take."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(_NoRedirect)

    def ask(self, path: str) -> Answer:
        headers = {"User-Agent": "phare-watch", "Accept-Encoding": "br"}
        request = urllib.request.Request(self.address + path, headers=headers)  # noqa: S310
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                body = answer.read()
                if answer.headers["Content-Encoding"] == "br":
                    body = brotli.decompress(body)
                return Answer(answer.status, body.decode(errors="replace"))
        except urllib.error.HTTPError as error:
            return Answer(error.code)
        except (OSError, HTTPException, brotli.error):
            return Answer(None)
