from datetime import date
from decimal import Decimal

import pytest

from regions import drawing
from regions.drawing import maps
from regions.models import Audience, Indicator
from regions.publication import database_now
from regions.rows import IndicatorFigures
from tests.factories import (
    ago,
    make_answer,
    make_figure,
    make_indicator,
    make_question,
    make_region,
    make_report,
    make_survey,
)
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db

CODES = ["11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94"]


def map_of(values, *, unit="%", figure=None, **indicator):
    """The map of one indicator with these values by region code."""
    made = make_indicator(unit=unit, **indicator)
    question = make_question(indicator=made)
    for code, value in values.items():
        region = make_region(code=code, name=f"Région {code}")
        make_figure(question=question, region=region, value=value and Decimal(value), **(figure or {}))
    return drawn(made)


def drawn(indicator, audience=Audience.COMPANIES):
    view = IndicatorFigures(indicator, database_now())
    indicator = Indicator.objects.get(pk=indicator.pk)
    return drawing.choropleth(view.comparison(view.answers[0], audience), indicator)


def fills(found):
    return {area.region.code: area.fill for area in found.areas}


@pytest.mark.parametrize(
    ("unit", "map_range", "values"),
    [
        ("%", {}, ["0", "19.9", "20", "39.9", "40", "60", "79.9", "80", "100"]),
        ("/10", {}, ["0", "1.99", "2", "3.99", "4", "6", "7.99", "8", "10"]),
        (
            "%",
            {"map_from": 60, "map_to": 95},
            ["0", "66.9", "67", "73.9", "74", "81", "87.9", "88", "100"],
        ),
        (
            "mean",
            {"map_from": 1, "map_to": 2},
            ["0", "1.199", "1.2", "1.399", "1.4", "1.6", "1.799", "1.8", "9"],
        ),
    ],
)
def test_class_begins_at_its_bound(unit, map_range, values):
    found = fills(map_of(dict(zip(CODES, values, strict=False)), unit=unit, **map_range))
    assert [found[code] for code in CODES[:9]] == [
        f"class-{number}" for number in (1, 1, 2, 2, 3, 4, 4, 5, 5)
    ]


@pytest.mark.parametrize(
    ("unit", "map_range", "bounds"),
    [
        ("%", {}, ["20", "40", "60", "80"]),
        ("/10", {}, ["2", "4", "6", "8"]),
        ("%", {"map_from": 25, "map_to": 50}, ["30", "35", "40", "45"]),
        ("/10", {"map_from": 5, "map_to": 8}, ["5.6", "6.2", "6.8", "7.4"]),
    ],
)
def test_map_has_five_equal_classes_over_the_range_of_its_indicator(unit, map_range, bounds):
    indicator = make_indicator(unit=unit, **map_range)
    indicator.refresh_from_db()
    assert maps.bounds(indicator) == [Decimal(bound) for bound in bounds]


def test_legend_says_the_bounds_as_they_are_read():
    found = map_of({"53": "43"}, map_from=60, map_to=95)
    assert found.legend.classes == (
        ("class-1", "moins de 67\u202f%"),
        ("class-2", "de 67 à moins de 74\u202f%"),
        ("class-3", "de 74 à moins de 81\u202f%"),
        ("class-4", "de 81 à moins de 88\u202f%"),
        ("class-5", "88\u202f% et plus"),
    )


def test_legend_of_marks_and_means_says_their_unit():
    marks, means = map_of({"53": "4"}, unit="/10"), map_of({"28": "1"}, unit="mean", map_from=1, map_to=2)
    ends = [[plain(words) for _, words in found.legend.classes[::4]] for found in (marks, means)]
    assert ends == [["moins de 2 sur 10", "8 sur 10 et plus"], ["moins de 1,2", "1,8 et plus"]]


def test_classes_are_the_same_for_all_audiences():
    indicator = make_indicator(map_from=0, map_to=50)
    answer = make_answer(indicator=indicator, headline=True)
    region = make_region(code="53")
    for audience, value in (("companies", 5), ("citizens", 95)):
        question = make_question(indicator=indicator, survey=make_survey(audience=audience))
        make_figure(question=question, answer=answer, region=region, value=value)
    one, other = drawn(indicator, Audience.COMPANIES), drawn(indicator, Audience.CITIZENS)
    assert one.legend.classes == other.legend.classes
    assert (fills(one), fills(other)) == ({"53": "class-1"}, {"53": "class-5"})


@pytest.mark.parametrize(
    "doubt",
    [
        {"respondents": 29},
        {"certainty": "uncertain"},
        {"base_status": "unknown"},
        {"qualifier": "about"},
    ],
)
def test_value_that_may_not_be_ordered_has_no_class(doubt):
    found = map_of({"53": "43"}, figure=doubt)
    assert (fills(found), found.legend.unclassed) == ({"53": "unclassed"}, True)


def test_unknown_respondents_of_a_survey_with_small_bases_leave_no_class():
    question = make_question(survey=make_survey(small_regional_bases=True))
    make_figure(question=question, region=make_region(code="24"))
    assert fills(drawn(question.indicator)) == {"24": "unclassed"}


def three_absences():
    """Brittany has a value, Normandy none, Corsica a report older than the survey; mayors were not asked."""
    indicator = make_indicator()
    question = make_question(indicator=indicator, survey=make_survey(released_on=date(2015, 10, 30)))
    make_figure(question=question, region=make_region(code="53"), value=0)
    make_region(code="28")
    make_report(region=make_region(code="94"), released_on=date(2014, 1, 1), publish_at=ago(days=1))
    return indicator


def test_each_absence_has_its_own_fill_and_zero_is_none():
    indicator = three_absences()
    assert fills(drawn(indicator)) == {"53": "class-1", "28": "not-published", "94": "not-yet-asked"}
    assert set(fills(drawn(indicator, Audience.MAYORS)).values()) == {"not-asked"}


def test_legend_lists_the_absences_that_the_map_uses():
    indicator = three_absences()
    asked, unasked = drawn(indicator).legend, drawn(indicator, Audience.MAYORS).legend
    assert [status.value for status in asked.missing] == ["not-published", "not-yet-asked"]
    assert [status.value for status in unasked.missing] == ["not-asked"]
    assert (asked.unclassed, unasked.unclassed) == (False, False)


def test_legend_of_a_full_map_lists_no_absence():
    legend = map_of({"53": "43", "28": "57"}).legend
    assert (legend.missing, legend.unclassed) == ((), False)


def test_region_without_a_shape_is_left_to_the_table():
    assert fills(map_of({"53": "43", "999": "57"})) == {"53": "class-3"}


def test_map_draws_the_13_regions_of_the_programme(programme):
    found = drawn(Indicator.objects.get(slug="alliances-source-innovation"))
    assert sorted(fills(found)) == CODES
    assert len({area.path for area in found.areas}) == 13


def test_locator_marks_one_region():
    regions = [make_region(code=code) for code in ("53", "28", "52", "999")]
    found = drawing.locator(regions, here=regions[1])
    assert fills(found) == {"53": "plain", "28": "here", "52": "plain"}
    assert found.legend is None
    assert (found.width, found.height) == (150, 139)
