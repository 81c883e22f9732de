"""The page cache around the real application: what it keeps, for how long, in which form."""

import gzip
import re
from datetime import timedelta
from html import unescape

import brotli
import pytest

from phare.page_cache import KNOWN, _known, _place
from phare.stamp import read
from press import forms as press_forms
from press.models import Edition
from regions.forms import choice, compare, dashboard
from regions.models import Region, Report
from regions.publication import INSTANT, database_now
from tests.factories import make_attachment, make_figure, make_region, make_release, make_report, publish
from tests.phare.cached_site import lapse
from tests.sitemap import entries

pytestmark = pytest.mark.django_db(transaction=True)


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
    links = set()
    for page in entries(lambda path: client.get(path).content.decode()):
        links |= set(
            re.findall(r'(?:href|action|data-chart)="(/[^"?]*\?[^"#]*)', client.get(page).content.decode())
        )
    assert len(links) > 20
    for link in sorted(links):
        path, _, query = unescape(link).partition("?")
        assert _known(query, _place(path)) == query, link


def test_query_reaches_the_page_as_it_was_sent(site, region):
    for query in ("q=énergie".encode().decode("latin-1"), "q=%C3%A9nergie"):
        assert "énergie" in site.get(f"/recherche/?{query}")["body"].decode()


@pytest.mark.parametrize("charset", ["utf-16", "latin-1"])
def test_encoding_that_a_visitor_claims_changes_nothing(site, region, charset):
    site.get("/recherche/?q=%C3%A9nergie", content_type=f"text/plain; charset={charset}")
    assert 'value="énergie"' in site.get("/recherche/?q=%C3%A9nergie")["body"].decode()


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


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_file_passes_untouched_and_is_not_kept(site, region, method, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    release = make_release(figures=[], report=None, publish_at=database_now())
    attachment = make_attachment(release, name="étude.pdf", data=b"%PDF-1.7 " + b"x" * 1000)
    publish(release)
    address = f"{release.get_absolute_url()}fichiers/{attachment.name}"
    one, other = site.get(address, method=method), site.get(address, method=method, accept_encoding="br")
    assert one == other
    assert (one["status"], len(one["body"]), site.made) == (200, 1009 if method == "GET" else 0, 2)
    assert one["headers"]["Cache-Control"] == "no-cache"
    assert not {"ETag", "Content-Encoding"} & {*one["headers"]}
    assert "sandbox" in one["headers"]["Content-Security-Policy"]


def test_header_of_a_reader_does_not_reach_the_page(site, region):
    sent = {}

    def application(environ, start_response):
        sent.update(environ)
        start_response("404 Not Found", [])
        return []

    site.cache.application = application
    site.get("/", cookie="a=b", user_agent="x", authorization="y", x_forwarded_proto="https, http")
    assert {name for name in sent if name.startswith("HTTP_")} == {"HTTP_HOST", "HTTP_X_FORWARDED_PROTO"}
    assert sent["HTTP_X_FORWARDED_PROTO"] == "https"


def test_small_answers_take_room_too(site, region):
    site.cache.others.room = 50_000
    for number in range(50):
        site.get(f"/recherche/?q={number}")
    assert len(site.cache.others) < 10


def test_addresses_that_a_visitor_makes_up_drive_no_page_away(site, region):
    site.cache.others.room = 20_000
    site.get("/regions/")
    for number in range(5):
        site.get(f"/recherche/?q={number}")
        site.get(f"/jamais-{number}/")
        site.get(f"/regions/jamais-{number}")
        site.get("/regions/", host=f"testserver:{number}")
    made = site.made
    site.get("/regions/", host="TESTSERVER")
    assert (site.made, len(site.cache.pages)) == (made, 1)
    assert site.cache.others.size <= site.cache.others.room


def test_page_that_comes_out_takes_the_place_of_the_missing_one(site):
    assert site.get("/regions/normandie/")["status"] == 404
    figure = make_figure(region=make_region(name="Normandie", slug="normandie"))
    lapse()
    assert figure.region.name in site.get("/regions/normandie/")["body"].decode()
    assert (len(site.cache.pages), len(site.cache.others)) == (1, 0)


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


def test_missing_pages_look_alike(site, region):
    report = make_report(publish_at=database_now() + timedelta(hours=1))
    one, other = site.get("/regions/aucune/"), site.get("/communiques/jamais/?x=1")
    embargoed = site.get(report.get_absolute_url())
    assert one["status"] == 404
    assert one == other == embargoed == site.get(report.get_absolute_url())
    assert site.made == 3


def test_each_answer_takes_a_query_at_most_while_it_is_held(site, region, django_assert_num_queries):
    site.get("/regions/")
    lapse()
    with django_assert_num_queries(1):
        site.get("/regions/")
        site.get("/regions/")


def test_page_is_as_of_the_clock_of_its_stamp_and_asks_no_other(site, region, monkeypatch):
    told, application, began = [], site.cache.application, database_now()
    site.cache.application = lambda environ, start: (
        told.append(environ[INSTANT]) or application(environ, start)
    )
    monkeypatch.setattr("regions.publication.database_now", lambda: pytest.fail("asked again"))
    assert site.get("/regions/")["status"] == 200
    assert began <= told[0] < site.cache.stamps.last.until


def test_pages_leave_when_there_is_no_more_room(site, region):
    site.get("/regions/")
    site.cache.pages.room = site.cache.pages.size + 10
    site.get("/indicateurs/")
    site.get("/regions/")
    assert site.made == 3
    assert site.cache.pages.size <= site.cache.pages.room


def test_stamp_is_one_query_and_ends_at_the_next_instant(region, django_assert_num_queries):
    soon = database_now() + timedelta(seconds=30)
    make_report(publish_at=soon)
    with django_assert_num_queries(1):
        stamp, now = read()
    assert abs(database_now() - now) < timedelta(seconds=5)
    assert stamp.until == soon.replace(microsecond=stamp.until.microsecond)
