"""The rows of a data file, whose cells are read with their faults by file, line and column."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.db import models

from regions.dates import PartialDate, Precision, parse_date
from regions.importer import ChoiceWidget, WholeWidget

ModelT = TypeVar("ModelT", bound=models.Model)


class LoadError(Exception):
    """The files were refused: `messages` holds a line for each fault."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file, whose cells are read with their faults by column."""

    file: str
    number: int
    cells: Mapping[str, str]
    faults: list[str]

    def fault(self, column: str, message: object) -> None:
        place = f", colonne « {column} »" if column else ""
        self.faults.append(f"{self.file}, ligne {self.number}{place} : {message}")

    def text(self, column: str) -> str:
        return self.cells[column].strip()

    def read(self, column: str, parse: Callable[[str], Any], default: Any = None) -> Any:
        try:
            return parse(self.text(column))
        except ValueError as error:
            self.fault(column, error)
            return default

    def number_or_none(self, column: str) -> Any:
        return self.read(column, WholeWidget().clean)

    def choice(self, column: str, choices: type[models.TextChoices]) -> str:
        if not self.text(column):
            self.fault(column, "cellule vide : une valeur est attendue.")
        return str(self.read(column, ChoiceWidget(choices).clean, ""))

    def flag(self, column: str) -> bool:
        if self.text(column) not in ("yes", "no"):
            self.fault(column, f"« {self.text(column)} » : écrire « yes » ou « no ».")
        return self.text(column) == "yes"

    def partial_date(self, column: str) -> PartialDate:
        found = self.read(column, parse_date, PartialDate(None, Precision.UNKNOWN))
        assert isinstance(found, PartialDate)
        return found

    def reference(self, column: str, model: type[ModelT], **key: object) -> ModelT | None:
        """The row of `model` that the cell names by slug, or by `key`; None where the cell is empty."""
        if not self.text(column):
            return None
        found = model._default_manager.filter(**(key or {"slug": self.text(column)})).first()
        if found is None:
            name = model._meta.verbose_name
            self.fault(column, f"aucune entrée « {name} » ne s'appelle « {self.text(column)} ».")
        return found

    def required(self, column: str, model: type[ModelT], **key: object) -> ModelT | None:
        if not self.text(column):
            self.fault(column, "cellule vide : une valeur est attendue.")
        return self.reference(column, model, **key)


def read_lines(path: Path, columns: str, faults: list[str]) -> list[Line]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LoadError(
            [f"{path.name} : fichier illisible, un CSV en UTF-8 est attendu ({error})."]
        ) from error
    rows = list(csv.reader(text.splitlines(keepends=True)))
    expected = columns.split()
    if not rows or rows[0] != expected:
        raise LoadError([f"{path.name}, ligne 1 : les colonnes attendues sont {', '.join(expected)}."])
    lines = []
    for number, row in enumerate(rows[1:], 2):
        if not row:
            continue
        if len(row) != len(expected):
            faults.append(f"{path.name}, ligne {number} : {len(row)} cellules, {len(expected)} attendues.")
            continue
        lines.append(Line(path.name, number, dict(zip(expected, row, strict=True)), faults))
    return lines
