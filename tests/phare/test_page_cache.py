"""The page cache around the real application: what it keeps, for how long, in which form."""

import gzip
import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from io import BytesIO
from wsgiref.util import setup_testing_defaults

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, connection

import phare.page_cache
import phare.stamp
from phare.page_cache import KNOWN, PageCache, _known_query
from phare.stamp import REUSED, Stamps, read
from press import forms as press_forms
from press.models import Edition
from regions.forms import choice, compare, dashboard
from regions.models import Region, Report
from regions.publication import database_now
from tests.factories import make_figure, make_region, make_release, make_report, publish

pytestmark = pytest.mark.django_db(transaction=True)


class Site:
    """Asks the application behind the cache, and counts how often the application itself answers."""

    def __init__(self):
        self.made = 0
        handler = WSGIHandler()

        def application(environ, start_response):
            self.made += 1
            return handler(environ, start_response)

        self.cache = PageCache(application)

    def get(self, address, method="GET", **headers):
        path, _, query = address.partition("?")
        environ = {"PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": method}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        environ |= {"HTTP_HOST": "testserver", "wsgi.input": BytesIO()}
        setup_testing_defaults(environ)
        told = {}

        def start(status, headers, exc_info=None):
            told["status"], told["headers"] = int(status[:3]), dict(headers)

        body = self.cache(environ, start)
        told["body"] = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return told


