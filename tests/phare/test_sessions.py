"""How long a session lasts, where it is looked at, and what ends it."""

import pytest
from django.conf import settings as project
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_otp.plugins.otp_totp.models import TOTPDevice

from phare.desk import second_factor
from tests.phare.desk import PASSWORD, make_editor, sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]

MINUTE = 60
HOUR = 3600
PUBLIC = ("/", "/regions/", "/agenda/", "/recherche/?q=x", "/sitemap.xml", "/jamais/")


def age(client, **seconds):
    """Make the session older than it is."""
    session = client.session
    for name, by in seconds.items():
        session[name] -= by
    session.save()


def test_thirty_minutes_without_activity_end_a_session(client):
    sign_in(client, make_editor())
    age(client, seen=29 * MINUTE)
    assert client.get("/admin/").status_code == 200
    age(client, seen=30 * MINUTE + 1)
    response = client.get("/admin/mon-compte/?a=1", follow=True)
    assert response.redirect_chain == [
        ("/admin/login/?fin=inactivite&next=%2Fadmin%2Fmon-compte%2F%3Fa%3D1", 302)
    ]
    assert "30 minutes sans activité" in response.content.decode()
    assert 'value="/admin/mon-compte/?a=1"' in response.content.decode()
    assert client.get("/admin/").status_code == 302


def test_activity_keeps_a_session_for_twelve_hours_and_no_longer(client):
    sign_in(client, make_editor())
    age(client, begun=12 * HOUR - MINUTE)
    assert client.get("/admin/").status_code == 200
    age(client, begun=MINUTE + 1)
    response = client.get("/admin/", follow=True)
    assert "12 heures au plus" in response.content.decode()


def test_activity_is_noted_once_a_minute(client):
    sign_in(client, make_editor())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get("/admin/mon-compte/")
    assert [query["sql"] for query in queries if query["sql"].startswith(("UPDATE", "INSERT"))] == []
    age(client, seen=2 * MINUTE)
    before = client.session["seen"]
    client.get("/admin/mon-compte/")
    assert client.session["seen"] >= before + 2 * MINUTE


def test_session_without_its_instants_is_over(client):
    sign_in(client, make_editor())
    session = client.session
    del session["begun"], session["seen"]
    session.save()
    assert client.get("/admin/").status_code == 302


def test_form_sent_to_a_session_that_is_over_changes_nothing_and_leads_back(client):
    editor = make_editor()
    sign_in(client, editor)
    age(client, seen=HOUR)
    response = client.post("/admin/password_change/", {"old_password": PASSWORD})
    assert response.url == "/admin/login/?fin=inactivite&next=%2Fadmin%2Fpassword_change%2F&perdu=1"


def test_signing_out_of_a_session_that_is_over_does_not_lead_to_signing_out_again(client):
    sign_in(client, make_editor())
    age(client, seen=HOUR)
    assert client.post("/admin/logout/").url == "/admin/login/?fin=inactivite"


def test_signing_out_closes_the_session(client):
    sign_in(client, make_editor())
    assert "Vous êtes déconnecté" in client.post("/admin/logout/").content.decode()
    assert Session.objects.count() == 0
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"


def test_reason_that_nobody_wrote_is_not_said(client):
    page = client.get("/admin/login/?fin=Appelez+ce+numéro").content.decode()
    assert "Appelez" not in page.replace("fin=Appelez", "")


def test_cookie_ends_with_the_browser(client):
    response = sign_in(client, make_editor())
    cookie = response.cookies[project.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("", True, "Lax")


@pytest.mark.parametrize("cookie", ["live", "over", "junk"])
@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_neither_read_nor_set_a_cookie(client, programme, path, cookie):
    sign_in(client, make_editor())
    if cookie == "over":
        age(client, seen=HOUR)
    if cookie == "junk":
        client.cookies[project.SESSION_COOKIE_NAME] = "x"
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert [query["sql"] for query in queries if "django_session" in query["sql"]] == []
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


# A change of the account acts on the next request.


def test_closed_account_is_out_with_the_next_request(client):
    editor = signed_in(client)
    editor.is_active = False
    editor.save()
    assert client.get("/admin/").url == "/admin/login/?fin=fermee&next=%2Fadmin%2F"


def test_account_that_lost_the_desk_is_out_with_the_next_request(client):
    editor = signed_in(client)
    editor.is_staff = False
    editor.save()
    response = client.get("/admin/", follow=True)
    assert "ouvre plus le bureau" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_group_taken_away_acts_with_the_next_request(client):
    editor = signed_in(client)
    group = Group.objects.create(name="Chiffres")
    group.permissions.add(Permission.objects.get(codename="view_figure"))
    editor.groups.add(group)
    assert client.get("/admin/regions/figure/").status_code == 200
    editor.groups.clear()
    assert client.get("/admin/regions/figure/").status_code == 403


def test_right_taken_away_acts_with_the_next_request(client):
    editor = signed_in(client, "view_figure")
    assert client.get("/admin/regions/figure/").status_code == 200
    editor.user_permissions.clear()
    assert client.get("/admin/regions/figure/").status_code == 403


def test_changed_password_closes_other_sessions_with_the_next_request(client):
    editor = signed_in(client)
    editor.set_password("une autre phrase assez longue")
    editor.save()
    assert client.get("/admin/").url == "/admin/login/?fin=fermee&next=%2Fadmin%2F"


def test_own_change_of_password_keeps_the_session(client):
    signed_in(client)
    new = "une autre phrase assez longue"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    client.post("/admin/password_change/", data)
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("required_here", [True, False])
def test_removed_device_closes_the_session_with_the_next_request(client, settings, required_here):
    settings.SECOND_FACTOR_REQUIRED = required_here
    editor = signed_in(client)
    second_factor.remove(editor)
    response = client.get("/admin/", follow=True)
    assert "double authentification a changé" in response.content.decode()
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"


def test_device_that_is_no_longer_confirmed_opens_nothing(client):
    signed_in(client)
    TOTPDevice.objects.update(confirmed=False)
    assert "fin=appareil" in client.get("/admin/").url


def test_script_that_keeps_a_session_is_answered_with_a_token(client):
    sign_in(client, make_editor())
    answer = client.get("/admin/session/")
    assert list(answer.json()) == ["token"]
    age(client, seen=HOUR)
    assert client.get("/admin/session/").status_code == 302
