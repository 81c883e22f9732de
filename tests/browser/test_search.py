"""The search page in a browser."""

import pytest

from tests.browser.desk import follow
from tests.browser.test_public import violations
from tests.factories import ago, make_page, make_region

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "/recherche/",
    "/recherche/?q=partenariat",
    "/recherche/?q=partenariat&type=pages",
    "/recherche/?q=alsace",
    "/recherche/?q=introuvable+ailleurs",
    "/recherche/?q=de+la",
    f"/recherche/?q={'partenariat' * 30}",
]


@pytest.fixture
def found(db):
    """Several results, one, or none."""
    make_region(name="Grand Est", other_names="Alsace")
    for number in range(25):
        make_page(title=f"Le partenariat {number}", description="Un partenariat.", publish_at=ago(hours=1))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing(open_page, found, width, scheme):
    page = open_page("/", width=width, scheme=scheme, bypass_csp=True)
    base = page.url.rstrip("/")
    told = {}
    for path in PAGES:
        page.goto(base + path)
        told[path] = violations(page)
    assert told == {path: [] for path in PAGES}


def test_nothing_scrolls_sideways_at_320_pixels(open_page, found):
    page = open_page("/", width=320, height=225, javascript=False)
    base = page.url.rstrip("/")
    wide = {}
    for path in PAGES:
        page.goto(base + path)
        wide[path] = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide == dict.fromkeys(PAGES, 0)


def test_reader_searches_by_keyboard_without_javascript(open_page, found):
    page = open_page("/recherche/", javascript=False)
    box = page.get_by_label("Un nom, un sujet, quelques mots")
    assert not box.evaluate("one => one === document.activeElement")
    box.fill("Partenariats")
    with page.expect_navigation():
        box.press("Enter")
    assert page.get_by_role("heading", name="25 résultats pour « Partenariats »").count() == 1
    follow(page.get_by_role("link", name="Voir les 25 pages"))
    follow(page.get_by_role("link", name="Page suivante"))
    assert page.locator(".hits li").count() == 5
    assert page.locator(".hits mark").first.inner_text() == "partenariat"
