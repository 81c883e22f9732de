"""The dashboard and the comparison in a browser: each choice in its place, by an address of its own."""

import re

import pytest

from tests.browser.desk import follow

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/tableau-de-bord/"
PRACTICE = f"{PATH}?indicateur=pratique-partenariats&public=entreprises"
ALLIANCES = "Les alliances, source d'innovation : entreprises, par région"
COMPANIES = "Pratique des partenariats : entreprises, par région"
ALONE = "Pratique des partenariats : entreprises, Pays de la Loire"


def title(page, words):
    """Waits for a result."""
    page.get_by_role("heading", level=2, name=words.replace(" : ", "\u00a0: "), exact=True).wait_for()


def plain(words):
    return " ".join(words.split())


def loads(page):
    """Counts the documents that the page has loaded from now on."""
    found = []
    page.on("load", lambda: found.append(page.url))
    return found


def test_choices_are_shown_without_loading_the_page_and_have_addresses(open_page, programme):
    page = open_page(PATH)
    loaded = loads(page)
    page.locator("#id_indicateur").focus()
    page.locator("#id_indicateur").select_option("pratique-partenariats")
    title(page, COMPANIES)
    assert page.evaluate("document.activeElement.id") == "id_indicateur"
    page.locator("summary", has_text="Régions").click()
    page.get_by_role("checkbox", name="Pays de la Loire").check()
    title(page, ALONE)
    assert page.url.endswith(f"{PRACTICE}&regions=pays-de-la-loire")
    assert page.title() == "Pratique des partenariats\u00a0: entreprises, Pays de la Loire – Phare"
    assert page.evaluate("document.activeElement.id") == "id_regions_pays-de-la-loire"
    said = plain(page.locator("[data-swap-status]").text_content())
    assert said.startswith(f"{ALONE} Dans les Pays de la Loire, 43 % des entreprises")
    page.locator("#resultat [data-chart]").first.scroll_into_view_if_needed()
    page.locator("#resultat .drawn").first.wait_for()
    assert loaded == []


def test_back_and_forward_bring_back_the_results_and_the_choices(open_page, programme):
    page = open_page(PATH)
    loaded = loads(page)
    page.locator("#id_indicateur").select_option("pratique-partenariats")
    title(page, COMPANIES)
    page.get_by_role("radio", name="Associations").check()
    title(page, "Pratique des partenariats : associations, par région")
    page.go_back()
    title(page, COMPANIES)
    assert page.get_by_role("radio", name="Entreprises").is_checked()
    page.go_back()
    title(page, ALLIANCES)
    assert page.locator("#id_indicateur").input_value() == "alliances-source-innovation"
    page.go_forward()
    title(page, COMPANIES)
    assert page.locator("#id_indicateur").input_value() == "pratique-partenariats"
    assert loaded == []


def test_answer_that_comes_late_does_not_take_the_place_of_a_newer_one(open_page, programme):
    page = open_page(PATH)
    held = []
    page.route(re.compile("public=citoyens"), lambda route: held.append(route))
    page.get_by_role("radio", name="Citoyens").check()
    page.get_by_role("radio", name="Associations").check()
    title(page, "Les alliances, source d'innovation : associations, par région")
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    title(page, "Les alliances, source d'innovation : associations, par région")
    assert "public=associations" in page.url


def test_failure_is_said_and_the_button_tries_again(open_page, programme):
    page = open_page(PATH)
    button = page.get_by_role("button", name="Afficher")
    assert button.is_hidden()
    page.evaluate("() => { window.fetch = () => Promise.reject(new Error('coupé')); }")
    page.get_by_role("radio", name="Citoyens").check()
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert plain(alert.inner_text()).startswith("Ce choix n'a pas pu être chargé : ce qui suit est le choix")
    title(page, ALLIANCES)
    assert page.url.endswith(PATH)
    assert button.is_visible()


