import re

import pytest

from regions.models import Figure
from tests.factories import make_figure, make_indicator, make_nation, make_question, make_region
from tests.regions.pages import line, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def tested(db):
    """Three regions on the map and the nation, all with respondents; the indicator's address."""
    question = make_question(indicator=make_indicator(slug="pratique"))
    for name, code, value, n in (
        ("Bretagne", "53", 50, 400),
        ("Normandie", "28", 37, 300),
        ("Occitanie", "76", 26, 400),
    ):
        make_figure(question=question, region=make_region(name=name, code=code), value=value, respondents=n)
    make_figure(question=question, region=make_nation(), value=37, respondents=4000)
    return "/indicateurs/pratique/"


def test_tested_indicator_shows_values_intervals_verdicts_and_ranks(client, tested):
    assert re.search(r"37 %.*", line(client, tested, "France"))[0] == (
        "37 % 4 4 000 répondants intervalle de 35 à 39 %"
    )
    lines = {name: line(client, tested, name) for name in ("Bretagne", "Normandie", "Occitanie")}
    values = {name: re.sub(r"( %) \d (\d+ r)", r"\1 \2", said) for name, said in lines.items()}
    assert [re.search(r"\d+ % (?:\d )?\d+ rép.*", said)[0] for said in values.values()] == [
        "50 % 400 répondants intervalle de 45 à 55 % +13 points au-dessus de la France 1re",
        "37 % 300 répondants intervalle de 31 à 43 % 0 point dans la marge d'erreur 2e",
        "26 % 400 répondants intervalle de 21 à 31 % −11 points au-dessous de la France 3e",
    ]


def test_tested_indicator_says_its_verdicts_and_its_method(client, tested):
    said = text(client, tested)
    assert (
        "Dans les 3 régions publiées, la part va de 26 % en Occitanie à 50 % en Bretagne. "
        "Au-dessus de la France : Bretagne ; au-dessous de la France : Occitanie ; "
        "dans la marge d'erreur : Normandie." in said
    )
    assert "Écarts testés au seuil de 95 %, la région contre le reste de la France" in said
    assert "calculée par référence à la méthode aléatoire" in said
    assert "Le rang est un intervalle" in said
    assert "n'est pas un classement" not in said


def test_nation_s_row_of_an_indicator_refers_to_its_source_and_note(client, tested):
    Figure.objects.filter(region__slug="france").update(note="Arrondi.")
    said = line(client, tested, "France")
    assert re.search(r"37 % \d a 4 000 répondants", said)


def test_rank_that_is_not_sure_is_an_interval(client, tested):
    Figure.objects.filter(region__slug="normandie").update(value=48)
    assert line(client, tested, "Bretagne").endswith("au-dessus de la France 1re à 2e")


def test_tested_region_says_verdict_interval_and_respondents(client, tested):
    said = text(client, "/regions/bretagne/")
    assert (
        "En Bretagne, 50 % des entreprises d'au moins 10 salariés ont des partenariats, 13 points de plus "
        "que les 37 % de la France (au-dessus de la France)." in said
    )
    assert "400 répondants intervalle de 45 à 55 %" in said
    assert "+13 points au-dessus de la France" in said
    assert "Écarts testés au seuil de 95 %" in said


def test_tested_number_says_the_interval_of_its_gap(client, tested):
    said = text(client, Figure.objects.get(region__slug="bretagne").get_absolute_url())
    assert "Répondants 400 répondants Intervalle à 95 % de 45 à 55 %" in said
    assert re.search(
        r"Écart \+13 points, au-dessus de la France intervalle à 95 % : de \+[\d,]+ à \+[\d,]+ points", said
    )


JUDGEMENT = ("au-dessus", "Au-dessus", "au-dessous", "Au-dessous", "Rang")


def test_small_base_is_marked_and_takes_rank_and_verdict_away(client, tested):
    Figure.objects.filter(region__slug="bretagne").update(respondents=29, value=90)
    row = line(client, tested, "Bretagne")
    assert "29 répondants" in row
    assert "à lire avec prudence" in row
    assert "non testé" in row
    assert [words for words in JUDGEMENT if words in row] == []
    assert re.findall(r"\b\d+r?e\b", row) == []
    said = text(client, tested)
    assert "À lire avec prudence : 90 % en Bretagne." in said
    assert "Rang" not in said
    assert "n'est pas un classement" in said


def test_small_base_has_no_judgement_on_its_region_s_page(client, tested):
    Figure.objects.filter(region__slug="bretagne").update(respondents=29, value=90)
    said = text(client, "/regions/bretagne/")
    assert "29 répondants" in said
    assert "90 % des entreprises d'au moins 10 salariés (à lire avec prudence) ont des partenariats" in said
    assert [words for words in JUDGEMENT if words in said] == []


def test_map_has_no_class_for_a_small_base(client, tested):
    Figure.objects.filter(region__slug="bretagne").update(respondents=29)
    page = client.get(tested).content.decode()
    fills = dict(re.findall(r'href="/regions/(\w+)/#[^>]*>\s*<path class="([\w-]+)"', page))
    assert fills == {"bretagne": "unclassed", "normandie": "class-2", "occitanie": "class-2"}
