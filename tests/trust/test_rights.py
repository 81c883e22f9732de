"""Each public route, and each of early access, by each role and each method, against what is declared here.

Those of the desk: tests/phare/test_roles.py.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from regions.publication import database_now
from tests.factories import ago, make_access, make_release, publish
from tests.phare.desk_routes import ROLES, sign_in
from tests.press import channels
from tests.trust import FULL, sample, world

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

READING, OTHERS = ("GET", "HEAD"), ("POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ANSWERED = {200, 301, 302, 404}  # a chart of which there is nothing is not found
SLOW = ("_png", "_card", "_pdf", "_kit", "_factsheet")
# Class-based views say which methods they know.
SAYS_ITS_METHODS = ("_chart",)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def answer(client, method, path):
    """(status, where to, its bytes); what it writes is undone."""
    with transaction.atomic():
        response = client.generic(method, path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    return response.status_code, response.headers.get("Location", ""), body


def quick_ones():
    """One address of each route, but for the composed documents."""
    return {name: path for name, path in world.one_address_of_each().items() if not name.endswith(SLOW)}


def test_every_public_route_is_declared_for_each_role():
    declared = {name for name in channels.CHANNELS if not name.startswith("press:access")} | set(ACCESS)
    assert declared == set(channels.public_routes())


def test_what_is_public_is_the_same_for_every_role():
    world.plant()
    pages = world.one_address_of_each() if FULL else dict(sample(quick_ones().items(), 12))
    clients = {role: sign_in(role) for role in (ROLES if FULL else "PS-")}
    wrong = []
    for name, path in pages.items():
        asking = "PS-" if name.endswith(SLOW) else clients
        seen = {role: answer(clients[role], "GET", path) for role in asking}
        if name.endswith("_factsheet"):  # which says when it was made
            seen = {role: (status, to, body[:5]) for role, (status, to, body) in seen.items()}
        wrong += [(name, role) for role in asking if seen[role] != seen["-"]]
        assert seen["-"][0] in ANSWERED, (name, seen["-"][0])
    assert wrong == []


@pytest.mark.parametrize("role", ROLES if FULL else "S-")
def test_what_is_public_is_only_read(role):
    world.plant()
    client, wrong = sign_in(role), []
    for name, path in quick_ones().items():
        read = [answer(client, "HEAD", path)[0]] if FULL else []
        others = {method: answer(client, method, path)[0] for method in OTHERS}
        if name.endswith(SAYS_ITS_METHODS) and others.pop("OPTIONS") == 200:
            others["OPTIONS"] = 405
        if set(others.values()) != {405} or not set(read) <= ANSWERED:
            wrong.append((name, read, others))
    assert wrong == []


# Early access

OPEN, TO_TERMS, CLOSED, REFUSED = "open", "to the terms", "404", "405"
OF_TEXT = {"invited": TO_TERMS, "accepted": OPEN, "of another": OPEN}
OF_FILES = {"invited": TO_TERMS, "accepted": OPEN}
# What each person's link opens; to all others it is closed. Who is invited reads the terms on the page.
ACCESS = {
    "press:access": OF_TEXT | {"invited": OPEN},
    "press:access_pdf": OF_TEXT,
    "press:access_kit": OF_TEXT,
    "press:access_report": OF_FILES,
    "press:access_enclosure": OF_FILES,
}
COMPOSED = ("press:access_pdf", "press:access_kit")  # which takes a while


def people():
    """The access of each, by what became of it: to one release, but for one, whose own has no file."""
    release, soon = world.invite().release, database_now() + timedelta(hours=1)
    other = make_release(headline="Un autre", publish_at=soon)
    publish(other)
    accepted = {"accepted_at": ago(hours=1)}
    found = {
        "invited": make_access(release, accepted_at=None),
        "accepted": make_access(release, expires_at=soon, **accepted),
        "revoked": make_access(release, revoked_at=ago(), **accepted),
        "expired": make_access(release, expires_at=ago(), **accepted),
        "of another": make_access(other, **accepted),
        "nobody": make_access(release, **accepted),
    }
    found["nobody"].token = "x" * 43
    return found


def opened(client, method, path, access):
    status, to, _ = answer(client, method, path)
    if status in (404, 405):
        return str(status)
    return TO_TERMS if status == 302 and to == f"/acces/{access.token}/" else OPEN


def declared(name, who, method):
    opens = ACCESS[name].get(who, CLOSED)
    if method in READING:
        return opens
    if name == "press:access" and method == "POST":
        return CLOSED if opens == CLOSED else TO_TERMS
    return REFUSED


@pytest.mark.parametrize("role", ROLES if FULL else "-")
def test_early_access_opens_what_is_declared_and_nothing_to_the_desk(role):
    everyone, client = people(), sign_in(role)
    cells = {
        (name, who, method): opened(client, method, path, access)
        for who, access in everyone.items()
        for name, path in world.access_addresses(access)
        for method in (*READING, *OTHERS)
        if FULL or not (method in READING and name in COMPOSED)
    }
    assert len(cells) == 6 * (5 * 7 if FULL else 5 * 7 - 4)
    assert {cell: found for cell, found in cells.items() if found != declared(*cell)} == {}


def test_access_that_is_revoked_meanwhile_opens_nothing_from_the_next_request_on():
    access, client = world.invite(), Client()
    paths = [path for _, path in world.access_addresses(access)]
    assert {answer(client, "GET", path)[0] for path in paths} == {200}
    access.revoke(database_now())
    assert {answer(client, "GET", path)[0] for path in paths} == {404}
