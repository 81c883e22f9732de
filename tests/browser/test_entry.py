"""The entry grid in a browser: pasted, typed, corrected and saved as in a spreadsheet."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client

from regions.models import Base, Figure, Indicator, Region
from tests.browser.desk import follow
from tests.browser.measures import violations
from tests.factories import make_question, make_report, make_survey, make_user

pytestmark = pytest.mark.django_db(transaction=True)

GRID = "/admin/regions/figure/tableau/"
NAME = "PHARE-Entreprises (2026)"


@pytest.fixture
def question(programme):
    """A question that a new survey asked, with three answers of which one is chosen, and a study to come."""
    survey = make_survey(name="PHARE-Entreprises", released_on=date(2026, 10, 30), respondents=3000)
    indicator = Indicator.objects.get(slug="pratique-partenariats")
    make_report(title="PHARE-Entreprises 2026", region=Region.objects.get(code="FR"))
    return make_question(indicator=indicator, survey=survey)


@pytest.fixture
def member(open_page):
    """Opens pages of the desk, signed in as somebody who enters figures and nothing else."""

    def open_one(path, username="camille", **options):
        user = make_user(username=username, is_staff=True)
        names = ("view_figure", "add_figure", "change_figure", "view_question", "view_survey")
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        page = open_page(path, cookies=[{"name": name, "value": client.cookies[name].value}], **options)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        return page

    return open_one


def address(question):
    return f"{GRID}{question.pk}/"


def field(page, region, answer):
    """The field of a cell, by the names that a screen reader would say."""
    return page.get_by_role("textbox", name=re.compile(f"^{region}[^,]* {answer}"))


def head(page, source="Document"):
    page.get_by_label("Rapport qui les publie").select_option("PHARE-Entreprises 2026")
    page.get_by_label("Lu dans").fill(source)


def paste(page, cell, text):
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    cell.focus()
    page.keyboard.press("ControlOrMeta+V")


def copied(page):
    page.keyboard.press("ControlOrMeta+C")
    return page.evaluate("navigator.clipboard.readText()")


def block(wrong=""):
    """13 × 3 shares as Excel copies them, in another order than the page's, in three ways of writing."""
    regions = list(Region.objects.regions().order_by("-name"))
    lines = [
        "Région\tOui, des relations partenariales sont en place\t"
        "Non, mais l'intention d'en développer dans les deux ans\tNon, et sans intention d'en développer"
    ]
    for number, region in enumerate(regions):
        lines.append(
            f"{region.name}\t{30 + number} %\t{10 + number},5\t{59.5 - 2 * number:.1f}\u00a0%".replace(
                ".", ","
            )
        )
    text = "\r\n".join(lines) + "\r\n"
    return text.replace("34\u00a0%", "34 %").replace("35 %", wrong or "35 %")


def stored(question):
    figures = Figure.objects.filter(question=question).select_related("region", "answer")
    return {(figure.region.name, figure.answer.order): figure.value for figure in figures}


def test_new_member_pastes_a_question_mends_one_cell_and_saves_once(member, question):
    page = member("/admin/")
    follow(page.locator("#content-main").get_by_role("link", name="Chiffres", exact=True))
    follow(page.get_by_role("link", name="Saisir un tableau", exact=True))
    section = page.locator(".entry-survey", has=page.get_by_role("heading", name=NAME))
    follow(section.get_by_role("link", name="Pratique des partenariats"))
    head(page, "PHARE-Entreprises 2026, tableau 4")
    paste(page, field(page, "France", "Oui"), block(wrong="3S %"))
    assert "39 cases collées." in page.locator(".entry-report").inner_text()

    page.locator(".faults.wrong").wait_for()
    wrong = page.locator(".faults.wrong li")
    assert wrong.count() == 1
    wrong.get_by_role("link").click()
    assert page.evaluate("document.activeElement.value") == "3S %"
    page.keyboard.type("35 %")
    page.locator(".faults.wrong").wait_for(state="detached")
    follow(page.get_by_role("button", name="Enregistrer le tableau"))

    assert page.locator(".entry-saved h2").inner_text() == "Enregistré : 39 changements"
    assert page.locator(".faults").count() == 0
    found = stored(question)
    assert len(found) == 39
    last = Region.objects.regions().order_by("-name")[5].name
    assert [found[last, number] for number in (1, 2, 3)] == [Decimal(35), Decimal("15.5"), Decimal("49.5")]
    figures = Figure.objects.filter(question=question)
    assert {(one.version, one.source, one.report.title) for one in figures} == {
        (1, "PHARE-Entreprises 2026, tableau 4", "PHARE-Entreprises 2026")
    }


