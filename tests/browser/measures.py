"""What is measured on an open page: axe's violations, and the faults of measures.js."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

_FAULTS = (Path(__file__).parent / "measures.js").read_text()
# The values of WCAG 2.2, 1.4.12.
_SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    "p { margin-block-end: 2em !important; }"
)
# Laid out first: only then does the browser ask for the fonts of what a script has added.
_FONTS_ARE_THERE = "async () => { document.body.getBoundingClientRect(); await document.fonts.ready; }"
_axe = Axe()


def violations(page, *, forced_colours=False):
    """What axe finds. Forced colours are the reader's: axe judges the text's own, which they replace.

    Without its font, an icon is a word to axe: a button of the text's editor would be too pale to read.
    """
    page.evaluate(_FONTS_ARE_THERE)
    rules = {"color-contrast": {"enabled": not forced_colours}}
    found = _axe.run(page, options={"resultTypes": ["violations"], "rules": rules}).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]


def faults(page):
    return page.evaluate(_FAULTS)


def faults_when_spaced(page):
    """With a reader's own spacing of text: nothing is lost; words may be broken, and tables scroll."""
    page.add_style_tag(content=_SPACING)
    return [fault for fault in faults(page) if not fault.startswith(("cible", "mot brisé", "tableau"))]


def draw_all(page):
    """Brings one chart near after the other, and waits until it is drawn."""
    for place, box in enumerate(page.locator("[data-chart]").all()):
        box.scroll_into_view_if_needed()
        page.wait_for_function(
            "(place) => document.querySelectorAll('[data-chart]')[place].classList.contains('drawn')",
            arg=place,
        )
