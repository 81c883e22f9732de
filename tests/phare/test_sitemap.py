import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from phare import sitemaps
from press.models import Event, Page, Resource
from tests.factories import (
    ago,
    make_event,
    make_figure,
    make_indicator,
    make_nation,
    make_page,
    make_question,
    make_region,
    make_release,
    make_report,
    make_resource,
    make_survey,
    make_user,
    next_number,
    publish,
)
from tests.sitemap import entries

pytestmark = pytest.mark.django_db

STATIC = [
    "/",
    "/regions/",
    "/indicateurs/",
    "/tableau-de-bord/",
    "/comparer/",
    "/rapports/",
    "/enquetes/",
    "/rectificatifs/",
    "/donnees/",
    "/api/v1/",
    "/communiques/",
    "/contacts-presse/",
    "/agenda/",
    "/tour/",
    "/ressources/",
]


def sitemap(client):
    """Each path with its lastmod, or None."""

    def read(path):
        response = client.get(path)
        assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
        return response.content.decode()

    return entries(read)


def paths(client):
    return sorted(set(sitemap(client)) - set(STATIC))


def announce(**kwargs):
    """An event, a resource and a page of one name; drafts unless `publish_at` is given."""
    region = make_nation()
    return [
        make_event(region=region, **kwargs),
        make_resource(region=region, **kwargs),
        make_page(**kwargs),
    ]


def make_all(name, **kwargs):
    """A figure of an indicator and a survey of its own, in a report of that name."""
    region = make_nation()
    question = make_question(indicator=make_indicator(slug=name), survey=make_survey(slug=name))
    return make_figure(
        region=region, report=make_report(slug=name, region=region, **kwargs), question=question
    )


def test_sitemap_lists_every_public_page(client):
    figure = make_all("chiffres", publish_at=ago(hours=1))
    make_region(name="Bretagne")
    publish(make_release(slug="titre", figures=[figure]))
    announce(slug="annonce", publish_at=ago(hours=1))
    assert sorted(sitemap(client)) == sorted(
        [
            *STATIC,
            "/agenda/annonce/",
            "/annonce/",
            "/ressources/annonce/",
            "/communiques/titre/",
            "/enquetes/chiffres/",
            "/france/",
            "/indicateurs/chiffres/",
            "/rapports/chiffres/",
            "/regions/bretagne/",
        ]
    )


def test_every_address_of_the_sitemap_answers(client, programme):
    found = sitemap(client)
    assert [path for path in found if client.get(path).status_code != 200] == []
    assert len(found) > 40


def test_sitemap_hides_drafts(client):
    make_all("brouillon")
    make_release(slug="brouillon", figures=[], regions=[make_nation()])
    announce(slug="brouillon")
    assert paths(client) == ["/france/"]


def test_sitemap_hides_what_is_under_embargo(client):
    figure = make_all("embargo", publish_at=ago(days=-1))
    publish(make_release(slug="embargo", figures=[figure]))
    announce(slug="embargo", publish_at=ago(days=-1))
    make_resource(slug="avec-son-rapport", report=figure.report, publish_at=ago(hours=1))
    assert paths(client) == ["/france/"]


def test_sitemap_hides_what_was_withdrawn(client):
    figure = make_all("retire", publish_at=ago(hours=1))
    release = make_release(slug="retire", figures=[figure])
    publish(release)
    release.withdraw(by=make_user(), notice="Erreur.")
    figure.report.withdraw(by=make_user(), notice="Erreur.")
    for one in announce(slug="retire", publish_at=ago(hours=1)):
        one.withdraw(by=make_user(), notice="Erreur.")
    make_resource(slug="avec-son-rapport", report=figure.report, publish_at=ago(hours=1))
    assert paths(client) == ["/france/"]


def test_sitemap_dates_a_release_by_its_current_edition_and_nothing_else(client):
    release = make_release(slug="titre", publish_at=ago(days=3), report=None, figures=[])
    edition = publish(release)
    dates = sitemap(client)
    assert dates.pop("/communiques/titre/") == f"{localtime(edition.publish_at):%Y-%m-%d}"
    assert set(dates.values()) == {None}


def test_sitemap_dates_what_is_announced_by_its_last_edit_or_its_coming_out(client):
    edited, ready = ago(days=3), ago(days=2)
    announce(slug="retouche", publish_at=ago(days=9))
    announce(slug="pret-avant", publish_at=ready)
    for model in (Event, Resource, Page):
        model.objects.filter(slug="retouche").update(revised_at=edited)
        model.objects.filter(slug="pret-avant").update(revised_at=edited)
    dates = sitemap(client)
    for path in ("/agenda/", "/ressources/", "/"):
        assert dates[f"{path}retouche/"] == f"{localtime(edited):%Y-%m-%d}"
        assert dates[f"{path}pret-avant/"] == f"{localtime(ready):%Y-%m-%d}"


