import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from regions import drawing, rows
from regions.models import Region
from regions.publication import database_now
from regions.rows import IndicatorFigures, Series, SideBySide
from tests.factories import (
    make_answer,
    make_figure,
    make_indicator,
    make_nation,
    make_pair,
    make_question,
    make_region,
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
        drawing.audience_strip(side_of(row)),
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


def side_of(*found):
    """Rows of one territory side by side, of which nothing says that they may be compared."""
    return SideBySide(found[0].region, {row.audience: row for row in found})


def audiences(values, series="une"):
    """The strip of the audiences of a region, with these values in their order."""
    indicator, region = make_indicator(), make_region()
    answer = make_answer(indicator=indicator, headline=True)
    for audience, value in values.items():
        question = make_question(
            indicator=indicator,
            survey=make_survey(audience=audience),
            series=series if isinstance(series, str) else series[audience],
        )
        make_figure(question=question, answer=answer, region=region, value=value)
    (side,) = IndicatorFigures(indicator, database_now()).side_by_side(answer)
    return drawing.audience_strip(side)


def test_audiences_share_a_line_from_the_lowest_to_the_highest():
    strip = audiences({"citizens": 65, "mayors": 81, "companies": 50})
    assert [(mark.audience.value, mark.x) for mark in strip.marks] == [
        ("citizens", "65%"),
        ("mayors", "81%"),
        ("companies", "50%"),
    ]
    assert strip.span == ("50%", "81%")


def test_zero_is_an_end_of_the_span():
    assert audiences({"citizens": 0, "mayors": 81}).span == ("0%", "81%")


def test_audiences_of_different_series_have_dots_and_no_span():
    strip = audiences({"citizens": 65, "mayors": 81}, series={"citizens": "une", "mayors": "autre"})
    assert (marks(strip), strip.span) == ([("own", "65%"), ("own", "81%")], None)


def test_audience_without_a_value_has_no_dot():
    strip = audiences({"citizens": 65, "mayors": None, "companies": 50})
    assert (marks(strip), strip.span) == ([("own", "65%"), ("own", "50%")], ("50%", "65%"))


def test_single_audience_has_no_span():
    strip = drawing.audience_strip(side_of(row_of(make_figure())))
    assert (marks(strip), strip.span) == ([("own", "43%")], None)
    assert drawing.audience_strip(side_of(row_of(make_figure(value=None)))) is None
    assert drawing.audience_strip(SideBySide(make_region(), {})) is None


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


def test_five_answers_have_a_shade_each_and_six_are_not_stacked():
    (stack,) = stacked(*["20"] * 5)
    assert [one.shade for one in stack.segments] == [1, 2, 3, 4, 5]
    assert (stack.segments[-1].x, stack.segments[-1].width) == ("80%", "20%")
    assert stacked("10", "10", "20", "20", "20", "20") == []


@pytest.mark.parametrize(
    "last",
    [
        {"value": None},
        {"value": 0, "certainty": "uncertain"},
        {"value": 0, "qualifier": "about"},
        {"value": 0, "base_status": "unknown"},
    ],
)
def test_answer_that_is_missing_or_not_exact_leaves_no_stack(last):
    question, region = make_question(), make_region()
    for order, known in enumerate([{"value": 60}, {"value": 40}, last]):
        answer = make_answer(indicator=question.indicator, order=order)
        make_figure(question=question, answer=answer, region=region, **known)
    (block,) = rows.profile(region, database_now()).blocks
    assert block.stacks == []


def test_single_answer_is_not_stacked():
    assert stacked("100") == []


def test_answers_that_do_not_make_a_whole_are_not_stacked():
    assert stacked("62.5", "30") == []


def waves(*values, unit="%", years=(2009, 2010, 2011)):
    """A line of one wave in each of these years."""
    indicator = make_indicator(unit=unit)
    answer = make_answer(indicator=indicator, headline=True)
    for year, value in zip(years, values, strict=False):
        survey = make_survey(released_on=date(year, 1, 1))
        question = make_question(indicator=indicator, survey=survey)
        make_figure(question=question, answer=answer, region=make_nation(), value=Decimal(value))
    (series,) = IndicatorFigures(indicator, database_now()).series()
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
    line = waves("10", "20", "30", years=(2009, 2010, 2013))
    first, middle, last = [Decimal(point.x) for point in line.points]
    days = (date(2013, 1, 1) - date(2009, 1, 1)).days
    assert round(middle, 1) == round(first + (last - first) * 365 / days, 1)
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
    undated = make_survey(released_on=None, released_precision="unknown")
    row = row_of(make_figure(question=make_question(survey=undated)))
    assert drawing.line(Series((row, row), None)) is None
