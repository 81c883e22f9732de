"""The headers of every answer, as production sends them."""

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from phare.page_cache import PageCache
from tests.factories import ago, make_region, make_report, make_user
from tests.phare.cached_site import Site, lapse
from tests.phare.desk_routes import address, make_things, routes, sign_in
from tests.trust import FULL, observatory, sample, world

pytestmark = pytest.mark.no_cover

# The four policies, each as it is sent; django-csp sends the parts in any order.
PUBLIC = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self'; object-src 'none'; script-src 'self'; style-src 'self'"
)
EDITOR = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self'; object-src 'none'; script-src 'self' 'nonce-…'; "
    "style-src 'self' 'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
)
EMBED = (
    "base-uri 'none'; connect-src 'none'; default-src 'none'; font-src 'self'; form-action 'none'; "
    "frame-ancestors *; img-src 'self'; object-src 'none'; script-src 'self'; style-src 'self'"
)
FILES = "default-src 'none'; sandbox"

FILE_ENDS = (
    "_svg",
    "_png",
    "_card",
    "_pdf",
    "_kit",
    "_factsheet",
    "enclosure",
    "_file",
    "_document",
    "calendar",
    "_archive",
)
STORED = ("regions:report_document", "press:enclosure", "press:resource_file")
FOR_OTHERS = ("_svg", "_png", "_card", "_embed")


def policy(headers):
    """The parts in the order of their names, without the number that is drawn for each answer."""
    parts = sorted(part.strip() for part in headers["content-security-policy"].split(";"))
    words = [["'nonce-…'" if one.startswith("'nonce-") else one for one in part.split()] for part in parts]
    return "; ".join(" ".join(one) for one in words)


