"""All of an embargoed release where it belongs after its instant, and the notice alone of a withdrawn one.

Before it: tests/trust/test_leak_matrix.py.
"""

import re

import pytest
from django.core import mail
from django.urls import reverse

from press import documents
from press.models import Release
from regions.models import Report
from tests.factories import ago, make_access, make_user
from tests.press import channels, leaks

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover, pytest.mark.either]

TEXT = {
    "headline",
    "standfirst",
    "body",
    "place",
    "recipients",
    "spokesperson",
    "boilerplate",
    "organisation",
    "event",
}

# The ends of the names of those that tell of the value once it is out; a PNG holds no words.
TELLING = ("_data", "block_chart", "comparison_chart", "block_svg", "comparison_svg", "map_svg", "_embed")


def test_every_public_route_has_its_channel():
    assert set(channels.public_routes()) == set(channels.CHANNELS)


def test_only_the_notice_is_left_of_what_was_withdrawn(client):
    release = leaks.plant()
    leaks.lift()
    release.refresh_from_db()
    release.withdraw(by=make_user(), notice="Avis.")
    Report.objects.get(slug="qreportslugq").withdraw(by=make_user(), notice="Avis.")
    leaks.take_event_away()
    leaks.PressContact.objects.filter(name="QCONTACTQ").update(valid_from=None, valid_until="2020-01-01")
    told = leaks.heard(client)
    assert {address: marks for address, marks in told.items() if marks - {"slug"}} == {}
    # The old address leads to the notice.
    assert set(told) == {"/communiques/qpastslugq/"}


def test_every_channel_that_should_tells_of_it_after(client):
    leaks.plant()
    leaks.lift()
    told = leaks.heard(client)
    assert all(marks.isdisjoint(leaks.NEVER) for marks in told.values())
    page = told["/communiques/qslugq/"]
    assert page == set(leaks.CANARIES) - leaks.NEVER - {"document"}
    assert told["/communiques/qslugq.pdf"] >= TEXT | {"value", "report", "source", "contact"}
    assert told["/regions/bretagne/fiche.pdf"] >= {"value", "report", "figure note"}
    assert told["/communiques/qslugq/kit.zip"] >= page - {"report slug"} | {"document"}
    assert told["/communiques/qslugq/fichiers/qfilenameq.pdf"] == {"document", "file name"}
    assert told["/communiques/qpastslugq/"] == {"slug"}
    assert told["/rapports/qreportslugq/document.pdf"] == {"document", "report slug"}
    short = {address for address, marks in told.items() if "headline" in marks}
    assert short >= {
        "/",
        "/regions/bretagne/",
        "/rapports/qreportslugq/",
        "/communiques/",
        "/communiques/deja-publique/",
        "/communiques/flux.xml",
        "/communiques/flux/bretagne.xml",
    }
    assert "slug" in told["/sitemap/communiques.xml"]
    valued = {address for address, marks in told.items() if "value" in marks}
    silent = {
        reverse(name, kwargs=kwargs) + question
        for name, all_kwargs in leaks.CHANNELS.items()
        for kwargs in all_kwargs
        for question in leaks.QUESTIONS.get(name, [""])
        if name.endswith(TELLING) and not re.search("nation|audiences|series", name)
    } - valued
    assert silent == set()


def test_release_leaves_no_trace_where_it_was_cancelled(client):
    release = leaks.plant()
    release.cancel()
    leaks.lift()
    Report.objects.filter(slug="qreportslugq").update(approved_at=None)
    leaks.take_event_away()
    leaks.PressContact.objects.filter(name="QCONTACTQ").update(valid_from=None, valid_until="2020-01-01")
    assert leaks.heard(client) == {}
    assert Release.objects.get(slug="qslugq").editions.get().approved_at is None


def test_page_of_an_error_tells_nothing_of_what_was_being_read(client, monkeypatch):
    def fails(sheet, *args):
        raise ValueError(sheet.headline)

    access = make_access(leaks.plant(), accepted_at=ago(hours=1))
    monkeypatch.setattr(documents, "release_pdf", fails)
    client.raise_request_exception = False
    response = client.get(f"/acces/{access.token}/communique.pdf")
    assert (response.status_code, leaks.found(response), mail.outbox) == (500, set(), [])
