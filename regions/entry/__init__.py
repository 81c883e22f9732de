"""The grid in which editors type the figures of one question: regions by answers, a table for each base.

`grid` is what is stored, `plan` what was typed against it and what is wrong with that, `save` writes a plan,
`record` tells from history who changed what. The pages are in `regions.admin.entry`.
"""

from regions.entry.cells import Key, RowKey, dump_seen, load_seen
from regions.entry.faults import Fault, cell_anchor
from regions.entry.grid import MOST_CELLS, Grid, Rights, bases_of, load_grid
from regions.entry.plan import NOTHING, Head, Plan, Typed, make_plan
from regions.entry.record import Change, changes_of, tell_conflicts
from regions.entry.save import Saved, write

__all__ = [
    "MOST_CELLS",
    "NOTHING",
    "Change",
    "Fault",
    "Grid",
    "Head",
    "Key",
    "Plan",
    "Rights",
    "RowKey",
    "Saved",
    "Typed",
    "bases_of",
    "cell_anchor",
    "changes_of",
    "dump_seen",
    "load_grid",
    "load_seen",
    "make_plan",
    "tell_conflicts",
    "write",
]
