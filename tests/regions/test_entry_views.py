"""The entry grid: what is saved, refused, kept and told."""

from decimal import Decimal

import pytest

from regions.models import Figure, Report
from tests.factories import ago, make_correction, make_region, make_report
from tests.regions.desk import said, staff
from tests.regions.entry import Table, faults, read_fields, stored
from tests.regions.html import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return Table()


def test_typed_cells_are_saved_at_once(desk, table):
    france, first = table.nation, table.regions[0]
    one, two = table.answers
    response = table.fill(
        desk,
        {
            table.name(france, one): "43,5 %",
            table.name(first, one): "n.d.",
            table.name(first, two): "0",
            table.name(first): "1 200",
        },
    )
    assert response.status_code == 302
    assert stored(table) == {
        ("France", "Réponse 1"): (Decimal("43.5"), None, 1),
        ("Région 01", "Réponse 1"): (None, 1200, 1),
        ("Région 01", "Réponse 2"): (Decimal(0), 1200, 1),
    }
    figure = Figure.objects.get(region=france)
    assert (figure.report, figure.source, figure.base_status, figure.unit) == (
        table.report,
        "Document",
        "stated",
        "%",
    )


def test_page_after_the_save_tells_each_change(desk, table):
    one, two = table.answers
    table.figure(table.nation, one, 40)
    response = desk.post(
        table.address,
        table.typed(desk) | {table.name(table.nation, one): "41", table.name(table.nation, two): "n.d."},
        follow=True,
    )
    told = parse(response.content.decode()).only("section", "entry-saved")
    assert [[cell.text for cell in row.children if hasattr(cell, "tag")] for row in told.all("tr")] == [
        ["Case", "Avant", "Après"],
        ["France, Réponse 1", "40 %", "41 %"],
        ["France, Réponse 2", "–", "n.d."],
    ]


def test_respondents_of_a_row_are_told_once(desk, table):
    for answer in table.answers:
        table.figure(table.nation, answer, 40, respondents=900)
    response = desk.post(table.address, table.typed(desk) | {table.name(table.nation): "901"}, follow=True)
    told = parse(response.content.decode()).only("section", "entry-saved")
    assert [row.text for row in told.all("tr")][1:] == ["France, répondants 900 901"]
    assert {figure.respondents for figure in Figure.objects.all()} == {901}


def test_one_wrong_cell_keeps_all_from_being_saved_and_all_that_was_typed(desk, table):
    one, two = table.answers
    cells = {table.name(table.nation, one): "43", table.name(table.regions[0], two): "4O %"}
    response = table.fill(desk, cells)
    assert response.status_code == 200
    assert faults(response) == [
        "Région 01, Réponse 2 : « 4O % » n'est pas un nombre : écrire par exemple 43, 43,5 ou n.d."
    ]
    assert read_fields(response).items() >= (cells | {"source": "Document"}).items()
    assert stored(table) == {}


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"value": "101"}, "Région 01, Réponse 1 : 101 est hors limites : attendu de 0 à 100."),
        ({"value": "7/10"}, "Région 01, Réponse 1 : Un nombre en « /10 », mais l'indicateur est en « % »."),
        ({"value": "12,3456"}, "« 12,3456 » a plus de trois décimales : arrondissez."),
        ({"value": "43", "n": "301"}, "répondants : 301 répondants, mais l'enquête n'en a que 300."),
        ({"value": "43", "n": "0"}, "répondants : Zéro répondant : laissez vide"),
        ({"value": "43", "n": "99999999999"}, "« 99999999999 » est trop grand"),
        ({"n": "200"}, "répondants : des répondants sans valeur"),
        ({"value": "43", "source": ""}, "Lu dans : obligatoire pour les nouveaux chiffres"),
        ({"value": "43", "source": "x" * 301}, "Lu dans"),
        ({"value": "43", "report": "regional"}, "aucun rapport à paraître n'est choisi pour Région 01"),
        ({"value": "43", "report": "x"}, "Rapport qui les publie"),
    ],
)
def test_what_is_wrong_is_told_by_cell(desk, cells, message):
    table = Table(respondents=300)
    make_report(region=make_region())  # so that regional reports are a choice
    region = table.regions[0]
    names = {"value": table.name(region, table.answers[0]), "n": table.name(region)}
    response = table.fill(desk, {names.get(name, name): text for name, text in cells.items()})
    assert response.status_code == 200
    assert message in " ".join(faults(response))
    assert stored(table) == {}


def test_part_above_its_whole_is_refused_where_it_was_typed(desk, table):
    one, two = table.answers
    two.parent = one
    two.save()
    name = table.name(table.nation, two)
    response = table.fill(desk, {table.name(table.nation, one): "40", name: "41"})
    assert faults(response) == ["France, Réponse 2 : 41 % dépasse 40 %, la réponse dont elle est une partie."]
    assert table.fill(desk, {table.name(table.nation, one): "41", name: "40"}).status_code == 302


def test_emptied_cell_deletes_nothing(desk, table):
    table.figure(table.nation, table.answers[0], 40)
    name = table.name(table.nation, table.answers[0])
    response = table.fill(desk, {name: ""})
    assert "Vider une case n'efface pas un chiffre" in faults(response)[0]
    assert stored(table) == {("France", "Réponse 1"): (40, None, 1)}


def test_emptied_cell_deletes_its_figure_where_that_is_ticked(desk, table):
    table.figure(table.nation, table.answers[0], 40)
    name = table.name(table.nation, table.answers[0])
    box = parse(table.fill(desk, {name: ""}).content.decode()).only("input", id="remove")
    response = desk.post(table.address, table.typed(desk) | {name: "", "remove": box["value"]}, follow=True)
    assert stored(table) == {}
    told = parse(response.content.decode()).only("section", "entry-saved")
    assert [row.text for row in told.all("tr")][1:] == ["France, Réponse 1 40 % supprimé"]


