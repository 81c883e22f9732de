import re
from html import unescape

import pytest

from regions.models import Audience, Indicator
from tests.factories import make_figure, make_nation, make_report
from tests.regions.pages import NOTICE, USUAL, text
from tests.regions.releases import soon

pytestmark = pytest.mark.django_db


def test_home_opens_on_the_first_featured_indicator(client, programme):
    said = text(client, "/")
    assert "En France, 81 % des dirigeants d'entreprise voient dans les alliances une source" in said
    assert "Dans les 5 régions publiées, de 65 % en Nouvelle-Aquitaine à 91 %" in said
    assert "Derniers rapports" in said


def test_home_shows_the_chosen_indicator_and_audience(client, programme):
    said = text(client, "/?indicateur=pratique-partenariats&public=associations")
    assert "En France, 38 % des associations d'intérêt général ont mis en place" in said
    assert "de 26 % en Nouvelle-Aquitaine à 47 % en Provence-Alpes-Côte d'Azur" in said


def test_home_stands_for_every_indicator_and_audience(client, programme):
    for indicator in Indicator.objects.all():
        for audience in Audience:
            said = text(client, f"/?indicateur={indicator.slug}&public={audience.slug}")
            assert NOTICE not in said
            assert "Cet indicateur en détail" in said


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
