"""Each job of figures and of review, done as its help page tells it, by somebody who has the role."""

from datetime import timedelta

import pytest

from press.models import Release
from regions.models import Correction, Figure, Report
from regions.publication import database_now
from tests.browser.desk import choose, follow
from tests.factories import make_release, make_report, make_user

pytestmark = pytest.mark.django_db(transaction=True)

PASTE = """(cell, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""
FILE = """région;indicateur;enquête;réponse;base;valeur;rapport;source;page
Auvergne Rhone Alpes;fragilite-prioritaire;phare-citoyens-2015;securite;citoyens;36,5 %;{report};Rapport;12
"""


def press(page, words):
    follow(page.get_by_role("button", name=words, exact=True).last)


def test_table_is_entered_as_told(told, programme):
    job = told("grid", "Données")
    page = job.page
    job.step(1)
    follow(page.locator(".object-tools").get_by_role("link", name="Saisir un tableau"))
    survey = page.get_by_role("region", name="PHARE-Entreprises")
    follow(survey.get_by_role("link", name="Pratique des partenariats", exact=True))
    job.step(2)
    job.step(3)
    page.get_by_label("Lu dans").fill("Rapport PHARE Auvergne-Rhône-Alpes")
    row = page.locator("table.grid tr").filter(has_text="Auvergne-Rhône-Alpes")
    cell = row.locator("input").nth(1)
    cell.focus()
    cell.evaluate(PASTE, "143\t21")
    page.locator("[aria-invalid=true]").wait_for()
    cell.fill("43")
    job.step(6)
    press(page, "Enregistrer le tableau")
    job.step(6)
    written = Figure.objects.filter(region__code="84", question__survey__slug="phare-entreprises-2015")
    assert sorted(str(one.value) for one in written) == ["21.000", "43.000"]


def test_file_is_imported_and_undone_as_told(told, programme):
    report = Report.objects.get(approved_at=None)
    figure = Figure.objects.get(region__code="84", value=36)
    job = told("import", "Données")
    page = job.page
    job.step(1)
    follow(page.get_by_role("link", name="Importer", exact=True))
    job.step(2)
    text = (
        FILE.format(report=report.slug)
        .replace("Rapport\n", "Rapport;x\n", 1)
        .replace("source\n", "source;x\n")
    )
    page.set_input_files(
        "input[type=file]", {"name": "chiffres.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    press(page, "Envoyer")
    job.step(3)
    page.get_by_label("Laisser de côté les autres colonnes du fichier").check()
    press(page, "Continuer")
    page.locator(".counts").wait_for()
    job.step(4)
    page.get_by_role("button", name="Accepter les propositions cochées").click()
    page.get_by_role("button", name="Importer", exact=True).wait_for()
    job.step(5)
    job.step(6)
    page.get_by_role("button", name="Importer", exact=True).click()
    page.get_by_role("link", name="Annuler l'import").wait_for()
    figure.refresh_from_db()
    assert str(figure.value) == "36.500"
    job.step(7)
    follow(page.get_by_role("link", name="Annuler l'import"))
    press(page, "Annuler l'import")
    figure.refresh_from_db()
    assert str(figure.value) == "36.000"


def test_public_figure_is_corrected_as_told(told, programme):
    figure = Figure.objects.get(region__code="52", value=43)
    job = told("correction", "Données")
    page = job.page
    job.step(1)
    page.goto(f"{page.url.partition('/admin/')[0]}/admin/regions/figure/{figure.pk}/change/")
    job.step(2)
    follow(page.get_by_role("link", name="Rectifier ce chiffre"))
    job.step(3)
    page.locator("#id_value").fill("42 %")
    page.locator("#id_reason").fill("Une ligne lue pour une autre.")
    press(page, "Vérifier ce que cela change")
    job.step(4)
    job.step(5)
    press(page, "Enregistrer le rectificatif")
    correction = Correction.objects.get()
    assert (correction.figure, str(correction.value), correction.approved_at) == (figure, "42.000", None)


def test_report_is_prepared_as_told(told, programme):
    job = told("report", "Données")
    page = job.page
    job.step(1)
    follow(page.locator(".object-tools .addlink"))
    job.step(2)
    page.locator("#id_title").fill("PHARE Bretagne")
    page.locator("#id_kind").select_option("regional")
    choose(page, "region", "Bretagne")
    page.locator("#id_released_on").fill("15/01/2027")
    page.locator("#id_publish_at_0").fill("15/01/2027")
    page.locator("#id_publish_at_1").fill("08:00")
    job.step(3)
    press(page, "Enregistrer")
    job.step(5)
    report = Report.objects.get(title="PHARE Bretagne")
    assert (report.approved_at, report.author.username) == (None, "camille")


def test_what_waits_is_read_and_approved_as_told(told, programme):
    author = make_user()
    release = make_release(headline="À paraître", publish_at=database_now() + timedelta(hours=2))
    release.record_edit(by=author)
    release.submit(by=author)
    report = make_report(
        title="À approuver", publish_at=database_now() + timedelta(hours=2), approved_at=None
    )
    report.record_edit(by=author)
    job = told("review", "Relecture")
    page = job.page
    address = page.url
    job.step(1)
    job.step(2)
    item = page.locator("article").filter(has_text="À paraître")
    job.step(3)
    follow(item.get_by_role("link", name="Relire et approuver"))
    job.step(3)
    follow(page.get_by_role("button", name="Publier"))
    job.step(5)
    assert Release.objects.get(pk=release.pk).pending_edition(database_now()) is not None
    page.goto(address)
    job.step(4)
    item = page.locator("article").filter(has_text="À approuver")
    follow(item.get_by_role("button", name="Relire et approuver"))
    job.step(4)
    press(page, "Approuver")
    report.refresh_from_db()
    assert report.approved_by.username == "camille"
