"""What is to come takes the place of nothing that is out, among the figures that stand for others."""

from datetime import timedelta

import pytest

from regions.models import Figure
from regions.publication import database_now
from regions.rows.keys import figure_keys
from tests.factories import make_answer, make_correction, make_figure, make_question, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    """What is told of all regions, so that of another answer one region is enough."""
    return make_figure(question=make_question())


def of_another_answer(first, answer, **kwargs):
    return make_figure(question=first.question, base=first.base, answer=answer, **kwargs)


def kept(first):
    keys = figure_keys(first.question.indicator, database_now(), "", None)
    return set(Figure.objects.filter(pk__in=keys)) - {first}


def test_figure_to_come_stands_for_none_that_is_out(first):
    answer = make_answer(indicator=first.question.indicator, order=9)
    of_another_answer(first, answer, report=make_report(publish_at=database_now() + timedelta(hours=1)))
    public = of_another_answer(first, answer)
    assert kept(first) == {public}


def test_figure_whose_first_value_is_to_come_stands_for_none_that_has_one(first):
    answer = make_answer(indicator=first.question.indicator, order=9)
    empty = of_another_answer(first, answer, value=None)
    make_correction(figure=empty, value=44, publish_at=database_now() + timedelta(hours=1))
    valued = of_another_answer(first, answer)
    assert kept(first) == {valued}
