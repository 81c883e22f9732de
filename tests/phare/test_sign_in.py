"""The password, and what happens to those who guess it."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import RequestFactory
from django.utils.timezone import now

from phare.desk.lockout import client_address
from tests.phare.desk import PASSWORD, fail, make_editor, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]


def words(response):
    return re.sub(r'value="[^"]*"', "", response.content.decode())


def test_right_password_leads_where_the_person_was_going(client):
    response = sign_in(client, make_editor(), to="/admin/mon-compte/")
    assert (response.status_code, response.url) == (302, "/admin/mon-compte/")


def test_address_of_another_site_is_not_followed(client):
    assert sign_in(client, make_editor(), to="https://example.org/").url == "/admin/"


def test_name_that_nobody_has_is_refused_like_a_wrong_password(client):
    editor = make_editor()
    closed = make_editor(is_active=False)
    outside = make_editor()
    outside.is_staff = False
    outside.save()
    answers = [
        sign_in(client, editor, password="faux"),
        sign_in(client, "personne", password="faux"),
        sign_in(client, closed),
        sign_in(client, outside),
    ]
    assert {(answer.status_code, words(answer)) for answer in answers} == {(200, words(answers[0]))}
    assert "ouvrent pas le bureau" in words(answers[0])


def test_name_that_nobody_has_takes_as_long_as_a_wrong_password(client, monkeypatch):
    """Told by the work that is done, as a clock would be of no use here: a password is hashed once."""
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    editor, closed = make_editor(), make_editor(is_active=False)
    counts = []
    for name in (editor, closed, "personne"):
        before = len(hashed)
        sign_in(client, name, password="faux")
        counts.append(len(hashed) - before)
    assert counts == [counts[0]] * 3
    assert counts[0] > 0


def test_tenth_failure_closes_the_sign_in_and_says_what_to_do(client):
    editor = make_editor()
    assert fail(client, editor, times=9).status_code == 200
    response = fail(client, editor, times=1)
    assert response.status_code == 429
    assert (response["Retry-After"], response["Cache-Control"]) == ("300", "no-store")
    assert "Attendez 5 minutes" in response.content.decode()


def test_locked_name_refuses_the_right_password_from_anywhere(client):
    editor, other = make_editor(), make_editor()
    fail(client, editor, address="192.0.2.1")
    assert sign_in(client, editor, address="192.0.2.2").status_code == 429
    assert sign_in(client, other, address="192.0.2.2").status_code == 302


def test_locked_address_refuses_every_name(client):
    editor = make_editor()
    for number in range(10):
        sign_in(client, f"nom{number}", password="faux", address="192.0.2.1")
    assert sign_in(client, editor, address="192.0.2.1").status_code == 429
    assert sign_in(client, editor, address="192.0.2.2").status_code == 302


def test_locked_page_says_nothing_of_whether_the_account_exists(client):
    known = fail(client, make_editor(), address="192.0.2.1")
    unknown = fail(client, "personne", address="192.0.2.2")
    assert words(known) == words(unknown)


def test_lock_ends_after_five_minutes_even_when_somebody_kept_trying(client):
    editor = make_editor()
    fail(client, editor)
    AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=4, seconds=50))
    assert sign_in(client, editor).status_code == 429
    AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=5, seconds=1))
    assert sign_in(client, editor).status_code == 302


def test_success_forgives_no_failure_of_another_name(client):
    editor, guesser = make_editor(), make_editor()
    fail(client, editor, times=9)
    assert sign_in(client, guesser).status_code == 302
    assert fail(client, editor, times=1).status_code == 429


def test_what_was_typed_is_kept_nowhere(client, caplog):
    editor = make_editor(username="dominique")
    sign_in(client, editor, password="presque le bon")
    sign_in(client, editor)
    attempt = AccessAttempt.objects.get()
    assert "presque" not in attempt.post_data
    assert [AccessLog.objects.count(), AccessFailureLog.objects.count()] == [0, 0]
    assert [word for word in ("dominique", "192.0.2.1", PASSWORD, "presque") if word in caplog.text] == []


def test_failures_are_forgotten_with_the_next_sign_in(client):
    sign_in(client, "personne", password="faux")
    AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=6))
    sign_in(client, make_editor())
    assert AccessAttempt.objects.count() == 0


@pytest.mark.parametrize(
    ("behind", "said", "address"),
    [
        (False, {}, "192.0.2.1"),
        (False, {"HTTP_X_FORWARDED_FOR": "198.51.100.7"}, "192.0.2.1"),
        (True, {"HTTP_X_FORWARDED_FOR": "198.51.100.7"}, "198.51.100.7"),
        (True, {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.7"}, "198.51.100.7"),
        (True, {}, "192.0.2.1"),
        (True, {"HTTP_X_FORWARDED_FOR": "n'importe quoi"}, None),
        (False, {"REMOTE_ADDR": ""}, None),
        (False, {"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::"),
    ],
)
def test_client_address_is_the_one_that_our_own_proxy_wrote(settings, behind, said, address):
    settings.BEHIND_HTTPS_PROXY = behind
    request = RequestFactory().get("/admin/login/", **{"REMOTE_ADDR": "192.0.2.1"} | said)
    assert client_address(request) == address


def test_invented_addresses_do_not_open_a_lock(client):
    editor = make_editor()
    for number in range(10):
        data = {"username": f"nom{number}", "password": "faux"}
        client.post("/admin/login/", data, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    data = {"username": editor.username, "password": PASSWORD}
    assert client.post("/admin/login/", data, HTTP_X_FORWARDED_FOR="198.51.100.99").status_code == 429


def test_attempts_keys_and_codes_have_no_page_at_the_desk():
    labels = {model._meta.app_label for model in admin.site._registry}
    assert labels & {"axes", "otp_static", "otp_totp"} == set()
