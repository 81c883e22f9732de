"""What a visit leaves and asks: nothing stored, nobody else asked, nothing that moves, little weight."""

import pytest

from tests.browser.public_pages import MISSING, PAGES, WITH_CHARTS

pytestmark = pytest.mark.django_db(transaction=True)

STORED = """async () => [localStorage.length, sessionStorage.length, document.cookie,
  (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length]"""
SHIFTS = """() => {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""
WEIGHT = """() => performance.getEntries().filter(({ name }) => !/vendor|graphiques/.test(name))
  .reduce((sum, { transferSize }) => sum + (transferSize || 0), 0)"""
PRESENT = {name: path for name, path in PAGES.items() if name not in MISSING}


def test_visitor_is_given_nothing_to_keep_little_to_load_and_asks_nobody_else(
    open_page, live_server, public_pages
):
    """Weights are those before any chart: 100 kilobytes at most."""
    page = open_page("/", height=300)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    heavy, left = {}, {}
    for name, path in PRESENT.items():
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        if not 0 < (weight := page.evaluate(WEIGHT)) <= 100_000:
            heavy[name] = weight
        scroll_slowly(page, step=2000)
        if (stored := page.evaluate(STORED)) != [0, 0, "", 0, 0, 0]:
            left[name] = stored
    page.wait_for_load_state("networkidle")
    assert [heavy, left, page.context.cookies()] == [{}, {}, []]
    assert len(asked) > len(PRESENT)
    assert [url for url in asked if not url.startswith((f"{live_server.url}/", "blob:", "data:"))] == []


@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_moves_while_a_reader_scrolls(open_page, live_server, public_pages, width):
    """Cumulative layout shift of each page, its charts being drawn on the way: 0.01 is the limit."""
    page = open_page("/", width=width)
    page.add_init_script(f"({SHIFTS})()")
    moved = {}
    for name in ("home", *WITH_CHARTS):
        page.goto(live_server.url + PAGES[name])
        scroll_slowly(page, step=600)
        page.wait_for_load_state("networkidle")
        if (shifted := page.evaluate("window.shifted")) >= 0.01:
            moved[name] = shifted
        assert name == "home" or page.locator(".drawn").count(), name
    assert moved == {}


def scroll_slowly(page, step):
    """From the top to the bottom, as a wheel does; shifts that a reader's own input causes do not count."""
    height = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, height + step, step):
        page.evaluate("(top) => window.scrollTo(0, top)", top)
        page.evaluate("() => new Promise((done) => setTimeout(done, 60))")
