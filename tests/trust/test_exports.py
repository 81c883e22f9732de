"""No export holds a text that a spreadsheet would compute, whatever editors wrote; and ours is read again."""

import csv
import io
import re
import zipfile

import openpyxl
import pytest
from django.db import models
from django.urls import reverse

from regions.admin.imports.messages import messages_csv
from regions.files import FORMULA_STARTS
from regions.importer import COLUMNS
from regions.models import Answer, Base, Figure, Indicator, Question, Region, Report, Survey, Theme
from tests.regions.desk import staff
from tests.regions.imports import check, load, make_catalogue
from tests.trust import sample, world

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

CATALOGUE = (Region, Survey, Base, Theme, Indicator, Answer, Question, Report, Figure)
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def spoil(start):
    """Every text of the catalogue that somebody writes begins so, and is still unique."""
    for model in CATALOGUE:
        fields = [
            one for one in model._meta.concrete_fields if isinstance(one, models.CharField | models.TextField)
        ]
        written = [
            one for one in fields if not one.choices and one.name not in ("slug", "series", "code", "unit")
        ]
        for row in model.objects.all():
            texts = {
                one.name: f"{start}1+{row.pk}" for one in written if one.editable and getattr(row, one.name)
            }
            model.objects.filter(pk=row.pk).update(**texts)


def cells(data):
    """The texts of every cell of a CSV, of a workbook, or of those that an archive holds."""
    if not data.startswith(b"PK"):
        text = data.decode("utf-8-sig")
        mark = ";" if text.partition("\n")[0].count(";") > 2 else ","
        yield from (
            cell for line in csv.reader(io.StringIO(text, newline=""), delimiter=mark) for cell in line
        )
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inner = [archive.read(name) for name in archive.namelist() if name.endswith((".csv", ".xlsx"))]
        is_book = "xl/workbook.xml" in archive.namelist()
    for one in inner:
        yield from cells(one)
    if is_book:
        for sheet in openpyxl.load_workbook(io.BytesIO(data)):
            for line in sheet.iter_rows():
                assert [cell.coordinate for cell in line if cell.data_type == "f"] == []
                yield from (cell.value for cell in line if isinstance(cell.value, str))


def exports(client):
    """Name and bytes of every file of cells that the public takes away."""
    for name, address in world.public_addresses():
        path = address.partition("?")[0]
        if path.endswith((".csv", ".xlsx", ".zip")) and "image" not in path:
            response = client.get(address)
            assert response.status_code == 200, address
            yield f"{name} {address}", b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize("start", sample(FORMULA_STARTS, 1))
def test_no_cell_of_a_public_file_is_computed(client, start):
    world.plant()
    spoil(start)
    found = {name: list(cells(data)) for name, data in exports(client)}
    assert len(found) > 20
    wrong = {
        (name, cell)
        for name, texts in found.items()
        for cell in texts
        if cell.startswith(FORMULA_STARTS) and not NUMBER.fullmatch(cell)
    }
    assert wrong == set()
    assert [name for name, texts in found.items() if not any(cell.startswith("'") for cell in texts)] == []


@pytest.mark.parametrize("form", range(3))
def test_figures_exported_at_the_desk_are_read_again_as_they_are(client, form):
    make_catalogue()
    texts = [f"{start}1+1" for start in FORMULA_STARTS if start.strip()]
    rows = [{"region": "Corse", "answer": "Non", "source": "Page 3"}, {"value": "43,5", "source": "'=1"}]
    load(*rows, {"region": "FR", "value": "n.d."})
    for number, figure in enumerate(Figure.objects.all()):
        Figure.objects.filter(pk=figure.pk).update(source=texts[number], note="=HYPERLINK(1)")
    staff(client, "view_figure", "export_figure", "import_figure")
    fields = dict.fromkeys([f"figureresource_{name}" for name in COLUMNS], "on")
    address = reverse("admin:regions_figure_export")
    response = client.post(address, {"format": form, "resource": "", **fields})
    data = response.content
    assert [
        cell for cell in cells(data) if cell.startswith(FORMULA_STARTS) and not NUMBER.fullmatch(cell)
    ] == []
    plan = check(data)
    assert ([str(fault) for fault in plan.faults], plan.counts["unchanged"]) == ([], 3)


def test_messages_of_an_import_hold_no_formula():
    row = {"line": 2, "label": "@x", "is_new": True, "changes": []}
    plan = {
        "faults": [{"place": "=1", "message": "+1", "proposed": None}],
        "rows": [row],
        "aside": [(1, "-1+1")],
    }
    assert [cell for cell in cells(messages_csv(plan)) if cell.startswith(FORMULA_STARTS)] == []
