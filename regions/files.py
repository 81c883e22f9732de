"""The file formats of import and export: CSV with either separator, and XLSX."""

import csv
from decimal import Decimal
from io import StringIO
from typing import Any

import tablib
from import_export.formats import base_formats

SEPARATORS = ",;\t"


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
    rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator(text)))
    if not rows:
        return tablib.Dataset()
    width = len(rows[0])
    dataset = tablib.Dataset(headers=rows[0])
    for line, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row[width:]):
            raise ValueError(f"Ligne {line} : {len(row)} cellules pour {width} colonnes.")
        dataset.append((row + [""] * width)[:width])
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
    """The first sheet; numbers are numbers."""


def _french(cell: Any) -> Any:
    return str(cell).replace(".", ",") if isinstance(cell, Decimal) else cell
