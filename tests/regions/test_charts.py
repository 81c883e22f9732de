import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from phare import settings
from regions import charts
from regions.models import Figure, Indicator, Question, Region, Survey
from tests.factories import (
    ago,
    make_answer,
    make_figure,
    make_indicator,
    make_nation,
    make_pair,
    make_question,
    make_region,
    make_report,
    make_survey,
)
from tests.regions.charts import ADDRESSES, body, observatory, path_of, question_of
from tests.regions.values import read_json

pytestmark = pytest.mark.django_db

CITIZENS, MAYORS, ASSOCIATIONS, COMPANIES = "#0b6aa8", "#462e8b", "#0a5b42", "#b4510d"
NATION = "#6b7488"


def datasets(client, chart):
    return body(client, chart)["data"]["datasets"]


def column(found, name):
    return [dataset[name] for dataset in found]


@pytest.mark.parametrize("chart", ADDRESSES)
def test_chart_has_these_keys_and_no_others(client, chart):
    observatory()
    found = body(client, chart)
    assert list(found) == ["type", "data", "options"]
    assert list(found["data"]) == ["labels", "datasets"]
    keys = {"label", "name", "data", "words", "intervals", "roles", "hollow", "showLine"}
    keys |= {"borderColor", "backgroundColor"}
    assert [set(one) for one in found["data"]["datasets"]] == [keys] * len(found["data"]["datasets"])
    assert set(found["options"]) == {"indexAxis", "scales", "phare"}
    words = {"kind", "title", "description", "unit", "base", "source", "notes", "address", "spans"}
    assert set(found["options"]["phare"]) == words


@pytest.mark.parametrize("chart", ADDRESSES)
def test_every_list_of_a_dataset_is_as_long_as_the_labels(client, chart):
    observatory()
    data = body(client, chart)["data"]
    for dataset in data["datasets"]:
        lists = [dataset[name] for name in ("data", "words", "roles", "hollow", "backgroundColor")]
        assert {len(one) for one in lists} == {len(data["labels"])}


@pytest.mark.parametrize("chart", ADDRESSES)
def test_values_are_numbers_or_null_and_the_axis_starts_at_zero(client, chart):
    observatory()
    found = body(client, chart)
    values = [value for dataset in found["data"]["datasets"] for value in dataset["data"]]
    assert {type(value) for value in values} <= {Decimal, type(None)}
    axes = [axis for axis in found["options"]["scales"].values() if "max" in axis]
    assert [(axis["min"], axis["max"]) for axis in axes] == [(0, 100)]


def test_dots_of_a_region_stand_beside_the_nation(client):
    observatory()
    found = body(client, "regions/bretagne/alliances")
    assert (found["type"], found["options"]["indexAxis"]) == ("line", "y")
    assert found["options"]["phare"]["kind"] == "dots"
    assert found["data"]["labels"][0] == ["Oui", "Citoyens", "Entreprises d'au moins 10 salariés"]
    assert column(found["data"]["datasets"], "label") == ["Bretagne", "France"]
    assert [dataset["data"][:4] for dataset in found["data"]["datasets"]] == [
        [Decimal("69.5"), Decimal("30.5"), 43, 57],
        [63, 37, 37, 63],
    ]


def test_nation_alone_has_bars(client):
    observatory()
    found = body(client, "france/alliances")
    assert (found["type"], found["options"]["phare"]["kind"]) == ("bar", "bars")
    assert [dataset["label"] for dataset in found["data"]["datasets"]] == ["France"]
    waves = [label[-1] for label in found["data"]["labels"] if len(label) == 4]
    assert [wave[-6:] for wave in waves] == ["(2015)", "(2015)", "(2015)", "(2015)", "(2009)"]


def test_whole_question_of_one_answer_is_a_stack(client):
    observatory()
    found = body(client, "regions/bretagne/alliances/repartition")
    assert (found["type"], found["options"]["phare"]["kind"]) == ("bar", "stack")
    assert found["options"]["scales"] == {
        "x": {"min": 0, "max": 100, "stacked": True},
        "y": {"stacked": True},
    }
    assert found["data"]["labels"] == [
        ["Citoyens", "Entreprises d'au moins 10 salariés"],
        ["Entreprises", "Entreprises d'au moins 10 salariés"],
    ]
    assert column(found["data"]["datasets"], "label") == ["Oui", "Non"]
    assert column(found["data"]["datasets"], "data") == [[Decimal("69.5"), 43], [Decimal("30.5"), 57]]


def test_comparison_has_the_nation_first_then_the_regions_from_the_highest(client):
    observatory()
    low, none = make_region(name="Normandie", code="28"), make_region(name="Occitanie", code="76")
    question = question_of("companies")
    make_figure(question=question, answer=question.indicator.answers.get(slug="oui"), region=low, value=0)
    found = body(client, "indicateurs/alliances/regions")
    assert found["data"]["labels"] == ["France", "Bretagne", "Normandie", none.name]
    assert column(found["data"]["datasets"], "label") == ["Entreprises", "France"]
    assert column(found["data"]["datasets"], "data") == [[None, 43, 0, None], [37, 37, 37, None]]


