import shutil

import pytest

from press.loader import LoadError, load_demonstration, load_press
from press.models import (
    Page,
)
from tests.press.loads import PLACE, REAL, counted, spoil

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("organisations.csv", "name,role", "nom,role", "organisations.csv, ligne 1 : les colonnes attendues"),
        ("organisations.csv", "SGMAP,", ",", "organisations.csv, ligne 15, colonne « name » : Ce champ"),
        (
            "events.csv",
            "2016-H2",
            "fin 2016",
            "events.csv, ligne 5, colonne « date » : « fin 2016 » n'est pas",
        ),
        ("events.csv", ",52,", ",99,", "events.csv, ligne 2, colonne « region » : aucune entrée « région »"),
        ("events.csv", ",CESE,no,", ",CESE,non,", "events.csv, ligne 6, colonne « tour_stage » : « non »"),
        ("events.csv", "Villes au Carré", "Villes", "events.csv, ligne 7, colonne « host » : aucune entrée"),
        ("events.csv", "phare-pays", "pays", "events.csv, ligne 2, colonne « report » : aucune entrée"),
        ("events.csv", "e,confirmed", "e,sûr", "events.csv, ligne 2, colonne « state » : « sûr » n'est pas"),
        ("events.csv", "Présentation de l'étude PHARE", "", "ligne 7, colonne « subject » : Le sujet manque"),
        ("resources.csv", ",slides,", ",film,", "resources.csv, ligne 9, colonne « kind » : « film »"),
        ("resources.csv", ",formes,", ",quoi,", "resources.csv, ligne 6, colonne « question » : « quoi »"),
        (
            "resources.csv",
            "2016-11,",
            "11/2016,",
            "ligne 2, colonne « date » : « 11/2016 » n'est pas une date",
        ),
        (
            "resources.csv",
            "|Spallian",
            "|X",
            "resources.csv, ligne 4, colonne « organisations » : aucune entrée",
        ),
        ("resources.csv", ",conference-", ",c-", "resources.csv, ligne 2, colonne « event » : aucune entrée"),
        (
            "resources.csv",
            "https://",
            "",
            "resources.csv, ligne 2, colonne « url » : Saisissez une URL valide",
        ),
        (
            "resources.csv",
            "Une note de réflexion prospective.",
            "",
            "ligne 10, colonne « summary » : Le résumé",
        ),
        (
            "resources.csv",
            "http://observatoire-des-partenariats.fr/",
            "",
            "ligne 4, colonne « url » : Un lien",
        ),
        ("facts.csv", "observatory,", "planète,", "facts.csv, ligne 8, colonne « about » : « planète »"),
        ("facts.csv", ",13,,", ",,,", "facts.csv, ligne 11, colonne « value » : Ce champ"),
        ("facts.csv", ",rapports-prevus", ",rapports prévus", "facts.csv, ligne 11, colonne « key » :"),
        ("pages/arpea.toml", 'menu = "about"', 'menu = "x"', "arpea.toml, ligne 3, clé « menu » : « x »"),
        (
            "pages/arpea.toml",
            "position = 6",
            'position = "6"',
            "ligne 4, clé « position » : un nombre entier",
        ),
        ("pages/arpea.toml", "position", "place", "ligne 4, clé « place » : clé inconnue"),
        (
            "pages/arpea.toml",
            "title = ",
            "title = 1 #",
            "arpea.toml, ligne 1, clé « title » : un texte entre",
        ),
        (
            "pages/arpea.toml",
            "position = 6",
            "position =",
            "arpea.toml, ligne 4, colonne 11 : ce n'est pas du",
        ),
        (
            "boilerplates.toml",
            'kind = "method"',
            'kind = "x"',
            "boilerplates.toml, ligne 31, clé « kind » : « x » n'est pas connu",
        ),
        (
            "boilerplates.toml",
            'title = "Le RAMEAU"',
            'titre = "Le RAMEAU"',
            "clé « titre » : clé inconnue ; celles attendues sont kind, title, text",
        ),
        (
            "boilerplates.toml",
            'kind = "method"',
            "kind = method",
            "boilerplates.toml, ligne 31, colonne 8 : ce n'est pas du TOML",
        ),
    ],
)
def test_wrong_row_is_refused_with_its_place_and_nothing_is_loaded(programme, folder, file, old, new, fault):
    spoil(folder, file, old, new)
    with pytest.raises(LoadError) as caught:
        load_press(folder)
    assert fault in str(caught.value)
    assert counted() == [0] * 8


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("contacts.csv", "01 99 00 10 10", "appeler", "contacts.csv, ligne 2, colonne « phone » : Un numéro"),
        ("contacts.csv", "|grand-est", "|est", "contacts.csv, ligne 3, colonne « regions » : aucune entrée"),
        (
            "contacts.csv",
            ",desk,Tou",
            ",bureaux,Tou",
            "contacts.csv, ligne 2, colonne « kind » : « bureaux »",
        ),
        (f"releases/{PLACE}.toml", '"phare-grand-est"', '"est"', "ligne 7, clé « report » : aucune entrée"),
        (f"releases/{PLACE}.toml", '["grand-est"]', '"grand-est"', "ligne 6, clé « regions » : une liste"),
        (
            f"releases/{PLACE}.toml",
            "emploi/maires",
            "emplois/maires",
            "ligne 13, clé « cites » : aucun chiffre",
        ),
        (f"releases/{PLACE}.toml", "grand-est/domaine", "domaine", "ligne 12, clé « cites » : « domaine-co-"),
        (
            f"releases/{PLACE}.toml",
            '["La méthode"',
            '["Méthode"',
            "ligne 9, clé « boilerplates » : aucun texte",
        ),
        (f"releases/{PLACE}.toml", "standfirst", "chapo", "ligne 2, clé « chapo » : clé inconnue"),
        (
            f"releases/{PLACE}.toml",
            "Grand Est :",
            "Grand Est " * 12,
            "ligne 1, clé « headline » : Le titre a",
        ),
        (
            f"releases/{PLACE}.toml",
            "PHARE Grand Est</a>",
            "ici</a>",
            "clé « body » : Le lien « ici » ne dit pas",
        ),
        (
            f"releases/{PLACE}.toml",
            "</h2>",
            "</h2>\n<p>Demain, tout change.</p>",
            "« Demain » sera faux demain",
        ),
        (f"releases/{PLACE}.toml", "[", "", "ce n'est pas du TOML"),
    ],
)
def test_wrong_demonstration_is_refused_with_its_place_and_nothing_is_loaded(
    programme, folder, file, old, new, fault
):
    load_press(folder)
    spoil(folder, file, old, new)
    with pytest.raises(LoadError) as caught:
        load_demonstration(folder)
    assert fault in str(caught.value)
    assert counted() == [*REAL, 0, 0]


