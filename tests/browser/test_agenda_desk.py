"""A date of the agenda as the office announces it: written, published, moved, called off."""

import pytest
from django.test import Client

from press.models import Event
from regions.publication import database_now
from tests.browser.desk import follow, save
from tests.browser.measures import violations
from tests.factories import make_event, make_region

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "/admin/press/event/add/"
ADDRESS = "/agenda/rencontre-de-rennes/"


def change_address(event):
    return f"/admin/press/event/{event.pk}/change/"


def announced():
    return make_event(
        title="Rencontre de Rennes",
        place="Salle des fêtes",
        region=make_region(name="Bretagne"),
        publish_at=database_now(),
    )


def words(page):
    return page.inner_text("main").replace("\u00a0", " ")


def feed():
    """The feed's lines, of which long ones are folded."""
    return Client().get("/agenda.ics").content.decode().replace("\r\n ", "").splitlines()


def test_event_is_announced_moved_with_its_reason_and_called_off(desk, open_page):
    make_region(name="Bretagne")
    page = desk(ADD, username="agenda")
    page.locator("#id_title").press_sequentially("Rencontre de Rennes")
    page.locator("#id_title").blur()
    page.get_by_label("Région").select_option(label="Bretagne")
    page.locator("#id_held_on").fill("02/06/2017")
    page.locator("#id_state").select_option("confirmed")
    save(page)
    assert "Brouillon : personne ne le lit" in page.locator(".panel").inner_text()
    assert Client().get(ADDRESS).status_code == 404

    follow(page.get_by_role("button", name="Publier maintenant"))
    assert "Un événement confirmé a un lieu." in page.locator(".field-place").inner_text()
    page.locator("#id_place").fill("Salle des fêtes")
    page.locator("#id_subject").fill("Ce dont on y parle")
    page.get_by_role("button", name="Publier maintenant").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Public depuis le" in page.locator(".panel").inner_text()
    assert "Rencontre de Rennes" in words(open_page("/agenda/"))
    known = Event.objects.get().sequence
    assert {"SUMMARY:Rencontre de Rennes", f"SEQUENCE:{known}", "STATUS:CONFIRMED"} < set(feed())

    page.locator("#id_held_on").fill("09/06/2017")
    save(page)
    box = page.get_by_role("region", name="Ce que recevront les abonnés")
    assert "2 juin 2017\t9 juin 2017" in box.inner_text()
    assert f"mise à jour nº\u00a0{known + 1}" in box.inner_text()
    assert f"SEQUENCE:{known}" in feed()
    box.get_by_label("Raison publique").fill("La salle est en travaux.")
    follow(box.get_by_role("button", name="Enregistrer et annoncer"))
    public = words(open_page(ADDRESS))
    assert "9 juin 2017" in public
    assert "2 juin 2017" in public
    assert "La salle est en travaux." in public
    assert {f"SEQUENCE:{known + 1}", "DTSTART;VALUE=DATE:20170609"} < set(feed())

    page.goto(page.url.partition("/admin/")[0] + change_address(Event.objects.get()))
    page.locator("#id_state").select_option("cancelled")
    save(page)
    box.get_by_label("Raison publique").fill("L'hôte y renonce.")
    follow(box.get_by_role("button", name="Enregistrer et annoncer"))
    assert "L'hôte y renonce." in words(open_page(ADDRESS))
    assert {f"SEQUENCE:{known + 2}", "STATUS:CANCELLED"} < set(feed())


def test_second_editor_is_refused_and_keeps_what_was_typed(desk):
    event = announced()
    first, second = (desk(change_address(event), username=name) for name in ("camille", "dominique"))
    first.locator("#id_kind").fill("journée")
    save(first)
    second.locator("#id_kind").fill("conférence")
    second.get_by_role("textbox", name="Déroulé").click()
    second.keyboard.type("Un déroulé.")
    save(second)
    assert "camille a enregistré ici depuis" in second.locator(".errorlist").first.inner_text()
    assert second.locator("#id_kind").input_value() == "conférence"
    assert second.get_by_role("textbox", name="Déroulé").inner_text() == "Un déroulé."
    event.refresh_from_db()
    assert (event.kind, event.programme) == ("journée", "")


def test_event_is_written_without_javascript(desk):
    make_region(name="Bretagne")
    page = desk(ADD, javascript=False)
    page.get_by_label("Région").select_option(label="Bretagne")
    page.locator("#id_starts").fill("18 h 30")
    page.locator("#id_held_on").fill("02/06/2017")
    page.locator("#id_title").fill("Rencontre de Rennes")
    with page.expect_navigation():
        page.locator("#id_title").press("Enter")
    event = Event.objects.get()
    assert (event.slug, str(event.region), event.publish_at) == ("rencontre-de-rennes", "Bretagne", None)
    assert event.date_words.startswith("2 juin 2017, à 18")


def test_note_on_the_clock_of_the_server_stands_at_the_instant_alone(desk):
    page = desk(ADD)
    page.locator("body").evaluate("body => body.dataset.adminUtcOffset = 7200")
    page.evaluate("DateTimeShortcuts.init()")
    shown = page.locator(".timezonewarning").evaluate_all(
        "all => all.filter(one => one.offsetParent).map(one => one.closest('.form-row').className)"
    )
    assert {one.split()[-1] for one in shown} == {"field-publish_at"}


def test_change_is_told_and_saved_without_javascript(desk):
    event = announced()
    page = desk(change_address(event), javascript=False)
    page.locator("#id_place").fill("Mairie")
    page.locator("#id_programme").fill("<p>Un déroulé.</p>")
    save(page)
    assert page.locator("#id_place").input_value() == "Mairie"
    follow(page.get_by_role("button", name="Enregistrer et annoncer"))
    event.refresh_from_db()
    assert (event.place, event.programme, event.sequence) == ("Mairie", "<p>Un déroulé.</p>", 1)


def test_preview_opens_beside_the_form_with_what_is_typed(desk):
    event = announced()
    page = desk(change_address(event))
    page.locator("#id_title").fill("Débat de Rennes")
    with page.expect_popup() as popup:
        page.get_by_role("button", name="Aperçu").click()
    assert popup.value.get_by_role("heading", level=1).inner_text() == "Débat de Rennes"
    assert "rien n'est enregistré" in popup.value.locator(".notice").first.inner_text()
    assert page.locator("#id_title").input_value() == "Débat de Rennes"
    event.refresh_from_db()
    assert event.title == "Rencontre de Rennes"


def test_public_event_is_withdrawn_with_a_notice(desk):
    event = announced()
    page = desk(change_address(event))
    follow(page.locator(".steps").get_by_role("link", name="Retirer"))
    page.get_by_label("Avis public").fill("Annoncé par erreur.")
    follow(page.get_by_role("button", name="Retirer"))
    gone = Client().get(event.get_absolute_url())
    assert gone.status_code == 410
    assert "Annoncé par erreur." in gone.content.decode()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_desk_of_events(desk, scheme):
    event = announced()
    options = {"scheme": scheme, "bypass_csp": True}
    page = desk("/admin/press/event/", **options)
    found = {"list": violations(page)}
    for path in (ADD, f"/admin/press/event/{event.pk}/retirer/", change_address(event)):
        page.goto(page.url.partition("/admin/")[0] + path)
        found[path] = violations(page)
    page.locator("#id_state").select_option("cancelled")
    save(page)
    found["told"] = violations(page)
    assert found == {path: [] for path in found}
