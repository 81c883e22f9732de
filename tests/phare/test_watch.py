"""The alarm: readers are given what is due, or somebody is told."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from phare import watch
from phare.watch import faults
from press.models import Release
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


class Site:
    """What readers are answered, but for the paths of which a test sets the answer; keeps what was asked."""

    def __init__(self, client):
        self.client, self.answers, self.asked, self.waited = client, {}, [], []

    def ask(self, path):
        self.asked.append(path)
        return self.answers.get(path, self.client.get(path).status_code)

    def told(self):
        return [str(fault) for fault in faults(self.ask, self.waited.append)]


@pytest.fixture
def site(client):
    return Site(client)


def announce(publish_at):
    """One of each kind, of one instant."""
    region = make_region()
    publish(make_release(slug="x", report=None, figures=[], regions=[region]), publish_at=publish_at)
    make_report(slug="x", publish_at=publish_at)
    make_event(slug="x", region=region, publish_at=publish_at)
    make_resource(slug="x", publish_at=publish_at)
    make_page(slug="x", publish_at=publish_at)


def test_all_that_came_out_of_late_is_asked_for(site):
    announce(ago(minutes=9))
    assert (site.told(), sorted(site.asked), site.waited) == ([], sorted(PATHS), [])


def test_all_that_is_to_come_is_asked_for(site):
    announce(soon())
    assert (site.told(), sorted(site.asked), site.waited) == ([], sorted(PATHS), [])


def test_what_has_been_out_for_long_is_not_asked_for(site):
    announce(ago(minutes=11))
    assert (site.told(), site.asked) == ([], [])


@pytest.mark.parametrize("status", [200, 410, 301, 403])
def test_page_that_is_early_is_told_at_once(site, status):
    announce(soon())
    site.answers["/communiques/x/"] = status
    (told,) = site.told()
    assert told.startswith("/communiques/x/ n'est pas encore public")
    assert told.endswith(f"réponse {status}.")
    assert site.waited == []


@pytest.mark.parametrize("status", [None, 500, 503])
def test_site_that_does_not_answer_is_not_early(site, status):
    announce(soon())
    site.answers = dict.fromkeys(PATHS, status)
    assert site.told() == []


@pytest.mark.parametrize(("status", "words"), [(404, "réponse 404"), (None, "aucune réponse")])
def test_page_that_is_late_is_told_when_it_still_is_after_ten_seconds(site, status, words):
    announce(ago(seconds=1))
    site.answers["/rapports/x/"] = status
    assert site.told() == [f"/rapports/x/ devrait être public : {words}."]
    assert (site.waited, site.asked.count("/rapports/x/")) == ([10.0], 2)


def test_page_that_comes_meanwhile_is_not_late(site):
    announce(ago(seconds=1))
    site.answers["/rapports/x/"] = 404
    assert list(faults(site.ask, lambda seconds: site.answers.clear())) == []


def test_page_that_comes_out_while_it_is_asked_for_is_not_early(site):
    announce(soon())

    def ask(path):
        Release.objects.filter(slug="x").first().editions.update(publish_at=database_now())
        return site.ask(path)

    assert list(faults(ask, site.waited.append)) == []


def test_page_that_was_withdrawn_and_is_still_given_is_told(site):
    announce(ago(hours=1))
    release = Release.objects.get(slug="x")
    release.withdraw(by=make_user(), notice="Erreur de saisie")
    assert (site.told(), site.asked) == ([], ["/communiques/x/"])
    site.answers["/communiques/x/"] = 200
    assert site.told() == ["/communiques/x/ est retiré et devrait le dire (410) : réponse 200."]


def test_most_recent_are_asked_for_where_there_are_many(site, monkeypatch):
    monkeypatch.setattr(watch, "MOST", 2)
    for number in range(3):
        make_report(slug=f"x{number}", publish_at=ago(minutes=number))
        make_report(slug=f"y{number}", publish_at=database_now() + timedelta(days=number + 1))
    assert site.told() == []
    assert sorted(site.asked) == ["/rapports/x0/", "/rapports/x1/", "/rapports/y0/", "/rapports/y1/"]


@pytest.mark.parametrize("address", ["", "phare.example.org", "https://", "file:///etc/passwd"])
def test_address_that_is_none_is_refused_with_an_example(address):
    with pytest.raises(CommandError, match=r"n'est pas l'adresse d'un site\. Exemple"):
        call_command("watch", address)


@pytest.mark.django_db(transaction=True)
def test_command_asks_a_real_site_and_fails_where_it_is_wrong(live_server, capsys, monkeypatch):
    make_report(slug="x", publish_at=ago(minutes=1))
    make_report(slug="y", publish_at=soon())
    connection.commit()
    call_command("watch", f"{live_server.url}/")
    assert capsys.readouterr().out == "Chaque page demandée a donné la réponse due.\n"
    monkeypatch.setattr(watch, "_due", lambda row: {"x": 410, "y": 404}[row.slug])
    monkeypatch.setattr(watch, "LATE", 0)
    with pytest.raises(CommandError, match="Pages sans la réponse due : 1"):
        call_command("watch", live_server.url)
    assert capsys.readouterr().err == "/rapports/x/ est retiré et devrait le dire (410) : réponse 200.\n"


def test_site_that_is_down_gives_no_answer():
    assert watch.from_outside("http://127.0.0.1:9")("/") is None
