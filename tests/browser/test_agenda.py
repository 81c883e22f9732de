"""The agenda in a browser: nothing for axe, nothing wider than the screen, all of it without JavaScript."""

from datetime import date, time

import pytest

from press.models import Event
from tests.browser.desk import follow
from tests.browser.test_public import violations
from tests.factories import ago, make_event, make_organisation, make_resource

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "/agenda/",
    "/agenda/?region=bretagne&periode=passes",
    "/agenda/?region=atlantide",
    "/agenda/?mois=2030-05",
    "/agenda/rencontre/",
    "/agenda/debat/",
    "/tour/",
    "/regions/bretagne/",
]


@pytest.fixture
def agenda(programme):
    """Events in each state, one of them with all that one may have."""
    region = make_resource(publish_at=ago()).region
    bretagne = type(region).objects.get(slug="bretagne")
    common = {"publish_at": ago(hours=1), "tour_stage": True, "region": bretagne}
    event = make_event(
        title="Rencontre",
        kind="conférence",
        held_on=date(2030, 5, 2),
        starts=time(18),
        ends=time(20),
        place="Salle municipale",
        address="1 rue de l'Exemple, Rennes",
        host=make_organisation(link="https://example.org/"),
        registration="https://example.org/inscription",
        programme="<p>Accueil</p><h2>Table ronde</h2><ul><li><p>un</p></li></ul>",
        **common,
    )
    event.held_on = date(2030, 5, 9)
    event.revise(by=None, reason="La salle n'est plus libre.")
    event.partners.add(make_organisation())
    make_resource(event=event, publish_at=ago())
    cancelled = make_event(title="Débat", held_on=date(2030, 5, 10), **common)
    cancelled.state = "cancelled"
    cancelled.revise(by=None, reason="Grève.")
    make_event(title="Forum", held_on=date(2030, 5, 30), held_until=date(2030, 6, 2), **common)
    make_event(title="Étape du mois", held_on=date(2030, 5, 1), **common | {"held_precision": "month"})
    make_event(title="Étape sans date", held_on=None, **common)
    make_event(title="Passée", state="held", account="<p>Ce que l'on y a dit.</p>", **common)
    assert Event.objects.count() == 6


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")]
)
def test_axe_finds_nothing_in_the_agenda(open_page, agenda, width, scheme):
    page = open_page("/", width=width, scheme=scheme, bypass_csp=True)
    base = page.url.rstrip("/")
    found = {}
    for path in PAGES:
        page.goto(base + path)
        found[path] = violations(page)
    assert found == {path: [] for path in PAGES}


@pytest.mark.parametrize("javascript", [True, False])
def test_agenda_never_scrolls_sideways(open_page, agenda, javascript):
    page = open_page("/", width=320, height=225, javascript=javascript)
    base = page.url.rstrip("/")
    wide = {}
    for path in PAGES:
        page.goto(base + path)
        wide[path] = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide == dict.fromkeys(PAGES, 0)


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
