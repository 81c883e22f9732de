"""The content stamp: one value that changes when anything that the public may read changes, by a write or
by the clock."""

import logging
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import DatabaseError, Error, connection

from phare.patience import patience
from regions.dates import PARIS

logger = logging.getLogger(__name__)

REUSED = 0.1  # seconds for which a process may take a stamp that it has read
SILENCE = 1.0  # seconds for which an answer is waited for, and after which the database is asked again
KNOWN = 6.0  # seconds for which it is known to be silent: longer than it takes to ask it again

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


class Reading(NamedTuple):
    """A stamp, and the database's clock when it was read."""

    stamp: Stamp
    at: datetime


def read() -> Reading:
    """In one query."""
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
    return Reading(Stamp(revision or 0, min(coming, midnight) if coming else midnight), now)


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
    to be, they are told at once, and a thread of its own asks again.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: tuple[Reading, float] | None = None
        self._answered = 0.0
        self._asked = 0.0  # since when a thread is asking; 0 where none is
        self._failed = 0.0  # when the database last did not answer; 0 where it did the last time

    @property
    def last(self) -> Stamp | None:
        """The last that was read, good or not."""
        return self._held[0].stamp if self._held else None

    @property
    def silence(self) -> float:
        """Seconds since the database was asked and answered."""
        return time.monotonic() - self._answered

    def is_silent(self) -> bool:
        """Whether the database is known not to answer. Never waits."""
        now, asked, failed = time.monotonic(), self._asked, self._failed
        return bool((failed and now < failed + KNOWN) or (asked and now >= asked + SILENCE))

    def current(self) -> Stamp:
        """As `reading`."""
        return self.reading().stamp

    def reading(self, *, anew: bool = False) -> Reading:
        """django.db.Error where the database does not answer; `anew` to ask it in any case."""
        if not anew and (held := self._still_good()) is not None:
            return held
        if self.is_silent():
            self.ask_aside()
            raise DatabaseError
        asked = self._asked or time.monotonic()
        if not self._lock.acquire(timeout=max(0.0, asked + SILENCE - time.monotonic())):
            raise DatabaseError
        try:
            if not anew and (held := self._still_good()) is not None:
                return held
            if self.is_silent():
                raise DatabaseError
            return self._ask()
        finally:
            self._lock.release()

    def ask_aside(self) -> None:
        """Asks by a thread of its own, unless one is asking or did a moment ago."""
        if not self._lock.locked() and time.monotonic() >= max(self._failed, self._answered) + SILENCE:
            threading.Thread(target=self._ask_alone, name="stamp", daemon=True).start()

    def _ask_alone(self) -> None:
        if not self._lock.acquire(blocking=False):
            return
        try:
            self._ask()
        except Error:
            pass  # it is known now
        finally:
            connection.close()
            self._lock.release()

    def _ask(self) -> Reading:
        self._asked = began = time.monotonic()
        try:
            found = _read_again()
        except Error:
            if not self._failed:
                logger.warning("The database is silent: what is kept is given, the rest answers 503.")
            self._failed = time.monotonic()
            raise
        finally:
            self._asked = 0.0
        if self._failed:
            logger.warning("The database answers again.")
        self._failed, self._answered = 0.0, began
        # Counted from before the question, so that it is asked again too early rather than too late.
        self._held = found, began + min(REUSED, (found.stamp.until - found.at).total_seconds())
        return found

    def _still_good(self) -> Reading | None:
        held = self._held
        return held[0] if held is not None and time.monotonic() < held[1] else None


def _read_again() -> Reading:
    """Once more on a new connection, where the one at hand was lost; not where it gave no answer."""
    end = time.monotonic() + SILENCE
    with patience(lambda waited: time.monotonic() >= end):
        try:
            return read()
        except Error:
            connection.close()
            return read()
