"""The import of figures at the desk, page by page."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from regions.models import Figure, FigureImport, Report
from regions.publication import database_now
from tests.factories import ago, make_figure, make_release
from tests.files.make import FOLDER, HEADINGS, book, row, sheet_of, text
from tests.regions.desk import said, staff, url
from tests.regions.imports import csv_of, load, make_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def catalogue(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_catalogue()


def upload(desk, data, name="chiffres.csv"):
    return desk.post(url("figureimport", "add"), {"file": SimpleUploadedFile(name, data)}, follow=True)


def step(desk, page, record=None, **data):
    record = record or FigureImport.objects.latest("pk")
    return desk.post(url("figureimport", page, record.pk), data, follow=True)


def checked(desk, data, **options):
    """The preview of a file that was sent and checked."""
    upload(desk, data, **options)
    return step(desk, "verifier")


def confirm(desk, page):
    return step(desk, "confirmer", seen=page.context["plan"]["fingerprint"])


def test_file_is_sent_checked_shown_and_imported_once_confirmed(desk):
    load({})
    page = checked(desk, csv_of({"value": "44,5"}, {"region": "Corse", "value": "57"}))
    assert page.context["plan"]["counts"] == {"new": 1, "changed": 1, "unchanged": 0, "refused": 0}
    assert "valeur : 43 % → 44,5 %" in said(page)
    assert Figure.objects.count() == 1
    page = confirm(desk, page)
    assert [str(one.value) for one in Figure.objects.order_by("value")] == ["44.500", "57.000"]
    record = FigureImport.objects.get()
    assert (record.state, record.author, record.new, record.changed) == ("done", desk.user, 1, 1)
    assert "Importé le" in said(page)


def test_file_is_kept_as_it_came_for_those_who_may_import(desk, client):
    data = csv_of({})
    confirm(desk, checked(desk, data, name="à importer.csv"))
    record = FigureImport.objects.get()
    response = desk.get(url("figureimport", "fichier", record.pk))
    assert (b"".join(response.streaming_content), record.name) == (data, "à importer.csv")
    assert len(record.sha256) == 64
    staff(client, "view_figure", "change_figure", "add_figure")
    assert client.get(url("figureimport", "fichier", record.pk)).status_code == 403


def test_file_whose_columns_are_known_is_asked_nothing(desk):
    assert upload(desk, csv_of({})).redirect_chain[-1][0].endswith("/apercu/")


def test_unknown_columns_are_told_and_left_aside_when_the_user_says_so(desk):
    page = upload(
        desk, csv_of({}, headings=[*HEADINGS[:5], "Chiffre rond", *HEADINGS[6:], "Remarque interne"])
    )
    assert page.redirect_chain[-1][0].endswith("/colonnes/")
    chosen = {key: str(place) for key, place in page.context["reading"].choices.columns.items()}
    page = step(desk, "colonnes", **chosen, value="6")
    assert "Ces colonnes ne seraient pas lues : I « Remarque interne »" in said(page)
    page = step(desk, "colonnes", **chosen, value="6", ignored="on")
    assert page.redirect_chain[-1][0].endswith("/apercu/")
    confirm(desk, step(desk, "verifier"))
    assert Figure.objects.get().value == 43


def test_one_column_is_not_read_twice_and_needed_ones_are_asked_for(desk):
    page = upload(desk, csv_of({}, headings=["Terr", *HEADINGS[1:]]))
    page = step(desk, "colonnes", region="2", indicator="2", ignored="on")
    assert "Cette colonne est déjà celle de « indicateur »" in said(page)
    assert "Choisissez la colonne du fichier" in said(page)


def test_sheet_is_chosen_where_there_are_several(desk):
    data = book(("2015", [HEADINGS, row(value=43)]), ("2016", [HEADINGS, row(value=44)]), ("Vide", []))
    page = upload(desk, data, name="c.xlsx")
    assert page.redirect_chain[-1][0].endswith("/feuille/")
    assert "2015 (2 lignes remplies)" in said(page)
    assert "Vide" not in said(page)
    step(desk, "feuille", sheet="2016")
    confirm(desk, step(desk, "verifier"))
    assert Figure.objects.get().value == 44


def test_sheet_without_a_table_is_refused_where_it_is_chosen(desk):
    upload(desk, book(("a", [["x"]]), ("b", [HEADINGS, row(value=43)])), name="c.xlsx")
    assert "aucune ligne n'a l'air de nommer des colonnes" in said(step(desk, "feuille", sheet="a"))


@pytest.mark.parametrize(
    "name", ["tronque.xlsx", "mot-de-passe.xlsx", "ancien-renomme.xlsx", "deux-tableaux.xlsx"]
)
def test_file_that_cannot_be_read_is_refused_at_once(desk, name):
    page = upload(desk, (FOLDER / name).read_bytes(), name=name)
    assert len(page.context["form"].errors["file"]) == 1
    assert FigureImport.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "vide"), (b" \n\n", "vide"), (text([HEADINGS]).encode(), "aucune")]
)
def test_file_without_a_row_is_refused(desk, data, words):
    assert words in str(upload(desk, data).context["form"].errors["file"])


def test_file_of_too_many_rows_names_the_command(desk):
    data = text([HEADINGS, *[row()] * 20_001]).encode()
    assert "manage.py import_figures" in str(upload(desk, data).context["form"].errors["file"])


def test_wrong_rows_are_told_and_nothing_is_offered_to_confirm(desk):
    page = checked(desk, csv_of({}, {"region": "Corse", "value": "144"}))
    assert "1 ligne refusée : rien ne peut être importé" in said(page)
    assert "Ligne 3, colonne F « Valeur » : 144 est hors limites" in said(page)
    assert page.context["may_confirm"] is False
    confirm(desk, page)
    assert Figure.objects.count() == 0
    told = desk.get(url("figureimport", "messages", FigureImport.objects.get().pk)).content.decode(
        "utf-8-sig"
    )
    assert [line.partition(";")[0] for line in told.splitlines()] == ["état", "refusé", "nouveau"]


def test_proposals_are_accepted_by_one_click(desk):
    page = checked(desk, (FOLDER / "anciennes-regions.csv").read_bytes())
    assert "lire « PACA » comme Provence-Alpes-Côte d'Azur (1 ligne)" in said(page)
    step(desk, "lectures", accept=list(page.context["proposed"]))
    confirm(desk, step(desk, "verifier"))
    assert set(Figure.objects.values_list("region__code", flat=True)) == {"93", "44"}


@pytest.mark.parametrize(("answer", "value"), [("yes", "43.000"), ("no", "0.430")])
def test_fractions_are_asked_about(desk, answer, value):
    page = checked(desk, (FOLDER / "fractions.xlsx").read_bytes())
    assert "Est-ce 43 %, ou bien 0,43 % ?" in said(page)
    assert page.context["may_confirm"] is False
    step(desk, "lectures", hundredths=answer)
    confirm(desk, step(desk, "verifier"))
    assert str(Figure.objects.get(region__code="53").value) == value


def test_row_of_a_public_figure_leads_to_its_correction(desk):
    load({})
    Report.objects.update(publish_at=ago(), approved_at=ago(), approved_alone_because="x")
    page = checked(desk, csv_of({"value": "44,5"}))
    link = url("correction", "correct", Figure.objects.get().pk) + "?value=44%2C5"
    assert f'href="{link}"' in page.content.decode()
    assert desk.get(link).status_code == 200


def test_preview_tells_gaps_releases_and_approvals(desk):
    load({"region": "FR", "value": "37"}, {"value": "43"})
    figure = Figure.objects.get(region__code="53")
    release = make_release(figures=[figure], report=None, regions=[figure.region])
    Report.objects.update(
        publish_at=database_now() + timedelta(days=1), approved_at=ago(), approved_alone_because="x"
    )
    page = checked(desk, csv_of({"region": "FR", "value": "37"}, {"value": "44"}))
    assert "+7 points" in said(page)
    assert f"Un communiqué cite un chiffre modifié {release.headline}" in said(page)
    assert "L'approbation de « Étude 2015 » sera annulée" in said(page)
    assert "a été annulée" in said(confirm(desk, page))


def test_same_file_again_says_when_and_by_whom_it_was_imported(desk):
    confirm(desk, checked(desk, csv_of({})))
    page = checked(desk, csv_of({}))
    assert "Ce fichier a déjà été importé le" in said(page)
    assert "par chef : import nº" in said(page)
    assert page.context["may_confirm"] is False


def test_confirmation_sent_twice_imports_once(desk):
    page = checked(desk, csv_of({}))
    confirm(desk, page)
    assert "Importé le" in said(confirm(desk, page))
    assert Figure.history.count() == 1


def test_figures_that_moved_since_the_preview_are_shown_again(desk):
    load({})
    page = checked(desk, csv_of({"value": "44"}))
    Figure.objects.get().save()
    page = confirm(desk, page)
    assert "les données ont changé depuis l'aperçu" in said(page)
    assert Figure.objects.get().value == 43
    confirm(desk, page)
    assert Figure.objects.get().value == 44


def test_report_that_came_out_since_the_preview_stops_the_import(desk):
    page = checked(desk, csv_of({}))
    Report.objects.update(publish_at=ago(), approved_at=ago(), approved_alone_because="x")
    assert "les données ont changé depuis l'aperçu" in said(confirm(desk, page))
    assert Figure.objects.count() == 0


def test_import_is_undone_after_a_confirmation(desk):
    confirm(desk, checked(desk, csv_of({})))
    record = FigureImport.objects.get()
    asked = said(desk.get(url("figureimport", "annuler", record.pk)))
    assert "Chiffres créés, qui seront supprimés : 1." in asked
    page = step(desk, "annuler")
    assert "L'import est annulé" in said(page)
    assert Figure.objects.count() == 0


def test_import_on_which_something_was_built_says_so(desk):
    confirm(desk, checked(desk, csv_of({})))
    Figure.objects.get().save()
    record = FigureImport.objects.get()
    assert "1 chiffre modifié ou supprimé depuis" in said(desk.get(url("figureimport", "change", record.pk)))
    assert "ne s'annule plus" in said(step(desk, "annuler"))
    assert Figure.objects.count() == 1


def test_file_is_forgotten_with_its_draft(desk, django_capture_on_commit_callbacks):
    upload(desk, csv_of({}))
    place = FigureImport.objects.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        step(desk, "abandonner")
    assert (FigureImport.objects.count(), default_storage.exists(place)) == (0, False)


def test_files_that_nobody_confirmed_in_a_week_are_forgotten(desk):
    upload(desk, csv_of({}))
    FigureImport.objects.update(created_at=ago(days=8))
    upload(desk, csv_of({}))
    assert FigureImport.objects.count() == 1


def test_file_that_storage_lost_is_asked_for_again(desk):
    upload(desk, csv_of({}))
    default_storage.delete(FigureImport.objects.get().file.name)
    assert "envoyez-le de nouveau" in said(step(desk, "verifier"))


def test_progress_is_a_line_of_json_for_each_step(desk):
    upload(desk, text([HEADINGS, *[row("Bretagne", str(n)) for n in range(600)]]).encode())
    address = url("figureimport", "verifier", FigureImport.objects.get().pk)
    response = desk.post(address, headers={"accept": "application/x-ndjson"})
    assert response["Content-Encoding"] == "identity"
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert [line[:12] for line in lines] == ['{"done": 0, ', '{"done": 250', '{"done": 500', '{"location":']


def test_draft_is_its_authors_alone(desk, client):
    upload(desk, csv_of({}))
    record = FigureImport.objects.get()
    staff(client, "import_figure", "view_figure")
    assert client.get(url("figureimport", "apercu", record.pk)).status_code == 404
    assert record.name not in said(client.get(url("figureimport", "changelist")))


@pytest.mark.parametrize("page", ["verifier", "lectures", "confirmer", "abandonner"])
def test_state_changes_by_post_only(desk, page):
    upload(desk, csv_of({}))
    assert desk.get(url("figureimport", page, FigureImport.objects.get().pk)).status_code == 405


@pytest.mark.parametrize("form", ["0", "1", "2"])
def test_export_holds_the_figures(desk, form):
    make_figure(source="=1+1")
    fields = {f"figureresource_{name}": "on" for name in ("value", "source")}
    response = desk.post(url("figure", "export"), {"format": form, "resource": "", **fields})
    assert response.status_code == 200
    if form != "2":
        assert "'=1+1" in response.content.decode("utf-8-sig")


def test_import_and_export_need_their_own_permissions(client):
    staff(client, "view_figure", "change_figure", "add_figure")
    for address in (url("figureimport", "add"), url("figureimport", "changelist"), url("figure", "export")):
        assert client.get(address).status_code == 403
    assert "Importer" not in said(client.get(url("figure", "changelist")))
    staff(client, "view_figure", "import_figure")
    assert "Importer" in said(client.get(url("figure", "changelist")))


def test_files_of_workbooks_are_read_with_their_percentages(desk):
    page = checked(desk, sheet_of([row(value="43 %")]), name="c.xlsx")
    assert page.context["plan"]["counts"]["new"] == 1
