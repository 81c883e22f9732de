"""The home page in a browser, by keyboard and without JavaScript."""

import pytest

from tests.browser.desk import follow

pytestmark = pytest.mark.django_db(transaction=True)


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
