"""The palette of variables.css, on light and on dark: its contrasts, and what colour-blind readers see.

What a colour alone does not tell is told by something else, which stands beside each exception.
"""

import re
from itertools import combinations

import pytest
from django.conf import settings

from tests.colours import VISIONS, contrast, declared, distance, over

STATIC = settings.BASE_DIR / "phare/static/phare"
LIGHT, DARK = (
    declared(rule)
    for rule in re.findall(r":root \{(.*?)\n\s*\}", (STATIC / "variables.css").read_text(), re.DOTALL)[:2]
)
SCHEMES = {"light": LIGHT, "dark": LIGHT | DARK}
AUDIENCES = ("citizens", "mayors", "associations", "companies")
CLASSES = ("map-1", "map-2", "map-3", "map-4", "map-5")
GROUNDS = ("paper", "sheet")

TEXTS = [
    *((text, ground) for text in ("ink", "ink-soft", "link", *AUDIENCES) for ground in GROUNDS),
    # What was added or removed, what was searched for, and the button.
    *((text, ground) for text in ("ink", "ink-soft", "link") for ground in ("added", "removed")),
    ("paper", "ink"),
    *((f"map-ink-{number}", f"map-{number}") for number in range(1, 6)),
]
MARKS = [
    # Rings of France, outlines of the map's regions, thin marks under a number.
    *(("nation", ground) for ground in GROUNDS),
    # Borders of controls, the ring of what has the focus, also inside what is chosen.
    *((line, ground) for line in ("ink-soft", "ink") for ground in GROUNDS),
    ("paper", "ink"),
    # Intervals are drawn over a bar with a halo of the sheet.
    ("ink", "sheet"),
]
APART = 14


@pytest.fixture(params=SCHEMES)
def colours(request):
    return SCHEMES[request.param]


@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_stands_out_from_its_ground(colours, text, ground):
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_mark_stands_out_from_its_ground(colours, mark, ground):
    assert contrast(colours[mark], colours[ground]) >= 3


@pytest.mark.parametrize("audience", AUDIENCES)
def test_bar_of_an_audience_stands_out_though_it_lets_its_ground_through(colours, audience):
    opacity = float(re.search(r"\.bar \{[^}]*fill-opacity: ([\d.]+)", drawings()).group(1))
    assert contrast(over(colours[audience], opacity, colours["sheet"]), colours["sheet"]) >= 3


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(("one", "other"), list(combinations(AUDIENCES, 2)))
def test_audiences_stay_apart_for_every_eye(colours, one, other, vision):
    """France is not among them: hers is the open ring."""
    assert distance(colours[one], colours[other], vision) >= APART


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(("one", "other"), list(combinations(CLASSES, 2)))
def test_classes_of_the_map_stay_apart_for_every_eye(colours, one, other, vision):
    """Each region also prints its value."""
    assert distance(colours[one], colours[other], vision) >= APART


@pytest.mark.parametrize("vision", VISIONS)
def test_region_that_a_map_points_at_stands_out_for_every_eye(colours, vision):
    assert distance(colours["beam"], colours["land"], vision) >= 2 * APART
    assert distance(colours["map-2"], colours["land"], vision) >= APART


def test_pale_fills_have_a_line_around_them():
    """The lower classes of a map, and the last answers of a bar of 100 %, are too near their ground alone."""
    assert re.search(r"\.map path, \.locator path \{[^}]*stroke: var\(--nation\)", drawings())
    assert re.search(r"\.bar-100 \{[^}]*outline: 1px solid currentColor", drawings())
    assert re.search(r"\.swatch rect \{[^}]*stroke: var\(--nation\)", drawings())


def test_documents_have_the_colours_of_the_site_on_light():
    look = (settings.BASE_DIR / "regions/documents/look.typ").read_text()
    stated = dict(re.findall(r"(\w+)(?: =|:) rgb\(\"(#[0-9a-f]{6})\"\)", look))
    names = {"ink", "paper", "beam", "nation", *AUDIENCES}
    assert {name: stated[name] for name in names} == {name: LIGHT[name] for name in names}


def test_colours_can_tell_a_faulty_pair():
    """The violet and the blue that this palette began with were one for a protanope."""
    assert distance("#c3a0e6", "#6db7ea", "protanopia") < APART
    assert contrast("#ffffff", "#000000") == pytest.approx(21)


def drawings():
    return (STATIC / "drawings.css").read_text()
