"""The desk in a browser: the way of a number from the form and from a file to the public page."""

from datetime import date

import pytest

from regions.models import Figure, Region, Report
from regions.publication import database_now
from tests.browser.desk import choose, follow
from tests.browser.measures import violations

pytestmark = pytest.mark.django_db(transaction=True)


def main_pages():
    figure = Figure.objects.get(region__code="84", value=36)
    indicator = figure.question.indicator
    return [
        "/admin/",
        "/admin/regions/figure/",
        "/admin/regions/figure/add/",
        f"/admin/regions/figure/{figure.pk}/change/",
        f"/admin/regions/figure/{Figure.objects.get(region__code='52', value=43).pk}/change/",
        "/admin/regions/figure/import/",
        "/admin/regions/figure/export/",
        "/admin/regions/report/",
        f"/admin/regions/report/{figure.report.pk}/change/",
        "/admin/regions/correction/add/",
        f"/admin/regions/indicator/{indicator.pk}/change/",
        f"/admin/regions/question/{figure.question.pk}/change/",
    ]


def test_axe_finds_nothing_on_main_pages(desk, programme):
    page = desk("/admin/", bypass_csp=True)
    base = page.url.removesuffix("/admin/")
    found = {}
    for path in main_pages():
        page.goto(base + path, wait_until="networkidle")
        found[path] = violations(page)
    assert {path: names for path, names in found.items() if names} == {}


def test_policy_refuses_nothing_on_main_pages(desk, programme):
    page = desk("/admin/")
    base = page.url.removesuffix("/admin/")
    for path in main_pages():
        assert page.goto(base + path).status == 200


def test_axe_finds_nothing_on_the_sign_in_page(open_page):
    assert violations(open_page("/admin/login/", bypass_csp=True)) == []


def test_number_goes_from_the_form_to_the_public_page(desk, open_page, programme):
    Report.objects.create(
        slug="phare-bretagne",
        title="PHARE Bretagne",
        kind="regional",
        region=Region.objects.get(code="53"),
        released_on=date(2026, 1, 15),
        publish_at=database_now(),
    )
    page = desk("/admin/regions/figure/add/")
    choose(page, "region", "Bretagne")
    choose(page, "question", "Pratique des partenariats – PHARE-Entreprises")
    choose(page, "answer", "Oui, des relations")
    choose(page, "base", "Entreprises d'au moins 10")
    page.locator("#id_value").fill("41,5 %")
    choose(page, "report", "PHARE Bretagne")
    page.get_by_label("Lu dans").fill("Rapport PHARE Bretagne")
    follow(page.get_by_role("button", name="Enregistrer", exact=True))
    assert "avec succès" in page.locator(".messagelist").inner_text()

    public = "/regions/bretagne/"
    assert "41,5" not in open_page(public).inner_text("main")

    second = desk("/admin/regions/report/?q=Bretagne", username="adjointe")
    second.locator(".action-select").first.check()
    second.locator("select[name=action]").select_option("approve_selected")
    follow(second.get_by_role("button", name="Envoyer"))
    follow(second.get_by_role("button", name="Approuver"))
    assert "est approuvé" in second.locator(".messagelist").inner_text()

    said = open_page(public).inner_text("main")
    assert "41,5\u202f% des entreprises d'au moins 10\u00a0salariés" in said
    assert "4,5\u00a0points de plus que les 37\u202f% de la France" in said
