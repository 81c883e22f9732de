"""Public pages in a browser: nothing for axe, nothing refused by the CSP, nothing wider than the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from regions.models import Figure, Region, Report
from regions.publication import database_now
from tests.browser.desk import follow
from tests.factories import (
    ago,
    make_attachment,
    make_contact,
    make_correction,
    make_event,
    make_figure,
    make_organisation,
    make_release,
    make_user,
    png,
    publish,
)
from tests.press.editions import amend

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = (
    "/chiffres/pays-de-la-loire/pratique-partenariats/phare-entreprises-2015/"
    "oui-des-relations-partenariales-sont-en-place/entreprises-10-salaries/"
)
BODY = (
    "<p>Des mots avec <a href='https://example.org/une-adresse-assez-longue'>un document</a>.</p>"
    "<h2>Intertitre</h2><ul><li><p>un</p></li></ul><h3>Sous-titre</h3><ol><li><p>deux</p></li></ol>"
    "<blockquote><p>Une citation.</p></blockquote><hr><p>Fin.</p>"
)
PAGES = [
    "/",
    "/france/",
    "/regions/",
    "/regions/pays-de-la-loire/",
    "/regions/centre-val-de-loire/",
    "/regions/bretagne/",
    "/indicateurs/",
    "/indicateurs/alliances-source-innovation/",
    "/indicateurs/alliances-source-innovation/?public=maires",
    "/indicateurs/pratique-partenariats/?public=maires",
    "/indicateurs/pratique-partenariats/?public=inconnu",
    "/indicateurs/nombre-partenariats/",
    "/rapports/",
    "/rapports/phare-grand-est/",
    "/enquetes/",
    "/enquetes/phare-institutions-2016/",
    NUMBER,
    "/rectificatifs/",
    "/communiques/",
    "/communiques/?region=pays-de-la-loire&annee=2016",
    "/communiques/?region=pays-de-la-loire&annee=2013",
    "/communiques/phare-pays-de-la-loire/",
    "/communiques/complet/",
    "/communiques/complet/versions/",
    "/communiques/complet/versions/1/",
    "/contacts-presse/",
]


@pytest.fixture
def press(demonstration, settings, tmp_path):
    """The releases of the demonstration; one with all that one may have; one that was withdrawn."""
    settings.MEDIA_ROOT = tmp_path
    region, corse = Region.objects.filter(slug__in=["pays-de-la-loire", "corse"]).order_by("-slug")
    release = make_release(
        slug="complet",
        figures=[*region.figures.order_by("pk")[:2], make_figure(region=corse)],
        body=BODY,
        place="Nantes",
        recipients="la présidente de la métropole",
        event=make_event(region=region, host=make_organisation(), publish_at=ago(hours=1)),
        organisations=[make_organisation(link="https://example.org/")],
        contacts=[make_contact(agency=make_organisation(tagline="Relations presse"), deputy=make_contact())],
        demonstration=True,
    )
    make_attachment(release, data=png(1600, 400), credit="Usage éditorial")
    publish(release)
    amend(release, headline="Un titre plus long que le premier, pour voir comment il passe à la ligne")
    gone = make_release(slug="retire", regions=[region])
    publish(gone)
    gone.withdraw(by=make_user(), notice="Erreur de tirage.")


@pytest.fixture
def corrected(press):
    """All that is public, with a correction, and a report that was withdrawn."""
    make_correction(figure=Figure.objects.get(region__code="52", value=43), publish_at=database_now())
    Report.objects.get(slug="phare-nouvelle-aquitaine").withdraw(by=make_user(), notice="Erreur de tirage.")


def violations(page):
    return [
        (found["id"], [node["target"] for node in found["nodes"]][:3])
        for found in Axe().run(page).response["violations"]
    ]


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
)
def test_axe_finds_nothing(open_page, corrected, width, scheme):
    page = open_page("/", width=width, scheme=scheme, bypass_csp=True)
    base = page.url.rstrip("/")
    found = {}
    for path in PAGES:
        page.goto(base + path)
        draw_all(page)
        found[path] = violations(page)
    assert found == {path: [] for path in PAGES}


def draw_all(page):
    """Brings every chart near, and waits until it is drawn."""
    for box in page.locator("[data-chart]").all():
        box.scroll_into_view_if_needed()
    page.wait_for_function("() => !document.querySelector('[data-chart]:not(.drawn)')")


@pytest.mark.parametrize("path", ["/jamais/", "/rapports/phare-nouvelle-aquitaine/", "/communiques/retire/"])
def test_axe_finds_nothing_on_what_is_not_there(chromium, live_server, corrected, path):
    context = chromium.new_context(bypass_csp=True, locale="fr-FR")
    page = context.new_page()
    page.goto(live_server.url + path)
    found = violations(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("javascript", [True, False])
def test_nothing_scrolls_sideways_at_320_pixels_or_400_percent(open_page, corrected, javascript):
    """1280 × 900 at 400 % is a screen of 320 × 225."""
    page = open_page("/", width=320, height=225, javascript=javascript)
    base = page.url.rstrip("/")
    wide = {}
    for path in PAGES:
        page.goto(base + path)
        if javascript:
            draw_all(page)
        wide[path] = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide == dict.fromkeys(PAGES, 0)


def test_page_weighs_100_kilobytes_at_most_before_any_chart(open_page, press):
    page = open_page("/", height=300)
    base = page.url.rstrip("/")
    heavy = {}
    for path in PAGES:
        page.goto(base + path)
        page.wait_for_load_state("networkidle")
        weight = page.evaluate(
            "performance.getEntries().filter((entry) => !/vendor|graphiques/.test(entry.name))"
            ".reduce((sum, entry) => sum + (entry.transferSize || 0), 0)"
        )
        if not 0 < weight <= 100_000:
            heavy[path] = weight
    assert heavy == {}


def test_map_leads_to_a_region_s_figure_by_keyboard_without_javascript(open_page, programme):
    page = open_page("/", javascript=False)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Aller au contenu"
    page.get_by_role("link", name="Pays de la Loire : 80").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/regions/pays-de-la-loire/#pays-de-la-loire-alliances-source-innovation")
    row = page.get_by_role("row", name="Entreprises Entreprises d'au moins 10 salariés")
    assert "43\u202f%" in row.inner_text()
    assert "+6\u00a0points" in row.inner_text()


def test_reader_chooses_indicator_and_audience_without_javascript(open_page, programme):
    page = open_page("/", javascript=False)
    page.get_by_label("Indicateur").select_option(label="Pratique des partenariats")
    follow(page.get_by_role("button", name="Afficher"))
    follow(page.get_by_role("navigation", name="Public").get_by_role("link", name="Associations"))
    assert "38\u202f% des associations d'intérêt général" in page.locator("h1").inner_text()
    assert page.get_by_role("link", name="Nouvelle-Aquitaine : 26\u202f%").count() == 1
