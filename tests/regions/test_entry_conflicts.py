"""Two people in one grid: neither overwrites the other without having read it."""

import pytest
from django.test import Client

from regions.models import Figure
from tests.factories import make_user
from tests.regions.entry import Table, faults, read_fields, stored
from tests.regions.html import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return Table(regions=1)


@pytest.fixture
def colleague():
    client = Client()
    client.force_login(make_user(username="dominique", is_staff=True, is_superuser=True))
    return client


def cell(table, number=0):
    return table.name(table.nation, table.answers[number])


def values():
    return [f"{figure.value:.0f}" for figure in Figure.objects.order_by("answer__order")]


def test_cell_that_both_changed_is_refused_with_both_values_who_and_when(desk, colleague, table):
    table.figure(table.nation, table.answers[0], 40)
    mine = table.typed(desk) | {cell(table): "41"}
    table.fill(colleague, {cell(table): "44"})
    response = desk.post(table.address, mine)
    assert response.status_code == 200
    (fault,) = faults(response)
    assert fault.startswith("France, Réponse 1 : vous écrivez 41 ; dominique a enregistré 44 le ")
    assert "(à l'ouverture de cette page : 40)" in fault
    assert read_fields(response)[cell(table)] == "41"
    assert parse(response.content.decode()).only("span", "theirs").text == "enregistré : 44"
    assert values() == ["44"]


def test_who_has_read_both_values_may_save_the_own_one(desk, colleague, table):
    table.figure(table.nation, table.answers[0], 40)
    mine = table.typed(desk) | {cell(table): "41"}
    table.fill(colleague, {cell(table): "44"})
    refused = desk.post(table.address, mine)
    assert desk.post(table.address, read_fields(refused)).status_code == 302
    assert values() == ["41"]
    assert Figure.objects.get().version == 3


def test_cell_that_only_the_other_changed_takes_theirs(desk, colleague, table):
    one, two = table.answers
    table.figure(table.nation, one, 40)
    table.figure(table.nation, two, 50)
    mine = table.typed(desk) | {cell(table, 0): "41"}
    table.fill(colleague, {cell(table, 1): "55"})
    assert desk.post(table.address, mine).status_code == 302
    assert values() == ["41", "55"]
    assert [figure.version for figure in Figure.objects.order_by("answer__order")] == [2, 2]


def test_refused_page_shows_theirs_where_nothing_was_typed(desk, colleague, table):
    one, two = table.answers
    table.figure(table.nation, one, 40)
    table.figure(table.nation, two, 50)
    mine = table.typed(desk) | {cell(table, 0): "41"}
    table.fill(colleague, {cell(table, 0): "44", cell(table, 1): "55"})
    fields = read_fields(desk.post(table.address, mine))
    assert (fields[cell(table, 0)], fields[cell(table, 1)]) == ("41", "55")


def test_same_value_typed_by_both_is_saved_once(desk, colleague, table):
    table.figure(table.nation, table.answers[0], 40)
    mine = table.typed(desk) | {cell(table): "44,0 %"}
    table.fill(colleague, {cell(table): "44"})
    assert desk.post(table.address, mine).status_code == 302
    assert Figure.objects.get().version == 2


def test_new_figure_that_both_made_is_refused_with_both_values(desk, colleague, table):
    mine = table.typed(desk) | {cell(table): "41"}
    table.fill(colleague, {cell(table): "44"})
    response = desk.post(table.address, mine)
    assert "vous écrivez 41 ; dominique a enregistré 44" in faults(response)[0]
    assert values() == ["44"]


def test_figure_that_the_other_deleted_is_not_made_again_unasked(desk, colleague, table):
    figure = table.figure(table.nation, table.answers[0], 40)
    mine = table.typed(desk) | {cell(table): "41"}
    colleague.post(f"/admin/regions/figure/{figure.pk}/delete/", {"post": "yes"})
    refused = desk.post(table.address, mine)
    assert "vous écrivez 41 ; dominique a supprimé ce chiffre" in faults(refused)[0]
    assert stored(table) == {}
    assert desk.post(table.address, read_fields(refused)).status_code == 302
    assert values() == ["41"]


def test_respondents_that_both_changed_are_refused_with_both(desk, colleague, table):
    table.figure(table.nation, table.answers[0], 40, respondents=200)
    row = table.name(table.nation)
    mine = table.typed(desk) | {row: "210"}
    table.fill(colleague, {row: "220"})
    response = desk.post(table.address, mine)
    assert "France, répondants : vous écrivez 210 ; dominique a enregistré 220" in faults(response)[0]
    assert read_fields(response)[row] == "210"
    assert Figure.objects.get().respondents == 220


def test_value_and_respondents_of_one_row_are_changed_by_two(desk, colleague, table):
    table.figure(table.nation, table.answers[0], 40, respondents=200)
    mine = table.typed(desk) | {table.name(table.nation): "210"}
    table.fill(colleague, {cell(table): "44"})
    assert desk.post(table.address, mine).status_code == 302
    figure = Figure.objects.get()
    assert (figure.value, figure.respondents, figure.version) == (44, 210, 3)


def test_checks_while_one_types_tell_what_a_colleague_saved(desk, colleague, table):
    table.figure(table.nation, table.answers[0], 40)
    mine = table.typed(desk) | {cell(table): "41", "check": "1"}
    table.fill(colleague, {cell(table): "44"})
    response = desk.post(table.address, mine)
    item = parse(response.content.decode()).only("li", data_theirs="44")
    assert item["data-anchor"] == cell(table)


@pytest.mark.parametrize("seen", ["", "x", '{"1-1-1": 3}'])
def test_page_that_does_not_say_what_it_showed_overwrites_nothing(desk, table, seen):
    table.figure(table.nation, table.answers[0], 40)
    response = table.fill(desk, {cell(table): "41", "seen": seen})
    assert response.status_code == 200
    assert values() == ["40"]