def test_former_region_is_proposed_and_unknown_lines_are_told(member, question):
    page = member(address(question))
    paste(page, field(page, "France", "Oui"), "Alsace\t43\nMordor\t44\nCorse\t45\n")
    told = page.locator(".entry-report")
    assert "1 case collée." in told.inner_text()
    assert "« Mordor » n'est pas une région du tableau" in told.inner_text()
    assert field(page, "Grand Est", "Oui").input_value() == ""
    told.get_by_role("button", name="Coller cette ligne dans Grand Est").click()
    assert field(page, "Grand Est", "Oui").input_value() == "43"
    assert field(page, "Corse", "Oui").input_value() == "45"


def test_block_without_names_is_pasted_from_the_active_cell(member, question):
    page = member(address(question))
    paste(page, field(page, "Bretagne", "Non, mais"), '41,5\t"42"\tx\n\t"n.d."\n')
    values = [
        field(page, region, answer).input_value()
        for region, answer in (
            ("Bretagne", "Non, mais"),
            ("Bretagne", "Non, et"),
            ("Centre-Val", "Non, mais"),
            ("Centre-Val", "Non, et"),
        )
    ]
    assert values == ["41,5", "42", "", "n.d."]
    assert "1 valeur hors du tableau, non collée." in page.locator(".entry-report").inner_text()
    page.get_by_role("button", name="Défaire le collage").click()
    assert field(page, "Bretagne", "Non, mais").input_value() == ""


def test_keyboard_walks_selects_copies_clears_and_takes_back(member, question):
    page = member(address(question))
    keys = page.keyboard
    field(page, "France", "Oui").focus()
    for text, key in (
        ("40", "Enter"),
        ("41", "ArrowUp"),
        ("42", "ArrowRight"),
        ("50", "Tab"),
        ("8", "Shift+Tab"),
    ):
        keys.type(text)
        keys.press(key)
    first = [field(page, region, "Oui").input_value() for region in ("France", "Auvergne")]
    assert first == ["42", "41"]
    assert [field(page, "France", f"Non, {rest}").input_value() for rest in ("mais", "et")] == ["50", "8"]

    field(page, "France", "Oui").focus()
    keys.press("Shift+ArrowDown")
    keys.press("Shift+ArrowRight")
    assert copied(page) == "42\t50\n41\t"
    keys.press("Delete")
    assert field(page, "Auvergne", "Oui").input_value() == ""
    keys.press("ControlOrMeta+z")
    assert field(page, "Auvergne", "Oui").input_value() == "41"
    keys.press("ControlOrMeta+Shift+z")
    assert field(page, "Auvergne", "Oui").input_value() == ""
    keys.press("ControlOrMeta+z")

    field(page, "France", "Oui").focus()
    keys.type("99")
    keys.press("Escape")
    assert field(page, "France", "Oui").input_value() == "42"
    keys.press("Shift+Enter")
    assert page.evaluate("document.activeElement.id") == field(page, "France", "Oui").get_attribute("id")


def test_colleagues_value_is_told_while_one_types_and_taken_in_one_gesture(member, question):
    mine, theirs = member(address(question)), member(address(question), username="dominique")
    head(theirs)
    field(theirs, "France", "Oui").fill("44")
    follow(theirs.get_by_role("button", name="Enregistrer le tableau"))
    field(mine, "France", "Oui").fill("43")
    mine.get_by_role("button", name="Prendre 44").click()
    assert field(mine, "France", "Oui").input_value() == "44"
    mine.locator(".faults.wrong").wait_for(state="detached")


def test_grid_works_without_javascript(member, question):
    page = member(address(question), javascript=False)
    field(page, "France", "Oui").fill("4O")
    head(page)
    follow(page.get_by_role("button", name="Enregistrer le tableau"))
    assert "« 4O » n'est pas un nombre" in page.locator(".faults.wrong").inner_text()
    assert field(page, "France", "Oui").input_value() == "4O"
    field(page, "France", "Oui").fill("40")
    follow(page.get_by_role("button", name="Enregistrer le tableau"))
    assert page.locator(".entry-saved tbody tr").all_inner_texts() == [
        "France, Oui, des relations partenariales sont en place\t–\t40\u202f%"
    ]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_the_grid(member, question, width, scheme):
    page = member(GRID, bypass_csp=True, width=width, scheme=scheme)
    found = [violations(page)]
    base = page.url.removesuffix(GRID)
    public = Figure.objects.filter(question__indicator=question.indicator).first()
    for one in (public.question, question):
        page.goto(base + address(one))
        found.append(violations(page))
    field(page, "France", "Oui").fill("101")
    page.locator(".faults.wrong").wait_for()
    found.append(violations(page))
    follow(page.get_by_role("button", name="Enregistrer le tableau"))
    found.append(violations(page))
    field(page, "France", "Oui").fill("40")
    head(page)
    follow(page.get_by_role("button", name="Enregistrer le tableau"))
    found.append(violations(page))
    assert found == [[]] * 6


@pytest.mark.parametrize("width", [1280, 390])
def test_grid_is_no_wider_than_the_screen(member, question, width):
    page = member(address(question), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Base.objects.filter(audience="companies").count() > 1