def test_faults_of_all_releases_are_listed(programme, folder):
    shutil.copy(folder / "releases" / f"{PLACE}.toml", folder / "releases" / "autre.toml")
    spoil(folder, f"releases/{PLACE}.toml", '"phare-grand-est"', '"est"')
    spoil(folder, "releases/autre.toml", '"phare-grand-est"', '"ouest"')
    load_press(folder)
    with pytest.raises(LoadError) as caught:
        load_demonstration(folder)
    assert [message.partition(",")[0] for message in caught.value.messages] == [
        "autre.toml",
        "phare-grand-est.toml",
    ]


def test_faults_of_all_pages_are_listed(programme, folder):
    for name in ("arpea", "methode"):
        spoil(folder, f"pages/{name}.toml", 'menu = "about"', 'menu = ""')
    with pytest.raises(LoadError) as caught:
        load_press(folder)
    assert caught.value.messages == [
        "arpea.toml, ligne 3, clé « menu » : vide ou absente : une valeur est attendue.",
        "methode.toml, ligne 3, clé « menu » : vide ou absente : une valeur est attendue.",
    ]


def test_page_does_not_take_the_address_of_another_part_of_the_site(programme, folder):
    (folder / "pages" / "arpea.toml").rename(folder / "pages" / "agenda.toml")
    with pytest.raises(LoadError, match=r"agenda\.toml, ligne 1 : Le site a déjà une page à cette adresse"):
        load_press(folder)


def test_page_keeps_nothing_but_what_the_editor_makes(programme, folder):
    spoil(folder, "pages/arpea.toml", "<p>Avant", '<script>alert(1)</script><p onclick="x()">Avant')
    load_press(folder)
    assert Page.objects.get(slug="arpea").body.startswith("<p>Avant de mesurer")
