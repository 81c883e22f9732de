from datetime import date

import pytest

from regions import rows
from regions.models import Figure
from regions.publication import database_now
from regions.rows import Verdict
from tests.factories import (
    ago,
    make_answer,
    make_base,
    make_correction,
    make_figure,
    make_indicator,
    make_nation,
    make_pair,
    make_question,
    make_report,
    make_survey,
)
from tests.regions.figures import number
from tests.regions.releases import close, soon

pytestmark = pytest.mark.django_db


# The number and its neighbours


def test_number_stands_beside_the_nation_s_with_its_gap():
    row = number(make_pair(43, 37, n=245, n_nation=3185)).row
    assert (row.value, row.nation.value, row.gap.points, row.gap.verdict) == (43, 37, 6, Verdict.ABOVE)


def test_nation_s_own_number_has_no_nation_beside_it():
    row = number(make_figure(region=make_nation())).row
    assert (row.nation, row.gap) == (None, None)


def test_number_is_compared_with_the_same_answer_and_base_alone():
    figure = make_figure()
    part = make_base(parent=figure.base)
    other = make_answer(indicator=figure.question.indicator)
    make_figure(question=figure.question, answer=figure.answer, base=part, region=make_nation())
    make_figure(question=figure.question, answer=other, base=figure.base, region=make_nation())
    assert number(figure).row.nation is None


def test_others_are_those_of_the_same_question_and_region_by_answer_then_base():
    figure = make_pair(43, 37)
    same = {"question": figure.question, "region": figure.region}
    later = make_answer(indicator=figure.question.indicator, order=2)
    sooner = make_answer(indicator=figure.question.indicator, order=1)
    part = make_base(parent=figure.base)
    expected = [
        make_figure(**same, answer=figure.answer, base=part),
        make_figure(**same, answer=sooner, base=figure.base),
        make_figure(**same, answer=later, base=figure.base),
        make_figure(**same, answer=later, base=part),
    ]
    make_figure(question=figure.question)  # of another region
    make_figure(region=figure.region)  # of another question
    assert [row.figure for row in number(figure).others] == expected


def test_others_that_are_not_out_are_not_told():
    figure = make_figure()
    same = {"question": figure.question, "region": figure.region}
    for report in (make_report(), make_report(publish_at=soon())):
        make_figure(**same, answer=make_answer(indicator=figure.question.indicator), report=report)
    assert number(figure).others == ()


def test_other_has_its_own_gap():
    figure = make_pair(43, 37)
    other = make_pair(
        20,
        15,
        question=figure.question,
        answer=make_answer(indicator=figure.question.indicator),
        region=figure.region,
    )
    ((row,),) = [number(figure).others]
    assert (row.figure, row.gap.points) == (other, 5)


def test_number_costs_two_queries_for_1_and_30_neighbours(django_assert_num_queries):
    figure = make_pair(43, 37)
    cost(figure, 0, django_assert_num_queries)
    for _ in range(29):
        answer = make_answer(indicator=figure.question.indicator)
        make_figure(question=figure.question, region=figure.region, answer=answer)
        make_correction(figure=figure, publish_at=ago())
    cost(figure, 29, django_assert_num_queries)


def cost(figure, expected, django_assert_num_queries):
    at = database_now()
    loaded = Figure.objects.published(at).with_labels().get(pk=figure.pk)
    with django_assert_num_queries(2):
        found = rows.number(loaded, at)
        for row in (found.row, *found.others):
            row.figure.get_absolute_url()
        assert (len(found.others), len(found.changes)) == (expected, expected)


# Corrections


def test_first_correction_says_the_figure_s_value_before_it():
    figure = make_figure(value=43)
    correction = make_correction(figure=figure, value=44, publish_at=ago(), reason="Saisie.")
    (change,) = number(figure).changes
    assert (change.before, change.after, change.reason) == (43, 44, "Saisie.")
    assert (change.pk, change.at, change.figure) == (correction.pk, correction.publish_at, figure)


def test_second_correction_says_the_first_one_s_value_before_it_and_stands_first():
    figure = make_figure(value=43)
    make_correction(figure=figure, value=44, publish_at=ago(minutes=2))
    make_correction(figure=figure, value=46, publish_at=ago(minutes=1))
    found = number(figure)
    assert [(change.before, change.after) for change in found.changes] == [(44, 46), (43, 44)]
    assert found.row.value == 46


def test_corrections_of_one_instant_follow_each_other():
    figure = make_figure(value=43)
    at = ago(minutes=1)
    for value in (44, 46):
        make_correction(figure=figure, value=value, publish_at=at)
    assert [(change.before, change.after) for change in number(figure).changes] == [(44, 46), (43, 44)]
    assert number(figure).row.value == 46


