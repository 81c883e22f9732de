from datetime import date
from decimal import Decimal

import pytest

from regions import rows, stats
from regions.models import Audience, Indicator
from regions.publication import database_now
from regions.rows import Status
from tests.factories import (
    ago,
    make_base,
    make_figure,
    make_indicator,
    make_nation,
    make_question,
    make_region,
    make_report,
    make_survey,
)
from tests.regions.figures import MAYORS, comparison, spread

pytestmark = pytest.mark.django_db


def names(found):
    return [row.region.name for row in found]


# Region by region


def test_comparison_has_a_row_for_each_region_by_name_whatever_is_published():
    nation = make_figure(region=make_nation())
    for name in ("Centre", "Alsace"):
        make_region(name=name)
    make_figure(question=nation.question, region=make_region(name="Bretagne"), value=12)
    found = comparison(nation)
    assert [(row.region.name, row.value) for row in found.rows] == [
        ("Alsace", None),
        ("Bretagne", 12),
        ("Centre", None),
    ]
    assert found.nation.value == 43


def test_rows_stand_by_name_where_the_nation_has_no_value():
    (figure,) = spread({"Alsace": 12})
    make_region(name="Bretagne")
    assert names(comparison(figure).rows) == ["Alsace", "Bretagne"]


def test_comparison_without_a_national_value_has_no_nation_and_no_gap():
    (figure,) = spread({"Alsace": 12})
    found = comparison(figure)
    assert (found.nation, [row.gap for row in found.rows]) == (None, [None])


def test_main_base_is_the_one_that_is_no_part_of_another_even_where_fewer_have_it():
    whole = make_base(label="Z")
    part = make_base(label="A", parent=whole)
    (figure,) = spread({"Alsace": 10}, base=whole)
    question = figure.question
    spread({"Bretagne": 20, "Centre": 30}, question=question, base=part)
    make_figure(question=question, region=figure.region, base=part, value=99)
    found = comparison(figure)
    assert (found.base, names(found.published), found.published[0].value) == (whole, ["Alsace"], 10)


def test_main_base_among_parts_is_the_one_that_most_regions_have():
    whole = make_base()
    rare, common = (make_base(slug=slug, parent=whole) for slug in ("a-rare", "b-commune"))
    (figure,) = spread({"Alsace": 10}, base=rare)
    spread({"Bretagne": 20, "Centre": 30}, question=figure.question, base=common)
    assert (comparison(figure).base, names(comparison(figure).published)) == (common, ["Centre", "Bretagne"])


def test_comparison_speaks_of_the_latest_survey():
    indicator = make_indicator()
    old, new = (
        make_question(indicator=indicator, survey=make_survey(released_on=date(year, 1, 1)))
        for year in (2011, 2015)
    )
    (figure,) = spread({"Alsace": 10}, question=new)
    make_figure(question=old, region=figure.region, value=99)
    found = comparison(figure)
    assert (found.question, [row.value for row in found.rows]) == (new, [10])


def test_survey_without_a_date_is_not_the_latest():
    indicator = make_indicator()
    dated = make_question(indicator=indicator, survey=make_survey(slug="a"))
    undated = make_survey(slug="b", released_on=None, released_precision="unknown")
    (figure,) = spread({"Alsace": 10}, question=dated)
    make_figure(question=make_question(indicator=indicator, survey=undated), region=figure.region, value=99)
    assert comparison(figure).question == dated


def test_audience_that_was_not_asked_has_a_row_not_asked_for_each_region():
    figures = spread({"Alsace": 10, "Bretagne": 20})
    make_figure(question=figures[0].question, region=make_nation())
    found = comparison(figures[0], MAYORS)
    assert [(row.region.name, row.audience, row.status) for row in found.rows] == [
        ("Alsace", MAYORS, Status.NOT_ASKED),
        ("Bretagne", MAYORS, Status.NOT_ASKED),
    ]
    assert (found.question, found.base, found.nation, found.ranks) == (None, None, None, {})


def test_regions_without_a_value_are_grouped_by_reason():
    figures = spread({"Alsace": 10, "Bretagne": None})
    early = make_region(name="Centre")
    make_report(region=early, publish_at=ago(days=1), released_on=date(2014, 1, 1))
    make_region(name="Normandie")
    make_figure(question=figures[0].question, region=make_nation())
    assert [(status, list(map(str, regions))) for status, regions in comparison(figures[0]).absent] == [
        (Status.NOT_PUBLISHED, ["Bretagne", "Normandie"]),
        (Status.NOT_YET_ASKED, ["Centre"]),
    ]


def test_published_rows_go_from_high_to_low_and_doubtful_ones_stand_after_by_name():
    question = make_question()
    spread({"Bretagne": 20, "Alsace": 20, "Centre": 0, "Normandie": 60}, question=question)
    spread({"Vexin": 99}, question=question, certainty="uncertain")
    spread({"Quercy": 10}, question=question, n=29)
    (figure,) = spread({"Béarn": None}, question=question)
    assert names(comparison(figure).published) == [
        "Normandie",
        "Alsace",
        "Bretagne",
        "Centre",
        "Quercy",
        "Vexin",
    ]


# Ranks


def test_ranks_are_those_of_the_simulation_where_every_region_has_its_respondents():
    survey = make_survey(design_effect=Decimal("1.5"))
    figures = spread(
        {"Alsace": 60, "Bretagne": 40, "Centre": 45}, question=make_question(survey=survey), n=300
    )
    expected = stats.rank_intervals([0.6, 0.4, 0.45], [200, 200, 200])
    assert comparison(figures[0]).ranks == {
        figure.region_id: interval for figure, interval in zip(figures, expected, strict=True)
    }
    assert expected[0] == (1, 1)


@pytest.mark.parametrize(
    "other",
    [{"n": None}, {"n": 29}, {"n": 300, "certainty": "uncertain"}, {"n": 300, "qualifier": "about"}],
)
def test_no_region_has_a_rank_where_one_may_not_be_ordered(other):
    figures = spread({"Alsace": 60, "Bretagne": 40}, n=300)
    spread({"Centre": 45}, question=figures[0].question, **other)
    assert comparison(figures[0]).ranks == {}


def test_no_region_has_a_rank_where_one_has_no_value():
    figures = spread({"Alsace": 60, "Bretagne": 40}, n=300)
    make_region(name="Centre")
    assert comparison(figures[0]).ranks == {}


def test_marks_have_no_rank():
    question = make_question(indicator=make_indicator(unit="/10"))
    figures = spread({"Alsace": 6, "Bretagne": 4}, question=question, n=300)
    assert comparison(figures[0]).ranks == {}


def test_real_data_has_no_rank(programme):
    at = database_now()
    views = [rows.IndicatorFigures(indicator, at) for indicator in Indicator.objects.all()]
    found = [
        one.comparison(answer, audience).ranks
        for one in views
        for answer in one.answers
        for audience in Audience
    ]
    assert (len(found), [ranks for ranks in found if ranks]) == (43 * 4, [])
