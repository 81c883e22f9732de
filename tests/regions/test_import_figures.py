"""manage.py import_figures: the same check and the same record as at the desk."""

from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command

from regions.models import Figure, FigureImport
from tests.factories import make_user
from tests.files.make import FOLDER, HEADINGS, book, row
from tests.regions.imports import csv_of, make_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def importing(settings, tmp_path):
    """Runs the command on bytes; gives what it said."""
    settings.MEDIA_ROOT = tmp_path
    make_catalogue()
    user = make_user(username="camille")
    user.user_permissions.set(Permission.objects.filter(codename="import_figure"))

    def run(data, *options, user="camille"):
        path = tmp_path / "chiffres"
        path.write_bytes((FOLDER / data).read_bytes() if isinstance(data, str) else data)
        out, error = StringIO(), StringIO()
        try:
            call_command("import_figures", path, "--user", user, *options, stdout=out, stderr=error)
        except CommandError as refused:
            return f"{error.getvalue()}{refused}"
        return out.getvalue()

    return run


def test_command_says_what_it_would_do_and_changes_nothing(importing):
    said = importing("bom.csv")
    assert "2 nouveaux, 0 modifiés, 0 inchangés, 0 refusés." in said
    assert "relancez avec --confirm" in said
    assert (Figure.objects.count(), FigureImport.objects.count()) == (0, 0)


def test_confirmed_command_imports_with_the_same_record_as_the_desk(importing):
    assert ": fait." in importing("bom.csv", "--confirm")
    record = FigureImport.objects.get()
    assert (record.state, record.author.username, record.new) == ("done", "camille", 2)
    with record.file.open() as file:
        assert file.read() == (FOLDER / "bom.csv").read_bytes()
    assert set(Figure.history.values_list("history_change_reason", flat=True)) == {record.reason}
    assert "rien à importer" in importing("bom.csv", "--confirm")
    assert FigureImport.objects.count() == 1


def test_command_refuses_wrong_rows_with_their_place(importing):
    said = importing(csv_of({}, {"region": "Corse", "value": "144"}), "--confirm")
    assert "Ligne 3, colonne F « Valeur » : 144 est hors limites" in said
    assert "Rien n'est importé" in said
    assert Figure.objects.count() == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "Colonnes manquantes : région"),
        (["--column", "Terr=région"], "Colonnes inconnues : I « Couleur »"),
        (["--column", "Terr=région", "--column", "Couleur="], "1 nouveaux"),
        (["--column", "Terr=région", "--column", "*="], "1 nouveaux"),
        (["--column", "Terr=commune"], "écrire TITRE=COLONNE"),
        (["--column", "Rien=région"], "écrire TITRE=COLONNE"),
    ],
)
def test_columns_are_mapped_by_option(importing, options, words):
    assert words in importing(csv_of({}, headings=["Terr", *HEADINGS[1:], "Couleur"]), *options)


def test_sheet_is_chosen_by_option(importing):
    data = book(("2015", [HEADINGS, row(value=43)]), ("2016", [HEADINGS, row(value=44)]))
    assert "Choisissez la feuille par --sheet : 2015, 2016" in importing(data)
    assert "Pas de feuille remplie « 2017 »" in importing(data, "--sheet", "2017")
    importing(data, "--sheet", "2016", "--confirm")
    assert Figure.objects.get().value == 44


def test_fractions_are_answered_by_option(importing):
    assert "Répondez par --fractions" in importing("fractions.xlsx", "--confirm")
    importing("fractions.xlsx", "--fractions", "oui", "--confirm")
    assert set(Figure.objects.values_list("value", flat=True)) == {43, 57}


def test_file_that_cannot_be_read_and_user_who_may_not_import_are_refused(importing):
    assert "mot de passe" in importing("mot-de-passe.xlsx")
    make_user(username="dominique")
    for name in ("dominique", "personne"):
        assert "n'est pas un compte qui peut importer" in importing("bom.csv", user=name)
    with pytest.raises(CommandError, match="Fichier illisible"):
        call_command("import_figures", "/nulle/part.csv", "--user", "camille")
