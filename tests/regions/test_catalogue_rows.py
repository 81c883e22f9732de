from datetime import UTC, datetime

import pytest

from regions import rows
from regions.models import Audience
from regions.publication import database_now
from tests.factories import (
    ago,
    make_figure,
    make_indicator,
    make_nation,
    make_pair,
    make_question,
    make_report,
    make_survey,
)
from tests.regions.figures import COMPANIES, MAYORS, spread
from tests.regions.releases import close

pytestmark = pytest.mark.django_db

LATER = datetime(2100, 1, 1, tzinfo=UTC)  # an instant that costs no query


def test_catalogue_counts_audiences_regions_and_the_nation():
    figure = make_pair(43, 37)
    indicator = figure.question.indicator
    spread({"Alsace": 12, "Centre": None}, question=figure.question)
    mayors = make_question(indicator=indicator, survey=make_survey(audience="mayors"))
    make_figure(question=mayors, answer=figure.answer, region=figure.region)
    (summary,) = rows.catalogue(database_now())
    assert (summary.indicator, summary.audiences) == (indicator, (MAYORS, COMPANIES))
    assert (summary.regions, summary.nation) == (2, True)


@pytest.mark.parametrize("state", ["draft", "embargo", "withdrawn"])
def test_figures_that_are_not_out_count_nowhere_in_the_catalogue(state):
    figure = make_figure()
    report = make_report(publish_at=ago(hours=1))
    mayors = make_question(indicator=figure.question.indicator, survey=make_survey(audience="mayors"))
    make_figure(question=mayors, answer=figure.answer, report=report)
    make_figure(question=figure.question, region=make_nation(), report=report)
    make_figure(report=report)  # of an indicator of its own
    close(report, state)
    (summary,) = rows.catalogue(database_now())
    assert (summary.indicator, summary.audiences) == (figure.question.indicator, (COMPANIES,))
    assert (summary.regions, summary.nation) == (1, False)


def test_catalogue_stands_in_the_order_of_themes_and_indicators():
    question = make_question(indicator=make_indicator(slug="b", order=1))
    make_figure(question=question)
    for slug, order in (("c", 2), ("a", 2)):
        make_figure(question=make_question(indicator=make_indicator(slug=slug, order=order)))
    assert [one.indicator.slug for one in rows.catalogue(database_now())] == ["b", "a", "c"]


def test_catalogue_of_real_data_has_every_indicator(programme):
    found = rows.catalogue(database_now())
    assert len(found) == 17
    first = found[0]
    assert (first.indicator.slug, first.regions, first.nation) == ("alliances-source-innovation", 5, True)
    assert first.audiences == tuple(Audience)


def test_catalogue_costs_one_query_for_1_and_30_indicators(django_assert_num_queries):
    make_pair(43, 37)
    with django_assert_num_queries(1):
        assert len([str(one.indicator.theme) for one in rows.catalogue(LATER)]) == 1
    for _ in range(29):
        make_pair(43, 37)
    with django_assert_num_queries(1):
        assert len([str(one.indicator.theme) for one in rows.catalogue(LATER)]) == 30


@pytest.mark.parametrize("state", ["draft", "embargo", "withdrawn"])
def test_asked_in_a_territory_are_those_of_whom_a_value_is_out_there(state):
    figure = make_pair(43, 37)
    indicator, region = figure.question.indicator, figure.region
    report = make_report(publish_at=ago(hours=1))
    mayors = make_question(indicator=indicator, survey=make_survey(audience="mayors"))
    make_figure(question=mayors, answer=figure.answer, region=region, value=None)
    associations = make_question(indicator=indicator, survey=make_survey(audience="associations"))
    make_figure(question=associations, answer=figure.answer, region=region, report=report)
    make_figure(question=figure.question)  # elsewhere
    close(report, state)
    assert rows.asked_in([region], database_now()) == {(region.pk, indicator.pk): [COMPANIES]}
