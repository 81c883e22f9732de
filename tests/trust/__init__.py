"""The long tests of `make trust`: python -m tests.trust [NAMES]

A piece is a module here with `run(full)`, which yields rows, or tests of the suite in their full size; it is
one line of PIECES in __main__.py. What `make test` only samples asks FULL, or `sample`, how much to take.
"""

import os
from dataclasses import dataclass, field
from random import Random
from zlib import crc32

FULL = os.environ.get("TRUST") == "full"
# One of two runs, each on an engine: what is marked `either` is in one of them.
SHARED = os.environ.get("TRUST") == "shared"
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
SEED = 20170629
# Rows that a list grows to, where its cost must not.
MANY = 30 if FULL else 3


@dataclass
class Row:
    """What was tested, how many cells or cases, and a text for each that failed, or could not be tried.
    The seconds are those since the row before: whoever runs the piece counts them."""

    test: str
    cases: int
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0


def sample(cells, size):
    """All of them under `make trust`; otherwise `size` of them in their order, the same each time: one end of
    a shuffled list on SQLite, the other on PostgreSQL."""
    cells = list(cells)
    if FULL or len(cells) <= size:
        return cells
    places = Random(SEED).sample(range(len(cells)), len(cells))
    return [cells[place] for place in sorted(places[-size:] if ON_POSTGRES else places[:size])]


def is_here(name):
    """Whether the engine of this run is the one that `name` is for, of the two."""
    return crc32(name.encode()) % 2 == ON_POSTGRES
