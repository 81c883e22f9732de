import re
from html import unescape

import pytest

from regions.models import Audience, Figure, Indicator, Region
from tests.factories import ago, make_figure, make_nation, make_pair, make_question, make_region, make_report
from tests.regions.pages import plain, text
from tests.regions.releases import soon
from tests.regions.values import EXTENSIONS, read_file, read_json, value_of

pytestmark = pytest.mark.django_db

PATH = "/tableau-de-bord/"
PRACTICE = "indicateur=pratique-partenariats"
SOME = ["pays-de-la-loire", "bretagne", "grand-est"]
CHOSEN = "&".join(f"regions={slug}" for slug in SOME)
ALONE = f"?{PRACTICE}&public=entreprises&regions=pays-de-la-loire"


def page_of(client, query):
    response = client.get(PATH + query)
    assert response.status_code == 200, query
    return response.content.decode()


def table_of(page):
    """The values of the table of regions, by the name of the territory."""
    table = re.search(r"<table.*?</table>", page[page.index('id="resultat"') :], re.DOTALL)[0]
    found = {}
    for line in re.findall(r'<tr role="row"(?! class="absent").*?</tr>', table.split("<tbody")[1], re.DOTALL):
        name = plain(re.search(r"<th.*?</th>", line, re.DOTALL)[0])
        found[name] = value_of(plain(re.search(r'<a class="value.*?</a>', line, re.DOTALL)[0]))
    return found


def file_of(client, query, extension="json"):
    return client.get(f"/tableau-de-bord.{extension}{query}")


@pytest.mark.either
@pytest.mark.parametrize("selection", ["", f"&{CHOSEN}", f"&{CHOSEN}&france=sans"])
def test_every_indicator_and_audience_shows_the_values_of_the_database(client, programme, selection):
    seen = 0
    for indicator in Indicator.objects.all():
        for audience in Audience:
            found = table_of(
                page_of(client, f"?indicateur={indicator.slug}&public={audience.slug}{selection}")
            )
            seen += len(found)
            figures = Figure.objects.filter(question__indicator=indicator, region__name__in=found)
            known = {(one.region.name, one.value) for one in figures.select_related("region")}
            assert set(found.items()) <= known
            assert not selection or set(found) <= {"France", "Pays de la Loire", "Bretagne", "Grand Est"}
            assert "sans" not in selection or "France" not in found
    assert seen > (10 if selection else 60)


def test_one_region_is_said_in_full_beside_the_nation_with_its_base_and_sources(client, programme):
    page = page_of(client, ALONE)
    sentence = (
        "Dans les Pays de la Loire, 43 % des entreprises d'au moins 10 salariés ont mis en place des "
        "relations partenariales, 6 points de plus que les 37 % de la France (écart non testé)."
    )
    assert sentence in plain(page)
    offered = map(unescape, re.findall(r'data-copy="([^"]*)"', page))
    copied = [plain(words) for words in offered if "<iframe" not in words]
    assert copied == [
        f"{sentence} Base : Entreprises d'au moins 10 salariés. "
        "Sources : PHARE Pays de la Loire, 26 mai 2016 ; PHARE-Entreprises, 30 octobre 2015."
    ]
    addresses = {unescape(address) for address in re.findall(r'data-address="([^"]*)"', page)}
    answer = "reponse=oui-des-relations-partenariales-sont-en-place"
    assert addresses == {
        f"{PATH}?{PRACTICE}&{answer}&public=entreprises&regions=pays-de-la-loire",
    }


def test_several_regions_are_said_with_those_that_have_no_value(client, programme):
    said = text(client, f"{PATH}?{PRACTICE}&public=entreprises&{CHOSEN}")
    assert (
        "En France, 37 % des entreprises d'au moins 10 salariés ont mis en place des relations "
        "partenariales. Dans les 2 régions choisies et publiées, la part va de 36 % dans le Grand Est à "
        "43 % dans les Pays de la Loire. Écarts à la France non testés. Non publié : Bretagne." in said
    )


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        (
            "fragilite-prioritaire",
            "Fragilité prioritaire, emploi : entreprises, par région. Dans les 3 régions",
        ),
        ("note-fragilite", "En France, importance des fragilités, emploi : 7,1 sur 10 (citoyens). Aucune"),
        (
            "nombre-organisations-engagees",
            "En France, organisations engagées : 89 000 (entreprises d'au moins",
        ),
    ],
)
def test_copied_sentence_says_what_it_counts(client, programme, indicator, words):
    page = page_of(client, f"?indicateur={indicator}")
    (copied,) = (plain(unescape(one)) for one in re.findall(r'data-copy="([^"]*)"', page)[:1])
    assert copied.startswith(words)


def test_map_greys_the_regions_that_were_left_out(client, programme):
    page = page_of(client, f"?{PRACTICE}&public=entreprises&{CHOSEN}")
    drawn = re.search(r'<figure class="map">.*?</figure>', page, re.DOTALL)[0]
    assert drawn.count('<path class="plain"') == 10
    assert "non choisie" in drawn
    assert "non choisie" not in page_of(client, f"?{PRACTICE}")


