"""A public figure is corrected, and an old version taken up again, as editors do it."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from press.models import Release
from regions.models import Correction, Figure, Theme
from tests.browser.desk import follow
from tests.browser.measures import violations
from tests.factories import make_release, publish
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db(transaction=True)

HEADLINE = "43 % des entreprises d'au moins 10 salariés ont des partenariats"


def cited_figure():
    figure = Figure.objects.get(region__code="52", value=43)
    publish(make_release(figures=[figure], headline=HEADLINE))
    return figure


def renamed_theme():
    theme = Theme.objects.create(slug="essai", name="Un premier nom")
    theme.history.update(history_date=now() - timedelta(days=1))
    theme.name = "Un second nom"
    theme.save()
    return theme


@pytest.mark.parametrize("javascript", [True, False])
def test_figure_is_corrected_from_its_page_and_approved_by_another(desk, open_page, programme, javascript):
    figure = cited_figure()
    page = desk(f"/admin/regions/figure/{figure.pk}/change/", javascript=javascript)
    follow(page.get_by_role("link", name="Rectifier ce chiffre"))
    page.get_by_label("Nouvelle valeur").fill("41,5 %")
    page.get_by_label("Raison").fill("Une ligne du tableau était décalée.")
    follow(page.get_by_role("button", name="Vérifier ce que cela change"))
    told = plain(page.locator("#content").inner_text())
    assert "+6 points, non testé → +4,5 points, non testé" in told
    assert HEADLINE in told
    follow(page.get_by_role("button", name="Enregistrer le rectificatif"))
    assert "une autre personne l'approuve" in page.locator(".messagelist").inner_text()
    assert Correction.objects.get().author.username == "chef"

    second = desk("/admin/regions/correction/", username="adjointe", javascript=javascript)
    second.locator(".action-select").first.check()
    second.locator("select[name=action]").select_option("approve_selected")
    follow(second.get_by_role("button", name="Envoyer"))
    told = plain(second.locator("#content").inner_text())
    assert "écart à la France : +6 points, non testé → +4,5 points, non testé" in told
    follow(second.get_by_role("button", name="Approuver"))
    assert "41,5\u202f%" in open_page("/regions/pays-de-la-loire/").inner_text("main")


@pytest.mark.parametrize("javascript", [True, False])
def test_two_versions_are_compared_and_the_old_one_is_saved_again(desk, javascript):
    theme = renamed_theme()
    page = desk(f"/admin/regions/theme/{theme.pk}/history/", javascript=javascript)
    page.get_by_label("comparer de").last.check()
    page.get_by_label("à", exact=True).first.check()
    follow(page.get_by_role("button", name="Comparer les deux versions choisies"))
    assert "Un premier nom → Un second nom" in page.locator(".panel").inner_text()
    follow(page.get_by_role("link", name="Reprendre ces valeurs dans le formulaire"))
    assert page.get_by_label("Nom :").input_value() == "Un premier nom"
    assert Theme.objects.get(pk=theme.pk).name == "Un second nom"
    follow(page.get_by_role("button", name="Enregistrer", exact=True))
    assert Theme.objects.get(pk=theme.pk).name == "Un premier nom"


def pages():
    figure, theme = cited_figure(), renamed_theme()
    first, last = theme.history.last().history_id, theme.history.first().history_id
    release = Release.objects.get(headline=HEADLINE)
    gone = Theme.objects.create(slug="parti", name="Parti")
    gone.delete()
    return [
        f"/admin/regions/figure/{figure.pk}/change/",
        f"/admin/regions/correction/rectifier/{figure.pk}/?value=41",
        f"/admin/regions/theme/{theme.pk}/history/?de={first}&a={last}",
        f"/admin/regions/theme/{theme.pk}/change/?version={first}",
        "/admin/regions/theme/supprimes/",
        "/admin/regions/theme/",
        f"/admin/press/release/{release.pk}/history/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_histories_and_corrections(desk, programme, scheme):
    page = desk("/admin/", bypass_csp=True, scheme=scheme)
    base = page.url.removesuffix("/admin/")
    found = {}
    for path in pages():
        page.goto(base + path, wait_until="networkidle")
        found[path] = violations(page)
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize("width", [1280, 390])
def test_policy_refuses_nothing_and_pages_fit(desk, programme, width):
    page = desk("/admin/", width=width)
    base = page.url.removesuffix("/admin/")
    for path in pages():
        assert page.goto(base + path).status == 200
        assert page.evaluate("document.documentElement.scrollWidth") <= width
