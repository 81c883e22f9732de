"""The long tests of `make trust`: python -m tests.trust [NAMES]

A piece is a module here with `run(full)`, which yields rows, or tests of the suite in their full size; it is
one line of PIECES in __main__.py. What `make test` only samples asks FULL, or `sample`, how much to take.
"""

import os
from dataclasses import dataclass, field
from random import Random

FULL = os.environ.get("TRUST") == "full"
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
SEED = 20170629


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
    a shuffled list on SQLite, the other on PostgreSQL. Half of them is each of them on one of the two."""
    cells = list(cells)
    if FULL or len(cells) <= size:
        return cells
    places = Random(SEED).sample(range(len(cells)), len(cells))
    return [cells[place] for place in sorted(places[-size:] if ON_POSTGRES else places[:size])]


def half(cells):
    """As `sample`: each of them on one of the two engines."""
    cells = list(cells)
    return sample(cells, -(-len(cells) // 2))