def test_all_regions_ticked_are_no_selection(client, programme):
    every = "&".join(f"regions={region.slug}" for region in Region.objects.regions())
    said = text(client, f"{PATH}?{PRACTICE}&{every}")
    assert said == text(client, f"{PATH}?{PRACTICE}")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("indicateur=x", "Aucun chiffre public à ce nom d'indicateur : voici « Les alliances, source"),
        (f"{PRACTICE}&reponse=x", "Réponse inconnue de cet indicateur : voici « Oui, des relations"),
        (f"{PRACTICE}&public=x", "Public inconnu : voici « entreprises »."),
        (f"{PRACTICE}&public=maires", "Question non posée au public « maires » : voici « entreprises »."),
        (f"{PRACTICE}&base=x", "Base sans valeur pour ce choix : voici la base principale."),
        (f"{PRACTICE}&regions=x", "Région inconnue : voici toutes les régions."),
        (f"{PRACTICE}&regions=x&regions=bretagne", "Région inconnue : voici les autres que vous avez"),
        (f"{PRACTICE}&france=x", "Avec la France ou sans, rien d'autre : voici avec."),
    ],
)
def test_what_cannot_be_shown_is_said_on_the_page_and_has_no_file_and_no_chart(
    client, programme, query, words
):
    said = text(client, f"{PATH}?{query}")
    assert f"Ce choix n'existe pas ici. {words}" in said
    assert "Choisissez autre chose ci-dessus, ou gardez ce résultat." in said
    addresses = [f"/tableau-de-bord.{extension}" for extension in EXTENSIONS]
    addresses += [f"/graphiques/tableau-de-bord/{name}.json" for name in ("regions", "publics")]
    assert {client.get(f"{address}?{query}").status_code for address in addresses} == {404}


def test_another_indicator_keeps_the_answer_audience_and_regions_that_it_has(client, programme):
    kept = "reponse=emploi&public=citoyens&regions=pays-de-la-loire"
    for indicator in ("fragilite-prioritaire", "note-fragilite"):
        page = page_of(client, f"?indicateur={indicator}&{kept}")
        assert "Ce choix n'existe pas ici." not in page
        assert f"?indicateur={indicator}&amp;{kept.replace('&', '&amp;')}" in page


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_file_holds_what_the_page_shows(client, programme, extension):
    query = f"?{PRACTICE}&public=entreprises&{CHOSEN}"
    lines = read_file(file_of(client, query, extension).content, extension)
    found = [(line["region"], line["public"], str(line["valeur"] or ""), line["statut"]) for line in lines]
    assert found == [
        ("France", "Entreprises", "37", "publié"),
        ("Pays de la Loire", "Entreprises", "43", "publié"),
        ("Grand Est", "Entreprises", "36", "publié"),
        ("Bretagne", "Entreprises", "", "non publié"),
        ("France", "Associations", "38", "publié"),
        ("Grand Est", "Associations", "31", "publié"),
    ]


def test_without_the_nation_nothing_of_it_is_left(client, programme):
    query = f"?{PRACTICE}&public=entreprises&{CHOSEN}&france=sans"
    lines = read_json(file_of(client, query).content)["lignes"]
    assert {line["region"] for line in lines} == {"Pays de la Loire", "Grand Est", "Bretagne"}
    assert {line[name] for line in lines for name in ("valeur_france", "ecart_points", "rapport_france")} == {
        None
    }
    assert "En France" not in text(client, PATH + query)
    chart = read_json(client.get(f"/graphiques/tableau-de-bord/regions.json{query}").content)
    assert [dataset["label"] for dataset in chart["data"]["datasets"]] == ["Entreprises"]


def test_charts_draw_the_regions_that_were_chosen(client, programme):
    query = f"?{PRACTICE}&public=entreprises&{CHOSEN}"
    chart = read_json(client.get(f"/graphiques/tableau-de-bord/regions.json{query}").content)
    assert chart["data"]["labels"] == ["France", "Pays de la Loire", "Grand Est", "Bretagne"]
    chart = read_json(client.get(f"/graphiques/tableau-de-bord/publics.json{query}").content)
    assert chart["data"]["labels"] == ["France", "Grand Est"]


def test_dashboard_of_an_empty_database_says_so(client):
    assert "Aucun chiffre n'est encore public." in text(client, PATH)
    make_figure(report=make_report(publish_at=soon()))
    assert "Aucun chiffre n'est encore public." in text(client, PATH)
    assert file_of(client, "").status_code == 404


def test_dashboard_stands_where_the_nation_is_the_only_territory(client):
    make_figure(region=make_nation())
    assert client.get(PATH).status_code == 200


def test_dashboard_asks_the_same_few_queries_for_1_and_3_regions(client, django_assert_num_queries):
    figure = make_pair(region=make_region(), report=make_report(publish_at=ago()))
    query = f"?regions={figure.region.slug}"
    with django_assert_num_queries(5):
        client.get(PATH + query)
    for _ in range(2):
        other = make_figure(question=figure.question, answer=figure.answer, base=figure.base)
        make_pair(question=make_question(), region=other.region)
        query += f"&regions={other.region.slug}"
    with django_assert_num_queries(5):
        client.get(f"{PATH}{query}&indicateur={figure.question.indicator.slug}")