def test_sitemap_dates_each_release_by_its_own_edition(client):
    days = {f"titre-{number}": ago(days=number) for number in (3, 5, 9)}
    for slug, day in days.items():
        publish(make_release(slug=slug, publish_at=day, report=None, figures=[]))
    dates = sitemap(client)
    assert {slug: dates[f"/communiques/{slug}/"] for slug in days} == {
        slug: f"{localtime(day):%Y-%m-%d}" for slug, day in days.items()
    }


def test_sitemap_does_not_date_a_release_by_an_edition_to_come(client):
    release = make_release(slug="titre", publish_at=ago(days=3), report=None, figures=[])
    edition = publish(release)
    release.note_to_readers = "Une coquille."
    release.save()
    publish(release, ago(days=-1))
    assert sitemap(client)["/communiques/titre/"] == f"{localtime(edition.publish_at):%Y-%m-%d}"


def grow():
    figure = make_all(f"chiffres-{next_number()}", publish_at=ago(hours=1))
    publish(make_release(figures=[figure], regions=[make_region()]))
    announce(slug=f"annonce-{next_number()}", publish_at=ago(hours=1))


PIECES = {
    "/sitemap.xml": 5,
    "/sitemap/rubriques.xml": 1,
    "/sitemap/regions.xml": 2,
    "/sitemap/indicateurs.xml": 2,
    "/sitemap/enquetes.xml": 2,
    "/sitemap/rapports.xml": 3,
    "/sitemap/communiques.xml": 3,
    "/sitemap/agenda.xml": 3,
    "/sitemap/ressources.xml": 3,
    "/sitemap/pages.xml": 2,
}


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_each_piece_asks_the_same_queries_for_1_and_3_of_everything(client):
    grow()
    few = {path: asked(client, path) for path in PIECES}
    grow()
    grow()
    assert {path: asked(client, path) for path in PIECES} == few == PIECES


def test_index_names_each_piece_once(client):
    grow()
    pieces = re.findall(r"<loc>http://testserver(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    assert sorted(pieces) == sorted(set(PIECES) - {"/sitemap.xml"})


def test_what_grows_is_parted_by_its_keys(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "KEYS", 2)
    for number in range(1, 6):
        make_event(pk=number, slug=f"rencontre-{number}", region=make_nation(), publish_at=ago(hours=1))
    Event.objects.filter(pk__in=(2, 3)).update(withdrawn_at=ago(minutes=1), withdrawal_notice="Avis.")
    assert [path for path in sitemap(client) if path.startswith("/agenda/r")] == [
        "/agenda/rencontre-1/",
        "/agenda/rencontre-4/",
        "/agenda/rencontre-5/",
    ]
    assert "rencontre-4" in client.get("/sitemap/agenda.xml?p=3").content.decode()
    assert client.get("/sitemap/agenda.xml?p=2").content.count(b"<url>") == 0


@pytest.mark.parametrize(
    "piece", ["agenda.xml?p=2", "agenda.xml?p=0", "agenda.xml?p=x", "pages.xml?p=2", "rien.xml"]
)
def test_piece_that_is_not_there_is_not_found(client, piece):
    grow()
    assert client.get(f"/sitemap/{piece}").status_code == 404


@pytest.mark.parametrize(
    ("make", "piece"),
    [
        (lambda **when: make_event(region=make_nation(), **when), "agenda"),
        (make_resource, "ressources"),
        (lambda **when: make_report(region=make_nation(), **when), "rapports"),
    ],
)
def test_no_piece_is_there_for_what_is_under_embargo(client, monkeypatch, make, piece):
    monkeypatch.setattr(sitemaps, "KEYS", 2)
    make(pk=1, publish_at=ago(hours=1))
    make(pk=9, publish_at=ago(days=-1))
    assert f"{piece}.xml?p" not in client.get("/sitemap.xml").content.decode()
    assert client.get(f"/sitemap/{piece}.xml?p=5").status_code == 404


def test_robots_may_read_all_but_the_desk_and_early_access(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /acces/\nSitemap: http://testserver/sitemap.xml\n"
    )


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap/agenda.xml", "/robots.txt"])
def test_what_robots_read_is_only_read_and_sets_no_cookie(client, path):
    assert client.post(path).status_code == 405
    response = client.get(path)
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
