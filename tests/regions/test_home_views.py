import re
from html import unescape

import pytest

from regions.models import Audience, Figure, Indicator
from tests.factories import (
    make_figure,
    make_indicator,
    make_nation,
    make_question,
    make_region,
    make_report,
)
from tests.regions.pages import NOTICE, USUAL, text
from tests.regions.releases import soon

pytestmark = pytest.mark.django_db


def test_home_opens_on_the_first_featured_indicator(client, programme):
    said = text(client, "/")
    assert "En France, 81 % des dirigeants d'entreprise voient dans les alliances une source" in said
    assert "Dans les 5 régions publiées, la part va de 65 % en Nouvelle-Aquitaine à 91 %" in said
    assert "Derniers rapports" in said


def test_home_has_a_picture_for_social_media(client, programme):
    source = client.get("/").content.decode()
    assert '<meta property="og:url" content="http://testserver/">' in source
    assert 'content="http://testserver/indicateurs/alliances-source-innovation/image.png"' in source


def test_home_shows_the_chosen_indicator_and_audience(client, programme):
    said = text(client, "/?indicateur=pratique-partenariats&public=associations")
    assert "En France, 38 % des associations d'intérêt général ont mis en place" in said
    assert "la part va de 26 % en Nouvelle-Aquitaine à 47 % en Provence-Alpes-Côte d'Azur" in said


@pytest.mark.either
def test_home_stands_for_every_indicator_and_audience_with_a_notice_where_no_region_has_a_value(
    client, programme
):
    found = Figure.objects.filter(region__level="region").exclude(value=None)
    regional = set(found.values_list("question__indicator__slug", flat=True))
    for indicator in Indicator.objects.all():
        for audience in Audience:
            said = text(client, f"/?indicateur={indicator.slug}&public={audience.slug}")
            assert (NOTICE in said) == (indicator.slug not in regional)
            assert "Cet indicateur en détail" in said
    assert 0 < len(regional) < Indicator.objects.count()


def choices(client, path="/"):
    return re.findall(r'<option value="([\w-]+)"', client.get(path).content.decode())


def test_home_offers_the_indicators_that_regions_have_and_all_where_none_has(client):
    nation = make_nation()
    make_region()
    for slug in ("a", "b"):
        make_figure(question=make_question(indicator=make_indicator(slug=slug)), region=nation)
    assert choices(client) == ["a", "b"]
    make_figure(question=make_question(indicator=make_indicator(slug="c")))
    make_figure(question=make_question(indicator=make_indicator(slug="d")), value=None)
    assert choices(client) == ["c"]


@pytest.mark.parametrize(
    ("query", "kept"), [("", []), ("?public=associations", ["associations"]), ("?public=x", [])]
)
def test_home_keeps_the_audience_that_was_asked_for_and_no_other(client, programme, query, kept):
    page = client.get(f"/{query}").content.decode()
    assert re.findall(r'<input type="hidden" name="public" value="(\w*)">', page) == kept


def test_home_keeps_the_indicator_where_the_audience_is_chosen(client, programme):
    page = unescape(client.get("/?indicateur=pratique-partenariats").content.decode())
    kept = "?indicateur=pratique-partenariats&reponse=oui-des-relations-partenariales-sont-en-place&public="
    assert re.findall(rf'href="{re.escape(kept)}(\w+)', page) == ["associations", "entreprises"]


@pytest.mark.parametrize(
    ("query", "errors"), [("indicateur=x", 1), ("public=x", 1), ("indicateur=x&public=y", 2)]
)
def test_home_says_that_a_choice_does_not_exist_and_shows_the_usual_one(client, programme, query, errors):
    said = text(client, f"/?{query}")
    assert said.count(USUAL) == errors
    assert "En France, 81 % des dirigeants d'entreprise voient dans les alliances une source" in said


@pytest.mark.parametrize("query", ["", "?indicateur=x&public=y"])
def test_home_of_an_empty_database_says_so(client, query):
    assert text(client, f"/{query}") == "Aucun chiffre n'est encore public."


def test_home_without_public_figures_says_so(client):
    make_figure(report=make_report(publish_at=soon()))
    assert "Aucun chiffre n'est encore public." in text(client, "/")


def test_home_stands_where_the_nation_is_the_only_territory(client):
    make_figure(region=make_nation())
    assert client.get("/").status_code == 200


# Surveys
