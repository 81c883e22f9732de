"""The content stamp: one value that changes when anything that the public may read changes, by a write or
by the clock."""

import logging
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import DatabaseError, Error, connection

from regions.dates import PARIS

logger = logging.getLogger(__name__)

REUSED = 0.1  # seconds for which a process may take a stamp that it has read
SILENCE = 1.0  # seconds for which a database that did not answer is not asked again

# What changes by itself, at the instants in these columns. Days change at midnight in Paris.
INSTANTS = (
    ("regions_report", "publish_at"),
    ("regions_report", "document_at"),
    ("regions_correction", "publish_at"),
    ("press_edition", "publish_at"),
    ("press_event", "publish_at"),
    ("press_event", "over_at"),
    ("press_resource", "publish_at"),
    ("press_page", "publish_at"),
)


class Stamp(NamedTuple):
    """`revision` counts what was written; `until` is the next instant, by the database's clock, at which
    something changes by itself. What was read under a stamp holds as long as the stamp is the same."""

    revision: int
    until: datetime


def read() -> tuple[Stamp, datetime]:
    """The stamp and the database's clock, in one query."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(_query("strftime('%Y-%m-%d %H:%M:%f', 'now')"))
            now_words, revision, next_words = cursor.fetchone()
            now = datetime.fromisoformat(now_words).replace(tzinfo=UTC)
            coming = datetime.fromisoformat(next_words).replace(tzinfo=UTC) if next_words else None
        else:
            cursor.execute(_query("statement_timestamp()"))
            now, revision, coming = cursor.fetchone()
    midnight = _next_midnight(now)
    return Stamp(revision or 0, min(coming, midnight) if coming else midnight), now


def _query(clock: str) -> str:
    instants = " UNION ALL ".join(
        f"SELECT min({column}) AS at FROM {table} WHERE {column} > {clock}"  # noqa: S608  # names of ours
        for table, column in INSTANTS
    )
    revision = "SELECT number FROM phare_contentrevision"
    return f"SELECT {clock}, ({revision}), (SELECT min(at) FROM ({instants}) AS each)"  # noqa: S608


def _next_midnight(now: datetime) -> datetime:
    day = now.astimezone(PARIS).date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, tzinfo=PARIS).astimezone(UTC)


class Stamps:
    """The stamp of a process: read anew after REUSED seconds, and never taken past its `until`.

    While one thread waits for a database that is silent, the others wait SILENCE at most; once it is known
    to be, and until it answers again, they are told at once.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: tuple[Stamp, float] | None = None
        self._answered = 0.0
        self._asked = 0.0  # since when a thread is asking; 0 where none is
        self._silent_until = 0.0  # 0 where the database answered the last time

    @property
    def last(self) -> Stamp | None:
        """The last that was read, good or not."""
        return self._held[0] if self._held else None

    @property
    def silence(self) -> float:
        """Seconds since the database was asked and answered."""
        return time.monotonic() - self._answered

    def current(self, *, anew: bool = False) -> Stamp:
        """django.db.Error where the database does not answer; `anew` to ask it in any case."""
        if not anew and (stamp := self._still_good()) is not None:
            return stamp
        if not self._lock.acquire(timeout=self._patience()):
            raise DatabaseError
        try:
            if not anew and (stamp := self._still_good()) is not None:
                return stamp
            self._asked = began = time.monotonic()
            if began < self._silent_until:
                raise DatabaseError
            try:
                stamp, now = _read_again()
            except Error:
                if not self._silent_until:
                    logger.warning("The database is silent: what is kept is given, the rest answers 503.")
                self._silent_until = time.monotonic() + SILENCE
                raise
            if self._silent_until:
                logger.warning("The database answers again.")
            self._silent_until, self._answered = 0.0, began
            # Counted from before the question, so that it is asked again too early rather than too late.
            self._held = stamp, began + min(REUSED, (stamp.until - now).total_seconds())
            return stamp
        finally:
            self._asked = 0.0
            self._lock.release()

    def _patience(self) -> float:
        now = time.monotonic()
        return 0.0 if self._silent_until else max(0.0, (self._asked or now) + SILENCE - now)

    def _still_good(self) -> Stamp | None:
        held = self._held
        return held[0] if held is not None and time.monotonic() < held[1] else None


def _read_again() -> tuple[Stamp, datetime]:
    """Once more on a new connection, where the one at hand was lost."""
    try:
        return read()
    except Error:
        connection.close()
        return read()
