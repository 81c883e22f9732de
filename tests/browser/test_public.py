"""Public pages in a browser: nothing for axe, nothing refused by the CSP, nothing wider than the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "/",
    "/france/",
    "/regions/",
    "/regions/pays-de-la-loire/",
    "/regions/centre-val-de-loire/",
    "/regions/bretagne/",
    "/rapports/",
    "/rapports/phare-grand-est/",
]


def violations(page):
    return [
        (found["id"], [node["target"] for node in found["nodes"]][:3])
        for found in Axe().run(page).response["violations"]
    ]


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
)
def test_axe_finds_nothing(open_page, programme, width, scheme):
    page = open_page("/", width=width, scheme=scheme, bypass_csp=True)
    base = page.url.rstrip("/")
    found = {}
    for path in PAGES:
        page.goto(base + path)
        found[path] = violations(page)
    assert found == {path: [] for path in PAGES}


def test_nothing_scrolls_sideways_at_320_pixels(open_page, programme):
    page = open_page("/", width=320)
    base = page.url.rstrip("/")
    wide = []
    for path in PAGES:
        page.goto(base + path)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(path)
    assert wide == []


def test_reader_goes_from_home_to_a_region_s_figure_by_keyboard_without_javascript(open_page, programme):
    page = open_page("/", javascript=False)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Aller au contenu"
    page.get_by_role("link", name="Pays de la Loire", exact=True).focus()
    page.keyboard.press("Enter")
    row = page.get_by_role("row", name="Entreprises Entreprises d'au moins 10 salariés")
    assert "43\u202f%" in row.inner_text()
    assert "+6\u00a0points" in row.inner_text()
