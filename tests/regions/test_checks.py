from decimal import Decimal

import pytest

from regions.checks import report_holes, table_errors
from regions.models import Figure
from regions.publication import database_now
from tests.factories import (
    ago,
    make_answer,
    make_figure,
    make_indicator,
    make_question,
    make_region,
    make_report,
)

pytestmark = pytest.mark.django_db


def table(values, *, several=False, unit="%"):
    """Figures of one question, base and region: answer slug → value."""
    indicator = make_indicator(unit=unit)
    question = make_question(indicator=indicator, several_answers=several)
    region = make_region()
    report = make_report(region=region)
    answers = {slug: make_answer(indicator=indicator, slug=slug, label=slug) for slug in values}
    for slug, value in values.items():
        if value is not None:
            make_figure(
                question=question, answer=answers[slug], region=region, report=report, value=Decimal(value)
            )
    return answers


def messages():
    return [hole.message for hole in table_errors(Figure.objects.with_labels())]


@pytest.mark.parametrize("values", [{"oui": 93, "non": 7}, {"a": "33.5", "b": 33, "c": 35}, {"oui": 69}])
def test_total_within_rounding_passes(values):
    table(values)
    assert messages() == []


def test_total_off_by_more_than_rounding_is_named():
    table({"oui": 90, "non": 12})
    (message,) = messages()
    assert "le total fait 102" in message


@pytest.mark.parametrize(
    ("values", "options"),
    [
        ({"oui": 90, "non": None}, {}),
        ({"a": 60, "b": 60}, {"several": True}),
        ({"a": 7, "b": 6}, {"unit": "/10"}),
    ],
)
def test_total_is_not_checked_where_it_means_nothing(values, options):
    table(values, **options)
    assert messages() == []


def test_total_beyond_100_is_named_before_all_answers_are_there():
    table({"a": 60, "b": 45, "c": None})
    (message,) = messages()
    assert "le total fait déjà 105" in message


def test_part_above_its_whole_is_named():
    answers = table({"oui": 50, "non": 50, "dont": 60})
    answers["dont"].parent = answers["oui"]
    answers["dont"].save()
    (message,) = messages()
    assert "60\u202f% dépasse 50\u202f%" in message


def test_part_within_its_whole_and_out_of_the_total_passes():
    answers = table({"oui": 93, "non": 7, "dont": 50})
    answers["dont"].parent = answers["oui"]
    answers["dont"].save()
    assert messages() == []


def test_missing_value_needs_a_note_before_publication():
    region = make_region()
    report = make_report(region=region)
    figure = make_figure(region=region, report=report, value=None)
    assert [hole.field for hole in report_holes(report, database_now())] == ["note"]
    Figure.objects.filter(pk=figure.pk).update(note="Effectif trop petit pour être publié.")
    assert report_holes(report, database_now()) == []


def test_unknown_base_cannot_be_certain_when_published():
    region = make_region()
    report = make_report(region=region)
    make_figure(region=region, report=report, base_status="unknown")
    assert [hole.field for hole in report_holes(report, database_now())] == ["certainty"]


def test_checks_ask_the_same_number_of_queries_for_1_and_30_figures(django_assert_num_queries):
    region = make_region()
    report = make_report(region=region)
    make_figure(region=region, report=report)
    now = database_now()
    with django_assert_num_queries(3):
        report_holes(report, now)
    for _ in range(29):
        make_figure(region=region, report=report)
    with django_assert_num_queries(3):
        report_holes(report, now)


def test_approval_checks_again_what_changed_around_the_figures():
    region = make_region()
    report = make_report(region=region)
    figure = make_figure(region=region, report=report, respondents=500)
    type(report).objects.filter(pk=report.pk).update(region=make_region())
    figure.question.survey.respondents = 100
    figure.question.survey.save()
    report.refresh_from_db()
    assert sorted(hole.field for hole in report_holes(report, database_now())) == ["report", "respondents"]


def test_part_is_checked_against_a_whole_that_another_report_has_published():
    answers = table({"oui": 50, "dont": None})
    answers["dont"].parent = answers["oui"]
    answers["dont"].save()
    whole = Figure.objects.get()
    type(whole.report).objects.update(publish_at=ago(), approved_at=ago(), approved_alone_because="x")
    report = make_report(region=whole.region)
    make_figure(
        question=whole.question, answer=answers["dont"], region=whole.region, report=report, value=Decimal(90)
    )
    assert [hole.field for hole in report_holes(report, database_now())] == ["value"]
