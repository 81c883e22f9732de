import shutil

import pytest
from django.core.management import CommandError, call_command

from regions.dates import Precision
from regions.loader import FOLDER, LoadError, load_programme
from regions.models import Answer, Base, Figure, Indicator, Question, Region, Report, Survey
from regions.publication import database_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """A copy of the data files that a test may spoil."""
    return shutil.copytree(FOLDER, tmp_path / "data")


def spoil(folder, file, old, new):
    path = folder / f"{file}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_all_rows_are_loaded(programme):
    counted = [
        model.objects.count() for model in (Region, Survey, Base, Indicator, Answer, Question, Report, Figure)
    ]
    assert counted == [14, 7, 14, 17, 44, 33, 15, 102]


def test_draft_report_stays_draft_and_the_others_are_out(programme):
    out = Report.objects.published(database_now())
    assert list(Report.objects.exclude(pk__in=out).values_list("slug", flat=True)) == [
        "phare-auvergne-rhone-alpes"
    ]
    assert Figure.objects.published(database_now()).count() == 100


def test_past_reports_are_approved_with_the_reason(programme):
    reasons = Report.objects.exclude(approved_at=None).values_list("approved_alone_because", flat=True)
    assert set(reasons) == {"reprise de données déjà publiées"}


def test_figures_keep_what_is_known_of_them(programme):
    over = Figure.objects.get(value=674000)
    assert (over.unit, over.qualifier, over.base.slug) == ("count", "over", "entreprises-partenaires")
    uncertain = Figure.objects.get(
        value=46, region__code="FR", question__survey__slug="phare-institutions-2016"
    )
    assert (uncertain.base_status, uncertain.certainty) == ("unknown", "uncertain")
    assert "base à confirmer" in uncertain.note
    assert Figure.objects.filter(respondents=304).count() == 2


def test_dates_keep_their_precision(programme):
    report = Report.objects.get(slug="phare-nouvelle-aquitaine")
    assert (report.released_precision, str(report.released)) == (Precision.HALF_YEAR, "second semestre 2016")
    assert str(report.publish_at) == "2016-12-31 23:00:00+00:00"


def test_second_load_changes_nothing(programme):
    loaded = load_programme()
    assert (loaded.created, loaded.existing, loaded.figures_kept) == (0, 246, 0)


def test_what_an_editor_changed_is_left(programme):
    Region.objects.filter(code="53").update(abbreviation="BZH")
    Figure.objects.filter(region__code="84").update(value=12)
    assert load_programme().figures_kept == 2
    assert Region.objects.get(code="53").abbreviation == "BZH"


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("regions", "53,bretagne", "53,Bretagne !", "regions.csv, ligne 10, colonne « slug »"),
        ("regions", "FR,france,France,nation", "FR,france,France,ville", "« ville » n'est pas connu"),
        ("regions", "code,slug", "cde,slug", "regions.csv, ligne 1 : les colonnes attendues sont code, slug"),
        (
            "regions",
            "BRE,en Bretagne",
            "BRE,en Bretagne,x",
            "regions.csv, ligne 10 : 9 cellules, 8 attendues",
        ),
        ("surveys", "2009-11,,", "11/2009,,", "surveys.csv, ligne 6, colonne « published »"),
        ("surveys", "PHARE,maires", "PHARE,", "colonne « audience » : cellule vide"),
        ("surveys", ",304,", ",beaucoup,", "surveys.csv, ligne 5, colonne « respondents »"),
        (
            "bases",
            ",employeuses,associations,empl",
            ",employeuses,chats,empl",
            "colonne « parent » : aucune entrée",
        ),
        ("indicators", "1,yes", "1,oui", "colonne « featured » : « oui » : écrire « yes » ou « no »"),
        ("answers", "alliances-source-innovation,oui", ",oui", "colonne « indicator » : cellule vide"),
        (
            "questions",
            "exact,no",
            "unknown,no",
            "questions.csv, ligne 10 : Un libellé est exact ou reconstitué",
        ),
        ("reports", "2016-H2,period", "2016-H2,day", "« period » attendu"),
        ("reports", "day,1,", "day,premier,", "colonne « rank »"),
        ("reports", ",published\n", ",publié\n", "colonne « state »"),
        ("figures", "implied,40,%", "implied,140,%", "figures.csv, ligne 2, colonne G « value » : 140"),
        (
            "figures",
            "52,fragilite",
            "99,fragilite",
            "figures.csv, ligne 2, colonne A « region » : région « 99 »",
        ),
        ("figures", "stated,7,%", "stated,17,%", "le total fait 110"),
    ],
)
def test_wrong_row_is_refused_with_its_place_and_nothing_is_loaded(folder, file, old, new, fault):
    spoil(folder, file, old, new)
    with pytest.raises(LoadError) as caught:
        load_programme(folder)
    assert fault in str(caught.value)
    assert Region.objects.count() == 0


def test_all_faults_of_a_file_are_listed(folder):
    spoil(folder, "figures", "implied,40,%", "implied,140,%")
    spoil(folder, "figures", "implied,59,%", "implied,abc,%")
    with pytest.raises(LoadError) as caught:
        load_programme(folder)
    assert len(caught.value.messages) == 2


@pytest.mark.parametrize(
    "spoiled", [lambda path: path.unlink(), lambda path: path.write_bytes(b"\xff\xfe\xfa")]
)
def test_missing_or_unreadable_file_is_named(folder, spoiled):
    spoiled(folder / "bases.csv")
    with pytest.raises(LoadError, match=r"bases\.csv : fichier illisible"):
        load_programme(folder)


def test_command_says_what_it_did(capsys, programme):
    Figure.objects.filter(region__code="84").update(value=12)
    call_command("load_programme")
    said = capsys.readouterr().out
    assert "0 lignes créées, 246 déjà là." in said
    assert "2 chiffres diffèrent" in said


def test_command_says_what_is_wrong(folder):
    spoil(folder, "figures", "implied,40,%", "implied,140,%")
    with pytest.raises(CommandError, match="Rien n'a été chargé"):
        call_command("load_programme", folder)
