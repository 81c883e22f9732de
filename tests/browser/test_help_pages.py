"""The help of the desk itself: reached from anywhere, read by everybody, printed."""

import pytest

from phare.desk.help import JOBS
from tests.browser.desk import follow
from tests.browser.measures import violations

pytestmark = pytest.mark.django_db(transaction=True)

PATHS = ["/admin/aide/", *(job.address for job in JOBS)]


def test_help_is_reached_from_any_page_without_javascript(desk):
    page = desk("/admin/press/event/", role="Agenda", javascript=False)
    follow(page.get_by_role("navigation", name="Raccourcis").get_by_role("link", name="Aide"))
    page.get_by_text("Autres rôles").click()
    follow(page.get_by_role("link", name="Écrire un communiqué"))
    assert "Vous n'avez pas ce rôle" in page.inner_text("main")
    page.go_back()
    follow(page.get_by_role("link", name="Annoncer, déplacer ou annuler un événement"))
    follow(page.get_by_role("link", name="Commencer"))
    assert page.url.endswith("/admin/press/event/")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk, width, scheme):
    page = desk("/admin/aide/", width=width, scheme=scheme, bypass_csp=True)
    base, found = page.url.partition("/admin/")[0], {}
    for path in PATHS:
        page.goto(base + path)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        found[path] = (violations(page), wide)
    assert found == dict.fromkeys(PATHS, ([], 0))


def test_policy_refuses_nothing_and_every_picture_is_there(desk):
    page = desk("/admin/aide/")
    base, missing = page.url.partition("/admin/")[0], []
    for path in PATHS:
        assert page.goto(base + path).status == 200
        for picture in page.locator("main img").all():
            picture.scroll_into_view_if_needed()
            missing += [] if picture.evaluate("one => one.decode().then(() => true, () => false)") else [path]
    assert missing == []


def test_printed_page_holds_the_job_and_no_navigation(desk):
    page = desk(JOBS[0].address)
    page.emulate_media(media="print")
    shown = {name: page.locator(name).is_visible() for name in ("#header", ".breadcrumbs", ".help-job")}
    assert shown == {"#header": False, ".breadcrumbs": False, ".help-job": True}
