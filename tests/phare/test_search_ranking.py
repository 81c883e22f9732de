"""What a reader finds first, on all that the demonstration holds."""

import pytest

from phare.search import KINDS, Query, found_in, groups
from regions.publication import database_now
from tests.regions.spaces import plain

FIRST = [
    # Regions, by the names of today, of before, and short ones, however they are typed
    ("alsace", "regions", "Grand Est"),
    ("Alsace Lorraine", "regions", "Grand Est"),
    ("PACA", "regions", "Provence-Alpes-Côte d'Azur"),
    ("cote d’azur", "regions", "Provence-Alpes-Côte d'Azur"),
    ("ile de france", "regions", "Île-de-France"),
    ("ÎLE-DE-FRANCE", "regions", "Île-de-France"),
    ("idf", "regions", "Île-de-France"),
    ("bret", "regions", "Bretagne"),
    ("grand est", "regions", "Grand Est"),
    ("pays de la loire", "regions", "Pays de la Loire"),
    ("nord pas de calais", "regions", "Hauts-de-France"),
    ("midi-pyrenees", "regions", "Occitanie"),
    ("poitou charentes", "regions", "Nouvelle-Aquitaine"),
    ("franche comté", "regions", "Bourgogne-Franche-Comté"),
    ("centre", "regions", "Centre-Val de Loire"),
    ("france", "regions", "France"),
    ("région normandie", "regions", "Normandie"),
    # Indicators. Of those that speak of partnerships, the one that the site puts forward: how many have any
    ("partenariat", "indicateurs", "Pratique des partenariats"),
    ("partenariats", "indicateurs", "Pratique des partenariats"),
    ("partenari", "indicateurs", "Pratique des partenariats"),
    ("types de partenariat", "indicateurs", "Types de partenariat"),
    ("mécénat", "indicateurs", "Types de partenariat"),
    ("co construction", "indicateurs", "Dynamique de co-construction"),
    ("co-construction", "indicateurs", "Dynamique de co-construction"),
    ("coconstruction", "indicateurs", "Dynamique de co-construction"),
    ("l'emploi", "indicateurs", "Fragilité prioritaire"),
    ("indicateur emploi", "indicateurs", "Fragilité prioritaire"),
    ("securite", "indicateurs", "Fragilité prioritaire"),
    ("vieillissement", "indicateurs", "Fragilités perçues"),
    ("source d'innovation", "indicateurs", "Les alliances, source d'innovation"),
    ("entreprises", "indicateurs", "Priorité d'action des entreprises"),
    # Reports and surveys
    ("phare citoyens", "rapports", "PHARE-Citoyens"),
    ("PHARE-Institutions", "rapports", "PHARE-Institutions"),
    ("rapport pays de la loire", "rapports", "PHARE Pays de la Loire"),
    ("associations", "rapports", "PHARE-Associations"),
    ("arpea", "rapports", "ARPEA-Citoyens"),
    ("maires", "enquetes", "PHARE-Institutions"),
    ("enquête maires", "enquetes", "PHARE-Institutions"),
    ("opinionway", "enquetes", "PHARE-Institutions"),
    # Releases
    (
        "89 000 entreprises",
        "communiques",
        "89 000 entreprises d'au moins 10 salariés engagées dans des partenariats avec des associations",
    ),
    (
        "communiqué nantes",
        "communiques",
        "Pays de la Loire : des partenariats dans 43 % des entreprises d'au moins 10 salariés",
    ),
    # The agenda: a town is where something is held
    ("orléans", "agenda", "Entreprendre dans les quartiers en région Centre-Val de Loire"),
    ("orleans", "agenda", "Entreprendre dans les quartiers en région Centre-Val de Loire"),
    ("bordeaux", "agenda", "Séminaire sur la co-construction des politiques publiques"),
    ("nantes", "agenda", "Journée des CPIE des Pays de la Loire"),
    ("cpie", "agenda", "Journée des CPIE des Pays de la Loire"),
    (
        "responsabilité sociétale",
        "agenda",
        "Soirée dédiée à la responsabilité sociétale des entreprises",
    ),
    # Resources
    ("référentiel", "ressources", "Référentiel de la co-construction territoriale"),
    ("referentiels", "ressources", "Référentiel de la co-construction territoriale"),
    ("charenton", "ressources", "Agir ensemble à Charenton – Saint-Maurice"),
    ("tableau de bord", "ressources", "Tableau de bord interactif de l'Observatoire"),
    # Pages, and the sections of the site
    ("mentions legales", "pages", "Mentions légales"),
    ("accessibilite", "pages", "Accessibilité"),
    ("le rameau", "pages", "Le RAMEAU"),
    ("méthode", "pages", "La méthode"),
    ("contact presse", "rubriques", "Contacts presse"),
    ("rectificatif", "rubriques", "Rectificatifs"),
]


def found(typed):
    return groups(Query.of(typed), database_now())


@pytest.mark.django_db
def test_what_a_reader_expects_comes_first(demonstration):
    first = {}
    for typed, _, _ in FIRST:
        group = found(typed)[0]
        first[typed] = group.kind.slug, plain("".join(text for text, _ in group.first[0].title))
    assert first == {typed: (kind, title) for typed, kind, title in FIRST}


@pytest.mark.django_db
def test_what_is_not_there_is_not_found(demonstration):
    """A report that nobody wrote, a word cut in its middle, and the draft of the programme."""
    assert [found(typed) for typed in ("phare bretagne", "nariat", "phare auvergne")] == [[], [], []]


@pytest.mark.parametrize("typed", ["alsace", "PACA"])
def test_former_and_short_names_find_what_speaks_of_the_region_too(typed, demonstration):
    assert [group.kind.slug for group in found(typed)][:3] == ["regions", "rapports", "communiques"]


def titles(typed):
    return {
        group.kind.slug: [plain("".join(text for text, _ in hit.title)) for hit in group.first]
        for group in found(typed)
    }


@pytest.mark.django_db
def test_indicator_of_a_territory_is_found_by_words_of_both(demonstration):
    there = "Pratique des partenariats, Pays de la Loire"
    assert titles("partenariat entreprises pays de la loire")["chiffres"] == [there]
    assert "chiffres" not in titles("pays de la loire")
    assert "chiffres" not in titles("pratique partenariats")
    assert "chiffres" not in titles("partenariat maires pays de la loire")


@pytest.mark.django_db
@pytest.mark.usefixtures("json_known")
def test_indicator_of_a_territory_asks_four_queries(demonstration, django_assert_num_queries):
    query, at = Query.of("alliances france"), database_now()
    with django_assert_num_queries(4):
        ((_, found),) = found_in([KINDS["chiffres"]], query, at)
    assert found


@pytest.mark.django_db
@pytest.mark.usefixtures("json_known")
def test_words_without_a_territory_read_no_figure(demonstration, django_assert_num_queries):
    query, at = Query.of("pratique partenariats"), database_now()
    with django_assert_num_queries(1):
        ((_, found),) = found_in([KINDS["chiffres"]], query, at)
    assert not found
