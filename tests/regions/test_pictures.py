"""Charts and maps as files: the values of the database, in SVG and in PNG."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from regions.documents.picture import svg_png
from regions.drawing.standalone import maps
from regions.models import Figure, Indicator
from regions.publication import database_now
from regions.rows import IndicatorFigures, Status
from regions.sentences import STATUS_WORDS, comparison_sentence, map_words, series_sentence, value_words
from regions.views import pictures as views
from tests.factories import (
    ago,
    make_correction,
    make_figure,
    make_pair,
    make_question,
    make_region,
    make_report,
    make_user,
)
from tests.regions.pictures import blocks, choices, texts, tree, values

pytestmark = pytest.mark.django_db

WAVES = (
    "/indicateurs/pratique-partenariats/vagues/france/pratique-partenariats/associations"
    "/oui-des-relations-partenariales-sont-en-place/associations-employeuses"
)
PLACES = [
    "/regions/pays-de-la-loire/pratique-partenariats",
    "/france/pratique-partenariats",
    "/rapports/phare-grand-est/grand-est/pratique-partenariats",
    "/indicateurs/pratique-partenariats/carte",
    "/indicateurs/pratique-partenariats/regions",
    "/indicateurs/pratique-partenariats/publics",
    WAVES,
    "/tableau-de-bord/carte",
    "/tableau-de-bord/regions",
    "/tableau-de-bord/publics",
]


def test_each_block_holds_the_values_of_its_rows(client, programme):
    for place, block in blocks():
        element = tree(client.get(f"{place}.svg"))
        assert values(element) == [value_words(row) for row in block.published], place


def test_each_comparison_holds_the_nation_and_the_regions(client, programme):
    for place, query, comparison in choices():
        element = tree(client.get(f"{place}/regions.svg{query}"))
        rows = [*filter(None, [comparison.nation]), *comparison.published]
        assert values(element) == [value_words(row) for row in rows], place
        assert all(row.region.name in texts(element) for row in rows)


def test_each_map_holds_each_region_with_its_value_or_why_there_is_none(client, programme):
    for place, query, comparison in choices():
        element = tree(client.get(f"{place}/carte.svg{query}"))
        titles = {words.firstChild.data for words in element.getElementsByTagName("title")}
        assert titles >= {f"{row.region}\u00a0: {value_words(row)}" for row in comparison.rows}, place
        drawn = [text for text in texts(element) if re.fullmatch(r"[\d,]+\*?", text)]
        assert sorted(drawn) == sorted(map_words(row) for row in comparison.published)


def test_audiences_side_by_side_have_each_value_after_its_name(client, programme):
    indicator = Indicator.objects.select_related("theme").get(slug="alliances-source-innovation")
    figures = IndicatorFigures(indicator, database_now())
    element = tree(client.get("/indicateurs/alliances-source-innovation/publics.svg"))
    assert values(element) == [
        f"{row.audience.label} {value_words(row)}"
        for side in figures.side_by_side(figures.answers[0])
        for row in side.published
    ]


def test_waves_have_their_values_and_years(client, programme):
    indicator = Indicator.objects.select_related("theme").get(slug="pratique-partenariats")
    (series,) = IndicatorFigures(indicator, database_now()).series()
    element = tree(client.get(f"{WAVES}.svg"))
    assert values(element) == [value_words(row) for row in series.rows] == ["46\u202f%", "53\u202f%"]
    assert series_sentence(series) in " ".join(texts(element))


@pytest.mark.parametrize("place", PLACES)
def test_picture_says_survey_sizes_source_day_and_address(client, programme, place):
    said = " ".join(texts(tree(client.get(f"{place}.svg"))))
    assert re.search("Enquêtes?\u00a0: PHARE", said)
    assert re.search("effectifs? non publié", said)
    assert re.search("Sources?\u00a0: PHARE", said)
    assert re.search(r"Chiffres publics au \d+ \w+ \d{4}\. http://testserver/", said)


@pytest.mark.parametrize("place", PLACES)
def test_png_is_drawn_from_the_svg_of_the_same_address(client, programme, place, monkeypatch):
    drawn = []
    monkeypatch.setattr(views, "svg_png", lambda svg: drawn.append(svg) or b"png")
    response = client.get(f"{place}.png")
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert drawn == [client.get(f"{place}.svg").content.decode()]


def test_png_has_two_pixels_for_each_unit_of_its_svg(client, programme):
    svg = client.get(f"{PLACES[0]}.svg").content.decode()
    (width, height) = map(int, re.search(r'width="(\d+)" height="(\d+)"', svg).groups())
    picture = Image.open(io.BytesIO(svg_png(svg)))
    assert picture.mode == "P"
    assert picture.format == "PNG"
    assert (picture.width, round(picture.height / 2)) == (2 * width, height)


@pytest.mark.parametrize("end", [".svg", ".png"])
def test_correction_changes_the_picture(client, programme, end):
    before = client.get(PLACES[0] + end)
    figure = Figure.objects.get(
        region__slug="pays-de-la-loire", question__indicator__slug="pratique-partenariats"
    )
    make_correction(figure=figure, value=41, publish_at=ago())
    after = client.get(PLACES[0] + end)
    assert before.content != after.content
    assert before["ETag"] != after["ETag"]
    if end == ".svg":
        assert values(tree(after)) == ["41\u202f%"]


@pytest.mark.parametrize("end", [".svg", ".png"])
def test_unchanged_picture_is_not_sent_again(client, programme, end):
    first = client.get(PLACES[0] + end)
    again = client.get(PLACES[0] + end, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "sandbox" in first["Content-Security-Policy"]
    assert "sandbox" in again["Content-Security-Policy"]


@pytest.mark.parametrize("end", [".svg", ".png"])
def test_picture_of_what_is_not_public_does_not_exist(client, end):
    figure = make_figure(region=make_region(slug="bretagne"), report=make_report())
    slug = figure.question.indicator.slug
    waves = f"vagues/bretagne/{slug}/entreprises/{figure.answer.slug}/{figure.base.slug}"
    for place in (f"regions/bretagne/{slug}", f"indicateurs/{slug}/carte", f"indicateurs/{slug}/{waves}"):
        assert client.get(f"/{place}{end}").status_code == 404
    assert client.get(f"/tableau-de-bord/carte{end}").status_code == 404


@pytest.mark.parametrize("end", [".svg", ".png"])
def test_picture_of_a_withdrawn_report_gives_the_notice_alone(client, end):
    figure = make_figure(region=make_region(slug="bretagne"), value=37.19)
    figure.report.withdraw(by=make_user(), notice="Erreur de tirage.")
    response = client.get(f"/rapports/{figure.report.slug}/bretagne/{figure.question.indicator.slug}{end}")
    assert response.status_code == 410
    assert "Erreur de tirage." in response.content.decode()
    assert "37,19" not in response.content.decode()


def test_hostile_words_stay_words(client):
    region = make_region(name="<script>alert(1)</script>", slug="ici")
    figure = make_pair(region=region, question=make_question())
    for kind in ("carte", "regions"):
        response = client.get(f"/indicateurs/{figure.question.indicator.slug}/{kind}.svg")
        assert tree(response).getElementsByTagName("script") == []
        assert b"<script" not in response.content


def test_map_says_what_no_place_on_it_could(client, programme):
    said = texts(tree(client.get("/indicateurs/pratique-partenariats/carte.svg")))
    assert "France\u00a0: 37\u202f%" in said
    assert STATUS_WORDS[Status.NOT_PUBLISHED] in said


def test_selection_of_the_dashboard_is_what_is_drawn(client, programme):
    query = "?indicateur=pratique-partenariats&public=entreprises&regions=grand-est&france=sans"
    element = tree(client.get(f"/tableau-de-bord/regions.svg{query}"))
    assert values(element) == ["36\u202f%"]
    assert "France" not in texts(element)
    drawn = texts(tree(client.get(f"/tableau-de-bord/carte.svg{query}")))
    assert [text for text in drawn if text.isdecimal()] == ["36"]
    assert "non choisie" in drawn


def test_fills_of_the_map_are_those_of_the_style_sheet_on_light():
    css = (Path(settings.BASE_DIR) / "phare/static/phare/variables.css").read_text()
    (first, *_) = re.findall(r":root \{(.*?)\n\}", css, re.DOTALL)
    stated = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", first))
    drawn = {name: fills for name, fills in maps.FILLS.items() if name != "plain"}
    assert drawn == {f"class-{n}": (stated[f"map-{n}"], stated[f"map-ink-{n}"]) for n in range(1, 6)}
    assert maps.FILLS["plain"] == (stated["land"], stated["ink"])


def test_sentence_of_the_comparison_is_the_pages(client, programme):
    place, query, comparison = next(choices())
    said = " ".join(texts(tree(client.get(f"{place}/regions.svg{query}"))))
    assert comparison_sentence(comparison) in said