def test_value_that_was_not_published_is_none_before_its_first_correction():
    figure = make_figure(value=None)
    for minutes, value in ((2, 44), (1, 0)):
        make_correction(figure=figure, value=value, publish_at=ago(minutes=minutes))
    assert [(change.before, change.after) for change in number(figure).changes] == [(44, 0), (None, 44)]


def test_correction_of_another_figure_says_nothing_of_this_one():
    figure, other = make_figure(value=43), make_figure(value=10)
    make_correction(figure=other, value=11, publish_at=ago(minutes=2))
    make_correction(figure=figure, value=44, publish_at=ago(minutes=1))
    found = rows.changes(rows.public_corrections(database_now()))
    assert [(change.figure, change.before) for change in found] == [(figure, 43), (other, 10)]


def test_correction_that_is_not_out_is_neither_told_nor_a_value_before():
    figure = make_figure(value=43)
    make_correction(figure=figure, value=99, publish_at=ago(hours=1), approved_at=None)
    make_correction(figure=figure, value=98, publish_at=soon())
    make_correction(figure=figure, value=44, publish_at=ago())
    found = rows.changes(rows.public_corrections(database_now()))
    assert [(change.before, change.after) for change in found] == [(43, 44)]


@pytest.mark.parametrize("state", ["draft", "embargo", "withdrawn"])
def test_correction_of_a_figure_that_is_not_out_is_not_told(state):
    report = make_report(publish_at=ago(hours=1))
    make_correction(figure=make_figure(report=report), publish_at=ago())
    assert rows.public_corrections(database_now()).count() == 1
    close(report, state)
    assert rows.public_corrections(database_now()).count() == 0


# The method of a survey


def method(survey):
    return rows.method(survey, database_now())


def public_survey(**kwargs):
    survey = make_survey(**kwargs)
    make_figure(question=make_question(survey=survey))
    return survey


@pytest.mark.parametrize(
    ("respondents", "design_effect", "margin"), [(304, 1, 5.6), (304, 2, 7.9), (1, 1, 44.5), (2000, 1, 2.2)]
)
def test_margin_is_half_the_widest_interval_of_the_sample(respondents, design_effect, margin):
    survey = public_survey(respondents=respondents, design_effect=design_effect)
    assert round(method(survey).margin, 1) == margin


def test_margin_is_none_where_the_sample_is_not_published():
    survey = public_survey(respondents_text="plus de 2 000 personnes")
    assert method(survey).margin is None


@pytest.mark.parametrize("state", ["draft", "embargo", "withdrawn"])
def test_method_is_none_where_nothing_of_the_survey_is_public(state):
    survey = public_survey()
    make_figure()  # of another survey
    assert method(survey) is not None
    close(Figure.objects.get(question__survey=survey).report, state)
    assert method(survey) is None


def test_method_is_none_for_a_survey_without_figures():
    survey = make_survey()
    make_question(survey=survey)
    assert method(survey) is None


def test_method_tells_only_questions_bases_and_reports_with_public_figures():
    survey = make_survey()
    figure = make_figure(question=make_question(survey=survey))
    hidden = make_report()
    make_figure(question=make_question(survey=survey), base=make_base(), report=hidden)
    make_question(survey=survey)
    make_base()
    make_report(publish_at=ago())
    found = method(survey)
    assert (found.survey, found.questions, found.bases, found.reports) == (
        survey,
        (figure.question,),
        (figure.base,),
        (figure.report,),
    )


def test_questions_of_a_method_stand_in_the_order_of_their_indicators():
    survey = make_survey()
    for slug, order in (("b", 2), ("c", 1), ("a", 2)):
        make_figure(question=make_question(survey=survey, indicator=make_indicator(slug=slug, order=order)))
    assert [one.indicator.slug for one in method(survey).questions] == ["c", "a", "b"]


def test_reports_of_a_method_are_told_once_the_latest_first():
    survey = make_survey()
    question = make_question(survey=survey)
    old, new = (make_report(publish_at=ago(), released_on=date(year, 1, 1)) for year in (2015, 2016))
    for report in (old, new, old):
        make_figure(question=question, report=report)
    assert method(survey).reports == (new, old)


def test_method_costs_three_queries_for_1_and_30_figures(django_assert_num_queries):
    survey = make_survey()
    for count in (1, 29):
        for _ in range(count):
            base = make_base(parent=make_base())
            make_figure(question=make_question(survey=survey), base=base)
        at = database_now()
        with django_assert_num_queries(3):
            found = rows.method(survey, at)
            for question in found.questions:
                str(question.indicator.theme)
            assert [base for base in found.bases if base.parent is None] == []
    assert len(found.questions) == 30
