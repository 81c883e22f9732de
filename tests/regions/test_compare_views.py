import re
from html import unescape

import pytest

from regions.models import Audience, Figure, Region
from tests.factories import (
    ago,
    make_answer,
    make_base,
    make_figure,
    make_indicator,
    make_pair,
    make_question,
    make_region,
    make_report,
    make_survey,
)
from tests.regions.pages import plain, text
from tests.regions.releases import soon
from tests.regions.values import EXTENSIONS, read_file, read_json, value_of

pytestmark = pytest.mark.django_db

PATH = "/comparer/"
TWO = "regions=pays-de-la-loire&regions=nouvelle-aquitaine"


def cells(page):
    """The values of the table, line by line."""
    body = re.search(r'<table class="figures measures".*?</table>', page, re.DOTALL)[0].split("<tbody")[1]
    return [
        [value_of(plain(value)) for value in re.findall(r'<a class="value.*?</a>', line, re.DOTALL)]
        for line in body.split("<tr")[1:]
    ]


def test_page_without_a_region_says_what_to_do(client, programme):
    said = text(client, PATH)
    assert "Cochez deux à quatre régions" in said
    assert "Aucune région n'est encore choisie" in said
    assert client.get("/comparer.json").status_code == 404


@pytest.mark.parametrize("audience", [audience.slug for audience in Audience])
def test_each_audience_of_four_regions_shows_all_their_values_and_no_other(client, programme, audience):
    slugs = ["bretagne", "grand-est", "pays-de-la-loire", "nouvelle-aquitaine"]
    query = "&".join(f"regions={slug}" for slug in slugs)
    page = client.get(f"{PATH}?{query}&public={audience}").content.decode()
    chosen = next(one for one in Audience if one.slug == audience)
    regional = Figure.objects.filter(region__slug__in=slugs, question__survey__audience=chosen)
    found = list(regional.exclude(value=None))
    shown = read_json(client.get(f"/comparer.json?{query}&public={audience}").content)["lignes"]
    assert sorted(line["valeur"] for line in shown if line["code_region"] != "FR" and line["valeur"]) == (
        sorted(float(one.value) for one in found)
    )
    assert sorted(float(value) for line in cells(page) for value in line) == sorted(
        line["valeur"] for line in shown if line["valeur"] is not None
    )


def test_sentence_gives_values_gaps_and_distance_in_words_of_arithmetic(client, programme):
    measure = "pratique-partenariats:oui-des-relations-partenariales-sont-en-place"
    measure += ":phare-entreprises-2015:entreprises-10-salaries"
    said = text(client, f"{PATH}?{TWO}&regions=bretagne&public=entreprises&mesure={measure}")
    assert (
        "Parmi les entreprises d'au moins 10 salariés, 45 % en Nouvelle-Aquitaine et 43 % dans les Pays de "
        "la Loire ont mis en place des relations partenariales (37 % en France). Par rapport à la France : "
        "8 points de plus en Nouvelle-Aquitaine et 6 points de plus dans les Pays de la Loire (écarts non "
        "testés). D'une région à l'autre : 2 points (écart non testé). Non publié : Bretagne." in said
    )


def test_citation_ends_with_bases_sources_and_address(client, programme):
    page = client.get(f"{PATH}?{TWO}&public=entreprises").content.decode()
    offered = map(unescape, re.findall(r'data-copy="([^"]*)"', page))
    copied = [plain(words) for words in offered if "<iframe" not in words]
    assert len(copied) == 1
    assert copied[0].endswith(
        "Base : Dirigeants d'entreprise (déduite du contexte). "
        "Sources : PHARE Nouvelle-Aquitaine, second semestre 2016 ; "
        "PHARE Pays de la Loire, 26 mai 2016 ; PHARE-Entreprises, 30 octobre 2015."
    )
    assert f'data-address="{PATH}?regions=nouvelle-aquitaine&amp;regions=pays-de-la-loire' in page


def test_one_region_shows_its_audiences_each_with_its_base(client, programme):
    said = text(client, f"{PATH}?regions=pays-de-la-loire")
    assert "Pays de la Loire : les publics côte à côte" in said
    assert (
        "Dans les Pays de la Loire, 65 % des citoyens, 77 % des responsables associatifs et 80 % des "
        "dirigeants d'entreprise voient dans les alliances une source d'innovation. "
        "D'un public à l'autre : 15 points (écart non testé)." in said
    )
    page = client.get(f"{PATH}?regions=pays-de-la-loire").content.decode()
    offered = map(unescape, re.findall(r'data-copy="([^"]*)"', page))
    (copied,) = [plain(words) for words in offered if "<iframe" not in words]
    assert copied.endswith("Source : PHARE Pays de la Loire, 26 mai 2016.")
    for base in ("Ensemble des citoyens", "Responsables associatifs", "Dirigeants d'entreprise"):
        assert base in said
    # One audience alone has practised partnerships there: nothing to set beside it.
    assert "Pratique des partenariats" not in said.split("Pays de la Loire : les publics")[1]


