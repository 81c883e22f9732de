"""What changes the site: never a GET, and never a form of another site."""

import pytest
from django.apps import apps
from django.test import Client

from phare.copies.tables import summed
from tests.phare.desk_routes import address, make_things, routes, sign_in
from tests.trust import FULL, sample, world

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def tables():
    """The rows of every table, but for the sessions, which say when somebody was here."""
    models = apps.get_models(include_auto_created=True)
    kept = [one for one in models if one._meta.managed and one._meta.label != "sessions.Session"]
    return {model._meta.label: summed(model, "default") for model in kept}


def read(client, method, path):
    response = client.generic(method, path)
    if response.streaming:
        b"".join(response.streaming_content)
    assert response.status_code < 500, path


def test_no_table_changes_by_what_is_only_looked_at():
    world.plant()  # first: it is of a site without contacts
    numbers = make_things()
    desk = [address(route, numbers) for route in sample(sorted(set(routes())), 50)]
    public = world.one_address_of_each().values() if FULL else []
    client = sign_in("S")
    before = tables()
    for path in [*desk, *public]:
        for method in ("GET", "HEAD") if FULL else ("GET",):
            read(client, method, path)
    assert {name: now for name, now in tables().items() if now != before[name]} == {}


def test_only_an_opening_is_noted_of_who_reads_under_embargo():
    access, client = world.invite(), Client()
    before = tables()
    for _, path in world.access_addresses(access):
        read(client, "GET", path)
    changed = {name for name, now in tables().items() if now != before[name]}
    assert changed - {"phare.ContentRevision"} == {"press.AccessOpening"}


def every_path():
    world.plant()  # first: it is of a site without contacts
    numbers = make_things()
    paths = [address(route, numbers) for route in sorted(set(routes()))]
    paths += [path for _, path in world.public_addresses()]
    return [*paths, *(path for _, path in world.access_addresses(world.invite()))]


FOREIGN = "https://ailleurs.example.org"
# What is sent: whether the right token, and the headers.
FORGED = {
    "no token": (None, {}),
    "wrong token": ("x" * 64, {"origin": "https://testserver"}),
    "of another site": ("right", {"origin": FOREIGN}),
    "of nowhere": ("right", {"origin": "null"}),
    "of another page": ("right", {"referer": f"{FOREIGN}/"}),
    "of no page": ("right", {}),
}


def test_form_of_another_site_is_refused_everywhere():
    paths, client, wrong = every_path(), sign_in("S"), {}
    client.handler.enforce_csrf_checks = True
    right = client.get("/admin/session/", secure=True).json()["token"]
    before = tables()
    for kind, (token, headers) in FORGED.items():
        sent = {"csrfmiddlewaretoken": right if token == "right" else token} if token else {}
        for path in sample(paths, 60):
            status = client.post(path, sent, secure=True, headers=headers).status_code
            if status != (405 if reads_no_session(path) else 403):
                wrong[kind, path] = status
    assert wrong == {}
    assert tables() == before


def reads_no_session(path):
    """The interface: it takes no form from anybody."""
    return path.startswith("/api/v1/") and path != "/api/v1/"


def test_own_form_is_taken():
    """Without which the test above would pass whatever it sends."""
    client = sign_in("S")
    client.handler.enforce_csrf_checks = True
    token = client.get("/admin/session/", secure=True).json()["token"]
    sent = {"csrfmiddlewaretoken": token}
    answer = client.post("/admin/logout/", sent, secure=True, headers={"origin": "https://testserver"})
    assert answer.status_code == 200
