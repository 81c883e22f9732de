"""The code after the password."""

import re
import runpy
import time
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from phare.desk.second_factor import offered_key
from tests.phare import desk
from tests.phare.desk import code_for, code_of, give_code, make_editor, sign_in, wrong_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]

SETTINGS = Path(__file__).parent.parent.parent / "phare" / "settings.py"


class Browser:
    """What `offered_key` needs of a request: the session of a client."""

    def __init__(self, client):
        self.session = client.session


def enrol(client, **data):
    page = client.get("/admin/appareil/")
    key = bytes.fromhex(offered_key(Browser(client)))
    return page, client.post("/admin/appareil/", {"code": code_for(key), "next": "/admin/"} | data)


def shown_codes(response):
    return re.findall(r"<li><code>(\d{5}-\d{5})</code></li>", response.content.decode())


@pytest.mark.parametrize(("name", "required"), [("production", True), ("development", False)])
def test_second_factor_is_required_in_production_alone(monkeypatch, name, required):
    for variable, value in {
        "PHARE_ENV": name,
        "SECRET_KEY": "abcdefghij" * 5,
        "ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": "sqlite:///:memory:",
    }.items():
        monkeypatch.setenv(variable, value)
    assert runpy.run_path(str(SETTINGS))["SECOND_FACTOR_REQUIRED"] is required


def test_password_alone_opens_the_desk_where_nothing_more_is_asked(client):
    sign_in(client, make_editor())
    assert client.get("/admin/").status_code == 200


def test_first_sign_in_leads_to_a_new_device_and_from_there_on(client, required):
    sign_in(client, make_editor(), to="/admin/mon-compte/")
    response = client.get("/admin/mon-compte/", follow=True)
    assert response.redirect_chain == [
        ("/admin/code/?next=%2Fadmin%2Fmon-compte%2F", 302),
        ("/admin/appareil/?next=%2Fadmin%2Fmon-compte%2F", 302),
    ]
    page, answer = enrol(client, next="/admin/mon-compte/")
    assert "<svg" in page.content.decode()
    assert len(set(shown_codes(answer))) == 10
    assert 'href="/admin/mon-compte/"' in answer.content.decode()
    assert client.get("/admin/mon-compte/").status_code == 200


def test_key_is_written_for_who_types_it(client, required):
    sign_in(client, make_editor())
    page = client.get("/admin/appareil/").content.decode()
    assert re.search(r'<code class="key">([A-Z2-7]{4} ){7}[A-Z2-7]{4}</code>', page)


def test_wrong_code_takes_up_no_device(client, required):
    editor = make_editor()
    sign_in(client, editor)
    _, answer = enrol(client, code="123")
    assert "Écrivez les 6 chiffres" in answer.content.decode()
    right = code_for(bytes.fromhex(client.session["second_factor_key"]))
    enrol(client, code="000000" if right != "000000" else "111111")
    assert TOTPDevice.objects.count() == 0
    assert client.get("/admin/").status_code == 302


def test_code_is_asked_from_who_has_a_device_even_where_it_is_not_required(client):
    editor = make_editor(device=True)
    assert sign_in(client, editor).status_code == 302
    assert client.get("/admin/").url == "/admin/code/?next=%2Fadmin%2F"
    assert give_code(client, code_of(editor)).url == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("path", ["", "mon-compte/", "regions/figure/", "session/", "jamais/"])
def test_password_alone_opens_no_page(client, path):
    editor = make_editor(device=True, is_superuser=True)
    sign_in(client, editor)
    answers = [client.get(f"/admin/{path}"), client.post(f"/admin/{path}")]
    assert [answer.url.split("?")[0] for answer in answers] == ["/admin/code/"] * 2


def test_password_alone_does_not_replace_the_device(client, required):
    editor = make_editor(device=True)
    key = TOTPDevice.objects.get().key
    sign_in(client, editor)
    assert client.get("/admin/appareil/").url.startswith("/admin/code/")
    assert client.post("/admin/appareil/", {"code": "123456"}).url.startswith("/admin/code/")
    assert TOTPDevice.objects.get().key == key


def test_session_key_changes_with_the_password_and_with_the_code(client):
    editor = make_editor(device=True)
    client.get("/admin/login/")
    sign_in(client, editor)
    half = client.session.session_key
    give_code(client, code_of(editor))
    assert client.session.session_key != half


def test_code_given_late_changes_nothing_of_the_next(client, monkeypatch):
    editor = make_editor(device=True)
    middle = time.time() // 30 * 30 + 15
    monkeypatch.setattr(time, "time", lambda: middle)
    for ahead in (-1, 1):
        sign_in(client, editor)
        assert give_code(client, code_of(editor, ahead)).status_code == 302
        client.logout()


def test_code_serves_once(client):
    editor = make_editor(device=True)
    code = code_of(editor)
    sign_in(client, editor)
    give_code(client, code)
    client.logout()
    sign_in(client, editor)
    assert "a déjà servi" in give_code(client, code).content.decode()
    assert client.get("/admin/").status_code == 302


