"""Rows as files that a reader takes away: CSV, CSV for a French Excel, XLSX with its notes, JSON.

The same record feeds all of them. What is missing is an empty cell, and its status says why.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, NamedTuple
from zipfile import ZipFile

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from regions import files, sentences
from regions.rows import FigureRow
from regions.stats import Interval
from regions.zipped import BEGINNING, zipped

Cell = str | int | Decimal | None


class Column(NamedTuple):
    name: str
    meaning: str


COLUMNS = (
    Column("cle", "Le nom du chiffre, qui ne change pas : territoire, indicateur, enquête, réponse, base."),
    Column("region", "Le territoire : la France ou l'une de ses régions."),
    Column("code_region", "Son code INSEE ; FR pour la France."),
    Column("indicateur", "Son nom, comme à l'écran."),
    Column("definition", "Ce que le nombre mesure."),
    Column("public", "Qui a été interrogé."),
    Column("enquete", "L'enquête qui a posé la question."),
    Column("question", "Le libellé de la question, s'il est connu."),
    Column("etat_libelle", "Exact, reconstitué ou inconnu."),
    Column("reponse", "La réponse comptée."),
    Column("base", "Ceux à qui le nombre se rapporte : ne jamais le citer sans elle."),
    Column("etat_base", "Écrite dans la source, implicite ou inconnue."),
    Column("valeur", "Le nombre publié. Vide s'il ne l'est pas : voir « statut ». Zéro est une valeur."),
    Column("nuance", "« environ », « plus de » : la source ne donne pas mieux."),
    Column("unite", "% ; /10, une note sur 10 ; effectif ; moyenne."),
    Column("repondants", "Effectif non pondéré de la base, s'il est publié."),
    Column("intervalle_bas", "Borne basse de l'intervalle de la valeur à 95 %, s'il est calculable."),
    Column("intervalle_haut", "Sa borne haute."),
    Column("valeur_france", "La valeur nationale de la même question, réponse et base."),
    Column("nuance_france", "Sa nuance : « environ », « plus de »."),
    Column("certitude_france", "Certain ou incertain ; sans certitude, l'écart n'est pas calculé."),
    Column("ecart_points", "Valeur de la région moins valeur de la France, en points."),
    Column("ecart_bas", "Borne basse de l'intervalle de l'écart à 95 %, s'il est calculable."),
    Column("ecart_haut", "Sa borne haute."),
    Column("verdict", "Ce que le test permet de dire de l'écart ; « non testé » sans effectifs."),
    Column("statut", "Publié, non publié, non interrogés à cette date, non demandé."),
    Column("prudence", "Oui : moins de 30 répondants, ou un effectif inconnu sur une petite base."),
    Column("certitude", "Certain ou incertain."),
    Column("rapport", "La publication d'où vient le nombre."),
    Column("date_rapport", "Sa date, autant qu'elle est connue : 2016-05-26, 2016-11, 2016-H2 ou 2017."),
    Column("rapport_france", "La publication d'où vient la valeur nationale."),
    Column("source", "Le document où la valeur a été lue."),
    Column("note", "Ce qu'il faut savoir de ce nombre."),
    Column("adresse", "La page de ce nombre."),
)

COLUMN_NAMES = tuple(column.name for column in COLUMNS)

WIDE = 40
WIDE_COLUMNS = ("cle", "indicateur", "definition", "question", "reponse", "base", "source", "note", "adresse")


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: its rows, a title, the page that it comes from and what holds for all rows."""

    name: str
    title: str
    address: str
    rows: Sequence[FigureRow]
    notes: Sequence[str] = ()


def record(row: FigureRow, site: str) -> dict[str, Cell]:
    """One row under the names of COLUMNS. `site` stands before its address: https://example.org."""
    return {**_subject(row), **_value(row), **_origin(row, site)}


def _subject(row: FigureRow) -> dict[str, Cell]:
    question = row.question
    return {
        "cle": row.figure.key if row.figure else None,
        "region": row.region.name,
        "code_region": row.region.code,
        "indicateur": row.indicator.short_label,
        "definition": row.indicator.label,
        "public": row.audience.label,
        "enquete": str(question.survey) if question else None,
        "question": (question.wording or None) if question else None,
        "etat_libelle": question.get_wording_status_display() if question else None,
        "reponse": row.answer.label if row.answer else None,
        "base": row.base.label if row.base else None,
        "etat_base": row.figure.get_base_status_display() if row.figure else None,
    }


def _value(row: FigureRow) -> dict[str, Cell]:
    figure, gap = row.figure, row.gap
    low, high = _ends(row.interval)
    gap_low, gap_high = _ends(gap.interval if gap else None)
    nation = row.nation.figure if row.nation else None
    return {
        "valeur": row.value,
        "nuance": (figure.get_qualifier_display() or None) if figure else None,
        "unite": row.indicator.get_unit_display(),
        "repondants": figure.respondents if figure else None,
        "intervalle_bas": low,
        "intervalle_haut": high,
        "valeur_france": row.nation.value if row.nation else None,
        "nuance_france": (nation.get_qualifier_display() or None) if nation else None,
        "certitude_france": nation.get_certainty_display() if nation else None,
        "ecart_points": gap.points if gap else None,
        "ecart_bas": gap_low,
        "ecart_haut": gap_high,
        "verdict": sentences.VERDICT_WORDS[gap.verdict] if gap else None,
        "statut": sentences.STATUS_WORDS[row.status],
        "prudence": "oui" if row.caution and row.value is not None else None,
        "certitude": figure.get_certainty_display() if figure else None,
    }


