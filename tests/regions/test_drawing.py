import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from regions import drawing, geometry, rows
from regions.drawing import maps
from regions.models import Audience, Indicator, Region
from regions.publication import database_now
from regions.rows import IndicatorView
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

pytestmark = pytest.mark.django_db


def row_of(figure):
    """The figure's row on the page of its region."""
    found = rows.profile(figure.region, database_now())
    every = [row for block in found.blocks for row in block.rows] + list(found.missing)
    return next(row for row in every if row.figure == figure)


def strip_of(figure):
    return drawing.row_strip(row_of(figure))


def marks(strip):
    return [(mark.kind, mark.x) for mark in strip.marks]


def of_unit(unit, **kwargs):
    return make_question(indicator=make_indicator(unit=unit, **kwargs))


@pytest.mark.parametrize(
    ("unit", "value", "position"),
    [
        ("%", "0", "0%"),
        ("%", "100", "100%"),
        ("%", "43", "43%"),
        ("%", "43.25", "43.25%"),
        ("/10", "0", "0%"),
        ("/10", "7.1", "71%"),
        ("/10", "6.325", "63.25%"),
        ("/10", "10", "100%"),
    ],
)
def test_value_stands_at_its_share_of_the_axis(unit, value, position):
    figure = make_figure(question=of_unit(unit), value=Decimal(value))
    figure.refresh_from_db()
    assert marks(strip_of(figure)) == [("own", position)]


@pytest.mark.parametrize(
    ("unit", "labels"), [("%", ["0", "25", "50", "75", "100"]), ("/10", ["0", "2,5", "5", "7,5", "10"])]
)
def test_axis_has_a_tick_at_each_quarter(unit, labels):
    ticks = drawing.axis(unit).ticks
    assert [tick.x for tick in ticks] == ["0%", "25%", "50%", "75%", "100%"]
    assert [tick.label for tick in ticks] == labels


