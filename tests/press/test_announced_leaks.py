"""All of what is announced where it belongs after its instant, and the notice alone of what was withdrawn.

Before it: tests/trust/test_leak_matrix.py.
"""

import re
from datetime import timedelta

import pytest

from press.models import Resource
from regions.models import Report
from regions.publication import database_now
from tests.factories import ago, make_user
from tests.press import announced_leaks as announced
from tests.press import leaks

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover, pytest.mark.either]

PLACES = [
    "/agenda/qeventslugq/",
    "/agenda/qeventslugq.ics",
    "/ressources/qresourceslugq/",
    "/ressources/qresourceslugq/fichiers/qdocumentnameq.pdf",
    "/ressources/qlinkslugq/",
    "/ressources/qheldslugq/",
    "/qpageslugq/",
]
NEVER = "jamais-vue"

MENU = {"menu title", "page slug"}
SHORT = {"event title", "event slug", "kind", "date", "event place"}
CALENDAR = SHORT - {"kind"} | {"address", "subject", "programme", "registration"}
FILE = {"resource title", "resource slug", "summary", "theme", "author", "file name"}
LISTED = FILE | set(announced.LINK) | set(announced.HELD)
FOUND = {"resource title", "resource slug", "summary"}
PAGE = {"page title", "description"}
# What each address tells beside the menu and the report, which tells of itself.
AFTER = {
    "/": SHORT,
    "/recherche/?q=marin": SHORT
    | {"address", "subject", "link title", "link slug"}
    | FOUND
    | set(announced.HELD)
    | PAGE,
    "/recherche/?q=bretagne": SHORT
    | {"address", "subject", "page title", "page body", "link title", "link slug"}
    | FOUND
    | set(announced.HELD),
    "/recherche/?q=annonce": SHORT | {"address", "subject"} | FOUND | set(announced.HELD) | PAGE,
    "/recherche/?q=rencontre+marine": SHORT | {"address", "subject"},
    "/recherche/?q=texte": SHORT
    | {"address", "programme", "link title", "link slug", "page title"}
    | FOUND
    | set(announced.HELD),
    "/recherche/?q=marin&type=agenda": SHORT | {"address", "subject"},
    "/recherche/?q=marin&type=ressources": FOUND | {"link title", "link slug"} | set(announced.HELD),
    "/recherche/?q=marin&type=pages": PAGE,
    "/sitemap/agenda.xml": {"event slug"},
    "/sitemap/ressources.xml": {"resource slug", "link slug", "held slug"},
    "/regions/bretagne/": SHORT,
    "/agenda/": SHORT | {"subject"},
    "/agenda/?region=bretagne": SHORT | {"subject"},
    "/agenda/?periode=a-venir": SHORT | {"subject"},
    "/agenda/?periode=passes": {"date"},
    "/agenda/?mois=2031-08": SHORT - {"kind"},
    "/agenda.ics": CALENDAR,
    "/agenda/flux/bretagne.ics": CALENDAR,
    "/agenda/qeventslugq/": set(announced.EVENT),
    "/agenda/qeventslugq.ics": CALENDAR,
    "/agenda/deja-connue/": {name for name in LISTED if name.endswith(("title", "slug"))},
    "/tour/": SHORT | {"address", "subject"},
    "/ressources/": LISTED,
    "/ressources/?question=methode": FILE,
    "/ressources/?region=bretagne": LISTED,
    "/ressources/?nature=guide": FILE,
    "/ressources/qresourceslugq/": FILE,
    "/ressources/qresourceslugq/fichiers/qdocumentnameq.pdf": {"document", "file name"},
    "/ressources/qlinkslugq/": {"link title", "url"},
    "/ressources/qheldslugq/": {"held title", "held summary"},
    "/ressources/deja-la/": {"event title", "event slug", "date"},
    "/qpageslugq/": PAGE | {"page body"},
}


@pytest.fixture
def planted():
    leaks.plant()
    announced.plant()


def answer(response):
    """All that tells one answer from another."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, dict(response.headers), content


def heard(client):
    return leaks.heard(client, announced.CANARIES)


def test_every_channel_that_should_tells_of_it_after(client, planted):
    announced.lift()
    told = {address: marks - MENU - set(announced.REPORT) for address, marks in heard(client).items()}
    assert {address: marks for address, marks in told.items() if marks} == AFTER


def test_navigation_of_every_page_names_it_after(client, planted):
    announced.lift()
    told = {}
    for address in leaks.addresses():
        if address.startswith("/integrer/"):
            continue  # has no navigation
        response = client.get(address)
        marks = leaks.found(response, announced.PAGE)
        if response.headers.get("Content-Type", "").startswith("text/html") and not response.has_header(
            "Location"
        ):
            told[address] = marks
    assert [address for address, marks in told.items() if not marks >= MENU] == []
    assert len(told) > 40


def test_only_the_notice_is_left_of_what_was_withdrawn(client, planted):
    announced.lift()
    announced.withdraw(make_user())
    assert heard(client) == {}
    for place in PLACES:
        response = client.get(place)
        notice = "Avis du rapport." if "qheldslugq" in place else "Avis de retrait."
        assert (response.status_code, notice in response.content.decode()) == (410, True), place


def test_what_was_withdrawn_with_its_report_before_it_was_out_never_existed(client, planted):
    Resource.objects.filter(slug="qheldslugq").update(publish_at=database_now() + timedelta(days=7))
    Report.objects.filter(slug="qreportslugq").update(publish_at=ago(hours=1))
    Report.objects.get(slug="qreportslugq").withdraw(by=make_user(), notice="Avis du rapport.")
    assert client.get("/ressources/qheldslugq/").status_code == 404


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "options"])
def test_what_is_not_out_answers_like_an_address_never_used(client, planted, method):
    for place in PLACES:
        never = re.sub("q[a-z]+slugq", NEVER, place)
        one, other = (answer(getattr(client, method)(path)) for path in (place, never))
        assert one == other, place
        assert one[0] == (404 if method in ("get", "head") else 405), place


def test_draft_answers_like_an_address_never_used(client, planted):
    announced.draft()
    for place in PLACES:
        never = re.sub("q[a-z]+slugq", NEVER, place)
        assert answer(client.get(place)) == answer(client.get(never)), place


@pytest.mark.parametrize(
    "word",
    ["qeventtitleq", "qprogrammeq", "qlinktitleq", "qheldsummaryq", "qpagebodyq", "qheadlineq", "qreportq"],
)
def test_search_answers_a_hidden_word_like_one_never_written(client, planted, word):
    never = "z" * len(word)
    one, other = (client.get("/recherche/", {"q": asked}).content.decode() for asked in (word, never))
    assert one.replace(word, never) == other
    assert "Aucun résultat" in one
    announced.lift()
    leaks.lift()
    assert "Aucun résultat" not in client.get("/recherche/", {"q": word}).content.decode()
