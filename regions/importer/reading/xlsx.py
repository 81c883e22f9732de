"""XLSX in one pass, a part at a time, within bounds.

openpyxl tells hidden columns, merged cells and formulas beside their results only when it holds the whole
book in memory: 100,000 rows would take it 20 s and a gigabyte. Its tables of formats serve here.
The format is ECMA-376, part 1, §18 (SpreadsheetML).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from posixpath import normpath
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile
from zlib import error as DeflateError  # noqa: N812

from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter, range_boundaries
from openpyxl.utils.datetime import from_excel

from regions.importer.reading.book import (
    MOST_CELLS,
    Book,
    Formula,
    Line,
    Sheet,
    TooLongError,
    UnreadableError,
)
from regions.importer.reading.parts import BOMB, BROKEN, Measure, Names, Part, Strings, Styles, plain

MOST_UNPACKED = 200 * 1024 * 1024
# Of an honest table, the XML is ten to forty times what it is once packed.
MOST_RATIO = 100
SMALL = 10 * 1024 * 1024  # unpacked: nothing to fear, however well it was packed
MOST_ELEMENTS = 30_000_000
MOST_ELEMENTS_OF_A_PAGE = 3_000_000  # where lines are counted: somebody waits
MOST_COLUMNS = 16_384
MOST_FILLED = 1_000_000  # cells that merged ranges may fill
_KINDS = {
    "mimetype": "Ce classeur est au format OpenDocument (.ods) : enregistrez-le en .xlsx ou en CSV.",
    "xl/workbook.bin": "Ce classeur est au format binaire (.xlsb) : enregistrez-le en .xlsx ou en CSV.",
}
_ERRORS = (BadZipFile, DeflateError, EOFError, LookupError, NotImplementedError, OSError, expat.ExpatError)


def read_xlsx(data: bytes, most_lines: int | None = None) -> Book:
    """The sheets of a workbook, with the results of its formulas; errors as those of `read_book`."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check(archive, len(data))
            return _Workbook(archive, most_lines).book()
    except UnreadableError:
        raise
    except (*_ERRORS, ValueError, OverflowError) as error:  # and numbers that are none, in a broken part
        raise UnreadableError(BROKEN) from error


def _check(archive: ZipFile, size: int) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableError("Ce classeur est protégé par un mot de passe : ôtez-le, et recommencez.")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_RATIO * size):
        raise UnreadableError(BOMB)
    names = {entry.filename for entry in entries}
    for name, message in _KINDS.items():
        if name in names:
            raise UnreadableError(message)
    if "[Content_Types].xml" in names and not any(name.startswith("xl/") for name in names):
        raise UnreadableError(
            "Cette archive n'est pas un classeur : enregistrez le tableau en .xlsx ou en CSV."
        )
    if not any(name.startswith("xl/") for name in names):
        raise UnreadableError(
            "Cette archive n'est pas un classeur : envoyez le fichier .xlsx ou CSV qu'elle contient."
        )


class _Workbook:
    def __init__(self, archive: ZipFile, most_lines: int | None) -> None:
        self.archive, self.most_lines = archive, most_lines
        self.names, self.strings, self.styles = Names(), Strings(), Styles()
        self.measure = Measure(MOST_ELEMENTS if most_lines is None else MOST_ELEMENTS_OF_A_PAGE)
        self.names.read(archive, "xl/workbook.xml", self.measure)
        self.names.read(archive, "xl/_rels/workbook.xml.rels", self.measure)
        known = set(archive.namelist())
        for part, name in ((self.strings, "xl/sharedStrings.xml"), (self.styles, "xl/styles.xml")):
            if name in known:
                part.read(archive, name, self.measure)
        self.cells = 0

    def book(self) -> Book:
        return Book(tuple(self._sheets()))

    def _sheets(self) -> Iterator[Sheet]:
        for name, relation, hidden in self.names.sheets:
            target = self.names.targets[relation]
            if "worksheets/" not in target:
                continue  # a chart alone
            path = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
            sheet = Sheet(name, hidden=hidden)
            part = _Cells(self, sheet)
            try:
                part.read(self.archive, path, self.measure)
                part.fill_merged()
            except UnreadableError:
                raise
            except (*_ERRORS, ValueError, OverflowError) as error:
                raise UnreadableError(f"{part.place} : {BROKEN[0].lower()}{BROKEN[1:]}") from error
            yield sheet


