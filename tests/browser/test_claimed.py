"""The numbers of a release in a browser: what a pointer, the keyboard and a finger find."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/communiques/phare-associations/"
TOLD = "one => getComputedStyle(one, '::after').content"
# Which of the points above a number, under it, and at the foot of what is shown belong to its mark.
HIT = """one => {
  const own = one.getBoundingClientRect();
  const style = getComputedStyle(one, '::after');
  const at = (y) => document.elementFromPoint(own.left + own.width / 2, y) === one;
  const height = ['blockSize', 'paddingTop', 'paddingBottom'].map((name) => parseFloat(style[name]));
  const whole = style.boxSizing === 'border-box' ? height[0] : height[0] + height[1] + height[2];
  return [at(own.top - 4), at(own.bottom + 8), at(own.bottom + whole - 6), at(own.bottom + whole + 8)];
}"""


@pytest.fixture
def release(demonstration):
    return ADDRESS


def marks(page):
    return page.locator(".number-mark")


def test_pointer_and_keyboard_show_a_number_until_escape(open_page, release):
    page = open_page(release)
    first, second = marks(page).nth(0), marks(page).nth(1)
    assert first.evaluate(TOLD) == "none"
    first.hover()
    assert "Source" in first.evaluate(TOLD)
    page.keyboard.press("Escape")
    assert first.evaluate("one => getComputedStyle(one, '::after').display") == "none"
    first.focus()
    page.keyboard.press("Tab")
    assert "Source" in second.evaluate(TOLD)
    assert second.evaluate("one => getComputedStyle(one, '::after').display") != "none"


def test_number_leads_to_its_entry_and_back_without_javascript(open_page, release):
    page = open_page(release, javascript=False)
    marks(page).nth(2).click()
    assert page.url.endswith("#chiffre-3")
    entry = page.locator("#chiffre-3")
    assert entry.is_visible()
    entry.locator(".number-back").click()
    assert page.url.endswith("#nombre-3")


@pytest.mark.parametrize("width", [320, 1280])
def test_what_is_shown_stands_under_its_number_and_inside_the_screen(open_page, release, width):
    page = open_page(release, width=width, height=700)
    page.wait_for_load_state("networkidle")
    for one in marks(page).all():
        page.mouse.move(0, 0)  # what is shown of one number may stand over the next
        one.evaluate("one => one.scrollIntoView({block: 'center', behavior: 'instant'})")
        one.hover()
        assert one.evaluate(HIT) == [False, True, True, False], one.inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marked_release_has_nothing_for_axe(open_page, release, scheme):
    page = open_page(release, width=320, scheme=scheme, bypass_csp=True)
    marks(page).nth(0).focus()
    found = Axe().run(page)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
