"""Charts in a browser: drawn over the drawings, and walked by keyboard."""

import pytest

from regions.models import Figure
from regions.publication import database_now
from tests.factories import make_correction

pytestmark = pytest.mark.django_db(transaction=True)

REGION = "/regions/pays-de-la-loire/"
INDICATOR = "/indicateurs/pratique-partenariats/"


def chart(page, selector="[data-chart]"):
    """The first box that matches, once its chart is drawn."""
    page.locator(selector).first.scroll_into_view_if_needed()
    page.locator(f"{selector}.drawn").first.wait_for()
    return page.locator(f"{selector}.drawn").first


def test_chart_is_loaded_only_when_its_drawing_comes_near(open_page, programme):
    requests = []
    page = open_page("/")
    page.on("request", lambda request: requests.append(request.url))
    page.set_viewport_size({"width": 1280, "height": 300})
    page.goto(page.url.rstrip("/") + REGION)
    page.wait_for_load_state("networkidle")
    assert [url for url in requests if "graphiques" in url or "vendor" in url] == []
    chart(page)
    assert len([url for url in requests if "vendor" in url]) == 1


def test_drawn_chart_moves_nothing_on_the_page(open_page, programme):
    page = open_page(REGION)
    heights = "[...document.querySelectorAll('.table-box')].map((box) => box.offsetHeight)"
    before = page.evaluate(heights)
    chart(page)
    assert page.evaluate(heights) == before


# For each strip with two dots: where the drawing has them, and where the chart has its points.
PLACES = """(box) => {
  const middle = (one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  };
  const canvas = box.querySelector("canvas");
  const { left, top } = canvas.getBoundingClientRect();
  const at = (set, row) => {
    const { x, y } = Chart.getChart(canvas).getDatasetMeta(set).data[row];
    return [left + x, top + y];
  };
  const dots = [...box.querySelectorAll(".strip")].map((strip) => [...strip.querySelectorAll("circle")]);
  const rows = [...dots.keys()].filter((row) => dots[row].length === 2);
  return rows.map((row) => [dots[row].map(middle), [at(1, row), at(0, row)]]);
}"""


@pytest.mark.parametrize("widths", [[1280], [390], [1280, 600, 1000], [844, 390]])
def test_points_stand_where_the_drawing_has_them_after_any_resize(open_page, programme, widths):
    page = open_page(REGION, width=widths[0])
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    box = chart(page)
    for width in widths[1:]:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
    places = box.evaluate(PLACES)
    assert len(places) == 3
    for drawn, charted in places:
        assert charted == [pytest.approx(dot, abs=1) for dot in drawn]


@pytest.mark.parametrize("path", [REGION, INDICATOR])
def test_links_of_a_table_are_reached_under_its_chart_on_a_phone(open_page, programme, path):
    page = open_page(path, width=390)
    for box in page.locator(".table-box[data-chart]").all():
        box.scroll_into_view_if_needed()
    page.wait_for_function("() => !document.querySelector('.table-box[data-chart]:not(.drawn)')")
    covered = page.evaluate(
        "() => [...document.querySelectorAll('.drawn table a')].filter((link) => { link.scrollIntoView("
        "{block: 'center'}); const b = link.getClientRects()[0]; const found = document.elementFromPoint("
        "b.left + b.width / 2, b.top + b.height / 2); return found !== link && !link.contains(found); })"
        ".map((link) => link.textContent)"
    )
    page.wait_for_load_state("networkidle")
    assert covered == []


def test_page_older_than_its_chart_keeps_its_drawing(open_page, programme):
    page = open_page("/")
    page.set_viewport_size({"width": 1280, "height": 300})
    page.goto(page.url.rstrip("/") + REGION)
    figure = Figure.objects.get(region__code="52", value=65)
    make_correction(figure=figure, value=12, publish_at=database_now())
    page.locator("[data-chart]").first.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-chart]").first.locator("canvas").count() == 0
    assert page.locator(".strip circle").first.is_visible()


def test_print_shows_the_drawing_alone(open_page, programme):
    page = open_page(REGION)
    box = chart(page)
    page.emulate_media(media="print")
    assert box.locator("canvas").is_hidden()
    assert box.locator(".strip circle").first.is_visible()


def test_arrows_walk_the_points_and_announce_them(open_page, programme):
    page = open_page(REGION)
    box = chart(page)
    box.locator("canvas").focus()
    said = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Home"):
        page.keyboard.press(key)
        said.append(box.get_by_role("status").inner_text().replace("\u202f", " ").replace("\xa0", " "))
    first = "Citoyens, Ensemble des citoyens, Pays de la Loire : 65 %, −4 points, non testé"
    assert said == [
        first,
        "Citoyens, Ensemble des citoyens, France : 69 %",
        "Maires, Ensemble des maires et adjoints, Pays de la Loire : non interrogés à cette date",
        first,
    ]


def test_canvas_is_an_image_described_by_the_sentence(open_page, programme):
    page = open_page(REGION)
    canvas = chart(page).locator("canvas")
    described = canvas.get_attribute("aria-describedby")
    assert canvas.get_attribute("role") == "img"
    assert "65 % des citoyens" in page.locator(f"#{described}").inner_text().replace("\u202f", " ")


def test_motion_is_left_out_for_who_asks(open_page, programme):
    page = open_page(REGION)
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    canvas = chart(page).locator("canvas")
    assert canvas.evaluate("(canvas) => Chart.getChart(canvas).options.animation") is False


def test_colours_follow_the_scheme_of_the_page(open_page, programme):
    page = open_page(REGION)
    canvas = chart(page).locator("canvas")
    tint = "(canvas) => Chart.getChart(canvas).data.datasets[0].tints[0]"
    light = canvas.evaluate(tint)
    page.emulate_media(color_scheme="dark")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert [light, canvas.evaluate(tint)] == ["#0b6aa8", "#569dc7"]


def test_page_without_chart_js_keeps_its_drawings(open_page, programme, settings, tmp_path):
    settings.NPM_ASSETS = {}
    settings.STATIC_ROOT = tmp_path
    page = open_page(REGION)
    page.wait_for_load_state("networkidle")
    assert page.locator("script[data-library]").count() == 0
    assert page.locator(".strip circle").first.is_visible()


def test_sentence_and_source_are_copied_with_their_address(open_page, programme):
    page = open_page(REGION)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.reload()
    page.get_by_role("button", name="Copier la phrase et la source").first.click()
    page.get_by_role("button", name="Copié").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").replace("\u202f", " ").replace("\xa0", " ")
    assert "65 % des citoyens" in copied
    assert "Sources : PHARE Pays de la Loire, 26 mai 2016" in copied
    assert copied.endswith(f"{REGION}#pays-de-la-loire-alliances-source-innovation")
