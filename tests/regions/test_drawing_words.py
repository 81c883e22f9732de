"""Words that stand in drawings: values in bars, the nation's beside its line."""

import re
from decimal import Decimal

import pytest

from regions.drawing import Mark
from regions.models import Audience, Figure
from tests.factories import make_answer, make_figure, make_pair, make_question, make_region
from tests.regions.pages import plain
from tests.regions.test_drawing import stacked

pytestmark = pytest.mark.django_db


def test_value_is_written_in_the_middle_of_a_segment_that_is_wide_enough():
    (stack,) = stacked("62.5", "14", "13.5", "10")
    assert [(one.middle, one.is_wide) for one in stack.segments] == [
        ("31.25%", True),
        ("69.5%", True),
        ("83.25%", False),
        ("95%", False),
    ]


@pytest.mark.parametrize(
    ("x", "side"), [("0%", "start"), ("34.9%", "start"), ("50%", "middle"), ("65.1%", "end"), ("100%", "end")]
)
def test_words_at_a_mark_stay_within_its_axis(x, side):
    assert Mark(x, "nation", Audience.COMPANIES, Decimal(1)).side == side


def indicator_page(client, **national):
    question = make_question()
    answer = make_answer(indicator=question.indicator, headline=True)
    own = make_pair(43, 37, question=question, answer=answer)
    Figure.objects.filter(region__level="nation").update(**national)
    make_figure(question=question, answer=answer, region=make_region(), base=own.base, value=30)
    return client.get(question.indicator.get_absolute_url()).content.decode()


def test_line_of_the_nation_bears_her_value_and_goes_through_every_region(client):
    html = indicator_page(client, note="")
    assert "France 37 %" in plain(html)
    assert re.findall(r'class="reference" x1="([\d.]+%)"', html) == ["37%"] * 3
    assert re.findall(r'class="national (\w+)" x="([\d.]+%)"', html) == [("middle", "37%")]


def test_uncertain_nation_has_no_line(client):
    html = indicator_page(client, certainty="uncertain")
    assert re.findall('class="(?:reference|national)', html) == []