def test_unchanged_cells_write_nothing(desk, table):
    for answer in table.answers:
        table.figure(table.nation, answer, 40, respondents=900)
    response = desk.post(table.address, table.typed(desk), follow=True)
    assert "rien n'est enregistré" in said(response)
    assert {figure.version for figure in Figure.objects.all()} == {1}
    assert Figure.history.count() == 2
    assert Report.objects.get().version == 0


def test_changed_figure_keeps_what_the_grid_does_not_show(desk, table):
    figure = table.figure(
        table.nation,
        table.answers[0],
        40,
        note="Une note.",
        qualifier="about",
        certainty="uncertain",
        count=12,
        respondents=30,
    )
    page = desk.get(table.address)
    assert "environ · incertain · effectif 12 · note" in said(page)
    table.fill(desk, {table.name(table.nation, table.answers[0]): "41", "source": "Autre"})
    figure.refresh_from_db()
    kept = ("note", "qualifier", "certainty", "count", "respondents", "source")
    assert [getattr(figure, name) for name in kept] == ["Une note.", "about", "uncertain", 12, 30, "Document"]
    assert (figure.value, figure.version) == (41, 2)


def test_history_holds_each_changed_figure_with_the_reason(desk, table):
    one, two = table.answers
    table.figure(table.nation, one, 40)
    table.figure(table.nation, two, 50)
    table.fill(
        desk,
        {
            table.name(table.nation, one): "41",
            table.name(table.regions[0], one): "42",
            "reason": "Relecture du rapport.",
        },
    )
    records = Figure.history.filter(history_user=desk.user).order_by("value")
    assert [(one.history_type, one.value, one.version, one.history_change_reason) for one in records] == [
        ("~", 41, 2, "Relecture du rapport."),
        ("+", 42, 1, "Relecture du rapport."),
    ]


def test_save_voids_the_approval_of_each_report_that_it_touches(desk, table):
    table.figure(table.nation, table.answers[0], 40)
    Report.objects.update(publish_at=ago(days=-1), approved_at=ago(hours=1), approved_alone_because="raison")
    data = table.typed(desk) | {table.name(table.nation, table.answers[0]): "41"}
    response = desk.post(table.address, data, follow=True)
    assert "est annulée : faites approuver la nouvelle version" in said(response)
    assert Report.objects.get().approved_at is None


@pytest.mark.parametrize("kind", ["public", "corrected"])
def test_public_figures_are_not_fields_and_lead_to_their_correction(desk, table, kind):
    report = make_report(publish_at=ago(hours=1)) if kind == "public" else table.report
    figure = table.figure(table.nation, table.answers[0], 40, report=report)
    if kind == "corrected":
        make_correction(figure=figure, publish_at=ago(minutes=1))
    page = parse(desk.get(table.address).content.decode())
    link = page.only("a", id=table.name(table.nation, table.answers[0]))
    assert link["href"] == f"/admin/regions/correction/add/?figure={figure.pk}"
    assert table.name(table.nation, table.answers[0]) not in read_fields(desk.get(table.address))


def test_cell_that_came_out_meanwhile_is_refused_and_what_was_typed_is_told(desk, table):
    table.figure(table.nation, table.answers[0], 40)
    data = table.typed(desk) | {table.name(table.nation, table.answers[0]): "41"}
    Report.objects.update(
        publish_at=ago(minutes=1), approved_at=ago(minutes=1), approved_alone_because="raison"
    )
    response = desk.post(table.address, data)
    assert "vous écriviez 41" in faults(response)[0]
    assert Figure.objects.get().value == 40


def test_each_region_takes_its_own_report(desk, table):
    first, second = table.regions
    own = make_report(region=first)
    other = make_report(region=second)
    make_report(region=second, publish_at=ago(hours=1))
    cells = {table.name(region, table.answers[0]): "43" for region in (table.nation, first, second)}
    table.fill(desk, cells | {"report": "regional", f"report-{table.nation.pk}": str(table.report.pk)})
    assert {figure.region: figure.report for figure in Figure.objects.all()} == {
        table.nation: table.report,
        first: own,
        second: other,
    }


def test_checks_while_one_types_save_nothing(desk, table):
    cells = {table.name(table.nation, table.answers[0]): "101", "source": "", "check": "1"}
    response = table.fill(desk, cells)
    assert (response.status_code, faults(response)) == (
        200,
        ["France, Réponse 1 : 101 est hors limites : attendu de 0 à 100."],
    )
    assert stored(table) == {}


@pytest.mark.parametrize(
    ("permissions", "status"),
    [
        (("view_figure",), 403),
        (("add_figure",), 200),
        (("change_figure",), 200),
    ],
)
def test_grid_is_for_who_enters_figures(client, table, permissions, status):
    staff(client, *permissions)
    assert client.get(table.address).status_code == status
    assert client.get("/admin/regions/figure/tableau/").status_code == status


@pytest.mark.parametrize(
    ("permission", "names"), [("add_figure", ["Réponse 2"]), ("change_figure", ["Réponse 1"])]
)
def test_who_may_only_add_or_change_types_nothing_else(client, permission, names):
    table = Table(regions=0)
    table.figure(table.nation, table.answers[0], 40)
    fields = read_fields(staff(client, permission).get(table.address))
    by_name = {table.name(table.nation, answer): answer.label for answer in table.answers}
    assert [by_name[name] for name in fields if name in by_name] == names
