"""Where a public page reads.

A page that is made for the page cache only reads, and waits little: it has a connection of its own
("public"), or that of the replica where there is one ("replica"). The desk, early access, every write, the
clock and the content stamp stay with the primary.

A replica may lag. What makes a page right is its stamp, read from the primary not more than 100 ms ago; the
revision that the stamp names is a row, which reaches the replica with all that was written up to it, for
transactions take their number as they commit, one by one. So the replica is read only while its revision
is the stamp's. Its clock is never asked.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import Error, InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse

from phare.models import ContentRevision
from phare.patience import patience

PRIMARY, PUBLIC, REPLICA = "default", "public", "replica"
REVISION = "phare.revision"  # in the WSGI environ of a page that is made for the page cache
GAVE_UP = (OperationalError, InterfaceError)
PATIENCE = 1.0  # seconds for which a replica may keep silent before it is read,
PATIENCE_FOR_A_PAGE = 6.0  # and while it is: more than it may take itself for a statement
SILENCE = 5.0  # seconds for which one that did not answer is not asked again

logger = logging.getLogger(__name__)
_reading: ContextVar[str | None] = ContextVar("reading", default=None)


@contextmanager
def reading(alias: str) -> Iterator[None]:
    """Queries of this thread read there."""
    token = _reading.set(alias)
    try:
        yield
    finally:
        _reading.reset(token)


class Router:
    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return _reading.get()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return PRIMARY

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """All is one site, wherever it was read."""
        return True


class DatabaseMiddleware:
    """The innermost: a request that the replica fails is answered by the primary."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._silent_until = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        revision = request.META.get(REVISION)
        if revision is None or PUBLIC not in connections.settings:
            return self.get_response(request)
        if self._replica_has(revision):
            with reading(REPLICA), patience(lambda waited: waited >= PATIENCE_FOR_A_PAGE):
                response = self.get_response(request)
            if not isinstance(response, _Failed):
                return response
        with reading(PUBLIC):
            return self.get_response(request)

    def _replica_has(self, revision: int) -> bool:
        if REPLICA not in connections.settings or time.monotonic() < self._silent_until:
            return False
        try:
            with patience(lambda waited: waited >= PATIENCE):
                return ContentRevision.objects.using(REPLICA).filter(number=revision).exists()
        except Error:
            self._replica_failed()
            return False

    def _replica_failed(self) -> None:
        self._silent_until = time.monotonic() + SILENCE
        logger.warning("The replica does not answer: the primary does.", exc_info=True)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A query that the replica cancelled, for what it had to apply; a connection that was lost."""
        if _reading.get() != REPLICA or not isinstance(exception, GAVE_UP):
            return None
        self._replica_failed()
        return _Failed()


class _Failed(HttpResponse):
    """Never sent."""
