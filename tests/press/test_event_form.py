"""The fields of an event's form: dates and hours as one writes them, regions, zones."""

from datetime import time

import pytest

from press.models import Event
from tests.factories import make_event, make_region
from tests.press.desk import event_form, staff, url
from tests.regions.desk import said
from tests.regions.html import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    return staff(client, "view_event", "add_event", "change_event")


def at(page, *args):
    return url(page, *args, model="event")


def send(client, event, **changes):
    return client.post(at("change", event.pk), event_form(event, **changes))


def form_in(response):
    return response.context["adminform"].form


def stored():
    return Event.objects.get()


def test_day_without_hours_nor_date_is_saved_as_unknown(writer):
    event = make_event(state="to_confirm")
    send(writer, event, held_on="")
    assert (stored().held_on, stored().held_precision) == (None, "unknown")


@pytest.mark.parametrize(
    "typed", ["18 h 30", "18h30", "18:30", " 18\u00a0h\u00a030 ", "18 H 30", "18\u202fh\u202f30"]
)
def test_hour_is_read_as_it_is_written_in_french(writer, typed):
    event = make_event()
    send(writer, event, starts=typed, ends="20h")
    assert (stored().starts, stored().ends) == (time(18, 30), time(20))
    page = writer.get(at("change", event.pk)).content.decode()
    assert ('value="18:30"' in page, 'value="20:00"' in page) == (True, True)


@pytest.mark.parametrize("typed", ["25 h", "18 h 5", "18 h 75", "midi", "18.30"])
def test_wrong_hour_is_told_how_it_is_written(writer, typed):
    form = form_in(send(writer, make_event(), starts=typed))
    assert form.errors == {"starts": ["Écrivez l'heure comme 18:30 ou 18 h 30."]}


@pytest.mark.parametrize("name", ["held_on", "held_until"])
def test_wrong_date_is_told_how_it_is_written(writer, name):
    form = form_in(send(writer, make_event(), **{name: "31/02/2016"}))
    assert form.errors[name] == ["Écrivez la date comme 10/12/2026."]


def test_hours_carry_no_note_on_the_clock_of_the_server(writer):
    page = parse(writer.get(at("add")).content.decode())
    assert [page.only("input", name=name).classes for name in ("starts", "ends")] == [set(), set()]


def test_region_is_chosen_in_a_plain_list_with_an_empty_first_choice(writer):
    region = make_region(name="Bretagne")
    box = parse(writer.get(at("add")).content.decode()).only("select", name="region")
    assert [(one["value"], one.text) for one in box.all("option")] == [
        ("", "---------"),
        (str(region.pk), "Bretagne"),
    ]
    assert "« France » : un événement national, ou hors de France." in said(writer.get(at("add")))


def test_zones_of_france_come_first(writer):
    groups = form_in(writer.get(at("add"))).fields["time_zone"].choices
    assert [name for name, _ in groups] == ["France", "Ailleurs, souvent", "Autres"]
    assert groups[0][1][:2] == [
        ("Europe/Paris", "heure de Paris (Europe/Paris)"),
        ("America/Guadeloupe", "heure de la Guadeloupe (America/Guadeloupe)"),
    ]
    assert ("America/Montreal", "heure de Montréal (America/Montreal)") in groups[1][1]
    assert ("Asia/Tokyo", "Asia/Tokyo") in groups[2][1]
