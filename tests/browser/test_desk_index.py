"""The index and the review page of the desk in a browser."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from press.models import Release
from regions.models import Report
from tests.browser.desk import follow
from tests.browser.measures import violations
from tests.factories import (
    ago,
    make_contact,
    make_correction,
    make_event,
    make_figure,
    make_release,
    make_report,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ["/admin/", "/admin/relecture/", "/admin/relecture/?nature=release&miens=on", "/admin/press/"]


@pytest.fixture
def busy(db):
    """Something in each block of the index."""
    camille = make_user(username="camille")
    report = make_report(title="Rapport en retard")
    Report.objects.update(publish_at=ago(hours=2))
    make_figure(report=report, region=report.region, value=None)
    report.record_edit(by=camille)
    make_correction(figure=make_figure()).record_edit(by=camille)
    release = make_release(headline="Avant")
    publish(release)
    release.refresh_from_db()
    release.headline, release.note_to_readers = "Après, avec un titre plus long", "Une note."
    release.record_edit(by=camille)
    release.save()
    release.submit(by=camille)
    soon = localdate() + timedelta(days=5)
    make_event(title="Étape", tour_stage=True, held_on=soon, publish_at=ago(hours=1))
    make_contact(valid_until=soon)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk, busy, width, scheme):
    page = desk("/admin/", width=width, scheme=scheme, bypass_csp=True)
    base, found = page.url.removesuffix("/admin/"), {}
    for path in PAGES:
        page.goto(base + path)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        found[path] = (violations(page), wide)
    assert found == dict.fromkeys(PAGES, ([], 0))


def test_policy_refuses_nothing(desk, busy):
    page = desk("/admin/")
    base = page.url.removesuffix("/admin/")
    assert [path for path in PAGES if page.goto(base + path).status != 200] == []


def test_editor_goes_from_what_is_late_to_its_hole(desk, busy):
    page = desk("/admin/")
    late = page.get_by_role("region", name="En retard ou bloqué")
    assert "Rapport en retard" in late.inner_text()
    follow(late.get_by_role("link", name="la valeur manque"))
    assert page.locator("#id_note").is_visible()


def test_what_was_submitted_is_read_compared_and_approved(desk, busy):
    page = desk("/admin/")
    follow(page.get_by_role("navigation", name="Raccourcis").get_by_role("link", name="Relecture"))
    page.get_by_label("Nature").select_option(label="Communiqués")
    follow(page.get_by_role("button", name="Afficher"))
    item = page.get_by_role("article", name="Après, avec un titre plus long")
    item.get_by_text("Mot à mot").click()
    assert "Avant" in item.locator("del").all_inner_texts()
    follow(item.get_by_role("link", name="Relire et approuver"))
    follow(page.get_by_role("button", name="Publier maintenant"))
    assert Release.objects.get().editions.count() == 2
