import json
import re
from datetime import date

import pytest

from press import tour
from press.models import Fact
from tests.factories import ago, make_event, make_nation, make_region
from tests.regions.html import parse
from tests.regions.pages import text
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db


def make_stage(**kwargs):
    return make_event(**{"publish_at": ago(hours=1), "tour_stage": True} | kwargs)


@pytest.fixture
def planned(db):
    return Fact.objects.create(
        key="etapes-prevues", about="programme", name="PHARE", fact="Étapes prévues", value="30"
    )


def tree(client):
    response = client.get("/tour/")
    assert response.status_code == 200
    return parse(response.content.decode())


def test_tour_counts_the_known_stages_among_those_planned(client, planned):
    make_stage()
    make_stage(state="tentative", held_on=None)
    make_stage(state="postponed")
    make_stage(state="cancelled")
    make_stage(publish_at=None)
    make_stage(tour_stage=False)
    assert "3 étapes connues sur 30 prévues, 1 annulée." in text(client, "/tour/")


def test_tour_counts_openly_what_is_in_no_region(client, planned):
    make_stage()
    make_stage(region=make_nation())
    assert "2 étapes connues sur 30 prévues, dont 1 hors des régions." in text(client, "/tour/")
    for _ in range(2):
        make_stage(region=make_nation(), state="cancelled")
    assert "prévues, dont 1 hors des régions ; 2 annulées." in text(client, "/tour/")


@pytest.mark.parametrize(
    ("stages", "said"),
    [(0, "Aucune étape connue à cette date."), (1, "1 étape connue."), (2, "2 étapes connues.")],
)
def test_tour_counts_alone_where_nothing_says_how_many_are_planned(client, stages, said):
    for _ in range(stages):
        make_stage()
    assert said in text(client, "/tour/")


def test_tour_lists_the_stages_of_each_territory_in_their_order(client):
    bretagne, nation = make_region(name="Bretagne"), make_nation()
    for title, day in (("seconde", date(2017, 1, 1)), ("première", date(2016, 1, 1)), ("tue", None)):
        make_stage(title=title, held_on=day, region=bretagne)
    make_stage(title="nationale", region=nation)
    make_stage(title="annulée", region=make_region(name="Alsace"), state="cancelled")
    found = {
        one.only("h2").text: [item.all("a")[0].text for item in one.all("li")]
        for one in tree(client).all("section", "stages")
    }
    assert found == {
        "Alsace": ["annulée"],
        "Bretagne": ["première", "seconde", "tue"],
        "À l'échelle nationale et hors de France": ["nationale"],
    }


def test_tour_lists_the_last_stages_of_a_region_and_leads_to_the_others(client, monkeypatch):
    monkeypatch.setattr(tour, "LISTED", 2)
    bretagne = make_region(name="Bretagne", code="53")
    make_stage(region=make_region(name="Corse", code="94"))
    days = {"deuxième": date(2017, 1, 1), "première": date(2016, 1, 1), "tue": None}
    for title, day in days.items():
        make_stage(title=title, held_on=day, region=bretagne)
    section = tree(client).all("section", "stages")[0]
    assert [item.all("a")[0].text for item in section.all("li")] == ["deuxième", "tue"]
    assert section.all("p", "more")[0].only("a")["href"] == "/agenda/?region=bretagne"
    assert "4 étapes connues" in text(client, "/tour/")
    assert len(tree(client).all("p", "more")) == 2  # with that to the whole agenda


def test_tour_asks_the_same_queries_for_1_and_3_stages_of_1_and_3_regions(client, django_assert_num_queries):
    for count in (1, 2):
        for _ in range(count):
            region = make_region()
            for _ in range(count + 1):
                make_stage(region=region)
        with django_assert_num_queries(6):
            client.get("/tour/")


def test_map_leads_from_each_region_to_its_stages(client):
    bretagne, corse = make_region(name="Bretagne", code="53"), make_region(name="Corse", code="94")
    make_region(name="Normandie", code="28")
    make_stage(region=bretagne)
    make_stage(region=bretagne, held_on=None)
    make_stage(region=corse, state="cancelled")
    drawing = tree(client).only("figure", "map")
    links = drawing.all("a")
    assert [(one["href"], plain(one["aria-label"])) for one in links] == [
        ("#etapes-bretagne", "Bretagne : 2 étapes"),
        ("#etapes-corse", "Corse : 1 étape annulée"),
    ]
    assert [one.text for one in drawing.all("text")] == ["2"]
    assert [one["class"] for one in drawing.all("path")] == ["covered", "plain", "plain"]
    assert tree(client).all("h2", id="etapes-bretagne") != []


@pytest.mark.parametrize(
    ("states", "words"),
    [
        (["confirmed"], "1 étape"),
        (["confirmed", "cancelled"], "1 étape, 1 annulée"),
        (["cancelled", "cancelled"], "2 étapes annulées"),
    ],
)
def test_map_agrees_with_the_list_on_what_is_cancelled(client, states, words):
    region = make_region(name="Corse", code="94")
    for state in states:
        make_stage(region=region, state=state)
    drawing = tree(client).only("figure", "map")
    assert plain(drawing.only("a")["aria-label"]) == f"Corse : {words}"
    assert ("annulée" in drawing.only("ul", "legend").text) == ("cancelled" in states)


def test_map_leads_to_the_stages_that_it_cannot_show(client):
    make_region(name="Corse", code="94")
    make_stage(region=make_nation())
    page = tree(client)
    link = page.only("figure", "map").only("a")
    assert (link["href"], plain(link.text)) == ("#etapes-france", "hors des régions : 1 étape")
    assert len(page.all("h2", id="etapes-france")) == 1


def test_tour_is_a_series_of_events_for_search_engines(client):
    make_stage(title="Rencontre", held_on=date(2016, 7, 1), held_precision="half", place="Salle")
    source = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get("/tour/").text)[1]
    series = json.loads(source)
    (stage,) = series["subEvent"]
    assert (series["@type"], series["url"]) == ("EventSeries", "http://testserver/tour/")
    assert (stage["url"], stage["startDate"]) == ("http://testserver/agenda/rencontre/", "2016")
