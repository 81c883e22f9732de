"""The form of what is announced: its address, and the button that Enter presses. Events stand for all."""

import pytest

from press.models import Event
from tests.factories import ago, make_event, make_region
from tests.press.desk import event_form, staff, url
from tests.regions.html import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    return staff(client, "view_event", "add_event", "change_event", "delete_event")


def at(page, *args):
    return url(page, *args, model="event")


def errors(response):
    return response.context["adminform"].form.errors


def send(client, event, **changes):
    return client.post(at("change", event.pk), event_form(event, **changes))


def make_public():
    return make_event(publish_at=ago(hours=1), place="Salle des fêtes")


# The address


@pytest.mark.parametrize(
    ("taken", "slug"), [([], "debat-a-rennes"), (["debat-a-rennes", "debat-a-rennes-2"], "debat-a-rennes-3")]
)
def test_empty_address_is_made_of_the_title(writer, taken, slug):
    region = make_region()
    for one in taken:
        make_event(slug=one, region=region)
    writer.post(at("add"), event_form(title="Débat à Rennes", region=region.pk))
    assert Event.objects.order_by("pk").last().slug == slug


def test_address_that_is_emptied_is_made_anew(writer):
    event = make_event(title="Débat", slug="avant")
    send(writer, event, slug="")
    assert Event.objects.get().slug == "debat"


def test_title_that_gives_no_address_is_told(writer):
    page = writer.post(at("add"), event_form(title="???", region=make_region().pk))
    assert errors(page) == {"slug": ["Le titre ne donne pas d'adresse : écrivez-la."]}


# Buttons


def submits(page):
    form = parse(page.content.decode()).only("form", id="event_form")
    return [
        one for one in form.all("input", type="submit") + form.all("button") if one.get("type") == "submit"
    ]


@pytest.mark.parametrize("make", [make_event, make_public])
def test_first_button_that_enter_presses_saves(writer, make):
    first = submits(writer.get(at("change", make().pk)))[0]
    assert (first["name"], first["value"]) == ("_save", "Enregistrer")


def test_first_button_of_a_new_one_saves(writer):
    assert submits(writer.get(at("add")))[0]["name"] == "_save"


def test_box_has_the_one_button_before_the_fields(writer):
    event = make_public()
    buttons = submits(send(writer, event, place="Mairie"))
    assert [one["value"] for one in buttons if one.get("name") == "_save"] == [
        "Enregistrer et annoncer",
        "Enregistrer",
    ]
