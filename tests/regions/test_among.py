import pytest

from regions.models import Figure, Question
from regions.rows.among import among
from tests.factories import make_figure

pytestmark = pytest.mark.django_db


def test_among_finds_what_in_finds():
    figure, _ = make_figure(), make_figure()
    for asked, told in (("citizens", []), ("companies", list(Figure.objects.order_by("pk")))):
        found = Question.objects.filter(survey__audience=asked).order_by().values("pk")
        assert list(Figure.objects.filter(among("question_id", found)).order_by("pk")) == told
    found = Question.objects.filter(pk=figure.question_id).order_by().values("pk")
    assert Figure.objects.get(among("question_id", found)) == figure


def test_among_none_finds_nothing():
    make_figure()
    assert not Figure.objects.filter(among("pk", Figure.objects.none().values("pk")))


@pytest.mark.only("postgresql")
def test_among_is_asked_before_labels_are_joined():
    """Whatever the tables hold: the keys are a condition on the figures, and not one more table to join."""
    found = Figure.objects.order_by().values("pk")
    plan = Figure.objects.with_labels().filter(among("pk", found)).order_by().explain()
    assert "= ANY ((InitPlan 1).col1)" in plan
