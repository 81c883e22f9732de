"""Where the table of a sheet is: titles above it, notes below, gaps within."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl.utils import get_column_letter

from regions.importer.reading.book import Line, Sheet, UnreadableError
from regions.importer.reading.columns import known_as

_HEADING_AMONG = 100  # lines
_LONGEST_HEADING = 60
_SURE = 3  # known headings that make a line one of headings


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, as a spreadsheet and as its heading name it; `sample` is its first cell."""

    number: int
    heading: str
    hidden: bool = False
    sample: str = ""

    @property
    def letter(self) -> str:
        return str(get_column_letter(self.number))

    def __str__(self) -> str:
        return f"{self.letter} « {self.heading} »" if self.heading else f"{self.letter} (sans titre)"


@dataclass(frozen=True, slots=True)
class Table:
    """`aside` holds the lines that are no row of the table, with what they say."""

    sheet: Sheet
    heading_line: int
    columns: tuple[Column, ...]
    lines: list[Line]
    aside: list[tuple[int, str]]

    @property
    def headings(self) -> dict[int, str]:
        return {column.number: column.heading for column in self.columns if column.heading}

    @property
    def hidden_lines(self) -> int:
        return sum(line.hidden for line in self.lines)


def find_table(sheet: Sheet) -> Table:
    """The table of a sheet; UnreadableError where there is none, or more than one."""
    if not sheet.lines:
        raise UnreadableError(f"{sheet.place}aucune cellule n'est remplie.")
    start = _heading_index(sheet)
    heading = sheet.lines[start]
    titles = {number: written(cell) for number, cell in heading.cells.items()}
    _refuse_side_by_side(sheet, heading, titles)
    aside = [(line.number, _words(line)) for line in sheet.lines[:start]]
    lines: list[Line] = []
    for line in sheet.lines[start + 1 :]:
        if len(line.cells) == 1 or _repeats(line, titles):
            aside.append((line.number, _words(line)))
            continue
        _refuse_second(sheet, line)
        lines.append(line)
    _refuse_wide(sheet, lines, max(titles))
    return Table(sheet, heading.number, _columns(sheet, titles, lines), lines, aside)


def written(cell: Any) -> str:
    """A cell in words, on one line."""
    if isinstance(cell, bool):
        return "VRAI" if cell else "FAUX"
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return f"{cell:%d/%m/%Y}"
    return " ".join(str(cell).split())


def _heading_index(sheet: Sheet) -> int:
    """The line that holds most known headings; without two, the first that looks like headings."""
    near = sheet.lines[:_HEADING_AMONG]
    known = [len(_known(line)) for line in near]
    if max(known) >= 2:
        return known.index(max(known))
    for index, line in enumerate(near):
        words = [
            cell for cell in line.cells.values() if isinstance(cell, str) and re.search("[^\\W\\d]", cell)
        ]
        if len(words) >= _SURE and len(words) == len(line.cells):
            return index
    raise UnreadableError(
        f"{sheet.place}aucune ligne n'a l'air de nommer des colonnes : "
        "au-dessus des chiffres, écrivez région, indicateur, enquête, réponse, base, valeur, rapport, source."
    )


def _known(line: Line) -> dict[str, int]:
    """The columns that cells of a line would name, were they headings."""
    found: dict[str, int] = {}
    for number, cell in line.cells.items():
        if isinstance(cell, str) and len(cell) <= _LONGEST_HEADING and (key := known_as(cell)):
            found.setdefault(key, number)
    return found


def _repeats(line: Line, titles: dict[int, str]) -> bool:
    """Headings again: of a new page, or of a cell merged over two lines."""
    return all(titles.get(number) == written(cell) for number, cell in line.cells.items())


def _refuse_second(sheet: Sheet, line: Line) -> None:
    known = _known(line)
    if len(known) >= _SURE:
        raise UnreadableError(
            f"{sheet.place}ligne {line.number}, colonne {get_column_letter(min(known.values()))} : un second "
            "tableau commence ici. Mettez-le dans une autre feuille, ou ses lignes sous le premier."
        )


def _refuse_side_by_side(sheet: Sheet, heading: Line, titles: dict[int, str]) -> None:
    first: dict[str, int] = {}
    again: list[int] = []
    for number in sorted(titles):
        key = known_as(titles[number])
        if key and first.setdefault(key, number) != number:
            again.append(number)
    if len(again) >= _SURE:
        raise UnreadableError(
            f"{sheet.place}ligne {heading.number}, colonne {get_column_letter(again[0])} : un second tableau "
            "commence à côté du premier. Mettez-le dans une autre feuille, ou ses lignes sous le premier."
        )


def _refuse_wide(sheet: Sheet, lines: list[Line], last: int) -> None:
    """In a CSV, a cell beyond the headings is a separator within a text: all that follows it is shifted."""
    wide = next((line for line in lines if not sheet.name and max(line.cells) > last), None)
    if wide is not None:
        raise UnreadableError(
            f"Ligne {wide.number} : {max(wide.cells)} cellules pour {last} colonnes. Un texte y contient "
            "sans doute le séparateur : mettez ce texte entre guillemets."
        )


def _columns(sheet: Sheet, titles: dict[int, str], lines: list[Line]) -> tuple[Column, ...]:
    """Those with a heading, and those in which something is written without one."""
    samples: dict[int, Any] = {}
    for line in lines:
        for number, cell in line.cells.items():
            samples.setdefault(number, cell)
    return tuple(
        Column(
            number,
            titles.get(number, ""),
            number in sheet.hidden_columns,
            written(samples.get(number, ""))[:40],
        )
        for number in sorted(titles.keys() | samples.keys())
    )


def _words(line: Line) -> str:
    text = " · ".join(written(line.cells[number]) for number in sorted(line.cells))
    return text if len(text) <= 120 else f"{text[:119]}…"