def _origin(row: FigureRow, site: str) -> dict[str, Cell]:
    figure = row.figure
    return {
        "rapport": figure.report.title if figure else None,
        "date_rapport": (figure.report.released.iso or None) if figure else None,
        "rapport_france": row.nation.figure.report.title if row.nation and row.nation.figure else None,
        "source": figure.source if figure else None,
        "note": row.note or None,
        "adresse": site + figure.get_absolute_url() if figure else None,
    }


def _ends(interval: Interval | None) -> tuple[Cell, Cell]:
    return interval.rounded() if interval else (None, None)


def as_csv(table: Table, site: str) -> bytes:
    """Comma, decimal point, UTF-8."""
    return csv_of(COLUMN_NAMES, _lines(table, site))


def as_excel_csv(table: Table, site: str) -> bytes:
    """Semicolon, decimal comma and a byte order mark: what a French Excel opens by a double click."""
    text = _csv(COLUMN_NAMES, _lines(table, site), ";", lambda cell: _plain(cell).replace(".", ","))
    return text.encode("utf-8-sig")


def csv_of(names: Iterable[str], lines: Iterable[Iterable[Cell]]) -> bytes:
    """Comma, decimal point, UTF-8, and no text that a spreadsheet would compute."""
    return _csv(names, lines, ",", _plain).encode()


def _lines(table: Table, site: str) -> Iterable[Iterable[Cell]]:
    return (record(row, site).values() for row in table.rows)


def _csv(names: Iterable[str], lines: Iterable[Iterable[Cell]], delimiter: str, number: Any) -> str:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(names)
    for cells in lines:
        writer.writerow([number(cell) if isinstance(cell, Decimal) else files.inert(cell) for cell in cells])
    return text.getvalue()


def as_json(table: Table, site: str) -> bytes:
    """An object with the table's title, address, notes, columns and rows; numbers are numbers."""
    body = {
        "titre": table.title,
        "adresse": site + table.address,
        "notes": list(table.notes),
        "colonnes": {column.name: column.meaning for column in COLUMNS},
        "lignes": [
            {name: plain_number(cell) for name, cell in record(row, site).items()} for row in table.rows
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


def as_xlsx(table: Table, site: str) -> bytes:
    """A sheet of figures, and one of notes: where they come from and what each column means."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Chiffres"
    sheet.append(COLUMN_NAMES)
    for row in table.rows:
        sheet.append([plain_number(_writable(cell)) for cell in record(row, site).values()])
    _dress(sheet)
    notes = book.create_sheet("Notes")
    for line in _notes(table, site):
        notes.append([_writable(cell) for cell in line])
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 18, 100
    for line in notes.iter_rows():
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    """The same bytes for the same cells: openpyxl alone would write the time into them."""
    book.properties.created = book.properties.modified = BEGINNING.replace(tzinfo=None)
    stream = BytesIO()
    ExcelWriter(book, ZipFile(stream, "w")).save()  # which closes the file
    with ZipFile(stream) as file:
        return zipped([(name, file.read(name)) for name in file.namelist()])


def _writable(cell: Cell) -> Cell:
    """Without the control characters that XLSX cannot hold, and with no formula."""
    inert: Cell = files.inert(ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell)
    return inert


def _dress(sheet: Any) -> None:
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    for index, column in enumerate(COLUMNS, 1):
        sheet.cell(1, index).font = Font(bold=True)
        width = WIDE if column.name in WIDE_COLUMNS else max(len(column.name) + 3, 14)
        sheet.column_dimensions[get_column_letter(index)].width = width
    address = len(COLUMNS)
    for (cell,) in sheet.iter_rows(min_row=2, min_col=address, max_col=address):
        if cell.value:
            cell.hyperlink, cell.style = cell.value, "Hyperlink"


def _notes(table: Table, site: str) -> Iterable[tuple[str, str]]:
    yield ("Titre", table.title)
    yield ("Adresse", site + table.address)
    for note in table.notes:
        yield ("À savoir", note)
    yield ("", "")
    yield ("Colonne", "Ce qu'elle donne")
    yield from COLUMNS


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def plain_number(cell: Cell) -> str | int | float | None:
    """Decimals as JSON and XLSX write numbers: 43, 7.1."""
    if not isinstance(cell, Decimal):
        return cell
    return int(cell) if cell == cell.to_integral_value() else float(cell)


class Format(NamedTuple):
    content_type: str
    write: Any


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", as_csv),
    "excel.csv": Format("text/csv; charset=utf-8", as_excel_csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "json": Format("application/json", as_json),
}
FORMAT_NAMES = {"csv": "CSV", "excel.csv": "CSV pour Excel", "xlsx": "XLSX", "json": "JSON"}
