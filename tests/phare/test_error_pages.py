"""What a visitor reads when something goes wrong: a page of the site, in French, that tells no detail."""

from urllib.parse import quote

import pytest
from django.template.loader import render_to_string
from django.test import Client

from phare.desk.site import Desk as Site
from press.models import Release
from tests.phare.desk import make_editor
from tests.regions.html import parse

pytestmark = pytest.mark.django_db


def headings(response, status):
    """The heading of a page of the site that has nothing inline."""
    page = parse(response.content.decode())
    assert response.status_code == status
    assert "style-src 'self'" in response["Content-Security-Policy"]
    assert page.only("html")["lang"] == "fr"
    assert page.only("a", "brand")["href"] == "/"
    assert page.all("style") == []
    return page.only("h1").text


def test_address_of_another_site_is_refused(client, settings):
    settings.ALLOWED_HOSTS = ["phare.example.org"]
    response = client.get("/", headers={"host": "ailleurs.example.org"})
    assert headings(response, 400) == "Cette demande n'est pas lisible"
    assert "ailleurs" not in response.content.decode()


def test_form_without_its_token_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert headings(response, 403) == "Ce formulaire n'a pas été reconnu"
    assert "CSRF" not in response.content.decode()


def test_page_of_the_desk_that_is_closed_to_an_account_leads_back(client):
    client.force_login(make_editor())
    response = client.get("/admin/auth/user/")
    assert headings(response, 403) == "Cette page n'est pas ouverte à votre compte"


@pytest.mark.parametrize("forged", ["9" * 40, "1\0"])
def test_key_that_no_row_has_fails_nothing(client, forged):
    """Stock fields hand it to the database as it came, also to show it again."""
    client.force_login(make_editor(is_superuser=True))
    parts = ("citations", "contacts", "boilerplates", "attachments")
    none = {f"{part}-{count}_FORMS": 0 for part in parts for count in ("TOTAL", "INITIAL")}
    answers = {}
    for field in ("report", "organisations", "regions", "contacts-0-contact"):
        data = none | {"headline": "Un titre", "contacts-TOTAL_FORMS": 1, field: forged}
        answers[field] = client.post("/admin/press/release/add/", data).status_code
    for page in ("press/release/add/?report=", "press/release/?report__id__exact=", "press/release/?q="):
        answers[page] = client.get(f"/admin/{page}{quote(forged)}").status_code
    assert {name: status for name, status in answers.items() if status not in (200, 302, 400)} == {}
    assert Release.objects.count() == 0


def test_failure_of_ours_is_not_told_as_a_request_that_cannot_be_read(client, monkeypatch):
    client.force_login(make_editor(is_superuser=True))
    monkeypatch.setattr(Site, "each_context", lambda desk, request: int("x"))
    with pytest.raises(ValueError, match="invalid literal"):
        client.get("/admin/")


def test_address_that_leads_nowhere_offers_where_to_go(client):
    assert headings(client.get("/jamais/"), 404) == "Cette page n'existe pas"


def test_error_of_ours_says_no_detail(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("phare.views.instant", lambda request: 1 / 0)
    response = client.get("/")
    assert headings(response, 500) == "Une erreur est survenue"
    assert "ZeroDivisionError" not in response.content.decode()


@pytest.mark.parametrize(
    "name", ["400.html", "403.html", "403_csrf.html", "500.html", "503.html", "full.html"]
)
def test_page_of_an_error_asks_the_database_nothing(name, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "site-header" in render_to_string(name)
