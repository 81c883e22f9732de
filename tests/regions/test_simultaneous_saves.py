"""Eight people at the same rows at once, each with a connection of their own: nothing is lost, nobody is
turned away because of the database."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection, connections
from django.template import Template
from django.test import Client

from regions.models import Figure
from tests.factories import make_user
from tests.regions.entry import Table, read_fields
from tests.trust import FULL

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.no_cover]

PEOPLE = 8
TURNS = 50 if FULL else 10


@pytest.fixture
def office(monkeypatch):
    """A table of figures that are there already, and eight signed-in people."""
    # A test client keeps the context of each template that is rendered meanwhile, those of the others too.
    monkeypatch.setattr(Template, "_render", lambda template, context: template.nodelist.render(context))
    table = Table(regions=1, answers=2, unit="count")
    for region in (table.nation, *table.regions):
        for answer in table.answers:
            table.figure(region, answer, 1)
    clients = [Client() for _ in range(PEOPLE)]
    for client in clients:
        client.force_login(make_user(is_staff=True, is_superuser=True))
    return table, clients


@pytest.fixture
def own_connections(office, tmp_path, monkeypatch):
    """Gives a function that calls others in threads. The database of SQLite's tests is in memory, where
    nothing waits for anything: here it is copied into a file, as it is in use."""
    if connection.vendor == "sqlite":
        path = tmp_path / "phare.sqlite3"
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
        copy.close()
        settings = connections.settings["default"] | {"NAME": str(path)}
        monkeypatch.setitem(connections.settings, "default", settings)

    def call(function, *arguments):
        try:
            return function(*arguments)
        finally:
            connections.close_all()

    def call_all(function, arguments):
        with ThreadPoolExecutor(PEOPLE) as pool:
            return list(pool.map(partial(call, function), arguments))

    return call_all


def work(saves, office, number):
    """Save `saves` times a value of one's own; gives those that were accepted.

    Refused, one reads what is shown, and types one's next value over it.
    """
    table, clients = office
    is_grid, page = number % 2 == 0, None
    kind = GridPage if saves[1] == "grid" or (saves[1] == "both" and is_grid) else FormPage
    accepted = []
    for turn in range(saves[0]):
        value = str(2 + number * 1000 + turn)
        page = kind(table, clients[number], page and page.refused)
        if page.save(value):
            accepted.append(value)
    return accepted


class GridPage:
    """The grid; everybody types into its first cell."""

    def __init__(self, table, client, refused):
        self.client, self.refused = client, None
        self.address, self.field, self.form = self.place(table)
        self.fields = read_fields(refused or client.get(self.address), self.form)

    def place(self, table):
        return table.address, table.name(table.nation, table.answers[0]), "entry"

    def save(self, value):
        response = self.client.post(self.address, self.fields | {self.field: value})
        if response.status_code == 302:
            return True
        assert response.status_code == 200
        assert read_fields(response, self.form)[self.field] == value
        self.refused = response
        return False


class FormPage(GridPage):
    """The form of one figure."""

    def place(self, table):
        figure = Figure.objects.get(region=table.nation, answer=table.answers[0])
        return f"/admin/regions/figure/{figure.pk}/change/", "value", "figure_form"


def state(office):
    table, _ = office
    figure = Figure.objects.get(region=table.nation, answer=table.answers[0])
    others = set(Figure.objects.exclude(pk=figure.pk).values_list("version", flat=True))
    written = [f"{one.value:.0f}" for one in figure.history.order_by("history_id")]
    return figure.version, f"{figure.value:.0f}", written, others


@pytest.mark.parametrize(("turns", "where"), [(TURNS, "grid"), (TURNS, "form"), (TURNS // 5, "both")])
def test_saves_at_once_are_each_accepted_once_or_refused_with_their_text(
    office, own_connections, turns, where
):
    accepted = own_connections(partial(work, (turns, where), office), range(PEOPLE))
    ((version, value, written, others),) = own_connections(state, [office])
    values = [value for one in accepted for value in one]
    assert version == 1 + len(values)
    assert sorted(written) == sorted(["1", *values])
    assert written[-1] == value
    assert others == {1}
    assert len(values) >= turns
