"""A file into figures, all or nothing.

Columns are known by their French names or by those of the data files; every refusal names the row, the
column and what was expected. The database is read in a constant number of queries.
"""

from regions.importer.catalogue import COLUMNS
from regions.importer.cells import (
    ChoiceWidget,
    TextWidget,
    WholeWidget,
    file_number,
    parse_number,
    unit_error,
)
from regions.importer.resource import FigureResource

__all__ = [
    "COLUMNS",
    "ChoiceWidget",
    "FigureResource",
    "TextWidget",
    "WholeWidget",
    "file_number",
    "parse_number",
    "unit_error",
]
