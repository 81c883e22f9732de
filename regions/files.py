"""The file formats of the desk's exports: CSV with either separator, and XLSX."""

import csv
from decimal import Decimal
from io import StringIO
from typing import Any

import tablib
from import_export.formats import base_formats

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it; else the cell."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


class ExcelCSV(base_formats.CSV):
    """Semicolon, decimal comma and a byte order mark: what a French Excel opens by a double click."""

    def get_title(self) -> str:
        return "csv pour Excel (point-virgule)"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        text = StringIO(newline="")
        writer = csv.writer(text, delimiter=";")
        writer.writerow(dataset.headers)
        writer.writerows([_french(cell) for cell in row] for row in dataset)
        return text.getvalue().encode("utf-8-sig")


def _french(cell: Any) -> Any:
    return str(cell).replace(".", ",") if isinstance(cell, Decimal) else cell
