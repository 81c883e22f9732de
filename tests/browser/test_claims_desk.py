"""The numbers of a release at the desk, as an editor settles them: pasted, saved, seen, mended, approved."""

import pytest

from press.models import Edition, Release
from tests.browser.desk import follow
from tests.browser.measures import violations
from tests.press.claim_texts import BODY, STANDFIRST, make_draft

pytestmark = pytest.mark.django_db(transaction=True)

SCREENS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


def line(page, text):
    """What the list says of a number."""
    return page.locator(".claim-line").filter(has=page.get_by_role("heading", name=f"«\u00a0{text}\u00a0»"))


def give(page, text, verb, reason):
    """Open a way that asks for words, write them and send them, by the keyboard alone."""
    way = line(page, text).locator("details").filter(has_text=verb)
    way.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(reason)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def settle(page):
    """Every number of the draft, each in its way."""
    follow(line(page, "44 %").get_by_role("button", name="Remplacer par"))
    follow(line(page, "8 points").get_by_role("button", name="Remplacer par"))
    give(page, "120 élus", "Chiffre d'une autre source", "La ville de Nantes")
    assert "chiffre d'une autre source" in page.locator(".claim-line-ruled").first.inner_text().lower()
    follow(line(page, "43 %").nth(1).get_by_role("button", name="Écrire la base"))
    give(page, "65 %", "Maintenir", "Relu avec l'institut")


def test_numbers_of_a_pasted_text_are_settled_approved_and_public(desk, open_page, programme):
    release = make_draft(body="", standfirst="")
    officer = desk(f"/admin/press/release/{release.pk}/change/", username="redactrice")
    officer.locator("#id_standfirst").fill(STANDFIRST)
    officer.locator(".ProseMirror[contenteditable]").click()
    officer.evaluate(
        """html => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          document.querySelector(".ProseMirror[contenteditable]").dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        BODY,
    )
    with officer.expect_popup() as popup:
        officer.get_by_role("button", name="Vérifier les chiffres").click()
    assert "5 à régler. Rien n'est enregistré" in popup.value.locator(".claims-head").inner_text()
    popup.value.close()
    follow(officer.get_by_role("button", name="Enregistrer et continuer").first)
    assert "5 nombres à régler" in officer.locator(".messagelist").inner_text()
    follow(officer.locator(".messagelist").get_by_role("link", name="voir les chiffres"))
    settle(officer)
    assert "à régler" not in officer.locator(".claims-head").inner_text()

    reader = desk(f"/admin/press/release/{release.pk}/approuver/", username="relectrice")
    follow(reader.get_by_role("button", name="Publier maintenant"))
    assert "Publié : version 1." in reader.locator(".messagelist").inner_text()
    public = open_page(release.get_absolute_url())
    assert "43\u202f% des entreprises d'au moins 10" in public.inner_text("main").replace("\u00a0", "\u202f")
    assert [one["ruling"] for one in Edition.objects.get().claims if one["ruling"]] == [
        "external",
        "overruled",
    ]


def test_numbers_are_settled_without_javascript(desk, programme):
    release = make_draft()
    page = desk(f"/admin/press/release/{release.pk}/chiffres/", javascript=False)
    follow(line(page, "44 %").get_by_role("button", name="Remplacer par"))
    asked = line(page, "120 élus").locator("details").filter(has_text="Lier à un chiffre")
    asked.locator("summary").click()
    asked.get_by_role("searchbox").fill("pratique entreprises loire")
    follow(asked.get_by_role("button", name="Chercher"))
    follow(line(page, "120 élus").get_by_role("button", name="Lier à ce chiffre").first)
    assert "est lié à un chiffre (Pays de la Loire" in page.locator(".messagelist").inner_text()
    assert Release.objects.get(pk=release.pk).standfirst == STANDFIRST.replace("44 %", "43 %")


def pick(page, what):
    """Choose the companies' figure of the region beside the form."""
    page.get_by_role("link", name="Insérer un chiffre").click()
    picker = page.get_by_role("dialog")
    picker.get_by_label("Territoire").select_option(label="Pays de la Loire")
    picker.get_by_label("Indicateur, réponse ou base").fill("pratique")
    picker.get_by_role("button", name="Chercher").click()
    picker.get_by_role("button", name=what).first.click()


def test_chosen_figure_goes_where_one_was_writing_and_is_bound(desk, programme):
    release = make_draft(body="", standfirst="")
    page = desk(f"/admin/press/release/{release.pk}/change/")
    page.locator("#id_standfirst").fill("Des entreprises d'au moins 10 salariés : ")
    pick(page, "Insérer le nombre")
    assert page.locator("#id_standfirst").input_value().endswith(" : 43\u202f%")
    page.locator(".ProseMirror[contenteditable]").click()
    pick(page, "Insérer la phrase")
    assert "43\u202f% des entreprises" in page.locator(".ProseMirror[contenteditable]").inner_text()
    follow(page.get_by_role("button", name="Enregistrer et continuer").first)
    assert "4 nombres\u00a0: 4 conformes." in page.locator(".panel").inner_text()


def test_axe_finds_nothing_and_nothing_scrolls_sideways_on_the_numbers_and_the_picker(desk, programme):
    numbers = f"/admin/press/release/{make_draft().pk}/chiffres/"
    page = desk(numbers, bypass_csp=True)
    base, found = page.url.removesuffix(numbers), {}
    for path in (numbers, "/admin/press/release/chiffres/choisir/?q=pratique"):
        for width, scheme in SCREENS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.goto(base + path)
            for summary in page.locator(".claim-line summary").all():
                summary.click()
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            found[path, width, scheme] = (violations(page), wide)
    assert found == dict.fromkeys(found, ([], 0))
