"""A file into figures, all or nothing.

`reading` finds the table of a file; `Reading` gives its rows by our columns, as the user mapped them;
`Check` says what they would change; `write` does it, `undo` takes it back. The database is read in a
constant number of queries.
"""

from regions.importer.cells import (
    ChoiceWidget,
    TextWidget,
    WholeWidget,
    file_number,
    parse_number,
    unit_error,
)
from regions.importer.check import Check
from regions.importer.plan import Fault, Plan, PlannedRow, Proposed
from regions.importer.reading import COLUMNS
from regions.importer.resource import FigureResource
from regions.importer.rows import Choices, Reading
from regions.importer.write import MovedError, write

__all__ = [
    "COLUMNS",
    "Check",
    "ChoiceWidget",
    "Choices",
    "Fault",
    "FigureResource",
    "MovedError",
    "Plan",
    "PlannedRow",
    "Proposed",
    "Reading",
    "TextWidget",
    "WholeWidget",
    "file_number",
    "parse_number",
    "unit_error",
    "write",
]
