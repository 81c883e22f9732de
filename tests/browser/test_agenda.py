"""The agenda in a browser, as a reader goes through it."""

import pytest

from press.models import Event
from tests.browser.desk import follow
from tests.browser.public_pages import fill_agenda

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agenda(programme):
    fill_agenda()
    assert Event.objects.count() == 6


def test_reader_goes_from_the_agenda_to_a_month_to_an_event_without_javascript(open_page, agenda):
    page = open_page("/agenda/", javascript=False)
    page.get_by_label("Mois").select_option(label="mai 2030")
    follow(page.get_by_role("button", name="Afficher"))
    follow(page.get_by_role("cell", name="9").get_by_role("link", name="Rencontre"))
    assert page.locator("h1").inner_text() == "Rencontre"
    assert page.get_by_role("link", name="Ajouter à mon agenda (.ics)").is_visible()


def test_month_is_a_list_of_days_on_a_phone(open_page, agenda):
    page = open_page("/agenda/?mois=2030-05", width=390)
    shown = [cell.inner_text().split("\n")[0] for cell in page.locator("td.held").all()]
    assert shown == ["jeudi 9 mai", "vendredi 10 mai", "jeudi 30 mai", "vendredi 31 mai"]
    assert page.locator("td:not(.held)").first.is_visible() is False


def test_map_of_the_tour_leads_to_the_stages_of_a_region_by_keyboard(open_page, agenda):
    page = open_page("/tour/", javascript=False)
    page.get_by_role("link", name="Bretagne : 5 étapes").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tour/#etapes-bretagne")


def test_reader_copies_the_address_of_the_feed(open_page, agenda):
    page = open_page("/agenda/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier l'adresse").click()
    page.get_by_role("button", name="Copié").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/agenda.ics")
