from datetime import date, timedelta

import pytest

from regions import rows, stats
from regions.models import Audience, Indicator, Region
from regions.publication import database_now
from regions.rows import Status, Verdict
from tests.factories import (
    make_answer,
    make_base,
    make_figure,
    make_indicator,
    make_nation,
    make_pair,
    make_question,
    make_region,
    make_report,
    make_survey,
)
from tests.regions.figures import COMPANIES, MAYORS, spread, view

pytestmark = pytest.mark.django_db


# Audience by audience


def sides(values, *, region=None, series="une", doubtful=None, programmes=None):
    """The audiences of one region side by side: a value and a number of respondents for each."""
    indicator = make_indicator()
    answer = make_answer(indicator=indicator, headline=True)
    region = region or make_region()
    for audience, (value, n) in values.items():
        question = make_question(
            indicator=indicator,
            survey=make_survey(audience=audience, programme=(programmes or {}).get(audience, "PHARE")),
            series=series if isinstance(series, str) else series[audience],
        )
        certainty = "uncertain" if audience == doubtful else "certain"
        make_figure(
            question=question, answer=answer, region=region, value=value, respondents=n, certainty=certainty
        )
    return rows.IndicatorFigures(indicator, database_now()).side_by_side(answer)


def test_cells_hold_rows_without_a_value_that_published_leaves_out():
    (side,) = sides({"citizens": (50, None), "mayors": (None, None), "companies": (41, None)})
    assert [(audience, row.value) for audience, row in side.cells.items()] == [
        ("citizens", 50),
        ("mayors", None),
        ("companies", 41),
    ]
    assert [row.audience for row in side.published] == ["citizens", "companies"]
    assert side.cells[MAYORS].status == Status.NOT_PUBLISHED


def test_territory_of_which_one_audience_alone_has_a_value_is_left_out():
    assert sides({"citizens": (50, None), "mayors": (None, None)}) == []


def test_nation_stands_before_the_regions_of_which_two_audiences_have_a_value():
    one = make_pair(43, 37, region=make_region(name="Bretagne"))
    indicator = one.question.indicator
    mayors = make_question(indicator=indicator, survey=make_survey(audience="mayors"))
    make_pair(50, 50, question=mayors, answer=one.answer, region=one.region)
    spread({"Alsace": 12}, question=one.question)
    spread({"Centre": None}, question=one.question)
    found = view(one).side_by_side(one.answer)
    assert [(side.region.name, list(side.cells)) for side in found] == [
        ("France", [MAYORS, COMPANIES]),
        ("Bretagne", [MAYORS, COMPANIES]),
    ]


def test_spread_is_the_highest_value_minus_the_lowest():
    (side,) = sides({"citizens": (50, None), "mayors": (62, None), "companies": (41, None)})
    assert (side.low.audience, side.high.audience, side.spread.points) == ("companies", "mayors", 21)
    assert side.ends == (41, 62)


def test_spread_leaves_out_cautious_and_uncertain_values_that_stay_in_their_cells():
    (side,) = sides(
        {
            "citizens": (50, 300),
            "mayors": (99, 29),
            "associations": (1, 300),
            "companies": (41, 300),
        },
        doubtful="associations",
    )
    assert (side.low.audience, side.high.audience, side.spread.points) == ("companies", "citizens", 9)
    assert [row.value for row in side.cells.values()] == [50, 99, 1, 41]


def test_audiences_asked_in_different_series_have_no_spread():
    series = {"citizens": "une", "companies": "autre"}
    (side,) = sides({"citizens": (50, 300), "companies": (41, 300)}, series=series)
    assert (side.low, side.high, side.spread, side.ends) == (None, None, None, None)


def test_audiences_asked_in_different_programmes_have_no_spread():
    programmes = {"citizens": "PHARE", "companies": "ARPEA"}
    (side,) = sides({"citizens": (50, 300), "companies": (41, 300)}, programmes=programmes)
    assert (side.low, side.high, side.spread, side.ends) == (None, None, None, None)


def test_audience_of_another_series_without_a_value_leaves_the_spread():
    series = {"citizens": "une", "mayors": "autre", "companies": "une"}
    values = {"citizens": (50, 300), "mayors": (None, None), "companies": (41, 300)}
    (side,) = sides(values, series=series)
    assert (side.spread.points, side.ends) == (9, (41, 50))


def test_fewer_than_two_comparable_audiences_have_no_spread():
    (side,) = sides({"citizens": (50, 300), "companies": (41, 29)})
    assert (len(side.cells), side.spread) == (2, None)


def test_spread_of_two_audiences_is_newcombe_s_difference_at_95():
    (side,) = sides({"citizens": (37, 550), "companies": (43, 550)})
    low, high = stats.difference(0.43, 550, 0.37, 550)
    assert side.spread.interval == (100 * low, 100 * high)
    assert side.spread.verdict == Verdict.ABOVE