@dataclass(slots=True)
class _Cell:
    """A cell that is being read."""

    column: int
    kind: str
    style: int
    value: str | None = None
    formula: str | None = None
    inline: list[str] = field(default_factory=list)


class _Cells(Part):
    """The lines of one sheet."""

    def __init__(self, book: _Workbook, sheet: Sheet) -> None:
        self.book, self.sheet = book, sheet
        self.line = Line(0, {})
        self.cell: _Cell | None = None
        self.column = 0
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden: list[tuple[int, int]] = []

    @property
    def place(self) -> str:
        """How far it was read: "Feuille « Chiffres », ligne 3, colonne F"."""
        where = [f"Feuille « {self.sheet.name} »"]
        where += [f"ligne {self.line.number}"] if self.line.number else []
        where += [f"colonne {get_column_letter(self.column)}"] if self.line.number and self.column else []
        return ", ".join(where)

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            place = attributes.get("r")
            self.column = coordinate_to_tuple(place)[1] if place else self.column + 1
            if self.column > MOST_COLUMNS:
                raise UnreadableError(BROKEN)
            self.cell = _Cell(self.column, attributes.get("t", "n"), int(attributes.get("s", 0)))
        elif tag == "row":
            number = int(attributes.get("r", self.line.number + 1))
            self.line = Line(number, {}, attributes.get("hidden") in ("1", "true"))
            self.column = 0
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            self.hidden.append((int(attributes["min"]), int(attributes["max"])))
        elif tag == "mergeCell":
            self.merged.append(range_boundaries(attributes["ref"]))

    def end(self, tag: str) -> None:
        cell = self.cell
        if cell is not None and tag == "v":
            cell.value = self.taken()
        elif cell is not None and tag == "f":
            cell.formula = self.taken()
        elif cell is not None and tag == "t":
            cell.inline.append(self.taken())
        elif cell is not None and tag == "c":
            self._keep(cell)
            self.cell = None
        elif tag == "row" and self.line.cells:
            if self.book.most_lines is not None and len(self.sheet.lines) > self.book.most_lines:
                raise TooLongError(self.sheet.name, self.book.most_lines)
            self.sheet.lines.append(self.line)
        elif tag == "worksheet":
            self.sheet.hidden_columns = frozenset(_columns(self.hidden))

    def _keep(self, cell: _Cell) -> None:
        value = self._value(cell)
        if value is None or (isinstance(value, str) and not value.strip()):
            return
        self.book.cells += 1
        if self.book.cells > MOST_CELLS:
            raise UnreadableError(BOMB)
        self.line.cells[cell.column] = value

    def _value(self, cell: _Cell) -> Any:
        if cell.kind == "inlineStr":
            return plain("".join(cell.inline))
        if cell.value is None or (cell.value == "" and cell.kind == "n"):
            return None if cell.formula is None else Formula(f"={cell.formula}")
        if cell.kind == "s":
            return self.book.strings.found[int(cell.value)]
        if cell.kind == "n":
            return self._number(cell.value, cell.style)
        return cell.value == "1" if cell.kind == "b" else plain(cell.value)

    def _number(self, text: str, style: int) -> Any:
        """A number as the sheet shows it: 0.43 in a cell of percentages is "43%"."""
        kinds = self.book.styles.kinds
        kind = kinds[style] if style < len(kinds) else ""
        if kind == "d":
            return from_excel(float(text), self.book.names.epoch)
        # Fifteen digits are what spreadsheets keep: 0.1 + 0.2 is 0.3.
        number = Decimal(f"{float(text):.15g}")
        if kind == "%":
            return f"{(number * 100).normalize():f}%"
        return int(number) if number == number.to_integral_value() else number

    def fill_merged(self) -> None:
        """A merged cell says the same of each of its rows: a region's name beside three answers."""
        lines = {line.number: line for line in self.sheet.lines}
        filled = 0
        for column, first, _, last in self.merged:
            value = lines[first].cells.get(column) if first in lines else None
            if value is None or first == last:
                continue
            filled += min(last - first, len(lines))
            if filled > MOST_FILLED:
                raise UnreadableError(BOMB)
            numbers = range(first + 1, last + 1) if last - first < len(lines) else lines
            for number in numbers:
                if first < number <= last and number in lines:
                    lines[number].cells.setdefault(column, value)


def _columns(spans: list[tuple[int, int]]) -> Iterator[int]:
    """The columns of these spans, each once, however often they overlap."""
    done = 0
    for first, last in sorted(spans):
        yield from range(max(first, done + 1), min(last, MOST_COLUMNS) + 1)
        done = max(done, last)