def test_code_from_before_one_that_served_serves_no_more(client):
    editor = make_editor(device=True)
    sign_in(client, editor)
    before = code_of(editor, ahead=-1)
    give_code(client, code_of(editor))
    client.logout()
    sign_in(client, editor)
    assert "a déjà servi" in give_code(client, before).content.decode()
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("idle", [0, 3600])
def test_password_given_again_asks_for_a_code_again(client, idle):
    editor = desk.signed_in(client)
    session = client.session
    session["seen"] -= idle
    session.save()
    sign_in(client, editor)
    assert client.get("/admin/").url.startswith("/admin/code/")


def test_code_may_be_typed_with_spaces(client):
    editor = make_editor(device=True)
    sign_in(client, editor)
    code = code_of(editor)
    assert give_code(client, f" {code[:3]}\u00a0{code[3:]} ").status_code == 302


def test_code_of_the_wrong_shape_is_no_failure(client):
    editor = make_editor(device=True)
    sign_in(client, editor)
    assert "10 chiffres" in give_code(client, "abc").content.decode()
    assert TOTPDevice.objects.get().throttling_failure_count == 0


def test_wrong_codes_have_to_wait_longer_and_longer(client):
    editor = make_editor(device=True)
    sign_in(client, editor)
    give_code(client, wrong_code(editor))
    TOTPDevice.objects.update(throttling_failure_count=5)
    response = give_code(client, code_of(editor))
    assert re.search(r"attendez 1[56] s", response.content.decode())
    assert client.get("/admin/").status_code == 302


def test_wrong_codes_count_as_failed_sign_ins(client):
    editor = make_editor(device=True)
    sign_in(client, editor)
    for _ in range(10):
        TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
        response = give_code(client, wrong_code(editor))
    assert response.status_code == 429
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert give_code(client, code_of(editor)).status_code == 429
    assert client.get("/admin/").status_code == 302


def test_recovery_code_serves_once_in_place_of_the_telephone(client):
    editor = make_editor(device=True)
    code = desk.recovery_codes(editor)[0]
    sign_in(client, editor)
    assert give_code(client, f"{code[:5]}-{code[5:]}").status_code == 302
    assert "9 codes de secours" in client.get("/admin/").content.decode()
    client.logout()
    sign_in(client, editor)
    assert give_code(client, code).status_code == 200


def test_recovery_code_of_somebody_else_opens_nothing(client):
    editor = make_editor(device=True)
    desk.recovery_codes(editor)
    code = desk.recovery_codes(make_editor(device=True))[0]
    sign_in(client, editor)
    assert give_code(client, code).status_code == 200


def test_recovery_codes_are_stored_as_digests():
    codes = desk.recovery_codes(make_editor(device=True))
    stored = set(StaticToken.objects.values_list("token", flat=True))
    assert len(stored) == 10
    assert stored & set(codes) == set()


def test_another_account_may_sign_in_from_the_page_of_the_code(client):
    sign_in(client, make_editor(device=True))
    assert client.post("/admin/code/", {"leave": "1"}).url == "/admin/login/"
    assert "_auth_user_id" not in client.session


def test_pages_between_need_the_password_first(client):
    assert [client.get(path).url for path in ("/admin/code/", "/admin/appareil/")] == [
        "/admin/login/?next=%2Fadmin%2Fcode%2F",
        "/admin/login/?next=%2Fadmin%2Fappareil%2F",
    ]


def test_new_recovery_codes_ask_for_the_password_and_replace_the_old(client):
    editor = desk.signed_in(client)
    old = desk.recovery_codes(editor)[0]
    refused = client.post("/admin/mon-compte/", {"password": "faux"})
    assert "pas le vôtre" in refused.content.decode()
    answer = client.post("/admin/mon-compte/", {"password": desk.PASSWORD})
    assert len(shown_codes(answer)) == 10
    assert shown_codes(client.get("/admin/mon-compte/")) == []
    client.logout()
    sign_in(client, editor)
    assert give_code(client, old).status_code == 200
    StaticDevice.objects.update(throttling_failure_count=0)
    assert give_code(client, shown_codes(answer)[3]).status_code == 302


def test_replaced_device_asks_for_the_password_and_closes_other_sessions(client):
    editor = desk.signed_in(client)
    other = Client()
    sign_in(other, editor)
    give_code(other, code_of(editor, ahead=1))
    assert other.get("/admin/").status_code == 200
    key = TOTPDevice.objects.get().key
    enrol(client, password="faux")
    assert TOTPDevice.objects.get().key == key
    _, answer = enrol(client, password=desk.PASSWORD)
    assert len(shown_codes(answer)) == 10
    assert TOTPDevice.objects.get().key != key
    assert client.get("/admin/").status_code == 200
    assert "fin=appareil" in other.get("/admin/").url
    assert [entry.change_message for entry in LogEntry.objects.filter(user=editor)] == [
        "Double authentification mise en place."
    ]


def test_account_says_where_the_second_factor_stands(client):
    sign_in(client, make_editor())
    assert "Elle n'est pas en place" in client.get("/admin/mon-compte/").content.decode()
    enrol(client, password=desk.PASSWORD)
    assert "Codes de secours restants : 10." in client.get("/admin/mon-compte/").content.decode()
    assert StaticDevice.objects.count() == 1