def test_spread_of_three_audiences_is_tested_at_bonferroni_s_level():
    (side,) = sides({"citizens": (37, 550), "mayors": (40, 550), "companies": (43, 550)})
    low, high = stats.difference(0.43, 550, 0.37, 550, 1 - 0.05 / 3)
    assert side.spread.interval == pytest.approx((100 * low, 100 * high))
    assert side.spread.verdict == Verdict.WITHIN


def test_spread_of_four_audiences_counts_six_pairs():
    (side,) = sides(
        {"citizens": (37, 900), "mayors": (40, 900), "associations": (41, 900), "companies": (47, 900)}
    )
    low, high = stats.difference(0.47, 900, 0.37, 900, 1 - 0.05 / 6)
    assert side.spread.interval == pytest.approx((100 * low, 100 * high))
    assert side.spread.verdict == Verdict.ABOVE


def test_spread_without_the_respondents_of_both_is_untested():
    (side,) = sides({"citizens": (10, 2000), "companies": (90, None)})
    assert (side.spread.points, side.spread.verdict, side.spread.interval) == (80, Verdict.UNTESTED, None)


# Wave by wave


def waves(values, *, series=None, region=None, **kwargs):
    """The same answer, base and region in a survey of each year; the view of their indicator."""
    indicator = make_indicator()
    region = region or make_region()
    for year, value in values.items():
        survey = make_survey(released_on=date(year, 1, 1))
        question = make_question(indicator=indicator, survey=survey, series=series[year] if series else "une")
        make_figure(question=question, region=region, value=value, **kwargs)
    return rows.IndicatorFigures(indicator, database_now())


def test_waves_of_one_series_stand_in_order_with_what_changed():
    (series,) = waves({2015: 53, 2009: 46, 2012: 70}).series()
    assert [row.value for row in series.rows] == [46, 70, 53]
    assert (series.first.value, series.last.value) == (46, 53)
    assert (series.change.points, series.change.verdict) == (7, Verdict.UNTESTED)


def test_change_between_waves_is_tested_where_both_have_respondents():
    (series,) = waves({2009: 46, 2015: 63}, respondents=400).series()
    low, high = stats.difference(0.63, 400, 0.46, 400)
    assert series.change.interval == (100 * low, 100 * high)
    assert series.change.verdict == Verdict.ABOVE


def test_waves_of_means_have_no_change():
    indicator = make_indicator(unit="mean")
    region = make_region()
    for year in (2009, 2015):
        question = make_question(
            indicator=indicator, survey=make_survey(released_on=date(year, 1, 1)), series="une"
        )
        make_figure(question=question, region=region, value=4)
    (series,) = rows.IndicatorFigures(indicator, database_now()).series()
    assert series.change is None


def test_questions_of_other_series_form_no_line():
    assert waves({2009: 46, 2015: 53}, series={2009: "une", 2015: "autre"}).series() == []


@pytest.mark.parametrize(
    "doubt", [{"certainty": "uncertain"}, {"base_status": "unknown"}, {"qualifier": "about"}]
)
def test_uncertain_values_form_no_line(doubt):
    assert waves({2009: 46, 2015: 53}, **doubt).series() == []


def test_undated_survey_is_no_wave():
    found = waves({2009: 46, 2015: 53})
    question = found.figures[0].question
    undated = make_survey(released_on=None, released_precision="unknown")
    late = make_question(indicator=found.indicator, survey=undated, series=question.series)
    make_figure(question=late, region=found.figures[0].region, value=99)
    (series,) = rows.IndicatorFigures(found.indicator, database_now()).series()
    assert [row.value for row in series.rows] == [46, 53]
    type(undated).objects.exclude(pk=question.survey_id).update(
        released_on=None, released_precision="unknown"
    )
    assert rows.IndicatorFigures(found.indicator, database_now()).series() == []


@pytest.mark.parametrize("differs", ["answer", "base", "region"])
def test_line_needs_the_same_answer_base_and_region(differs):
    indicator = make_indicator()
    answer, base, region = make_answer(indicator=indicator), make_base(), make_region()
    for year in (2009, 2015):
        same = {"answer": answer, "base": base, "region": region}
        survey = make_survey(released_on=date(year, 1, 1))
        make_figure(question=make_question(indicator=indicator, survey=survey, series="une"), **same)
        answer = make_answer(indicator=indicator) if differs == "answer" else answer
        base = make_base() if differs == "base" else base
        region = make_region() if differs == "region" else region
    assert rows.IndicatorFigures(indicator, database_now()).series() == []


def test_real_data_has_one_series_that_of_employer_associations(programme):
    at = database_now()
    found = [
        one for indicator in Indicator.objects.all() for one in rows.IndicatorFigures(indicator, at).series()
    ]
    (series,) = found
    assert series.first.base.slug == "associations-employeuses"
    assert [(row.question.survey.released_on.year, row.value) for row in series.rows] == [
        (2009, 46),
        (2015, 53),
    ]


# All of it


