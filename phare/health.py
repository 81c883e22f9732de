"""The two probes: `/sante/vivant`, the process answers; `/sante/pret`, it can serve readers."""

import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock, Thread

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from regions.publication import database_now

WAIT = 1.0  # seconds for which a probe waits for the database
REUSED = 1.0  # seconds for which an answer is given again: a probe costs the database little
GIVEN_UP = 10.0  # seconds after which a question without an answer is asked anew
LEAST_FREE = 500 * 2**20  # bytes
DRIFT = timedelta(seconds=2)  # as late as a publication may be

PARTS = ("base", "migrations", "disque", "horloge")


class Question:
    """The parts as a thread of its own finds them: one that waits for a silent database keeps nobody."""

    def __init__(self) -> None:
        self.parts = dict.fromkeys(PARTS, False)
        self.asked = time.monotonic()
        self._thread = Thread(target=self._ask, daemon=True)
        self._thread.start()

    def is_good(self) -> bool:
        """Whether its answer may be told again. One that hangs is given up, not doubled at each probe."""
        lasts = GIVEN_UP if self._thread.is_alive() else REUSED
        return time.monotonic() < self.asked + lasts

    def answer(self) -> dict[str, bool]:
        self._thread.join(max(0.0, self.asked + WAIT - time.monotonic()))
        return dict(self.parts)

    def _ask(self) -> None:
        self.parts["disque"] = has_room()
        try:
            before = timezone.now()
            now = database_now()
            self.parts["base"] = True
            self.parts["horloge"] = agrees(before, now, timezone.now())
            self.parts["migrations"] = is_migrated()
        except Error:
            pass  # the parts that were not found are not well
        finally:
            connection.close()


def has_room() -> bool:
    """Where the site writes: its folder, the database's where that is a file, and that of uploads."""
    places = {settings.VAR_DIR, Path(tempfile.gettempdir())}
    if connection.vendor == "sqlite":
        places.add(Path(str(connection.settings_dict["NAME"])).parent)
    return all(shutil.disk_usage(place).free >= LEAST_FREE for place in places)


def agrees(before: datetime, now: datetime, after: datetime) -> bool:
    """Whether `now`, by the database, lies between two instants of this machine, or near them."""
    return before - DRIFT <= now <= after + DRIFT


def is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


class Probes:
    """Before all that asks anything of a request: probes come by any name of the host and without HTTPS, from
    this machine or from a balancer, and learn nothing of the site. They pass by sessions and redirections."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._lock = Lock()
        self._question: Question | None = None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        if request.path_info == "/sante/vivant":
            return _said({"vivant": True})
        if request.path_info == "/sante/pret":
            parts = self._asked().answer()
            return _said({"pret": all(parts.values())} | parts)
        return self.get_response(request)

    def _asked(self) -> Question:
        with self._lock:
            if self._question is None or not self._question.is_good():
                self._question = Question()
            return self._question


def _said(words: dict[str, bool]) -> HttpResponse:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return JsonResponse(words, status=200 if all(words.values()) else 503, headers=headers)