@pytest.mark.parametrize("name", ["Copier le lien", "Copier la phrase et la source"])
def test_copied_words_lead_back_to_what_was_shown(open_page, programme, name):
    page = open_page(PATH)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.reload()
    page.locator("summary", has_text="Régions").click()
    page.get_by_role("checkbox", name="Pays de la Loire").check()
    title(page, "Les alliances, source d'innovation : entreprises, Pays de la Loire")
    page.get_by_role("button", name=name).click()
    page.get_by_role("button", name="Copié").wait_for()
    words, _, address = page.evaluate("navigator.clipboard.readText()").rpartition("http")
    assert ("80 % des dirigeants" in plain(words)) == (name != "Copier le lien")
    page.goto(f"http{address}")
    title(page, "Les alliances, source d'innovation : entreprises, Pays de la Loire")


def test_form_and_its_button_are_enough_without_javascript(open_page, programme):
    page = open_page(PATH, javascript=False)
    page.locator("#id_indicateur").select_option("pratique-partenariats")
    page.locator("summary", has_text="Régions").click()
    page.get_by_role("checkbox", name="Pays de la Loire").check()
    follow(page.get_by_role("button", name="Afficher"))
    title(page, ALONE)
    assert "43 % des entreprises d'au moins 10 salariés" in plain(page.locator("#carte-phrase").inner_text())
    assert page.get_by_role("link", name="CSV", exact=True).count() == 1


def test_analysis_is_composed_by_keyboard_alone(open_page, programme):
    page = open_page(PATH)
    page.get_by_role("radio", name="Entreprises").focus()
    page.keyboard.press("ArrowLeft")
    title(page, "Les alliances, source d'innovation : associations, par région")
    assert page.evaluate("document.activeElement.id") == "id_public_associations"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    title(page, "Les alliances, source d'innovation : associations, Auvergne-Rhône-Alpes")
    assert page.evaluate("document.activeElement.id") == "id_regions_auvergne-rhone-alpes"


def test_regions_are_compared_in_their_place_and_a_measure_gives_its_sentence(open_page, programme):
    page = open_page("/comparer/")
    loaded = loads(page)
    page.get_by_role("checkbox", name="Grand Est").check()
    title(page, "Grand Est : les publics côte à côte")
    page.get_by_role("checkbox", name="Pays de la Loire").check()
    title(page, "Grand Est et Pays de la Loire : entreprises")
    measure = page.get_by_role("link", name="Pratique des partenariats")
    measure.click()
    page.locator("#resultat .sentence", has_text="relations partenariales").wait_for()
    assert measure.get_attribute("aria-current") == "true"
    assert measure.evaluate("one => one === document.activeElement")
    page.go_back()
    page.locator("#resultat .sentence", has_text="alliances").wait_for()
    assert loaded == []


def test_fifth_region_is_left_out_and_does_not_stay_ticked(open_page, programme):
    page = open_page("/comparer/?regions=bretagne&regions=corse&regions=grand-est&regions=normandie")
    fifth = page.get_by_role("checkbox", name="Pays de la Loire")
    fifth.evaluate("one => one.click()")
    page.locator("#resultat", has_text="sans Pays de la Loire").wait_for()
    ticked = "[...document.querySelectorAll('#choix-regions :checked')].map(({ value }) => value)"
    assert page.evaluate(ticked) == ["bretagne", "corse", "grand-est", "normandie"]


def test_visitor_finds_the_share_of_companies_of_a_region_by_clicking_alone(open_page, programme):
    page = open_page("/")
    follow(page.get_by_label("Navigation principale").get_by_role("link", name="Tableau de bord"))
    page.locator("#id_indicateur").select_option(label="Pratique des partenariats")
    title(page, COMPANIES)
    page.locator("summary", has_text="Régions").click()
    page.get_by_role("checkbox", name="Nouvelle-Aquitaine").check()
    title(page, "Pratique des partenariats : entreprises, Nouvelle-Aquitaine")
    result = plain(page.locator("#resultat").inner_text())
    assert "45 % des entreprises d'au moins 10 salariés" in result
    assert "8 points de plus que les 37 % de la France (écart non testé)" in result
    assert "Base : Entreprises d'au moins 10 salariés" in result
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert download.value.suggested_filename == "phare-tableau-de-bord-pratique-partenariats.csv"