def test_answers_stand_headline_first_and_audiences_in_their_order():
    question = make_question()
    other = make_answer(indicator=question.indicator, slug="autre", order=1)
    headline = make_answer(indicator=question.indicator, slug="principale", order=2, headline=True)
    make_answer(indicator=question.indicator, slug="jamais", order=0)
    figure = make_figure(question=question, answer=other)
    mayors = make_question(indicator=question.indicator, survey=make_survey(audience="mayors"))
    make_figure(question=mayors, answer=headline)
    assert view(figure).answers == [headline, other]
    assert view(figure).audiences == [MAYORS, COMPANIES]


def test_audiences_of_an_answer_stand_with_regions_first_and_without_values_not_at_all():
    figure = make_figure(region=make_nation())
    indicator = figure.question.indicator
    values = {"citizens": 10, "mayors": 20, "associations": None}
    for audience, value in values.items():
        question = make_question(indicator=indicator, survey=make_survey(audience=audience))
        make_figure(question=question, answer=figure.answer, value=value)
    assert view(figure).audiences_of(figure.answer) == [MAYORS, Audience.CITIZENS, COMPANIES]


def test_nation_block_has_every_answer_of_every_audience_in_the_nation():
    figure = make_pair(43, 37)
    indicator = figure.question.indicator
    nation = make_nation()
    make_figure(
        question=figure.question, answer=make_answer(indicator=indicator, order=1), region=nation, value=5
    )
    mayors = make_question(indicator=indicator, survey=make_survey(audience="mayors"))
    make_figure(question=mayors, answer=figure.answer, region=nation, value=80)
    block = view(figure).nation_block()
    assert [(row.audience, row.value) for row in block.rows] == [
        (MAYORS, 80),
        (COMPANIES, 37),
        (COMPANIES, 5),
    ]


def test_nation_block_is_none_where_the_nation_has_nothing():
    assert view(make_figure()).nation_block() is None
    assert view(make_figure(region=make_nation(), value=None)).nation_block() is None


def test_rows_of_a_download_hold_what_is_public_what_is_missing_and_who_was_not_asked():
    figure = make_pair(43, 37, region=make_region(name="Bretagne"))
    make_region(name="Centre")
    unasked = [("citizens", None), ("mayors", None), ("associations", None)]
    found = view(figure).rows()
    assert [(row.region.name, row.audience, row.value) for row in found] == [
        (name, *line)
        for name, value in (("France", 37), ("Bretagne", 43), ("Centre", None))
        for line in [("companies", value), *unasked]
    ]
    statuses = [Status.PUBLISHED] * 2 + [Status.NOT_PUBLISHED]
    assert [row.status for row in found if row.audience == COMPANIES] == statuses
    assert {row.status for row in found if row.audience != COMPANIES} == {Status.NOT_ASKED}


def test_rows_of_a_download_carry_the_gap_to_the_nation():
    found = view(make_pair(43, 37)).rows()
    assert [row.gap and row.gap.points for row in found if row.value is not None] == [None, 6]


def test_view_sees_nothing_that_is_not_out():
    figure = make_figure(report=make_report())
    make_figure(question=figure.question, report=make_report(publish_at=database_now() + timedelta(days=1)))
    assert view(figure).figures == []


# What one report publishes


def test_report_s_part_of_a_region_and_an_indicator_is_that_alone():
    report = make_report(publish_at=database_now() - timedelta(hours=1))
    alsace, bretagne = make_region(name="Alsace"), make_region(name="Bretagne")
    questions = {slug: make_question(indicator=make_indicator(slug=slug)) for slug in ("a", "b")}
    for region in (alsace, bretagne):
        for question in questions.values():
            make_figure(question=question, region=region, report=report)

    def part(*args):
        found = rows.report_blocks(report, database_now(), *args)
        return {region.slug: [block.indicator.slug for block in blocks] for region, blocks in found}

    assert part() == {"alsace": ["a", "b"], "bretagne": ["a", "b"]}
    assert part("alsace") == {"alsace": ["a", "b"]}
    assert part("", "b") == {"alsace": ["b"], "bretagne": ["b"]}
    assert part("alsace", "b") == {"alsace": ["b"]}
    assert part("alsace", "jamais") == part("jamais", "b") == {}


# Queries


def test_indicator_costs_four_queries_for_1_and_30_regions(django_assert_num_queries):
    figure = make_pair(43, 37)
    at = database_now()
    indicator = Indicator.objects.select_related("theme").get()
    read_all(indicator, figure.answer, at, django_assert_num_queries)
    for _ in range(29):
        make_figure(question=figure.question)
    assert Region.objects.count() == 31
    read_all(indicator, figure.answer, database_now(), django_assert_num_queries)


def read_all(indicator, answer, at, django_assert_num_queries):
    with django_assert_num_queries(4):  # what pages show, regions, reports, all for the download
        found = rows.IndicatorFigures(indicator, at)
        for audience in Audience:
            found.comparison(answer, audience)
        found.side_by_side(answer), found.series(), found.nation_block(), found.rows()