@pytest.mark.parametrize("unit", ["count", "mean"])
def test_count_or_mean_has_no_axis_and_is_not_drawn(unit):
    row = row_of(make_pair(7, 6, question=of_unit(unit)))
    assert drawing.axis(unit) is None
    assert [
        drawing.row_strip(row),
        drawing.nation_strip(row.nation),
        drawing.audience_strip({row.audience: row}),
    ] == [
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(("value", "reference"), [(43, 37), (37, 43), (40, 40)])
def test_dumbbell_joins_the_nation_s_ring_to_the_region_s_dot_on_top(value, reference):
    strip = strip_of(make_pair(value, reference))
    assert marks(strip) == [("nation", f"{reference}%"), ("own", f"{value}%")]
    assert strip.span == (f"{reference}%", f"{value}%")
    assert strip.bar == ""


def test_region_without_a_national_value_has_a_dot_alone():
    strip = strip_of(make_figure())
    assert (marks(strip), strip.span, strip.bar, strip.whisker) == ([("own", "43%")], None, "", None)


@pytest.mark.parametrize(("value", "bar"), [(43, "43%"), (0, "0%"), (100, "100%")])
def test_nation_has_a_bar_as_long_as_its_value(value, bar):
    strip = strip_of(make_figure(region=make_nation(), value=value))
    assert (strip.bar, strip.span) == (bar, None)


def test_missing_value_leaves_the_nation_s_ring_alone():
    figure = make_pair(43, 37)
    type(figure).objects.filter(pk=figure.pk).update(value=None)
    strip = strip_of(figure)
    assert (marks(strip), strip.span) == ([("nation", "37%")], None)


def test_missing_value_of_the_nation_has_neither_bar_nor_mark():
    strip = strip_of(make_figure(region=make_nation(), value=None))
    assert (strip.bar, strip.marks) == ("", ())


def test_zero_is_drawn():
    assert marks(strip_of(make_pair(0, 37))) == [("nation", "37%"), ("own", "0%")]


def test_whisker_is_the_interval_of_the_value():
    figure = make_figure(respondents=200)
    low, high = row_of(figure).interval
    assert strip_of(figure).whisker == (f"{low:.2f}%", f"{high:.2f}%")
    assert strip_of(figure).whisker == ("36.33%", "49.93%")


@pytest.mark.parametrize("value", [0, 100])
def test_whisker_stays_on_the_axis_at_its_ends(value):
    low, high = strip_of(make_figure(respondents=40, value=value)).whisker
    assert 0 <= Decimal(low.rstrip("%")) <= Decimal(high.rstrip("%")) <= 100


@pytest.mark.parametrize(
    "known", [{}, {"respondents": 200, "qualifier": "about"}], ids=["no respondents", "about"]
)
def test_value_without_an_interval_has_no_whisker(known):
    assert strip_of(make_figure(**known)).whisker is None


@pytest.mark.parametrize(
    ("doubt", "kind"),
    [
        ({}, "own"),
        ({"respondents": 30}, "own"),
        ({"respondents": 29}, "doubtful"),
        ({"certainty": "uncertain"}, "doubtful"),
    ],
)
def test_mark_shows_whether_the_value_is_doubtful(doubt, kind):
    assert marks(strip_of(make_figure(**doubt))) == [(kind, "43%")]


def test_nation_s_uncertain_value_has_a_doubtful_mark_on_its_bar():
    strip = strip_of(make_figure(region=make_nation(), certainty="uncertain"))
    assert (marks(strip), strip.bar) == ([("doubtful", "43%")], "43%")


def test_uncertain_national_value_has_no_ring_beside_a_region():
    figure = make_figure()
    common = {"question": figure.question, "answer": figure.answer, "base": figure.base}
    make_figure(**common, region=make_nation(), value=37, certainty="uncertain")
    strip = strip_of(figure)
    assert (marks(strip), strip.span) == ([("own", "43%")], None)


def test_nation_among_regions_has_a_ring_alone():
    row = row_of(make_figure(region=make_nation()))
    assert marks(drawing.nation_strip(row)) == [("nation", "43%")]
    assert drawing.nation_strip(row_of(make_figure(region=make_nation(), value=None))) is None


def test_audiences_share_a_line_from_the_lowest_to_the_highest():
    indicator, region, cells = make_indicator(), make_region(), {}
    answer = make_answer(indicator=indicator, headline=True)
    for audience, value in (("citizens", 65), ("mayors", 81), ("companies", 50)):
        question = make_question(indicator=indicator, survey=make_survey(audience=audience))
        figure = make_figure(question=question, answer=answer, region=region, value=value)
        cells[Audience(audience)] = row_of(figure)
    strip = drawing.audience_strip(cells)
    assert [(mark.audience.value, mark.x) for mark in strip.marks] == [
        ("citizens", "65%"),
        ("mayors", "81%"),
        ("companies", "50%"),
    ]
    assert strip.span == ("50%", "81%")


def test_single_audience_has_no_span():
    row = row_of(make_figure())
    strip = drawing.audience_strip({row.audience: row})
    assert (marks(strip), strip.span) == ([("own", "43%")], None)
    assert drawing.audience_strip({}) is None


def stacked(*values):
    question, region = make_question(), make_region()
    for order, value in enumerate(values):
        answer = make_answer(indicator=question.indicator, order=order)
        make_figure(question=question, answer=answer, region=region, value=Decimal(value))
    (block,) = rows.profile(region, database_now()).blocks
    return [drawing.stack(found) for found in block.stacks]


def test_segments_of_a_stack_follow_each_other_as_wide_as_their_values():
    (stack,) = stacked("62.5", "0", "30", "7.5")
    assert [(one.x, one.width, one.shade) for one in stack.segments] == [
        ("0%", "62.5%", 1),
        ("62.5%", "0%", 2),
        ("62.5%", "30%", 3),
        ("92.5%", "7.5%", 4),
    ]


def test_stack_of_more_than_five_answers_keeps_to_five_shades():
    (stack,) = stacked(*["10"] * 10)
    assert [one.shade for one in stack.segments] == [1, 2, 3, 4, 5, 5, 5, 5, 5, 5]
    assert (stack.segments[-1].x, stack.segments[-1].width) == ("90%", "10%")


def test_answers_that_do_not_make_a_whole_are_not_stacked():
    assert stacked("62.5", "30") == []


def waves(*values, unit="%"):
    """A line of waves a year apart, from 2009."""
    indicator = make_indicator(unit=unit)
    answer = make_answer(indicator=indicator, headline=True)
    for year, value in enumerate(values, 2009):
        survey = make_survey(released_on=date(year, 1, 1))
        question = make_question(indicator=indicator, survey=survey)
        make_figure(question=question, answer=answer, region=make_nation(), value=Decimal(value))
    (series,) = IndicatorView(indicator, database_now()).series()
    return drawing.line(series)


def test_line_rises_with_its_values_from_zero_at_the_foot_to_the_end_of_the_axis():
    line = waves("0", "100", "50")
    foot, middle, top = (Decimal(grid.y) for grid in line.grid)
    assert [grid.label for grid in line.grid] == ["0", "50", "100"]
    assert foot > middle > top > 0
    assert [Decimal(point.y) for point in line.points] == [foot, top, middle]
    assert [point.year for point in line.points] == ["2009", "2010", "2011"]


def test_line_of_marks_goes_from_0_to_10():
    line = waves("0", "5", "10", unit="/10")
    assert [grid.label for grid in line.grid] == ["0", "5", "10"]
    assert [point.y for point in line.points] == [grid.y for grid in line.grid]


def test_points_of_a_line_are_spaced_as_their_dates():
    line = waves("10", "20", "30", "40")
    first, *middle, last = [Decimal(point.x) for point in line.points]
    days = (date(2012, 1, 1) - date(2009, 1, 1)).days
    expected = [first + (last - first) * day / days for day in (365, 730)]
    assert [round(x, 1) for x in middle] == [round(x, 1) for x in expected]
    assert 0 < first < last < line.width


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_coordinates_are_written_with_a_point_whatever_the_language(language, settings):
    settings.USE_THOUSAND_SEPARATOR = True
    with translation.override(language):
        line = waves("33.3", "66.7")
        region = Region.objects.create(code="53", slug="b", name="B", name_in="en B", name_of="de B")
        areas = drawing.locator([region], here=region).areas
        written = [line.path, *(grid.y for grid in line.grid), *(f"{area.x} {area.y}" for area in areas)]
    assert [text for text in written if not re.fullmatch(r"(-?\d+(\.\d+)?[ ,]?)+", text)] == []
    assert re.fullmatch(r"\d+\.\d,\d+\.\d \d+\.\d,\d+\.\d", line.path)


@pytest.mark.parametrize("unit", ["count", "mean"])
def test_waves_of_a_count_or_mean_have_no_line(unit):
    assert waves("10", "20", unit=unit) is None


def test_wave_without_a_date_leaves_no_line():
    figure = make_figure(region=make_nation())
    indicator = figure.question.indicator
    undated = make_survey(released_on=None, released_precision="unknown")
    question = make_question(indicator=indicator, survey=undated)
    make_figure(question=question, answer=figure.answer, base=figure.base, region=make_nation())
    (series,) = IndicatorView(indicator, database_now()).series()
    assert drawing.line(series) is None


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
    view = IndicatorView(indicator, database_now())
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
        ("class-1", "moins de 67"),
        ("class-2", "67 à 74"),
        ("class-3", "74 à 81"),
        ("class-4", "81 à 88"),
        ("class-5", "88 et plus"),
    )


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
    assert (found.width, found.height) == (geometry.WIDTH, geometry.HEIGHT)
