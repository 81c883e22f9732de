"""Charts in a browser: drawn over the drawings, walked by keyboard, taken away as pictures."""

import re

import pytest

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


def test_points_stand_where_the_drawing_had_them(open_page, programme):
    page = open_page(REGION)
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    box = chart(page)
    dots = (
        box.locator(".strip")
        .first.locator("circle")
        .evaluate_all(
            "(dots) => dots.map((dot) => { const b = dot.getBoundingClientRect(); "
            "return [b.left + b.width / 2, b.top + b.height / 2]; })"
        )
    )
    canvas = box.locator("canvas")
    points = canvas.evaluate(
        "(canvas) => { const chart = Chart.getChart(canvas), b = canvas.getBoundingClientRect(); "
        "return [1, 0].map((set) => chart.getDatasetMeta(set).data[0])"
        ".map(({x, y}) => [b.left + x, b.top + y]); }"
    )
    for dot, point in zip(dots, points, strict=True):
        assert point == pytest.approx(dot, abs=1)


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


@pytest.mark.parametrize("path", [REGION, INDICATOR, "/france/"])
def test_picture_is_a_png_of_its_own_size(open_page, programme, path):
    page = open_page(path)
    button = page.locator("[data-picture]").first
    button.wait_for()
    with page.expect_download() as download:
        button.click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20], "big") == 2000
    assert re.fullmatch(r"phare-[a-z0-9-]+\.png", download.value.suggested_filename)


def test_picture_holds_title_legend_base_source_and_address(open_page, programme):
    page = open_page(REGION)
    page.evaluate(
        "() => { window.written = []; const write = CanvasRenderingContext2D.prototype.fillText; "
        "CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) "
        "{ window.written.push(text); return write.call(this, text, ...rest); }; }"
    )
    with page.expect_download():
        page.locator("[data-picture]").first.click()
    written = " ".join(page.evaluate("window.written")).replace("\u202f", " ").replace("\xa0", " ")
    parts = [
        "Les alliances, source d'innovation dans les Pays",
        "France",
        "Base : ",
        "Source : PHARE",
        REGION,
    ]
    assert [part for part in parts if part not in written] == []


def test_colours_follow_the_scheme_of_the_page(open_page, programme):
    page = open_page(REGION)
    canvas = chart(page).locator("canvas")
    tint = "(canvas) => Chart.getChart(canvas).data.datasets[0].tints[0]"
    light = canvas.evaluate(tint)
    page.emulate_media(color_scheme="dark")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert [light, canvas.evaluate(tint)] == ["#0b6aa8", "#6db7ea"]


def test_page_without_chart_js_keeps_its_drawings_and_offers_no_picture(open_page, programme, settings):
    settings.NPM_ASSETS = {}
    page = open_page(REGION)
    page.wait_for_load_state("networkidle")
    assert page.locator("script[data-library]").count() == 0
    assert page.locator(".strip circle").first.is_visible()
    assert page.locator("[data-picture]:visible").count() == 0


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
