"""What the site writes on stderr, read as production writes it."""

import json
import logging
from io import StringIO

import pytest
from django.db import IntegrityError, transaction

from phare import logs
from tests.factories import make_access, make_contact, make_release, make_user
from tests.phare.desk import PASSWORD, fail, make_editor, sign_in, signed_in

pytestmark = pytest.mark.django_db

PERSONAL = ("Marguerite", "Duras", "duras", "example.org", "06 99 00", "0699", "203.0.113.77", "2001:db8:1:2")


@pytest.fixture
def written():
    """The text that production would have written on stderr: dictConfig would close pytest's own handlers."""
    choices = logs.configuration(production=True)["loggers"]
    levels = {logging.getLogger(name): one.get("level", "NOTSET") for name, one in choices.items()}
    before = {logger: logger.level for logger in levels}
    set_levels(levels)
    handler = logging.StreamHandler(StringIO())
    handler.setFormatter(formatter(production=True))
    logging.getLogger().addHandler(handler)
    yield handler.stream.getvalue
    logging.getLogger().removeHandler(handler)
    set_levels(before)


def set_levels(levels):
    for logger, level in levels.items():
        logger.setLevel(level)


@pytest.fixture
def events(written):
    return lambda: [json.loads(line) for line in written().splitlines()]


def formatter(*, production):
    line = logs.configuration(production=production)["formatters"]["line"]
    return line["()"](line["fmt"])


def test_answer_has_one_line_with_what_it_cost(client, events):
    client.get("/recherche/?q=Bretagne")
    (line,) = events()
    assert line.pop("heure").endswith("+00:00")
    assert line.pop("ms") > 0
    assert line.pop("octets") > 1000
    assert line == {
        "niveau": "INFO",
        "source": "phare.requests",
        "message": "GET /recherche/ 200",
        "methode": "GET",
        "chemin": "/recherche/",
        "statut": 200,
    }


def test_walk_through_the_site_leaves_nothing_personal(client, written, quick_passwords):
    make_contact(name="Marguerite Duras", kind="person", role="Presse", email="m.duras@example.org")
    access = make_access(make_release(), name="Marguerite Duras")
    said = "m.duras@example.org+06 99 00 12 34 Marguerite"
    for path in ("/recherche/", "/contacts-presse/", "/jamais/", f"/acces/{access.token}/"):
        client.get(path, {"q": said})
    for path in (
        "/m.duras@example.org/",
        "/06 99 00 12 34/",
        "/+33 6 99 00 12 34",
        f"/acces/{access.token}x/",
    ):
        client.get(path, headers={"referer": f"/?q={said}", "user-agent": said})
    fail(client, "Marguerite Duras", address="203.0.113.77", times=10)
    sign_in(client, make_editor(username="m.duras"), address="2001:db8:1:2::3")
    client.get("/admin/press/presscontact/", {"q": said})
    text = written()
    assert [one for one in (*PERSONAL, access.token, PASSWORD) if one in text] == []
    assert "203.0.113.0/24" in text
    assert "2001:db8:1::/48" in text


def test_contact_that_is_edited_is_told_by_its_number(client, written, quick_passwords):
    contact = make_contact(name="Bureau", kind="desk")
    signed_in(client, "press.view_presscontact", "press.change_presscontact")
    data = {"name": "Marguerite Duras", "email": "m.duras@example.org", "phone": "06 99 00 12 34"}
    client.post(f"/admin/press/presscontact/{contact.pk}/change/", data)
    text = written()
    assert f"/admin/press/presscontact/{contact.pk}/change/" in text
    assert [one for one in PERSONAL if one in text] == []


def test_error_is_told_with_its_traceback_and_without_values(client, events, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("phare.views.instant", lambda request: int(request.GET["q"]))
    client.get("/", {"q": "Marguerite"})
    error, line = events()
    assert (error["niveau"], error["message"]) == ("ERROR", "Internal Server Error: /")
    assert 'phare/views.py", line' in error["trace"]
    assert error["trace"].endswith("ValueError: invalid literal for int() with base 10: …\n")
    assert line["statut"] == 500
    assert "Marguerite" not in str(error)


def test_row_that_the_database_refuses_is_not_told(events):
    somebody = make_user(username=f"m.{PERSONAL[2]}@example.org")
    try:
        with transaction.atomic():
            make_user(username=somebody.username)
    except IntegrityError:
        logging.getLogger("press").exception("Refused.")
    (line,) = events()
    assert "IntegrityError: " in line["trace"]
    assert [one for one in PERSONAL if one in str(line)] == []


@pytest.mark.parametrize("end", ["\r\n", "\u2028", "\x1b[2J", "\x85"])
@pytest.mark.parametrize("production", [True, False])
def test_visitor_cannot_forge_a_line(production, end):
    record = logging.makeLogRecord({"name": "x", "levelname": "ERROR", "msg": f"/é{end}ERROR faux"})
    line = formatter(production=production).format(record)
    assert len(line.splitlines()) == 1
    assert end not in line


def test_host_that_is_not_ours_is_refused_on_one_line(client, events):
    assert client.get("/", headers={"host": "m.duras@example.org"}).status_code == 400
    assert [line["source"] for line in events()] == ["django.security.DisallowedHost", "phare.requests"]


def test_address_without_end_is_cut(client, events):
    client.get(f"/{'a' * 5000}/")
    assert [len(line["chemin"]) for line in events()] == [logs.LONGEST]


def test_development_reads_as_text():
    record = logging.makeLogRecord({"name": "x", "levelname": "ERROR", "msg": "/acces/secret/é"})
    assert formatter(production=False).format(record) == "ERROR x: /acces/…/é"


def test_client_without_an_address_is_named_by_none():
    assert (logs.client("x", None), logs.client("x", "inconnu")) == ("?", "?")
