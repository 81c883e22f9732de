"""What a file holds, whatever its format: sheets of lines of cells."""

from dataclasses import dataclass, field
from typing import Any

MOST_CELLS = 5_000_000


class UnreadableError(ValueError):
    """Why a file cannot be read, in French, with the remedy."""


class TooLongError(UnreadableError):
    """A sheet of more lines than its reader was allowed."""

    def __init__(self, sheet: str, most: int) -> None:
        where = f"La feuille « {sheet} »" if sheet else "Ce fichier"
        super().__init__(f"{where} a plus de {most} lignes.")


class Formula(str):
    """A formula of which the file holds no result."""

    __slots__ = ()


@dataclass(slots=True)
class Line:
    """The cells of a row that are not empty, by column from 1; `number` is what a spreadsheet shows."""

    number: int
    cells: dict[int, Any]
    hidden: bool = False


@dataclass(slots=True)
class Sheet:
    """`name` is empty for a CSV, which has one sheet without a name. Lines without a cell are left out."""

    name: str
    lines: list[Line] = field(default_factory=list)
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()

    @property
    def place(self) -> str:
        """How a message begins: "Feuille « Chiffres », "."""
        return f"Feuille « {self.name} », " if self.name else ""


@dataclass(frozen=True, slots=True)
class Book:
    sheets: tuple[Sheet, ...]

    @property
    def filled(self) -> list[Sheet]:
        """The sheets in which something is written."""
        return [sheet for sheet in self.sheets if sheet.lines]
