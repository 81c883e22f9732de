"""Promises of the public pages of the press room."""

import pytest
from django.urls import resolve

from press import urls
from press.models import Release
from tests.factories import (
    ago,
    make_answer,
    make_attachment,
    make_boilerplate,
    make_contact,
    make_correction,
    make_figure,
    make_indicator,
    make_organisation,
    make_question,
    make_region,
    make_release,
    make_report,
    publish,
)
from tests.press.editions import amend

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

# Each page with the queries that it asks, whatever it lists.
PAGES = {
    "/communiques/": 8,
    "/communiques/?region=bretagne": 8,
    "/communiques/flux.xml": 3,
    "/communiques/flux/bretagne.xml": 4,
    "/communiques/titre/": 9,
    "/communiques/titre/versions/": 10,
    "/communiques/titre/versions/1/": 11,
    "/contacts-presse/": 4,
}
# Pages of others that show the latest releases.
ELSEWHERE = {"/": 9, "/regions/bretagne/": 8, "/rapports/rapport/": 6}

# Routes with tests of their own: those of files, charts and early access.
OF_FILES = {"enclosure", "release_data", "release_block_data", "release_block_chart", "release_stack_chart"}
OF_FILES |= {"release_pdf", "release_kit", "release_card", "contact_card"}
OF_FILES |= {"release_block_svg", "release_block_png", "release_block_embed", "absent_graphic"}
OF_FILES |= {"nation_factsheet", "region_factsheet"}
# And those of what is announced: test_agenda_pages.py, test_calendars.py, test_resources.py, test_pages.py.
ANNOUNCED = {"events", "event", "event_calendar", "calendar", "region_calendar", "tour"}
ANNOUNCED |= {"resources", "resource", "resource_file", "page"}


def test_every_route_of_the_press_room_is_declared():
    here = {resolve(path.partition("?")[0]).url_name for path in PAGES}
    routes = {route.name for route in urls.urlpatterns}
    assert {name for name in routes - here - OF_FILES - ANNOUNCED if not name.startswith("access")} == set()


@pytest.fixture
def release(db):
    """The release of PAGES, in two editions, with one of everything."""
    region = make_region(name="Bretagne")
    report = make_report(slug="rapport", region=region, publish_at=ago(hours=1))
    figure = make_figure(region=region, report=report)
    release = make_release(
        slug="titre",
        figures=[figure],
        contacts=[make_contact(agency=make_organisation(), deputy=make_contact(), regions=[region])],
        organisations=[make_organisation()],
    )
    make_attachment(release)
    publish(release)
    amend(release)
    make_correction(figure=figure, publish_at=ago())
    return release


def grow(release):
    """One more of everything that a page lists, in this release and beside it."""
    release.refresh_from_db()
    first = release.citations.first().figure
    region, indicator = make_region(), make_indicator()
    figures = [
        make_figure(region=region, question=first.question, answer=first.answer, report=first.report),
        make_figure(
            region=first.region,
            report=first.report,
            question=make_question(indicator=indicator, survey=first.question.survey),
            answer=make_answer(indicator=indicator),
        ),
    ]
    for figure in figures:
        release.citations.create(figure=figure)
        make_correction(figure=figure, publish_at=ago())
    desk = make_contact(agency=make_organisation(), deputy=make_contact(), regions=[region])
    release.contacts.create(contact=desk)
    release.boilerplates.create(boilerplate=make_boilerplate())
    release.regions.add(region)
    release.organisations.add(make_organisation())
    make_attachment(release)
    amend(release)
    publish(
        make_release(
            figures=[make_figure(region=first.region, report=first.report)], regions=[first.region, region]
        )
    )


@pytest.mark.parametrize("page", PAGES | ELSEWHERE)
def test_page_asks_the_same_queries_for_1_and_3_of_all_that_it_lists(
    client, release, page, django_assert_num_queries
):
    expected = (PAGES | ELSEWHERE)[page]
    with django_assert_num_queries(expected):
        assert client.get(page).status_code == 200
    grow(release)
    grow(release)
    with django_assert_num_queries(expected):
        assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_press_page_sets_no_cookie_and_varies_by_none(client, release, page):
    response = client.get(page)
    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("page", PAGES)
def test_press_page_is_only_read(client, release, page):
    assert client.post(page).status_code == 405


@pytest.mark.parametrize("page", PAGES | ELSEWHERE)
def test_words_of_a_draft_are_on_no_page(client, release, page):
    words = {
        "headline": "Brouillon secret",
        "standfirst": "Brouillon secret",
        "recipients": "Brouillon secret",
    }
    Release.objects.filter(pk=release.pk).update(**words, note_to_readers="Brouillon secret")
    assert b"Brouillon secret" not in client.get(page).content


@pytest.mark.parametrize("page", PAGES | ELSEWHERE)
def test_words_of_an_edition_to_come_are_on_no_page(client, release, page):
    release.refresh_from_db()
    release.headline, release.note_to_readers = "Sous embargo", "Sous embargo"
    release.save()
    publish(release, ago(days=-1))
    assert b"Sous embargo" not in client.get(page).content
