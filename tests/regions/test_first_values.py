"""A value that was asked and not published, until a correction brings it."""

from datetime import timedelta

import pytest

from regions.models import Figure
from regions.publication import database_now
from tests.factories import make_correction, make_figure, make_indicator, make_nation, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure():
    """Of a region, beside a value of the nation."""
    question = make_question(indicator=make_indicator(slug="liens"))
    nation = make_figure(question=question, region=make_nation())
    return make_figure(question=question, answer=nation.answer, base=nation.base, value=None)


def test_figure_is_valued_from_the_instant_of_its_first_correction_on(figure):
    at = database_now()
    make_correction(figure=figure, value=44, publish_at=at)
    figures = Figure.objects.filter(pk=figure.pk)
    assert not figures.valued(at - timedelta(milliseconds=1)).exists()
    assert figures.valued(at).exists()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/regions/",
        "/regions/{region}/",
        "/indicateurs/",
        "/indicateurs/liens/",
        "/indicateurs/liens.csv",
        "/graphiques/indicateurs/liens/regions.json",
        "/tableau-de-bord/?indicateur=liens",
        "/comparer/?regions={region}",
        "/rapports/{report}/",
        "/donnees/",
        "/api/v1/chiffres/",
    ],
)
def test_page_says_a_first_value_from_its_instant_on_and_nothing_before(client, figure, path):
    address = path.format(region=figure.region.slug, report=figure.report.slug)
    before = client.get(address)
    make_correction(figure=figure, value=44, publish_at=database_now() + timedelta(hours=1))
    assert before.status_code == 200
    assert client.get(address).content == before.content
    make_correction(figure=figure, value=45, publish_at=database_now())
    assert client.get(address).content != before.content
