"""The rows of a table by our columns, as the user mapped them and had them read."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Self

from regions.importer.cells import Row, cell_text, parse_number
from regions.importer.reading import COLUMNS, Column, Formula, Table, folded, recognise
from regions.importer.reading.columns import missing
from regions.models import Unit


@dataclass(slots=True)
class Choices:
    """What a user decided of a file; kept with the import as JSON.

    `columns`: ours to the numbers of theirs. `ignored`: whether the others may be left out. `replaced`:
    what to read in place of cells. `hundredths`: whether 0.43 is 43 %; None where nobody was asked.
    """

    sheet: str = ""
    columns: dict[str, int] = field(default_factory=dict)
    ignored: bool = False
    replaced: dict[str, str] = field(default_factory=dict)
    hundredths: bool | None = None

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Self:
        return cls(**stored)

    def stored(self) -> dict[str, Any]:
        return asdict(self)


def replacement_key(key: str, row: Row) -> str:
    """What names the cells that one replacement is for: an answer is one of an indicator."""
    context = folded(cell_text(row.get(COLUMNS["indicator"]))) if key == "answer" else ""
    # A form sends it back: browsers would send a line end as two characters.
    return "\t".join((key, context, folded(cell_text(row.get(COLUMNS[key])))))


@dataclass(slots=True)
class Reading:
    """A table as `choices` have it read."""

    table: Table
    choices: Choices

    def __post_init__(self) -> None:
        by_number = {column.number: column for column in self.table.columns}
        self._columns = {
            key: by_number[number] for key, number in self.choices.columns.items() if number in by_number
        }
        self._replaced_keys = sorted({key.partition("\t")[0] for key in self.choices.replaced})
        # An answer is replaced under the indicator that the file names.
        self._replaced_keys.sort(key=lambda key: key != "answer")

    _columns: dict[str, Column] = field(init=False)
    _replaced_keys: list[str] = field(init=False)

    @classmethod
    def recognised(cls, table: Table) -> Self:
        return cls(table, Choices(sheet=table.sheet.name, columns=recognise(table.headings)))

    def __len__(self) -> int:
        return len(self.table.lines)

    @property
    def columns(self) -> dict[str, Column]:
        return self._columns

    @property
    def others(self) -> list[Column]:
        """The columns of the file that are not read."""
        read = set(self.choices.columns.values())
        return [column for column in self.table.columns if column.number not in read]

    @property
    def missing(self) -> list[str]:
        return missing(self._columns)

    @property
    def is_complete(self) -> bool:
        """Whether every column that is needed is there, and every other is known to be left out."""
        return not self.missing and (self.choices.ignored or not self.others)

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Each line's number, and its cells by the French names of our columns."""
        places = [(COLUMNS[key], column.number) for key, column in self._columns.items()]
        for line in self.table.lines:
            row = {name: line.cells.get(number) for name, number in places}
            for key in self._replaced_keys:
                if to := self.choices.replaced.get(replacement_key(key, row)):
                    row[COLUMNS[key]] = to
            yield line.number, row

    def place(self, line: int, key: str = "") -> str:
        """Sheet, line and column as a spreadsheet shows them."""
        where = f"{self.table.sheet.place}ligne {line}"
        if key in self._columns:
            where += f", colonne {self._columns[key]}"
        elif key in COLUMNS:
            where += f", colonne « {COLUMNS[key]} » (absente)"
        return where[:1].upper() + where[1:]

    def uncomputed(self) -> Iterator[tuple[int, str, str]]:
        """Cells that hold a formula and no result: line, our column, formula."""
        for line in self.table.lines:
            for key, column in self._columns.items():
                cell = line.cells.get(column.number)
                if isinstance(cell, Formula):
                    yield line.number, key, str(cell)


def hundredth(cell: Any) -> Decimal | None:
    """A value from 0 to 1 that is written without a percent sign; None for anything else."""
    if "%" in cell_text(cell):
        return None
    try:
        number = parse_number(cell)
    except ValueError:
        return None
    return number if number is not None and number <= 1 else None


def may_be_hundredths(values: list[Any]) -> bool:
    """Whether these cells of shares in % look like parts of 1: all are at most 1, and not all whole."""
    written = [cell for cell in values if cell_text(cell) and not _is_absent(cell)]
    numbers = [hundredth(cell) for cell in written]
    return bool(numbers) and None not in numbers and any(number and number % 1 for number in numbers)


def _is_absent(cell: Any) -> bool:
    try:
        return parse_number(cell) is None
    except ValueError:
        return False


def in_percent(cell: Any, unit: str) -> Any:
    """0.43 as 43 where shares are in %."""
    number = hundredth(cell) if unit == Unit.PERCENT else None
    return cell if number is None else number * 100