@pytest.fixture
def site(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    return Site()


@pytest.fixture
def region():
    figure = make_figure(region=make_region(name="Normandie", slug="normandie"))
    return figure.region


def lapse():
    time.sleep(REUSED + 0.02)


def test_page_is_made_once_while_nothing_changes(site, region):
    first, second = site.get("/regions/"), site.get("/regions/")
    lapse()
    third = site.get("/regions/")
    assert first["body"] == second["body"] == third["body"]
    assert (first["status"], site.made) == (200, 1)
    assert first["headers"]["Cache-Control"] == "public, max-age=1"


def test_page_follows_a_write(site, region):
    site.get("/regions/normandie/")
    Region.objects.filter(pk=region.pk).update(name="Autre nom")
    lapse()
    assert "Autre nom" in site.get("/regions/normandie/")["body"].decode()


def test_page_follows_an_instant_without_any_write_and_never_before_it(site):
    region = make_region(name="Normandie", slug="normandie")
    figure = make_figure(region=region, report=make_report(region=region, publish_at=database_now()))
    edition = publish(make_release(report=figure.report, figures=[figure], publish_at=None))
    at = database_now() + timedelta(seconds=1)
    Report.objects.filter(pk=figure.report_id).update(publish_at=at)
    Edition.objects.filter(pk=edition.pk).update(publish_at=at)
    address, late = edition.release.get_absolute_url(), None
    while late is None:
        asked = database_now()
        status = site.get(address)["status"]
        if status == 200:
            assert database_now() >= at
            late = asked - at
    assert late < timedelta(seconds=2)


def test_parameter_that_no_page_knows_does_not_reach_it(site, region):
    one = site.get("/regions/")
    assert site.get("/regions/?utm_source=lettre&x=1")["body"] == one["body"]
    assert site.made == 1
    assert "utm" not in site.get("/agenda/?utm_source=lettre")["body"].decode()


@pytest.mark.parametrize(
    ("place", "form"),
    [
        ("", choice.IndicatorForm),
        ("", choice.ComparisonForm),
        ("indicateurs", choice.ComparisonForm),
        ("integrer", choice.ComparisonForm),
        ("graphiques", choice.ComparisonForm),
        ("tableau-de-bord", choice.IndicatorForm),
        ("tableau-de-bord", dashboard.DashboardForm),
        ("integrer", dashboard.DashboardForm),
        ("graphiques", dashboard.DashboardForm),
        ("comparer", compare.CompareForm),
        ("agenda", press_forms.EventFilter),
        ("communiques", press_forms.ReleaseFilter),
        ("ressources", press_forms.ResourceFilter),
    ],
)
def test_parameters_of_a_form_are_known_where_it_is_shown(place, form):
    assert set(form.base_fields) <= set(KNOWN[place])


def test_every_link_with_parameters_leads_to_a_page_that_knows_them(client, demonstration):
    """Over the pages that the sitemap names, and those that they link to with a query."""
    pages = re.findall(r"<loc>[^<]*?//[^/<]+([^<]*)</loc>", client.get("/sitemap.xml").content.decode())
    links = set()
    for page in pages:
        links |= set(
            re.findall(r'(?:href|action|data-chart)="(/[^"?]*\?[^"#]*)', client.get(page).content.decode())
        )
    assert len(links) > 20
    for link in sorted(links):
        path, _, query = unescape(link).partition("?")
        assert _known_query({"PATH_INFO": path, "QUERY_STRING": query}) == query, link


def test_query_reaches_the_page_as_it_was_sent(site, region):
    for query in ("q=énergie".encode().decode("latin-1"), "q=%C3%A9nergie"):
        assert "énergie" in site.get(f"/recherche/?{query}")["body"].decode()


def test_unknown_filter_of_the_interface_is_refused_still(site, region):
    assert site.get("/api/v1/chiffres/?inconnu=1")["status"] == 400


@pytest.mark.parametrize(
    ("accepted", "unpack"), [("br, gzip", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)]
)
def test_each_form_holds_the_same_page(site, region, accepted, unpack):
    plain = site.get("/regions/")["body"]
    packed = site.get("/regions/", accept_encoding=accepted)
    assert unpack(packed["body"]) == plain
    assert packed["headers"]["Vary"] == "Accept-Encoding"
    assert int(packed["headers"]["Content-Length"]) == len(packed["body"])
    assert packed["headers"].get("Content-Encoding", "") == accepted.partition(",")[0]


def test_reader_who_has_the_page_is_told_so(site, region):
    etag = site.get("/regions/")["headers"]["ETag"]
    again = site.get("/regions/", if_none_match=f'"x", {etag}')
    assert (again["status"], again["body"], again["headers"]["ETag"]) == (304, b"", etag)
    assert "Content-Length" not in again["headers"]


def test_head_has_the_headers_and_no_body(site, region):
    page, head = site.get("/regions/"), site.get("/regions/", method="HEAD")
    assert (head["body"], head["headers"]) == (b"", page["headers"])


def test_cookie_of_a_visitor_changes_nothing(site, region):
    page = site.get("/regions/")
    assert site.get("/regions/", cookie="sessionid=abc; x=y") == page
    assert "Set-Cookie" not in page["headers"]


@pytest.mark.parametrize("address", ["/admin/login/", "/acces/abc/"])
def test_what_is_private_is_never_kept(site, address):
    site.get(address)
    site.get(address)
    assert site.made == 2


def test_small_answers_take_room_too(site, region):
    site.cache.room = 20_000
    for number in range(50):
        site.get(f"/recherche/?q={number}")
    assert len(site.cache._pages) < 10


@pytest.mark.parametrize(
    ("accepted", "chosen"), [("gzip, br;q=0", "gzip"), ("br;q=0.5", "br"), ("*", ""), ("brx", "")]
)
def test_form_that_a_reader_refuses_is_not_sent(site, region, accepted, chosen):
    page = site.get("/regions/", accept_encoding=accepted)
    assert page["headers"].get("Content-Encoding", "") == chosen


@pytest.mark.parametrize("strong", [False, True])
def test_tag_is_compared_weakly(site, region, strong):
    etag = site.get("/regions/")["headers"]["ETag"]
    asked = etag.removeprefix("W/") if strong else "*"
    assert site.get("/regions/", if_none_match=asked)["status"] == 304


def test_missing_page_is_packed_and_a_range_is_answered_whole(site, region):
    assert site.get("/jamais/", accept_encoding="br")["headers"]["Content-Encoding"] == "br"
    page = site.get("/regions/")
    assert site.get("/regions/", range="bytes=0-9") == page
    assert site.made == 2


def test_missing_pages_are_not_kept_and_look_alike(site, region):
    one, other = site.get("/regions/aucune/"), site.get("/communiques/jamais/")
    site.get("/regions/aucune/")
    assert (one["status"], site.made) == (404, 3)
    assert one["body"] == other["body"]


def test_each_answer_takes_a_query_at_most_while_it_is_held(site, region, django_assert_num_queries):
    site.get("/regions/")
    lapse()
    with django_assert_num_queries(1):
        site.get("/regions/")
        site.get("/regions/")


def test_pages_leave_when_there_is_no_more_room(site, region):
    site.cache.room = len(site.get("/regions/")["body"]) + 10
    site.get("/indicateurs/")
    site.get("/regions/")
    assert site.made == 3
    assert site.cache._size <= site.cache.room


def silent():
    raise DatabaseError


def test_pages_are_given_for_a_minute_while_the_database_is_silent(site, region, monkeypatch):
    page = site.get("/regions/")
    monkeypatch.setattr(phare.stamp, "read", silent)
    lapse()
    assert site.get("/regions/") == page
    head = site.get("/indicateurs/", method="HEAD")
    assert (head["status"], head["body"]) == (503, b"")
    missed = site.get("/indicateurs/")
    assert (missed["status"], missed["headers"]["Retry-After"]) == (503, "5")
    monkeypatch.setattr(phare.page_cache, "STALE", 0)
    assert site.get("/regions/")["status"] == 503


def test_page_that_is_known_to_be_old_is_not_given_while_the_database_is_silent(site, region, monkeypatch):
    site.get("/regions/")
    Region.objects.filter(pk=region.pk).update(name="Autre nom")
    lapse()
    site.get("/indicateurs/")
    monkeypatch.setattr(phare.stamp, "read", silent)
    lapse()
    assert site.get("/indicateurs/")["status"] == 200
    assert site.get("/regions/")["status"] == 503


def test_silent_database_is_asked_once_for_all_threads(monkeypatch):
    asked = []

    def hangs():
        asked.append(time.monotonic())
        time.sleep(0.3)
        raise DatabaseError

    monkeypatch.setattr(phare.stamp, "read", hangs)
    stamps = Stamps()

    def ask(_):
        with pytest.raises(DatabaseError):
            stamps.current()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(8)))
    assert len(asked) == 2  # on the connection at hand, and on a new one


def test_connection_that_was_lost_is_made_anew(site, region):
    site.get("/regions/")
    connection.ensure_connection()
    connection.connection.close()
    lapse()
    assert site.get("/regions/")["status"] == 200


def test_stamp_is_one_query_and_ends_at_the_next_instant(region, django_assert_num_queries):
    soon = database_now() + timedelta(seconds=30)
    make_report(publish_at=soon)
    with django_assert_num_queries(1):
        stamp, now = read()
    assert abs(database_now() - now) < timedelta(seconds=5)
    assert stamp.until == soon.replace(microsecond=stamp.until.microsecond)