@pytest.fixture(autouse=True)
def production(settings, monkeypatch, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world.as_in_production(settings, monkeypatch)


def small(headers):
    return {name.lower(): value for name, value in headers.items()}


# What typst composes takes the longest, and passes by the same few lines.
COMPOSED = ("_png", "_card", "_pdf", "_kit", "_factsheet", "_archive", ".xlsx")


def public_addresses():
    """All, or one of each route, with four of those that take the longest."""
    if FULL:
        return list(world.public_addresses())
    each = world.one_address_of_each()
    slow = [name for name in each if name.endswith(COMPOSED)]
    return [(name, path) for name, path in each.items() if name not in slow[4:]]


def ask(site, path, **headers):
    answer = site.get(path, x_forwarded_proto="https", cookie="__Host-sessionid=x", **headers)
    return answer["status"], small(answer["headers"]), answer["body"]


def expected_policy(name, status):
    """What a route answers under; what is not there is a page of the site, or of the frame that asked it."""
    if name.endswith("_embed") or name == "press:absent_graphic":
        return EMBED
    return FILES if status == 200 and name.endswith(FILE_ENDS) else PUBLIC


def expected_sharing(name, status):
    for_others = name.endswith(FOR_OTHERS) and status == 200 and name != "press:contact_card"
    framed = expected_policy(name, status) == EMBED
    return "cross-origin" if for_others or framed else "same-origin"


def expected_caching(name, status):
    """Cache-Control, Vary, whether there is an ETag."""
    if status == 302:
        return None, None, False
    if name in STORED and status == 200:
        return "no-cache", "Accept-Encoding", False
    return "public, max-age=1", "Accept-Encoding", True


@pytest.mark.django_db(transaction=True)
def test_public_answers_are_as_strict_as_declared_and_know_nobody():
    """Policy, cross-origin use, cookies, caches and the Observatory's score, through the page cache."""
    world.plant()
    site, wrong, pages = Site(), [], 0
    with CaptureQueriesContext(connection) as queries:
        for name, path in public_addresses():
            status, headers, body = ask(site, path)
            found = {
                "policy": policy(headers),
                "shared": headers.get("cross-origin-resource-policy"),
                "sniffed": headers.get("x-content-type-options"),
                "cookie": "set-cookie" in headers,
                "kept": (headers.get("cache-control"), headers.get("vary"), "etag" in headers),
            }
            expected = {
                "policy": expected_policy(name, status),
                "shared": expected_sharing(name, status),
                "sniffed": "nosniff",
                "cookie": False,
                "kept": expected_caching(name, status),
            }
            wrong += [(path, status, key, found[key]) for key in found if found[key] != expected[key]]
            if headers.get("content-type", "").startswith("text/html") and found["policy"] == PUBLIC:
                pages += 1
                points, why = observatory.score(headers, body.decode(), redirected=insecure(site, path))
                if points < 130:
                    wrong.append((path, points, why))
    assert "\n".join(map(str, wrong)) == ""
    assert pages > 30
    assert [query["sql"] for query in queries if "django_session" in query["sql"]] == []


def insecure(site, path):
    """Where the same address leads without HTTPS."""
    answer = site.get(path, x_forwarded_proto="http")
    return small(answer["headers"]).get("location", "")


# What is no page of a visitor's


@pytest.mark.django_db
def test_every_page_of_the_desk_is_kept_by_nobody_and_as_strict():
    numbers, client = make_things(), sign_in("S")
    wrong = []
    for route in sample(sorted(set(routes())), 60):
        answer = client.get(address(route, numbers), secure=True)
        headers = small(answer.headers)
        body = b"" if answer.streaming else answer.content
        if "no-store" not in headers.get("cache-control", ""):
            wrong.append((route, answer.status_code, headers.get("cache-control")))
        expected = EDITOR if b"nonce=" in body else FILES if "attachment" in str(headers) else PUBLIC
        if policy(headers) != expected:
            wrong.append((route, answer.status_code, policy(headers)))
        if headers["cross-origin-resource-policy"] != "same-origin":
            wrong.append((route, "shared"))
        if answer.streaming:
            b"".join(answer.streaming_content)
    assert "\n".join(map(str, wrong)) == ""


@pytest.mark.django_db
def test_cookies_of_the_desk_reach_it_over_https_alone():
    client = Client()
    answer = client.get("/admin/login/", secure=True)
    cookies = [cookie.OutputString() for cookie in answer.cookies.values()]
    points, why = observatory.score(
        small(answer.headers), answer.content.decode(), cookies, "https://testserver/admin/login/"
    )
    assert (points, why["cookies"]) == (135, 5)
    assert [name for name in answer.cookies if not name.startswith("__Host-")] == []


KINDS = {
    "missing": (404, PUBLIC, lambda client: client.get("/jamais/", secure=True)),
    "only read": (405, PUBLIC, lambda client: client.post("/regions/", secure=True)),
    "without HTTPS": (301, PUBLIC, lambda client: client.get("/regions/")),
    "without its slash": (301, PUBLIC, lambda client: client.get("/regions", secure=True)),
    "closed": (302, PUBLIC, lambda client: client.get("/admin/", secure=True)),
    "unreadable": (400, PUBLIC, lambda client: client.get("/", secure=True, headers={"host": "a b"})),
    "without its token": (403, PUBLIC, lambda client: client.post("/admin/login/", secure=True)),
    "static": (200, PUBLIC, lambda client: client.get("/static/phare/base.css", secure=True)),
    "probe": (200, PUBLIC, lambda client: client.get("/sante/vivant")),
    "private": (404, PUBLIC, lambda client: client.get("/acces/faux/", secure=True)),
    "absent frame": (404, EMBED, lambda client: client.get("/integrer/nulle-part/", secure=True)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_policy_is_on_every_kind_of_answer(kind):
    status, expected, ask_for = KINDS[kind]
    answer = ask_for(Client(enforce_csrf_checks=kind == "without its token"))
    b"".join(answer) if answer.streaming else None
    assert (answer.status_code, policy(small(answer.headers))) == (status, expected)
    assert answer["Cross-Origin-Resource-Policy"] == ("cross-origin" if expected == EMBED else "same-origin")


@pytest.mark.django_db(transaction=True)
def test_policy_is_on_what_changed_not_what_failed_and_what_sleeps(monkeypatch):
    make_region(name="Normandie", slug="normandie")
    site = Site()
    _, headers, _ = ask(site, "/regions/")
    status, again, _ = ask(site, "/regions/", if_none_match=headers["etag"])
    assert (status, policy(again)) == (304, PUBLIC)
    monkeypatch.setattr("phare.views.instant", lambda request: 1 / 0)
    status, failed, _ = ask(site, "/")
    assert (status, policy(failed)) == (500, PUBLIC)
    monkeypatch.setattr(PageCache, "_held", lambda cache, key: None)
    monkeypatch.setattr("phare.stamp.read", silent)
    lapse()
    status, asleep, _ = ask(site, "/france/")
    assert (status, policy(asleep), asleep["cross-origin-resource-policy"]) == (503, PUBLIC, "same-origin")


def silent():
    raise OperationalError("silent")


@pytest.mark.django_db
def test_what_was_withdrawn_says_so_under_the_policy(client):
    report = make_report(slug="retire", publish_at=ago(hours=1))
    report.withdraw(by=make_user(), notice="Une erreur.")
    answer = client.get("/rapports/retire/", secure=True)
    assert (answer.status_code, policy(small(answer.headers))) == (410, PUBLIC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/.git/config", "/.env", "/media/", "/static/", "/static/../.env", "/manage.py"]
)
def test_nothing_beside_the_site_is_served(client, path):
    assert client.get(path, secure=True).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND"])
def test_other_methods_echo_nothing(client, method):
    answer = client.generic(method, "/regions/", "secret", secure=True, headers={"x-secret": "secret"})
    assert answer.status_code == 405
    assert "secret" not in f"{answer.headers}{answer.content.decode()}"


@pytest.mark.django_db
def test_forwarded_host_leads_nowhere(client):
    forged = {"x-forwarded-host": "ailleurs.example.org", "forwarded": "host=ailleurs.example.org"}
    for path in ("/", "/robots.txt", "/sitemap.xml", "/regions", "/communiques/flux.xml"):
        answer = client.get(path, secure=True, headers=forged)
        assert "ailleurs" not in f"{answer.headers}{answer.content.decode()}"
