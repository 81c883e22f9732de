"""The sign-in of production in a browser: password, first device, codes, and what a session says."""

from base64 import b32decode

import pytest
from django.conf import settings as project

from tests.browser.desk import follow
from tests.browser.measures import violations
from tests.factories import make_user
from tests.phare.desk import PASSWORD, code_for, make_editor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("required", "quick_passwords")]


@pytest.fixture
def required(settings):
    """As in production."""
    settings.SECOND_FACTOR_REQUIRED = True


def send(page, **fields):
    for name, text in fields.items():
        page.locator(f"#id_{name}").fill(text)
    follow(page.locator("form[novalidate] [type=submit], #login-form [type=submit]"))


def give_password(page, editor):
    send(page, username=editor.username, password=PASSWORD)


def enrol(page):
    """Take up the key that the page shows, as an application would: that key."""
    key = b32decode(page.locator(".key").inner_text().replace(" ", ""))
    send(page, code=code_for(key))
    return key


def test_first_sign_in_takes_up_a_device_and_later_ones_ask_for_its_code(open_page):
    editor = make_editor(is_superuser=True)
    page = open_page("/admin/regions/figure/?q=x")
    give_password(page, editor)
    key = enrol(page)
    codes = page.locator(".codes code").all_inner_texts()
    assert len(set(codes)) == 10
    follow(page.get_by_role("link", name="continuer"))
    assert page.url.endswith("/admin/regions/figure/?q=x")

    follow(page.get_by_role("button", name="Déconnexion"))
    follow(page.get_by_role("link", name="Se reconnecter"))
    give_password(page, editor)
    send(page, code=code_for(key, ahead=1))
    assert page.url.endswith("/admin/")

    follow(page.get_by_role("button", name="Déconnexion"))
    follow(page.get_by_role("link", name="Se reconnecter"))
    give_password(page, editor)
    send(page, code=codes[4])
    assert "9 codes de secours vous restent" in page.locator(".messagelist").inner_text()


def test_first_sign_in_needs_no_script(open_page):
    editor = make_editor()
    page = open_page("/admin/", javascript=False)
    give_password(page, editor)
    enrol(page)
    follow(page.get_by_role("link", name="continuer"))
    assert page.url.endswith("/admin/")


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
)
def test_axe_finds_nothing_on_the_way_to_the_desk(open_page, width, scheme):
    editor = make_editor(is_superuser=True)
    page = open_page("/admin/login/?fin=inactivite", width=width, scheme=scheme, bypass_csp=True)
    base = page.url.partition("/admin/")[0]
    found = {}

    def look(name):
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found[name] = [*violations(page), *(["too wide"] if overflow > 0 else [])]

    look("sign-in")
    give_password(page, editor)
    look("device")
    send(page, code="1")
    look("device refused")
    enrol(page)
    look("codes")
    paths = ["mon-compte/", "appareil/", "auth/user/", "auth/user/add/"]
    paths += [f"auth/user/{editor.pk}/{name}/" for name in ("change", "password", "double-authentification")]
    for path in paths:
        page.goto(f"{base}/admin/{path}")
        look(path)
    page.goto(f"{base}/admin/")
    follow(page.get_by_role("button", name="Déconnexion"))
    look("signed out")
    page.goto(f"{base}/admin/")
    give_password(page, editor)
    send(page, code="000000")
    look("code refused")
    assert {name: names for name, names in found.items() if names} == {}


def test_axe_finds_nothing_on_the_locked_page(chromium, live_server):
    page = chromium.new_page(locale="fr-FR", bypass_csp=True)
    page.goto(f"{live_server.url}/admin/login/")
    for _ in range(10):
        send(page, username="personne", password="faux")
    assert "Attendez 5 minutes" in page.locator("#content").inner_text()
    assert violations(page) == []
    page.close()


def test_typing_keeps_the_session_and_silence_is_told_before_it_ends(desk, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    page = desk("/admin/mon-compte/")
    page.clock.install()
    page.goto(page.url.partition("/admin/")[0] + "/admin/password_change/")
    page.locator("#id_old_password").press_sequentially("a")
    with page.expect_response("**/admin/session/") as answer:
        page.clock.fast_forward(5 * 60_000)
    assert answer.value.ok
    # The page has read the answer, and counts from it.
    page.wait_for_function("() => Date.now() - localStorage.getItem('desk-heard') < 60_000")
    notice = page.locator(".session-notice")
    page.clock.fast_forward(28.5 * 60_000)
    notice.get_by_text("se ferme dans deux minutes").wait_for()
    with page.expect_response("**/admin/session/"):
        notice.get_by_role("button", name="Rester connecté").click()
    notice.wait_for(state="hidden")


def test_what_is_typed_survives_a_session_that_is_over(desk, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    editor = make_user(username="camille")
    page = desk(f"/admin/auth/user/{editor.pk}/change/")
    page.clock.install()
    page.reload()
    page.locator("#id_last_name").fill("Exemple")
    cookie = next(c for c in page.context.cookies() if c["name"] == project.SESSION_COOKIE_NAME)
    page.context.clear_cookies(name=cookie["name"])
    page.clock.fast_forward(5 * 60_000)
    notice = page.locator(".session-notice")
    notice.get_by_role("link", name="connectez-vous dans un autre onglet").wait_for()
    # As another tab would, where somebody signs in.
    page.context.add_cookies([cookie])
    with page.expect_response("**/admin/session/"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    notice.wait_for(state="hidden")
    follow(page.get_by_role("button", name="Enregistrer", exact=True))
    editor.refresh_from_db()
    assert editor.last_name == "Exemple"
