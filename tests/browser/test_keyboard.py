"""Every control of every type of public page by keyboard: reached in order, seen, left again."""

import pytest

from tests.browser.measures import draw_all
from tests.browser.public_pages import MISSING, PAGES

pytestmark = pytest.mark.django_db(transaction=True)

# Pages of which a phone shows the parts in another way.
REARRANGED = ("home", "region", "indicator", "indicator in waves", "release", "agenda by month")
# All that the Tab key should reach, in the order of the document, as a list to look places up in; of radio
# buttons, the one that is chosen.
LIST = """() => {
  window.stops = [...document.querySelectorAll(
    "a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, summary, [tabindex='0']"
  )].filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.tabIndex >= 0
    && (one.type !== "radio" || one.checked));
  return window.stops.length;
}"""
# Where the focus is, and whether it can be seen: a ring, a shadow, or a line that is thicker than others'.
PLACE = """() => {
  const here = document.activeElement;
  const look = getComputedStyle(here);
  const path = here.querySelector(":scope > path");
  const ringed = look.outlineStyle !== "none" && Number.parseFloat(look.outlineWidth) >= 2;
  const thick = path && Number.parseFloat(getComputedStyle(path).strokeWidth) >= 3;
  const box = here.getBoundingClientRect();
  const onScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [window.stops.indexOf(here), Boolean(ringed || look.boxShadow !== "none" || thick), onScreen];
}"""

FRAMES = 30  # half a second on a machine at rest


@pytest.mark.parametrize(("width", "names"), [(1280, tuple(PAGES)), (320, REARRANGED)])
def test_every_control_is_reached_in_order_and_seen_and_none_traps(
    open_page, live_server, public_pages, width, names
):
    page = open_page("/", width=width, motion="reduce")
    wrong = {}
    for name in names:
        if name in MISSING:
            continue
        page.goto(live_server.url + PAGES[name])
        draw_all(page)
        page.evaluate("window.scrollTo(0, 0)")
        if told := walked(page):
            wrong[name] = told
    assert wrong == {}


def walked(page):
    """What goes wrong from the first control to the last, and over the last ones back."""
    stops = page.evaluate(LIST)
    wrong = []
    for place in range(stops):
        page.keyboard.press("Tab")
        if (here := settled(page, place)) != [place, True, True]:
            wrong.append((place, here, page.evaluate("document.activeElement.outerHTML")[:120]))
            break
    for place in reversed(range(max(0, stops - 5), stops - 1)):
        page.keyboard.press("Shift+Tab")
        if (here := settled(page, place))[0] != place and not wrong:
            wrong.append(("back", place, here))
    return wrong


def settled(page, place):
    """Where the focus is, once the browser has painted it where it is looked for, or has had time to."""
    here = page.evaluate(PLACE)
    for _ in range(FRAMES):
        if here == [place, True, True]:
            break
        page.evaluate("() => new Promise(requestAnimationFrame)")
        here = page.evaluate(PLACE)
    return here


def test_skip_link_is_first_shows_itself_and_leads_to_the_content(open_page, programme):
    page = open_page("/regions/pays-de-la-loire/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Aller au contenu"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_escape_closes_the_words_of_a_point_and_of_a_number(open_page, public_pages):
    page = open_page("/regions/pays-de-la-loire/", motion="reduce")
    draw_all(page)
    canvas = page.locator(".drawn canvas").first
    canvas.focus()
    page.keyboard.press("ArrowDown")
    tip = page.locator(".drawn").first.locator(".chart-tip")
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    page.goto(page.url.replace("/regions/pays-de-la-loire/", "/communiques/phare-pays-de-la-loire/"))
    page.locator(".number-mark").first.focus()
    shown = "getComputedStyle(document.activeElement, '::after').display"
    assert page.evaluate(shown) == "block"
    page.keyboard.press("Escape")
    assert page.evaluate(shown) == "none"
