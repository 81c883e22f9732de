"""One cell of the grid: what a person typed into it, what it showed before, and how that is sent."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from regions.importer.cells import WholeWidget, file_number, parse_number, unit_error

# Of a table: the base, the region and the answer, or the base and the region of a whole row.
Key: TypeAlias = tuple[int, int, int]
RowKey: TypeAlias = tuple[int, int]

MOST_RESPONDENTS = 2**31 - 1  # what PostgreSQL's integer holds


class Missing(Enum):
    EMPTY = ""  # no figure
    UNPUBLISHED = "n.d."  # a figure without a value


Entry: TypeAlias = Decimal | Missing


@dataclass(frozen=True, slots=True)
class Seen:
    """A stored figure as the page showed it to who now sends it."""

    version: int
    value: Decimal | None
    respondents: int | None

    @property
    def entry(self) -> Entry:
        return stored_entry(self.value)


def stored_entry(value: Decimal | None) -> Entry:
    """What the cell of a figure says."""
    return Missing.UNPUBLISHED if value is None else value


def read_entry(text: str, unit: str) -> Entry:
    """ "43,5 %" as Decimal("43.5"); ValueError, in French, for what is no number in `unit`."""
    if not text.strip():
        return Missing.EMPTY
    if error := unit_error(text, unit):
        raise ValueError(error)
    return stored_entry(parse_number(text))


def read_respondents(text: str) -> int | None:
    """A whole number, None for "" and "n.d."; ValueError, in French, for the rest."""
    number: int | None = WholeWidget().clean(text)
    if number is not None and number > MOST_RESPONDENTS:
        raise ValueError(f"« {text.strip()} » est trop grand pour un nombre de répondants.")
    return number


def entry_text(entry: Entry) -> str:
    """An entry as one types it: "43,5", "n.d.", ""."""
    return entry.value if isinstance(entry, Missing) else str(file_number(entry)).replace(".", ",")


def common(values: Iterable[int | None]) -> tuple[bool, int | None]:
    """Whether all figures of a row have the same respondents, and which; (True, None) for no figure."""
    found = set(values)
    return len(found) < 2, found.pop() if len(found) == 1 else None


def dump_seen(seen: Mapping[Key, Seen]) -> str:
    """For one hidden field: a field for each cell would be more than a form may send."""
    cells = {
        "-".join(map(str, key)): [
            one.version,
            None if one.value is None else str(file_number(one.value)),
            one.respondents,
        ]
        for key, one in seen.items()
    }
    return json.dumps(cells, separators=(",", ":"))


def load_seen(text: str) -> dict[Key, Seen]:
    """What `dump_seen` wrote. Of anything else nothing counts as seen: whatever it meets is then told."""
    try:
        return {_key(name): _seen(*cell) for name, cell in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return {}


def _key(name: str) -> Key:
    base, region, answer = map(int, name.split("-"))
    return base, region, answer


def _seen(version: int, value: str | None, respondents: int | None) -> Seen:
    number = None if value is None else Decimal(value)
    if number is not None and not (number.is_finite() and abs(number.adjusted()) < 15):
        raise ValueError
    return Seen(int(version), number, None if respondents is None else int(respondents))