def test_comparison_follows_the_choice_in_the_address(client):
    observatory()
    response = client.get(path_of("indicateurs/alliances/regions") + "?reponse=non&public=citoyens")
    found = read_json(response.content)
    assert column(found["data"]["datasets"], "data") == [[None, Decimal("30.5")], [37, 37]]
    address = "http://testserver/indicateurs/alliances/?reponse=non&public=citoyens"
    assert found["options"]["phare"]["address"] == address


def test_audiences_stand_side_by_side_in_their_colours(client):
    observatory()
    found = body(client, "indicateurs/alliances/publics")
    assert found["data"]["labels"] == ["France", "Bretagne"]
    assert column(found["data"]["datasets"], "label") == ["Citoyens", "Entreprises"]
    assert column(found["data"]["datasets"], "data") == [[63, Decimal("69.5")], [37, 43]]
    assert column(found["data"]["datasets"], "borderColor") == [[CITIZENS] * 2, [COMPANIES] * 2]
    assert found["options"]["phare"]["spans"] == [[37, 63], [43, Decimal("69.5")]]


def test_audiences_of_different_series_or_programmes_have_no_span(client):
    observatory()
    Question.objects.filter(survey__audience="citizens").update(series="autre")
    assert body(client, "indicateurs/alliances/publics")["options"]["phare"]["spans"] == [None, None]
    Question.objects.update(series="une")
    assert None not in body(client, "indicateurs/alliances/publics")["options"]["phare"]["spans"]
    Survey.objects.filter(audience="citizens").update(programme="ARPEA")
    assert body(client, "indicateurs/alliances/publics")["options"]["phare"]["spans"] == [None, None]


@pytest.mark.parametrize("chart", [chart for chart in ADDRESSES if not chart.endswith("/publics")])
def test_spans_are_given_of_audiences_alone(client, chart):
    observatory()
    assert body(client, chart)["options"]["phare"]["spans"] is None


def test_audience_without_a_value_is_said_to_have_none(client):
    observatory()
    Figure.objects.filter(region__slug="bretagne", value=43).update(value=None)
    indicator = Indicator.objects.get(slug="alliances")
    mayors = make_question(indicator=indicator, survey=make_survey(audience="mayors"))
    make_figure(
        question=mayors,
        answer=indicator.answers.get(slug="oui"),
        region=Region.objects.get(slug="bretagne"),
        value=50,
    )
    found = datasets(client, "indicateurs/alliances/publics")
    assert [(one["label"], one["data"][1], one["words"][1][:10]) for one in found] == [
        ("Citoyens", Decimal("69.5"), "69,5\u202f%, +6"[:10]),
        ("Maires", 50, "50\u202f%"),
        ("Entreprises", None, "non publié"),
    ]


def test_waves_of_a_series_make_a_line(client):
    observatory()
    found = body(client, "indicateurs/alliances/vagues/france/alliances/entreprises/oui/toutes")
    assert (found["type"], found["options"]["phare"]["kind"]) == ("line", "line")
    assert (found["options"]["indexAxis"], found["options"]["scales"]["y"]["max"]) == ("x", 100)
    assert found["data"]["labels"] == ["2009", "2015"]
    (line,) = found["data"]["datasets"]
    assert (line["data"], line["showLine"]) == ([Decimal("20.5"), 37], True)
    assert line["borderColor"] == COMPANIES
    assert found["options"]["phare"]["title"] == "Alliances en France, d'une vague à l'autre"


@pytest.mark.parametrize("chart", ["regions/bretagne/alliances", "indicateurs/alliances/regions"])
def test_every_point_of_france_has_the_role_of_the_nation(client, chart):
    observatory()
    make_region(name="Normandie", code="28")
    own, nation = datasets(client, chart)
    assert nation["label"] == "France"
    assert None in nation["data"]
    assert set(nation["roles"]) == {"nation"}
    assert "nation" not in own["roles"]


def test_stacks_name_their_survey_where_an_audience_was_asked_in_several_waves(client):
    observatory()
    survey = question_of("companies").survey
    labels = body(client, "france/alliances/repartition")["data"]["labels"]
    assert labels[1] == ["Entreprises", "Entreprises d'au moins 10 salariés", str(survey)]


def test_chart_says_its_title_base_source_and_address(client):
    observatory()
    said = body(client, "regions/bretagne/alliances")["options"]["phare"]
    assert said["title"] == "Alliances en Bretagne"
    assert said["base"] == "Entreprises d'au moins 10 salariés"
    assert said["source"].startswith("PHARE Bretagne, 26 mai 2016")
    assert said["address"] == "http://testserver/regions/bretagne/#bretagne-alliances"
    assert said["description"].startswith("En Bretagne, ")
    assert said["unit"] == "%"


