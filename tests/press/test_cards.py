import io
from dataclasses import replace
from decimal import Decimal

import pytest
from PIL import Image

from press.documents import release_card
from press.documents.card import first_figure
from tests.factories import make_base, make_figure, make_indicator, make_pair, make_question
from tests.press.documents import sheet_of
from tests.press.test_pdf import HOSTILE, with_content

pytestmark = pytest.mark.django_db


def shown(sheet, monkeypatch):
    """The words of a card, before they are drawn."""
    told = {}
    monkeypatch.setattr("regions.documents.card.typeset", lambda name, data, **_: told.update(data))
    release_card(sheet)
    return told


def test_card_has_the_size_that_networks_show():
    picture = Image.open(io.BytesIO(release_card(sheet_of())))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))


def test_same_sheet_gives_the_same_card():
    sheet = sheet_of()
    assert release_card(sheet) == release_card(sheet)


def test_card_shows_the_first_figure_with_its_base_and_gap(monkeypatch):
    first = make_pair(base=make_base(label="Entreprises de la base"))
    other = make_figure(region=first.region, value=Decimal(99), report=first.report)
    told = shown(sheet_of(figures=[first, other]), monkeypatch)
    survey = first.question.survey
    assert (told["value"], told["lines"]) == (
        "43\u202f%",
        (
            f"{first.question.indicator.short_label}, {first.region.name_in}",
            f"Base\u00a0: Entreprises de la base. {survey}.",
            "6\u00a0points de plus que les 37\u202f% de la France (écart non testé)",
        ),
    )


def test_card_says_the_doubts_of_its_figure(monkeypatch):
    figure = make_figure(certainty="uncertain")
    assert shown(sheet_of(figures=[figure]), monkeypatch)["lines"][2] == "incertain"


def test_card_of_a_release_without_figures_has_none(monkeypatch):
    told = shown(sheet_of(figures=[], report=None), monkeypatch)
    assert (told["value"], told["lines"]) == ("", ())


def test_figure_that_went_gives_its_place_to_the_next():
    first, second = make_figure(), make_figure()
    sheet = sheet_of(figures=[first, second])
    left = [(region, blocks) for region, blocks in sheet.territories if region == second.region]
    _, row = first_figure(replace(sheet, territories=left))
    assert row.figure == second


def test_card_of_a_demonstration_says_so(monkeypatch):
    assert shown(sheet_of(demonstration=True), monkeypatch)["mark"] == "Texte de démonstration"


@pytest.mark.parametrize("text", [*HOSTILE, "W" * 250, "mot " * 60, ""])
def test_any_headline_is_drawn(text):
    assert Image.open(io.BytesIO(release_card(with_content(headline=text)))).size == (1200, 630)


def test_count_too_long_for_large_type_is_drawn():
    question = make_question(indicator=make_indicator(unit="count"))
    figure = make_figure(question=question, value=Decimal(123456789012), qualifier="about")
    assert release_card(sheet_of(figures=[figure]))
