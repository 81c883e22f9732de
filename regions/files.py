"""The file formats of import and export: CSV with either separator, and XLSX."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import tablib
from import_export.formats import base_formats

SEPARATORS = ",;\t"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def decode(data: bytes) -> str:
    """The text of a file from Excel, LibreOffice or elsewhere; ValueError where it is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def separator(text: str) -> str:
    """The separator of which the first line holds most."""
    heading = text.partition("\n")[0]
    return max(SEPARATORS, key=heading.count)


def read_csv(text: str) -> tablib.Dataset:
    """The first line as headings; blank lines are kept, so that row numbers are those of the file."""
    return _dataset(list(csv.reader(StringIO(text, newline=""), delimiter=separator(text))))


def inert(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it; else the cell."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _dataset(rows: list[list[Any]]) -> tablib.Dataset:
    """The first row as headings; ValueError where a row holds more cells than they do."""
    if not rows:
        return tablib.Dataset()
    width = len(rows[0])
    dataset = tablib.Dataset(headers=rows[0])
    for line, row in enumerate(rows[1:], 2):
        if any(str(cell).strip() for cell in row[width:] if cell is not None):
            raise ValueError(f"Ligne {line} : {len(row)} cellules pour {width} colonnes.")
        dataset.append((list(row) + [""] * width)[:width])
    return dataset


class CSV(base_formats.CSV):
    """Comma, decimal point, UTF-8; reads commas, semicolons and tabs, whatever the encoding."""

    def is_binary(self) -> bool:
        return True  # the bytes are decoded here, not by whoever stored the upload

    def get_read_mode(self) -> str:
        return "rb"

    def create_dataset(self, in_stream: bytes | str, **kwargs: Any) -> tablib.Dataset:
        return read_csv(decode(in_stream) if isinstance(in_stream, bytes) else in_stream)


class ExcelCSV(CSV):
    """Semicolon, decimal comma and a byte order mark: what a French Excel opens by a double click."""

    def get_title(self) -> str:
        return "csv pour Excel (point-virgule)"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        text = StringIO(newline="")
        writer = csv.writer(text, delimiter=";")
        writer.writerow(dataset.headers)
        writer.writerows([_french(cell) for cell in row] for row in dataset)
        return text.getvalue().encode("utf-8-sig")


class XLSX(base_formats.XLSX):
    """The sheet that was open when the file was saved; numbers are numbers, and 43 % is 43."""

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        sheet = openpyxl.load_workbook(BytesIO(in_stream), read_only=True, data_only=True).active
        rows = [[_shown(cell) for cell in row] for row in sheet.iter_rows()]
        _refuse_uncomputed(in_stream, rows)
        if not rows:
            return tablib.Dataset()
        while rows[0] and rows[0][-1] is None:
            rows[0].pop()
        return _dataset(rows)


def _shown(cell: Any) -> Any:
    """What a person sees in a cell: Excel stores 43 % as 0.43."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in cell.number_format:
        return f"{(Decimal(repr(value)) * 100).normalize():f}%"
    return value


def _refuse_uncomputed(data: bytes, rows: list[list[Any]]) -> None:
    """A formula whose result was never stored reads as an empty cell: ValueError names it."""
    with ZipFile(BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(b"<f>" in archive.read(name) or b"<f " in archive.read(name) for name in sheets):
            return
    sheet = openpyxl.load_workbook(BytesIO(data), read_only=True).active
    for line, (formulas, values) in enumerate(zip(sheet.iter_rows(values_only=True), rows, strict=False), 1):
        for formula, value in zip(formulas, values, strict=False):
            if value is None and isinstance(formula, str) and formula.startswith("="):
                raise ValueError(
                    f"Ligne {line} : la formule {formula} n'a pas de résultat enregistré ; "
                    "ouvrez le classeur dans un tableur, enregistrez-le, et recommencez."
                )


def _french(cell: Any) -> Any:
    return str(cell).replace(".", ",") if isinstance(cell, Decimal) else cell
