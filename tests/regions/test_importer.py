from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from import_export.formats.base_formats import CSV, XLSX

from regions.files import ExcelCSV
from regions.importer import FigureResource, TextWidget, parse_number
from tests.regions.imports import check, load, make_catalogue


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("43", 43),
        ("43,5", "43.5"),
        ("43.5", "43.5"),
        ("43 %", 43),
        ("43,5\u202f%", "43.5"),
        ("7,1/10", "7.1"),
        ("7,1 sur 10", "7.1"),
        ("1 200 000", 1200000),
        ("1\u00a0200\u202f000", 1200000),
        (0, 0),
        ("0 %", 0),
        (43, 43),
        (7.1, "7.1"),
        (43.0, 43),
        (Decimal("43.500"), "43.5"),
    ],
)
def test_number_is_read_as_people_write_it(cell, number):
    assert parse_number(cell) == Decimal(number)


@pytest.mark.parametrize("cell", [None, "", "  ", "n.d.", "N.D.", "nd", "non publié"])
def test_absence_is_none_and_not_zero(cell):
    assert parse_number(cell) is None


@pytest.mark.parametrize(
    "cell", ["quarante", "4 3 %%", "1,200,000", "-4", "1e3", "NaN", "inf", True, "9" * 13]
)
def test_what_is_no_number_is_refused_with_the_cell(cell):
    with pytest.raises(ValueError, match="n'est pas un nombre"):
        parse_number(cell)


def test_too_many_decimals_are_refused_rather_than_rounded():
    with pytest.raises(ValueError, match="plus de trois décimales"):
        parse_number("33,3333")


@pytest.mark.parametrize("text", ["=1+1", "+33", "-1", "@x", "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_run_comes_back_from_a_file_as_it_was(text):
    written = TextWidget().render(text)
    assert written == f"'{text}"
    assert TextWidget().clean(written) == text.strip() or text[0] in "\t\r"


def test_date_in_a_cell_of_numbers_is_told_for_what_it_is():
    with pytest.raises(ValueError, match="date du 26/05/2016, et non un nombre"):
        parse_number(date(2016, 5, 26))


def test_text_with_a_null_sign_is_refused():
    with pytest.raises(ValueError, match="Caractère nul"):
        TextWidget().clean("a\x00b")


@pytest.fixture
def figures(db):
    make_catalogue()
    load({"value": "43,5", "source": "=cmd()"}, {"answer": "Non", "value": "n.d.", "source": "x"})


@pytest.mark.parametrize("form", [CSV, ExcelCSV, XLSX])
def test_export_is_read_back_without_a_change(figures, form):
    data = form().export_data(FigureResource().export())
    plan = check(data.encode() if isinstance(data, str) else data, ignored=True)
    assert (plan.faults, plan.counts) == ([], {"new": 0, "changed": 0, "unchanged": 2, "refused": 0})


def test_spreadsheet_export_holds_numbers_and_no_formula(figures):
    sheet = openpyxl.load_workbook(BytesIO(XLSX().export_data(FigureResource().export()))).active
    cells = {cell.value: [sheet.cell(line, cell.column) for line in (2, 3)] for cell in sheet[1]}
    assert (43.5, "n") in {(cell.value, cell.data_type) for cell in cells["valeur"]}
    assert ("'=cmd()", "s") in {(cell.value, cell.data_type) for cell in cells["source"]}
