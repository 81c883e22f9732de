"""Each hard file is read rightly, or refused with one message that says where and what to do."""

import pytest

from regions.importer.reading import UnreadableError
from regions.models import Figure
from tests.files import make
from tests.regions.imports import check, make_catalogue

READ = {
    "excel-francais.csv": {"Bretagne": "43.5", "Corse": "57"},
    "libreoffice.csv": {"Bretagne": "43", "Corse": "57"},
    "bom.csv": {"Bretagne": "43", "Corse": "57"},
    "utf-16.csv": {"Bretagne": "43", "Corse": "57"},
    "libreoffice.xlsx": {"Bretagne": "43", "Corse": "57"},
    "cellules-fusionnees.xlsx": {"Bretagne": "43", "Bretagne, Non": "57"},
    "formules.xlsx": {"Bretagne": "43", "Corse": "57"},
    "lignes-vides.xlsx": {"Bretagne": "43", "Corse": "57"},
    "masques.xlsx": {"Bretagne": "43", "Corse": "57"},
    "200-colonnes.xlsx": {"Bretagne": "43", "Corse": "57"},
    "guillemets.csv": {"Bretagne": "43", "Corse": "57"},
    "insecables.csv": {"Bretagne": "43", "Corse": "57"},
    "pour-cent.xlsx": {"Bretagne": "43", "Corse": "57.5"},
    "pour-cent-en-texte.xlsx": {"Bretagne": "43", "Corse": "57"},
    "deux-feuilles.xlsx": {"Bretagne": "43", "Corse": "57"},
}
REFUSED = {
    "formule-sans-resultat.xlsx": [
        "Feuille « Chiffres », ligne 3, colonne F « Valeur » : la formule =100-F2 n'a pas de résultat"
    ],
    "date-dans-un-nombre.xlsx": ["Feuille « Chiffres », ligne 3, colonne F « Valeur » : date du 07/05/2016"],
    "doublons.csv": ["Ligne 4, colonne D « Réponse » : même chiffre qu'à la ligne 2"],
    "anciennes-regions.csv": [
        "Ligne 2, colonne A « Région » : région « PACA » n'existe pas ; vouliez-vous dire "
        "« Provence-Alpes-Côte d'Azur »",
        "Ligne 3, colonne A « Région » : région « Alsace » n'existe pas ; vouliez-vous dire « Grand Est »",
    ],
}
UNREADABLE = {
    "deux-tableaux.xlsx": "Feuille « Chiffres », ligne 6, colonne A : un second tableau",
    "deux-tableaux-cote-a-cote.xlsx": "Feuille « Chiffres », ligne 1, colonne J : un second tableau",
    "tronque.xlsx": "incomplet ou abîmé",
    "mot-de-passe.xlsx": "mot de passe : ôtez-le",
    "ancien-renomme.xlsx": "ancien format",
}
ASKED = {"fractions.xlsx": "Feuille « Chiffres », ligne 2, colonne F « Valeur » : « 0,43 »"}


@pytest.fixture(autouse=True)
def catalogue(db):
    make_catalogue()


def test_every_file_of_the_script_is_here_and_as_it_makes_it():
    expected = READ.keys() | REFUSED.keys() | UNREADABLE.keys() | ASKED.keys()
    assert make.files().keys() == expected
    changed = [name for name, data in make.files().items() if (make.FOLDER / name).read_bytes() != data]
    assert changed == []


@pytest.mark.parametrize("name", READ)
def test_file_is_read_as_its_sender_meant_it(name):
    plan = check(name)
    assert [str(fault) for fault in plan.faults] == []
    values = {
        str(figure.region) if figure.answer.slug == "oui" else f"{figure.region}, Non": f"{figure.value:f}"
        for figure in plan.new
    }
    assert (values, plan.question) == (READ[name], "")


@pytest.mark.parametrize("name", REFUSED)
def test_wrong_rows_are_refused_with_their_place(name):
    plan = check(name)
    assert len(plan.faults) == len(REFUSED[name])
    for fault, words in zip(plan.faults, REFUSED[name], strict=True):
        assert str(fault).startswith(words)


@pytest.mark.parametrize("name", UNREADABLE)
def test_file_that_cannot_be_read_says_why(name):
    with pytest.raises(UnreadableError, match=UNREADABLE[name]):
        check(name)


def test_fractions_are_asked_about_and_read_as_answered():
    assert check("fractions.xlsx").question.startswith(ASKED["fractions.xlsx"])
    read = {answer: check("fractions.xlsx", hundredths=answer) for answer in (True, False)}
    assert [str(figure.value) for figure in read[True].new] == ["43", "57"]
    assert [str(figure.value) for figure in read[False].new] == ["0.43", "0.57"]


def test_check_writes_nothing():
    check("bom.csv")
    assert Figure.objects.count() == 0
