import re
from datetime import date
from html import unescape

import pytest
from django.urls import resolve

from regions import urls
from tests.factories import (
    ago,
    make_answer,
    make_base,
    make_correction,
    make_figure,
    make_indicator,
    make_pair,
    make_question,
    make_region,
    make_report,
    make_survey,
)
from tests.regions.pages import plain
from tests.trust import MANY

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

PAGES = {
    "home": "/",
    "nation": "/france/",
    "regions": "/regions/",
    "region": "/regions/bretagne/",
    "indicators": "/indicateurs/",
    "indicator": "/indicateurs/pratique/",
    "dashboard": "/tableau-de-bord/",
    "compare": "/comparer/",
    "reports": "/rapports/",
    "report": "/rapports/phare-bretagne/",
    "surveys": "/enquetes/",
    "survey": "/enquetes/phare/",
    "number": "/chiffres/bretagne/pratique/phare/oui/base/",
    "corrections": "/rectificatifs/",
    "dataset": "/donnees/",
    "api": "/api/v1/",
    "feed": "/rectificatifs/flux.xml",
}


def test_every_public_route_is_declared():
    """Here, or among the files, charts and pictures, or with tests of its own."""
    here = {resolve(path).url_name for path in PAGES.values()}
    routes = {route.name for route in urls.urlpatterns}
    kinds = ("_data", "_chart", "_svg", "_png", "_embed", "_card")
    elsewhere = {name for name in routes if name.endswith(kinds)}
    assert routes - here - elsewhere == {
        "report_document",
        "number_of_main_base",
        "dataset_archive",
        "api_collection",
        "api_description",
    }


@pytest.fixture
def figure(db):
    """The number of PAGES, with all that these pages need."""
    question = make_question(
        indicator=make_indicator(slug="pratique", featured=True), survey=make_survey(slug="phare")
    )
    region = make_region(name="Bretagne", code="53")
    figure = make_pair(
        43,
        37,
        question=question,
        answer=make_answer(
            indicator=question.indicator, slug="oui", headline=True, predicate="ont des partenariats"
        ),
        base=make_base(slug="base"),
        region=region,
        report=make_report(slug="phare-bretagne", region=region, publish_at=ago(hours=1)),
    )
    make_correction(figure=figure, publish_at=ago())
    return figure


def grow(figure):
    """One more of everything that a page lists."""
    indicator, survey, region = figure.question.indicator, figure.question.survey, figure.region
    other = make_question(indicator=make_indicator(featured=True), survey=survey)
    make_pair(region=region, report=figure.report, question=other, base=make_base(parent=figure.base))
    answer = make_answer(indicator=indicator)
    make_pair(region=region, report=figure.report, question=figure.question, answer=answer, base=figure.base)
    make_figure(question=figure.question, answer=figure.answer, base=figure.base)
    old = make_survey(audience="mayors", released_on=date(2011, 1, 1))
    wave = make_question(indicator=indicator, survey=old)
    make_figure(question=wave, answer=figure.answer, region=region, report=figure.report)
    make_correction(figure=figure, publish_at=ago())
    make_correction(
        figure=make_figure(region=region, question=other, answer=make_answer(indicator=other.indicator)),
        publish_at=ago(),
    )


@pytest.mark.parametrize("page", PAGES)
def test_page_asks_the_same_few_queries_for_1_and_many_of_all_that_it_lists(
    client, figure, page, django_assert_max_num_queries
):
    grow(figure)
    # The home page's are the most: eight of its own, one for the latest releases, one for the menus.
    with django_assert_max_num_queries(11) as one:
        assert client.get(PAGES[page]).status_code == 200
    for _ in range(MANY - 1):
        grow(figure)
    with django_assert_max_num_queries(11) as many:
        assert client.get(PAGES[page]).status_code == 200
    assert len(many) == len(one)


@pytest.mark.parametrize("page", PAGES)
def test_public_page_sets_no_cookie_and_varies_by_none(client, figure, page):
    response = client.get(PAGES[page])
    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("page", [page for page in PAGES if page != "feed"])
def test_public_page_is_only_read(client, figure, page):
    assert client.post(PAGES[page]).status_code == 405
    assert client.head(PAGES[page]).status_code == 200


def test_feed_is_only_read(client):
    assert client.post(PAGES["feed"]).status_code == 405


def test_number_page_is_titled_by_the_sentence_that_it_offers_to_copy(client, figure):
    page = unescape(client.get(figure.get_absolute_url()).content.decode())
    (copied,) = re.findall(r'data-copy="([^"]*)"', page)
    (title,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    (quoted,) = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.DOTALL)
    assert copied == quoted
    assert plain(copied).startswith(f"{plain(title)} Base : {figure.base}.")