def test_axis_of_marks_ends_at_ten(client):
    question = make_question(indicator=make_indicator(unit="/10", slug="note"))
    make_figure(question=question, region=make_region(slug="ici"), value=Decimal("7.1"))
    found = body(client, "regions/ici/note")
    assert found["options"]["scales"]["x"] == {"min": 0, "max": 10, "stacked": False}
    assert found["data"]["datasets"][0]["data"][0] == Decimal("7.1")


def test_three_absences_are_null_each_with_its_own_words(client):
    region, indicator = make_region(slug="ici"), make_indicator(slug="alliances", featured=True)
    answer = make_answer(indicator=indicator, headline=True)
    report = make_report(region=region, publish_at=ago(hours=1), released_on=date(2016, 5, 26))
    for audience, value in (("citizens", 0), ("mayors", None)):
        question = make_question(indicator=indicator, survey=make_survey(audience=audience))
        make_figure(question=question, answer=answer, region=region, report=report, value=value)
    late = make_survey(audience="associations", released_on=date(2016, 11, 29))
    make_figure(question=make_question(indicator=indicator, survey=late), answer=answer, region=make_nation())
    own, _ = datasets(client, "regions/ici/alliances")
    assert list(zip(own["data"], own["words"], strict=True)) == [
        (0, "0\u202f%"),
        (None, "non publié"),
        (None, "non interrogés à cette date"),
        (None, "non demandé"),
    ]


def test_stack_without_one_of_its_answers_leaves_a_null(client):
    observatory()
    indicator = Indicator.objects.get(slug="alliances")
    question = make_question(indicator=indicator, survey=make_survey(audience="mayors"))
    third = make_answer(indicator=indicator, label="Peut-être", order=3)
    for answer, value in ((indicator.answers.get(slug="oui"), 40), (third, 60)):
        make_figure(question=question, answer=answer, region=make_nation(), value=value)
    found = datasets(client, "france/alliances/repartition")
    assert [(one["label"], one["data"][1], one["words"][1]) for one in found] == [
        ("Oui", 40, "40\u202f%"),
        ("Non", None, "non publié"),
        ("Peut-être", 60, "60\u202f%"),
    ]


@pytest.mark.parametrize(
    ("doubt", "hollow"),
    [
        ({}, False),
        ({"certainty": "uncertain"}, True),
        ({"n": 29, "n_nation": 3185}, True),
        ({"n": 30, "n_nation": 3185}, False),
    ],
)
def test_doubtful_point_is_hollow_and_so_is_the_nation(client, doubt, hollow):
    make_pair(43, 37, region=make_region(slug="ici"), question=companies_question(), **doubt)
    own, nation = datasets(client, "regions/ici/alliances")
    assert (own["hollow"][0], own["backgroundColor"][0]) == (hollow, "transparent" if hollow else COMPANIES)
    assert (nation["hollow"][0], nation["backgroundColor"][0]) == (True, "transparent")
    assert (own["borderColor"][0], nation["borderColor"][0]) == (COMPANIES, NATION)


def companies_question(**kwargs):
    return make_question(indicator=make_indicator(slug="alliances"), **kwargs)


def test_uncertain_nation_is_not_drawn_beside_a_region(client):
    figure = make_figure(region=make_region(slug="ici"), question=companies_question())
    common = {"question": figure.question, "answer": figure.answer, "base": figure.base}
    make_figure(**common, region=make_nation(), value=37, certainty="uncertain")
    _, nation = datasets(client, "regions/ici/alliances")
    assert nation["data"] == [None] * 4


def test_interval_is_given_where_respondents_are_known(client):
    figure = make_figure(region=make_region(slug="ici"), question=companies_question(), respondents=200)
    make_figure(
        question=figure.question,
        answer=make_answer(indicator=figure.question.indicator),
        region=figure.region,
        value=57,
    )
    known, unknown, *_ = datasets(client, "regions/ici/alliances")[0]["intervals"]
    assert [round(end, 1) for end in known] == [Decimal("36.3"), Decimal("49.9")]
    assert unknown is None


def test_point_says_gap_verdict_respondents_and_interval(client):
    make_pair(43, 37, n=245, n_nation=3185, region=make_region(slug="ici"), question=companies_question())
    own, nation = datasets(client, "regions/ici/alliances")
    said = "43\u202f%, +6\u00a0points, au-dessus de la France, 245 répondants, intervalle de 36 à 50\u202f%"
    assert own["words"][0] == said
    assert nation["words"][0] == "37\u202f%, 3\u202f185 répondants, intervalle de 35 à 39\u202f%"


def test_palette_is_that_of_the_style_sheet_on_light():
    css = (Path(settings.__file__).parent / "static/phare/variables.css").read_text()
    (first, *_) = re.findall(r":root \{(.*?)\n\}", css, re.DOTALL)
    stated = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", first))
    palette = {
        **{name: charts._css(rgb) for name, rgb in charts.PALETTE.items()},
        "nation": charts._css(charts.NATION),
    }
    assert palette == {name: stated[name] for name in palette}
    assert palette == {
        "citizens": CITIZENS,
        "mayors": MAYORS,
        "associations": ASSOCIATIONS,
        "companies": COMPANIES,
        "nation": NATION,
    }
