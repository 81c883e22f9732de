"""A file of figures as one who enters data imports it: sent, mended, confirmed, undone."""

import pytest

from regions.models import Figure, FigureImport
from tests.browser.desk import follow
from tests.browser.measures import violations
from tests.files.make import FOLDER
from tests.regions.imports import csv_of, load, make_catalogue

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "/admin/regions/figureimport/add/"


@pytest.fixture(autouse=True)
def catalogue(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_catalogue()


def send(page, *rows):
    data = {"name": "chiffres.csv", "mimeType": "text/csv", "buffer": csv_of(*rows)}
    page.locator("input[type=file]").set_input_files(data)
    follow(page.get_by_role("button", name="Envoyer"))


def counts(page):
    return " ".join(page.locator(".counts").inner_text().split())


@pytest.mark.parametrize("javascript", [True, False])
def test_file_is_mended_confirmed_and_undone(desk, javascript):
    page = desk(ADD, javascript=javascript)
    send(page, {"region": "PACA"}, {"region": "Corse", "value": "57"})
    if not javascript:
        follow(page.get_by_role("button", name="Vérifier le fichier"))
    page.locator(".counts").wait_for()
    assert counts(page) == "1 nouveau 0 modifié 0 inchangé 1 refusé"
    page.get_by_role("button", name="Accepter les propositions cochées").click()
    if not javascript:
        page.get_by_role("button", name="Vérifier le fichier").click()
    page.get_by_role("button", name="Importer", exact=True).click()
    page.wait_for_url("**/change/")
    assert Figure.objects.filter(region__code="93").count() == 1
    follow(page.get_by_role("link", name="Annuler l'import"))
    follow(page.get_by_role("button", name="Annuler l'import"))
    assert "L'import est annulé" in page.locator(".messagelist").inner_text()
    assert (Figure.objects.count(), FigureImport.objects.get().state) == (0, "undone")


def test_import_goes_by_keyboard(desk):
    load({})
    page = desk(ADD)
    page.locator("input[type=file]").set_input_files(FOLDER / "excel-francais.csv")
    page.get_by_role("button", name="Envoyer").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Importer", exact=True).wait_for()
    page.get_by_role("button", name="Importer", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/")
    assert sorted(map(str, Figure.objects.values_list("value", flat=True))) == ["43.500", "57.000"]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_on_the_pages_of_an_import(desk, width, scheme):
    load({"region": "FR", "value": "37"})
    page = desk(ADD, width=width, scheme=scheme, bypass_csp=True)
    found = {"upload": violations(page)}
    base = page.url.partition("/admin/")[0]
    send(page, {"region": "PACA", "value": "quarante"}, {"region": "FR", "value": "38"})
    page.locator(".counts").wait_for()
    found["refused"] = violations(page)
    follow(page.get_by_role("link", name="Colonnes", exact=True))
    found["columns"] = violations(page)
    page.goto(base + ADD)
    send(page, {}, {"region": "FR", "value": "38"})
    page.get_by_role("button", name="Importer", exact=True).wait_for()
    found["preview"] = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") == 0
    page.get_by_role("button", name="Importer", exact=True).click()
    page.wait_for_url("**/change/")
    found["record"] = violations(page)
    follow(page.get_by_role("link", name="Annuler l'import"))
    found["undo"] = violations(page)
    page.goto(base + "/admin/regions/figureimport/")
    found["list"] = violations(page)
    assert found == {name: [] for name in found}
