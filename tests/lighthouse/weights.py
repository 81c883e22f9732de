"""What a phone receives for a page: bytes over the wire as Chromium counts them, headers included."""

from dataclasses import dataclass

from playwright.sync_api import sync_playwright

from tests.browser.chromium import FLAGS, chromium_path

PHONE = {"width": 412, "height": 823}  # the one that Lighthouse plays
STEP = 400


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes and requests when the page is there, and bytes once it was read to its end, charts drawn."""

    requests: int
    before: int
    drawn: int


def weigh(base, paths):
    """The weight of each path, each read with an empty cache."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(playwright), args=FLAGS)
        weights = {path: weigh_one(browser, base + path) for path in paths}
        browser.close()
    return weights


# A chart that no frame has shown is not drawn.
SHOW = (
    "(top) => new Promise((done) => {"
    " scrollTo(0, top); requestAnimationFrame(() => requestAnimationFrame(done)); })"
)


def weigh_one(browser, address):
    context = browser.new_context(viewport=PHONE, ignore_https_errors=True, locale="fr-FR")
    page = context.new_page()
    session = context.new_cdp_session(page)
    received = []
    session.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    session.send("Network.enable")
    answer = page.goto(address, wait_until="networkidle")
    assert answer.ok, f"{address} : {answer.status}"
    requests, before = len(received), sum(received)
    for top in range(0, page.evaluate("document.documentElement.scrollHeight"), STEP):
        page.evaluate(SHOW, top)
    page.wait_for_function("() => !document.querySelector('[data-chart]:not(.drawn)')")
    page.wait_for_load_state("networkidle")
    context.close()
    return Weight(requests, before, sum(received))
