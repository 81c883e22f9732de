"""A file as someone sends it, into sheets, and a sheet into a table. Pure: knows no model.

Whatever comes, the result is a Book, or an UnreadableError that says in French what is wrong and what to do.
"""

from regions.importer.reading.book import Book, Formula, Line, Sheet, TooLongError, UnreadableError
from regions.importer.reading.columns import COLUMNS, REQUIRED, folded, recognise
from regions.importer.reading.kinds import read_book
from regions.importer.reading.tables import Column, Table, find_table

__all__ = [
    "COLUMNS",
    "REQUIRED",
    "Book",
    "Column",
    "Formula",
    "Line",
    "Sheet",
    "Table",
    "TooLongError",
    "UnreadableError",
    "find_table",
    "folded",
    "read_book",
    "recognise",
]
