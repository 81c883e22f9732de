"""The SVG of a block that stands by itself."""

from decimal import Decimal
from xml.dom import minidom

import pytest
from django.utils import translation

from regions import drawing, rows, sentences
from regions.charts import PALETTE
from regions.drawing.standalone import axis_svg, block_svg, row_words, strip_svg
from regions.publication import database_now
from tests.factories import make_figure, make_indicator, make_nation, make_pair, make_question, make_region

pytestmark = pytest.mark.django_db


def block_of(figure):
    ((_, (block,)),) = rows.cited([figure.pk], database_now()).blocks()
    return block


def tree(svg):
    return minidom.parseString(svg.encode()).documentElement


def texts(element):
    return ["".join(node.data for node in text.childNodes) for text in element.getElementsByTagName("text")]


def drawn(element, name, attribute):
    return [one.getAttribute(attribute) for one in element.getElementsByTagName(name)]


def test_block_gives_its_labels_values_axis_legend_and_source():
    block = block_of(make_pair(region=make_region(name="Bretagne")))
    found = texts(tree(block_svg(block)))
    sentence = found[2:4]
    assert " ".join(sentence) == sentences.block_sentence(block)
    assert found[:-3] == [
        block.indicator.short_label,
        f"{block.indicator.label}, en Bretagne.",
        *sentence,
        *("Bretagne", "France"),
        *("0", "25", "50", "75", "100"),
        *("Entreprises", "Entreprises d'au moins 10", "salariés"),
        "43\u202f%",
        *("+6\u00a0points", "France 37\u202f%"),
    ]
    survey = block.rows[0].question.survey
    assert found[-3] == f"Enquête\u00a0: {survey}\u202f; effectif non publié."
    assert found[-2].startswith("Écarts non testés\u00a0: les effectifs ne sont pas publiés.")
    assert found[-1] == f"Sources\u00a0: {sentences.listed_sources(block)}."


def test_marks_stand_where_the_page_has_them():
    block = block_of(make_pair(value=43, reference=37))
    strip = drawing.row_strip(block.rows[0])
    circles = drawn(tree(strip_svg(block.rows[0])), "circle", "cx")
    assert circles == [mark.x for mark in strip.marks] == ["37%", "43%"]
    assert [x for x in drawn(tree(block_svg(block)), "circle", "cx") if "%" in x] == circles


def test_region_has_the_colour_of_its_audience():
    block = block_of(make_pair())
    colour = "#{:02x}{:02x}{:02x}".format(*PALETTE[block.rows[0].audience])
    assert drawn(tree(strip_svg(block.rows[0])), "circle", "fill") == ["#ffffff", colour]


def test_nation_alone_is_a_bar():
    block = block_of(make_figure(region=make_nation()))
    element = tree(block_svg(block))
    assert "43%" in drawn(element, "rect", "width")
    assert "Écart à la France" not in texts(element)


@pytest.mark.parametrize("unit", ["count", "mean"])
def test_block_without_axis_is_a_list(unit):
    figure = make_figure(question=make_question(indicator=make_indicator(unit=unit)), value=Decimal(1200))
    block = block_of(figure)
    element = tree(block_svg(block))
    assert (drawn(element, "circle", "cx"), strip_svg(block.rows[0]), axis_svg(block)) == ([], "", "")
    assert "1\u202f200" in texts(element)


def test_doubts_of_a_value_are_written():
    block = block_of(make_figure(certainty="uncertain", note="À confirmer."))
    assert row_words(block, block.rows[0]).marks == ("incertain", "note a")
    assert "a. À confirmer." in texts(tree(block_svg(block)))


def test_value_is_never_cut():
    question = make_question(indicator=make_indicator(unit="count"))
    figure = make_figure(question=question, value=Decimal(123456789012), qualifier="about")
    assert "environ\u00a0123\u202f456\u202f789\u202f012" in texts(tree(block_svg(block_of(figure))))


def test_notice_stands_on_top():
    assert texts(tree(block_svg(block_of(make_figure()), "Sous embargo")))[0] == "Sous embargo"


def test_hostile_labels_stay_text():
    region = make_region(name="<script>\x0b&\"']]>", slug="r", code="99")
    element = tree(block_svg(block_of(make_figure(region=region, note="<!-- \x1b \ufffe -->"))))
    assert element.getElementsByTagName("script") == []
    assert "a. <!--   -->" in texts(element)


def test_drawing_needs_nothing_else():
    svg = block_svg(block_of(make_pair()))
    assert [word for word in ("<script", "<style", "href", "url(", "class=", "style=") if word in svg] == []


def test_positions_are_written_as_svg_wants_them_in_any_language():
    block = block_of(make_figure(value=Decimal("43.25")))
    with translation.override("fr"):
        element = tree(block_svg(block))
    found = [one.getAttribute("y") for one in element.getElementsByTagName("text")]
    assert [y for y in found if "," in y] == []