@pytest.mark.parametrize("region", ["bretagne", "corse", "ile-de-france", "centre-val-de-loire"])
def test_region_without_two_audiences_says_so(client, programme, region):
    name_in = Region.objects.get(slug=region).name_in
    expected = f"Moins de deux publics ont une valeur publiée pour une même question {name_in}."
    assert expected in text(client, f"{PATH}?regions={region}")
    assert client.get(f"/comparer.csv?regions={region}").status_code == 404


def test_regions_without_a_value_of_the_audience_say_so(client, programme):
    said = text(client, f"{PATH}?regions=bretagne&regions=corse&public=maires")
    assert "Aucune valeur de ce public n'est publiée dans ces régions." in said


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("regions=x", "Région inconnue : cochez-en dans la liste."),
        (f"regions=x&{TWO}", "Région inconnue : voici les autres."),
        (f"{TWO}&public=x", "Public inconnu : voici « entreprises »."),
        (f"{TWO}&mesure=x", "Mesure sans valeur pour ce choix : la phrase donne la première."),
        (
            f"{TWO}&regions=bretagne&regions=corse&regions=grand-est",
            "Quatre régions au plus : voici les premières, sans Pays de la Loire.",
        ),
    ],
)
def test_what_cannot_be_compared_is_said_on_the_page_and_has_no_file(client, programme, query, words):
    assert f"Ce choix n'existe pas ici. {words}" in text(client, f"{PATH}?{query}")
    assert {client.get(f"/comparer.{one}?{query}").status_code for one in EXTENSIONS} == {404}


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_file_holds_what_the_page_shows(client, programme, extension):
    lines = read_file(client.get(f"/comparer.{extension}?{TWO}&public=citoyens").content, extension)
    found = [(line["region"], line["indicateur"], str(line["valeur"] or "")) for line in lines]
    assert found == [
        ("France", "Les alliances, source d'innovation", "69"),
        ("Nouvelle-Aquitaine", "Les alliances, source d'innovation", "67"),
        ("Pays de la Loire", "Les alliances, source d'innovation", "65"),
        ("Nouvelle-Aquitaine", "Fragilité prioritaire", "47"),
        ("Pays de la Loire", "Fragilité prioritaire", "40"),
    ]


def shares(first, second, **kwargs):
    """Two regions on one question, each with its respondents."""
    question, base = make_question(**kwargs), make_base()
    answer = make_answer(indicator=question.indicator, headline=True)
    common = {"question": question, "answer": answer, "base": base}
    report = make_report(publish_at=ago(hours=1))
    return [
        make_figure(value=value, respondents=n, region=make_region(), report=report, **common)
        for value, n in (first, second)
    ]


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ((20, 400), "40 points (au-delà de la marge d'erreur)"),
        ((58, 400), "2 points (dans la marge d'erreur)"),
        ((20, None), "40 points (écart non testé)"),
    ],
)
def test_regions_are_tested_against_each_other_where_both_have_respondents(client, second, words):
    figures = shares((60, 400), second)
    query = "&".join(f"regions={figure.region.slug}" for figure in figures)
    assert f"D'une région à l'autre : {words}." in text(client, f"{PATH}?{query}")


def test_value_to_be_read_with_caution_is_in_no_distance(client):
    figures = shares((60, 400), (20, 12))
    query = "&".join(f"regions={figure.region.slug}" for figure in figures)
    assert "D'une région à l'autre :" not in text(client, f"{PATH}?{query}")


def test_questions_of_two_series_are_not_told_apart_by_a_distance(client):
    indicator, region = make_indicator(), make_region()
    answer = make_answer(indicator=indicator, headline=True, predicate="disent oui")
    for audience, series in (("citizens", "une"), ("mayors", "autre")):
        question = make_question(indicator=indicator, survey=make_survey(audience=audience), series=series)
        make_pair(question=question, answer=answer, region=region)
    assert "non comparé" in text(client, f"{PATH}?regions={region.slug}")
    assert "D'un public à l'autre :" not in text(client, f"{PATH}?regions={region.slug}")


@pytest.mark.parametrize(("publish_at", "is_told"), [(soon, False), (ago, True)])
def test_what_is_under_embargo_is_in_no_comparison(client, publish_at, is_told):
    figures, report = shares((60, 400), (20, 400)), make_report(publish_at=publish_at())
    make_figure(question=make_question(), region=figures[0].region, report=report, value="73.19")
    query = "&".join(f"regions={figure.region.slug}" for figure in figures)
    assert ("73,19" in text(client, f"{PATH}?{query}")) is is_told


@pytest.mark.parametrize(("count", "queries"), [(1, 6), (2, 6), (4, 6)])
def test_queries_are_few_whatever_is_compared(client, programme, django_assert_num_queries, count, queries):
    slugs = ["pays-de-la-loire", "nouvelle-aquitaine", "grand-est", "bretagne"][:count]
    with django_assert_num_queries(queries):
        client.get(f"{PATH}?" + "&".join(f"regions={slug}" for slug in slugs))
