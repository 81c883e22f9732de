"""The search page in a browser."""

import pytest

from tests.browser.desk import follow
from tests.factories import ago, make_page, make_region

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def found(db):
    """Several results, one, or none."""
    make_region(name="Grand Est", other_names="Alsace")
    for number in range(25):
        make_page(title=f"Le partenariat {number}", description="Un partenariat.", publish_at=ago(hours=1))


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
