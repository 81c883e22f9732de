"""What an import would do, row by row."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from regions.models import Figure, Report


class Proposed(NamedTuple):
    """What to read in place of a cell that names nothing: `key` is a Choices.replaced key."""

    key: str
    read: str
    label: str
    to: str


class ToCorrect(NamedTuple):
    """A public figure, and the value that the file has for it."""

    figure: int
    value: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is refused: where, and what to do."""

    place: str
    message: str
    column: str = ""
    proposed: Proposed | None = None
    to_correct: ToCorrect | None = None

    def __str__(self) -> str:
        return f"{self.place} : {self.message}"


class Change(NamedTuple):
    """One column of a row: what is stored and what the file says, as people write them."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row that would be written: of a new figure, `changes` holds its value alone."""

    line: int
    label: str
    is_new: bool
    changes: tuple[Change, ...]


@dataclass(slots=True)
class Plan:
    """`figures` hold the new values, not saved; those that are stored, the version that was read.

    `question` is what must be asked of the user before anything can be written, or empty.
    """

    at: datetime
    new: list[Figure] = field(default_factory=list)
    changed: list[Figure] = field(default_factory=list)
    unchanged: int = 0
    refused: int = 0
    rows: list[PlannedRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    reports: dict[int, Report] = field(default_factory=dict)
    question: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.faults and not self.question

    @property
    def is_empty(self) -> bool:
        return not self.new and not self.changed

    @property
    def counts(self) -> dict[str, int]:
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "refused": self.refused,
        }

    @property
    def voided(self) -> list[Report]:
        """Reports whose approval the import would void."""
        return [report for _, report in sorted(self.reports.items()) if report.approved_at is not None]

    def fingerprint(self, *values: str) -> str:
        """Tells one plan from another: what would be written, over which versions."""
        found = sha256()
        for figure in (*self.new, *self.changed):
            said: tuple[Any, ...] = (
                figure.pk,
                figure.version,
                *(getattr(figure, name) for name in values),
            )
            found.update(repr(said).encode())
        for pk, report in sorted(self.reports.items()):
            found.update(repr((pk, report.version, report.approved_at)).encode())
        return found.hexdigest()
