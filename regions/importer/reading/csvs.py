"""CSV with any separator, in any encoding that a spreadsheet writes."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from regions.importer.reading.book import MOST_CELLS, Book, Line, Sheet, TooLongError, UnreadableError

SEPARATORS = ";,\t|"
_QUOTED = re.compile(r'"[^"]*"')
MOST_COLUMNS = 16_384  # as a spreadsheet has,
MOST_ROWS = 1_048_576  # and as many rows
_LOOKED_AT = 4000  # characters in which the separator shows
_NOT_TEXT = "Ce fichier n'est ni un CSV ni un classeur XLSX : enregistrez-le dans l'un de ces formats."


def decode(data: bytes) -> str:
    """The text of a file from Excel, LibreOffice or elsewhere; UnreadableError where it is none."""
    wide = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else _without_mark(data)
    for encoding in (wide,) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableError(_NOT_TEXT)


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every second byte of plain letters is zero."""
    head = data[:200]
    if head[1::2].count(0) > len(head) / 3:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > len(head) / 3 else None


def separator(text: str) -> str:
    """The sign that stands most often between cells at the start of the file; Excel may name it."""
    if named := re.match(r"sep=(.)\r?\n", text):
        return named[1]
    start = _QUOTED.sub("", text[:_LOOKED_AT])
    return max(SEPARATORS, key=start.count)


def read_csv(text: str, most_lines: int | None = None) -> Book:
    """Line numbers are those that a spreadsheet shows: a cell may hold several lines of text."""
    mark = separator(text)
    sheet, total = Sheet(""), 0
    named = text.startswith("sep=")
    number = 0
    rows = csv.reader(_lines(text, mark), delimiter=mark, strict=True)
    try:
        for number, row in enumerate(rows, 1):
            cells = {column: cell for column, cell in enumerate(row, 1) if cell.strip()}
            if most_lines is not None and number > MOST_ROWS:
                raise TooLongError("", most_lines)
            if not cells or (named and number == 1):
                continue
            total += len(cells)
            if most_lines is not None and len(sheet.lines) > most_lines:
                raise TooLongError("", most_lines)
            if total > MOST_CELLS:
                raise UnreadableError(
                    "Ce fichier a plus de 5 millions de cellules : partagez-le en plusieurs."
                )
            sheet.lines.append(Line(number, cells))
    except csv.Error as error:
        raise UnreadableError(
            f"Ligne {number + 1} : un guillemet s'ouvre ou se ferme mal (« \" ») ; "
            "un guillemet dans un texte se double, et le texte est entre guillemets."
        ) from error
    return Book((sheet,))


def _lines(text: str, mark: str) -> Iterator[str]:
    """A line of millions of separators would fill the memory before its cells are counted."""
    for number, line in enumerate(StringIO(text, newline=""), 1):
        if line.count(mark) >= MOST_COLUMNS:
            raise UnreadableError(f"Ligne {number} : plus de 16 384 colonnes. N'y laissez que le tableau.")
        yield line
