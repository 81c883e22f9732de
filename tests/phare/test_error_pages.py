"""What a visitor reads when something goes wrong: a page of the site, in French, that tells no detail."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

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
