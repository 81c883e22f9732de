"""Every type of public page in pairwise states: width, colours, JavaScript. Nothing for axe, nothing cut."""

import pytest

from tests.browser.measures import draw_all, faults, faults_when_spaced, violations
from tests.browser.pairwise import pairwise
from tests.browser.public_pages import MISSING, PAGES

pytestmark = pytest.mark.django_db(transaction=True)

COLOURS = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
# 320 px is also what 1280 px are at 400 %.
FACTORS = {
    "page": tuple(PAGES),
    "width": (1280, 390, 320),
    "colours": tuple(COLOURS),
    "javascript": (True, False),
}
STATES = pairwise(FACTORS)


def visit(page, base, name):
    answer = page.goto(base + PAGES[name])
    assert answer.ok or name in MISSING, name


@pytest.mark.parametrize("javascript", [True, False])
def test_axe_and_measures_find_nothing(chromium, live_server, public_pages, javascript):
    """axe needs timers, which a browser without JavaScript stops: there, scripts are kept from the page."""
    context = chromium.new_context(locale="fr-FR", reduced_motion="reduce", bypass_csp=True)
    if not javascript:
        context.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page = context.new_page()
    found = {}
    for state in (state for state in STATES if state["javascript"] == javascript):
        page.set_viewport_size({"width": state["width"], "height": 900})
        page.emulate_media(**COLOURS[state["colours"]])
        visit(page, live_server.url, state["page"])
        if javascript:
            draw_all(page)
        forced = state["colours"] == "forced"
        told = [*violations(page, forced_colours=forced), *faults(page), *faults_when_spaced(page)]
        if told:
            found[tuple(state.values())] = told
    context.close()
    assert found == {}


@pytest.mark.parametrize("javascript", [True, False])
def test_nothing_is_cut_or_collides_at_320_pixels_or_400_percent(open_page, public_pages, javascript):
    """1280 × 900 at 400 % is a screen of 320 × 225. Scripts are truly off."""
    page = open_page("/", width=320, height=225, javascript=javascript, motion="reduce")
    base = page.url.rstrip("/")
    found = {}
    for name, path in PAGES.items():
        if name in MISSING:
            continue
        page.goto(base + path)
        if javascript:
            draw_all(page)
        if told := faults(page):
            found[name] = told
    assert found == {}


def test_matrix_shows_every_pair_of_values_and_few_states():
    for one in FACTORS:
        for other in FACTORS:
            if one != other:
                pairs = {(state[one], state[other]) for state in STATES}
                assert len(pairs) == len(FACTORS[one]) * len(FACTORS[other])
    assert len(STATES) < 3.2 * len(PAGES)
