import re

import pytest

from regions import rows
from regions.models import Indicator, Region
from regions.publication import database_now
from tests.factories import make_answer, make_figure, make_indicator, make_nation, make_question, make_survey
from tests.regions.pages import ALLIANCES, NOTICE, USUAL, plain, text

pytestmark = pytest.mark.django_db


def test_audience_without_this_answer_has_no_base_to_name(client):
    indicator = make_indicator(slug="pratique")
    answer, other = make_answer(indicator=indicator, headline=True), make_answer(indicator=indicator)
    for audience, given in (("citizens", answer), ("mayors", answer), ("companies", other)):
        question = make_question(indicator=indicator, survey=make_survey(audience=audience), series="une")
        make_figure(question=question, answer=given, region=make_nation())
    page = client.get(f"/indicateurs/pratique/?reponse={answer.slug}").content.decode()
    assert "Les publics côte à côte" in page
    assert "None" not in page


def test_catalogue_names_each_indicator_with_its_regions(client, programme):
    said = text(client, "/indicateurs/")
    for indicator in Indicator.objects.all():
        assert f"{indicator.short_label} {indicator.label}." in said
    assert (
        "Part des répondants pour qui les alliances sont source d'innovation. "
        "Citoyens Maires Associations Entreprises France et 5 régions" in said
    )


def test_catalogue_without_figures_says_so(client):
    assert "Aucun indicateur n'a de chiffre public à cette date." in text(client, "/indicateurs/")


def test_each_indicator_shows_its_definition_and_its_questions(client, programme):
    for indicator in Indicator.objects.all():
        said = text(client, indicator.get_absolute_url())
        assert f"{indicator.label}." in said
        for question in indicator.questions.select_related("survey"):
            assert str(question.survey) in said
            assert " ".join(question.wording.split()) in said


def test_each_indicator_leads_to_every_region_or_says_that_none_has_a_value(client, programme):
    regions = sorted(region.slug for region in Region.objects.regions())
    summaries = rows.catalogue(database_now())
    assert sorted(summary.regions for summary in summaries) == [0] * 11 + [1, 1, 1, 3, 4, 5]
    for summary in summaries:
        page = client.get(summary.indicator.get_absolute_url()).content.decode()
        linked = sorted(set(re.findall(r'<a href="/regions/([\w-]+)/', page)))
        assert linked == (regions if summary.regions else [])
        assert ("Aucune valeur régionale n'est publiée à cette date." in page) == (not summary.regions)


@pytest.mark.parametrize(
    ("audience", "value", "words"),
    [
        ("citoyens", "69 %", "de 65 % dans les Pays de la Loire à 75 % en Bourgogne-Franche-Comté"),
        ("maires", "87 %", "À lire avec prudence : 81 % dans le Grand Est et 89 % en Provence"),
        ("associations", "86 %", "Dans les 5 régions publiées"),
        ("entreprises", "81 %", "de 65 % en Nouvelle-Aquitaine à 91 % en Provence-Alpes-Côte d'Azur"),
    ],
)
def test_each_audience_of_an_indicator_shows_its_own_values(client, programme, audience, value, words):
    path = f"{ALLIANCES}?public={audience}"
    assert words in text(client, path)
    page = client.get(path).content.decode()
    table = re.search(r"<caption[^>]*>[^<]*, par région</caption>.*?</table>", page, re.DOTALL)[0]
    assert f"France {value}" in plain(table)


def test_audience_that_was_not_asked_is_said_so(client, programme):
    said = text(client, "/indicateurs/pratique-partenariats/?public=maires")
    assert "Aucune enquête publiée n'a posé cette question à ce public (maires) : non demandé." in said


def test_each_answer_shows_its_own_values(client, programme):
    path = "/indicateurs/dynamique-co-construction/"
    values = {"oui": "93 %", "dont-elle-commence-a-emerger": "50 %", "non": "7 %"}
    for slug, value in values.items():
        said = text(client, f"{path}?reponse={slug}")
        assert f"En Centre-Val de Loire, {value} des maires et adjoints (à lire avec prudence)" in said


def test_waves_and_audiences_stand_on_the_page_of_an_indicator(client, programme):
    said = text(client, "/indicateurs/pratique-partenariats/")
    assert (
        "En France, 46 % des associations employeuses ont mis en place des relations partenariales en 2009, "
        "53 % en 2015 : 7 points de plus (évolution non testée)." in said
    )
    assert "1 point d'un public à l'autre (écart non testé)." in said


@pytest.mark.parametrize("query", ["public=licornes", "reponse=peut-etre", "public=x&reponse=y"])
def test_choice_that_does_not_exist_shows_the_usual_one_with_a_notice(client, programme, query):
    path = "/indicateurs/pratique-partenariats/"
    said = text(client, f"{path}?{query}")
    start = said.index(NOTICE)
    end = said.index(USUAL) + len(USUAL)
    assert said[start:end].count("Sélectionnez un choix valide.") == query.count("=")
    assert " ".join(f"{said[:start]}{said[end:]}".split()) == text(client, path)


def test_good_and_empty_choices_have_no_notice(client, programme):
    for query in ("public=citoyens", "public=", "reponse=oui&public=maires", "autre=1"):
        assert NOTICE not in text(client, f"{ALLIANCES}?{query}")


def test_indicator_stands_where_the_nation_is_the_only_territory(client):
    figure = make_figure(region=make_nation())
    said = text(client, figure.question.indicator.get_absolute_url())
    assert "Aucune valeur régionale n'est publiée à cette date." in said


def test_indicator_without_a_value_of_the_nation_has_its_page(client):
    figure = make_figure()
    assert client.get(figure.question.indicator.get_absolute_url()).status_code == 200
