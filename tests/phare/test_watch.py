"""The alarm: readers are given what is due, or somebody is told; and nobody learns of what is to come."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import brotli
import pytest
from django.core.management import CommandError, call_command
from django.http import Http404
from django.urls import reverse

from phare import watch
from phare.watch import Answer, Reader, faults
from press.models import Event, Page, Release, Resource
from regions.models import Report
from regions.publication import database_now
from tests.factories import (
    ago,
    make_event,
    make_page,
    make_region,
    make_release,
    make_report,
    make_resource,
    make_user,
    publish,
)
from tests.regions.releases import soon

pytestmark = pytest.mark.django_db
PATHS = ("/rapports/x/", "/communiques/x/", "/agenda/x/", "/ressources/x/", "/x/")
LISTS = {reverse(name) for name in watch.LISTS}


class Site:
    """What readers are answered, but for the paths of which a test sets the status; keeps what was asked."""

    address = "http://testserver"

    def __init__(self, client):
        self.client, self.statuses, self.bodies, self.asked, self.waited = client, {}, {}, [], []

    def ask(self, path):
        self.asked.append(path)
        given = self.client.get(path)
        status = self.statuses.get(path, given.status_code)
        return Answer(status, self.bodies.get(path, given.content.decode()))

    def told(self, wait=None):
        return [str(fault) for fault in faults(self, wait or self.waited.append)]

    @property
    def pages(self):
        """What was asked for beside the lists."""
        return sorted(set(self.asked) - LISTS)


@pytest.fixture
def site(client):
    return Site(client)


def announce(publish_at):
    """One of each kind, of one instant, readied an hour ago."""
    region = make_region()
    release = make_release(slug="x", report=None, figures=[], regions=[region])
    publish(release, publish_at=publish_at)
    make_report(slug="x", publish_at=publish_at)
    make_event(slug="x", region=region, publish_at=publish_at)
    make_resource(slug="x", publish_at=publish_at)
    make_page(slug="x", publish_at=publish_at)
    age()


def age():
    """All was approved and edited an hour ago."""
    release = Release.objects.first()
    if release:
        release.editions.update(approved_at=ago(hours=1))
    Report.objects.update(approved_at=ago(hours=1))
    for model in (Event, Resource, Page):
        model.objects.update(revised_at=ago(hours=1))


def test_all_that_came_out_of_late_is_asked_for_beside_the_lists(site):
    announce(ago(minutes=9))
    assert site.told() == []
    assert (site.pages, LISTS - set(site.asked), site.waited) == (sorted(PATHS), set(), [])


def test_what_has_been_out_for_long_is_not_asked_for(site):
    announce(ago(minutes=11))
    assert (site.told(), site.pages) == ([], [])


def test_what_is_approved_after_its_instant_is_asked_for(site):
    make_report(slug="x", publish_at=ago(hours=2))
    assert (site.told(), site.pages) == ([], ["/rapports/x/"])


@pytest.mark.parametrize("minutes", [0, 60])
def test_nothing_under_embargo_is_asked_for(site, minutes):
    announce(soon())
    if not minutes:
        Event.objects.update(revised_at=database_now())
        Report.objects.update(approved_at=database_now())
    assert (site.told(), site.pages) == ([], [])


@pytest.mark.parametrize(
    "link", ['<a href="/communiques/x/">', '<link href="http://testserver/communiques/x/"/>']
)
def test_list_that_leads_to_what_is_to_come_is_told(site, link):
    announce(soon())
    site.bodies["/"] = link
    assert site.told() == ["/ : mène déjà à /communiques/x/."]
    assert site.pages == []


def test_list_that_leads_to_what_has_just_come_is_right(site):
    announce(soon())
    site.bodies["/"] = '<a href="/rapports/x/">'
    coming = watch._coming()
    Report.objects.update(publish_at=database_now())
    assert watch._check_list("/", coming, site) is None


def test_address_that_ends_alike_is_another(site):
    make_page(slug="x", publish_at=soon())
    site.bodies["/"] = '<a href="/agenda/x/">'
    assert site.told() == []


@pytest.mark.parametrize(
    ("status", "words"), [(404, "réponse 404"), (503, "réponse 503"), (301, "réponse 301")]
)
def test_page_that_is_late_is_told_when_it_still_is_after_ten_seconds(site, status, words):
    announce(ago(seconds=1))
    site.statuses["/rapports/x/"] = status
    assert site.told() == [f"/rapports/x/ : devrait être public, réponse {status}."]
    assert (site.waited, site.asked.count("/rapports/x/")) == ([10.0], 2)


def test_page_that_comes_meanwhile_is_not_late(site):
    announce(ago(seconds=1))
    site.statuses["/rapports/x/"] = 404
    assert site.told(wait=lambda seconds: site.statuses.clear()) == []


def test_site_that_is_silent_is_told_and_asked_for_no_more(site):
    announce(ago(seconds=1))
    site.statuses["/"] = None
    assert (site.told(), site.asked) == (["/ : aucune réponse."], ["/", "/"])


def test_page_that_was_withdrawn_and_is_still_given_is_told(site):
    announce(ago(hours=1))
    Release.objects.get(slug="x").withdraw(by=make_user(), notice="Erreur de saisie")
    assert (site.told(), site.pages) == ([], ["/communiques/x/"])
    site.statuses["/communiques/x/"] = 200
    assert site.told() == ["/communiques/x/ : est retiré, et encore donné."]


def test_resource_that_left_with_its_report_is_told_where_it_is_still_given(site):
    report = make_report(slug="x", publish_at=ago(hours=2))
    make_resource(slug="x", report=report, publish_at=ago(hours=1))
    age()
    report.refresh_from_db()
    report.withdraw(by=make_user(), notice="Erreur de saisie")
    assert (site.told(), site.pages) == ([], ["/rapports/x/", "/ressources/x/"])
    site.statuses["/ressources/x/"] = 200
    assert site.told() == ["/ressources/x/ : est retiré, et encore donné."]


def test_page_that_is_withdrawn_while_it_is_asked_for_is_right(site):
    make_report(slug="x", publish_at=ago(minutes=1))

    def ask(path):
        report = Report.objects.get()
        if path == "/rapports/x/" and report.withdrawn_at is None:
            report.withdraw(by=make_user(), notice="Erreur de saisie")
        return Site.ask(site, path)

    site.ask = ask
    assert site.told() == []


def test_latest_are_asked_for_where_there_are_many(site, monkeypatch):
    monkeypatch.setattr(watch, "MOST", 2)
    for number in range(3):
        make_report(slug=f"x{number}", publish_at=ago(minutes=1))
    for _ in range(3):
        make_report(publish_at=soon())
    Report.objects.filter(publish_at__gt=database_now()).update(approved_at=ago(hours=1))
    assert (site.told(), site.pages) == ([], ["/rapports/x1/", "/rapports/x2/"])


@pytest.mark.parametrize("address", ["", "phare.example.org", "https://", "file:///etc/passwd"])
def test_address_that_is_none_is_refused_with_an_example(address):
    with pytest.raises(CommandError, match=r"n'est pas l'adresse d'un site\. Exemple"):
        call_command("watch", address)


@pytest.mark.django_db(transaction=True)
def test_command_asks_a_real_site_and_fails_where_it_is_wrong(live_server, capsys, monkeypatch):
    make_report(slug="x", publish_at=ago(minutes=1))
    call_command("watch", f"{live_server.url}/")
    assert capsys.readouterr().out == "Les lecteurs reçoivent ce qui leur est dû.\n"

    def lost(at, slug):
        raise Http404

    monkeypatch.setattr("regions.views.pages.public_report", lost)
    monkeypatch.setattr(watch, "LATE", 0)
    with pytest.raises(CommandError, match="ne donne pas aux lecteurs"):
        call_command("watch", live_server.url)
    assert capsys.readouterr().err == "/rapports/x/ : devrait être public, réponse 404.\n"


class Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/packed")
            self.end_headers()
            return
        self.send_response(200)
        if self.path == "/packed":
            self.send_header("Content-Encoding", self.headers["Accept-Encoding"])
        self.end_headers()
        self.wfile.write(brotli.compress("été".encode()) if self.path == "/packed" else b"\xff")

    def log_message(self, *args):
        pass


@pytest.fixture
def reader():
    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Reader(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "answer"), [("/packed", (200, "été")), ("/moved", (302, "")), ("/", (200, "\ufffd"))]
)
def test_reader_takes_what_browsers_take_and_follows_nowhere(reader, path, answer):
    assert reader.ask(path) == answer


def test_reader_of_a_site_that_is_down_has_no_answer():
    assert Reader("http://127.0.0.1:9").ask("/") == (None, "")
