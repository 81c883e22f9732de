"""Survey numbers in typed texts."""

import re

import pytest

from press.models import Page
from press.typed_numbers import number_holes, typed_numbers


@pytest.mark.parametrize(
    "typed",
    [
        "43 %",
        "43%",
        "43,5 %",
        "43.5 %",
        "43\u00a0%",
        "43\u202f%",
        "43\n%",
        "43 \u2060%",
        "43 pour cent",
        "43 POUR CENT",
        "7,1 sur 10",
        "7 sur\u00a010",
    ],
)
def test_survey_number_is_found_as_typed(typed):
    assert typed_numbers(f"Ici, {typed} des habitants.") == [typed]


@pytest.mark.parametrize(
    "words",
    [
        "6 points de plus",
        "1 point de moins",
        "6,5 points d'écart",
        "6 points d\u2019écart",
        "6 points au-dessus",
        "6\u00a0points au-dessous",
        "6 points au dessus",
        "6 points en dessous",
    ],
)
def test_gap_is_found_as_typed(words):
    assert typed_numbers(f"Ici, {words} pour les habitants.") == [re.match(r"\S+\spoints?", words)[0]]


def test_numbers_of_one_text_are_found_in_their_order():
    assert typed_numbers("De 40 à 43 %, soit 3 points de plus.") == ["40", "43 %", "3 points"]


@pytest.mark.parametrize(
    "text",
    [
        "Le 7 octobre 2016, à 18 h 30",
        "6 points à l'ordre du jour",
        "30 étapes sur 13 régions",
        "2 sur 100 pages",
        "Un écart de quelques points",
        "Pour cent raisons",
        "",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert typed_numbers(text) == []


def test_prose_is_read_as_its_words_alone():
    link = '<a href="https://example.org/a%20b3%C3%A9">adresse</a>'
    page = Page(
        description="Rien", body=f"<p>En 2016, <strong>43</strong>&nbsp;% : {link}.</p><p>7</p><p>%</p>"
    )
    (hole,) = number_holes(page, "description", prose=("body",))
    assert (hole.field, hole.message) == (
        "body",
        "«\u00a043 %\u00a0» : un chiffre d'enquête ne se tape pas ici, il s'écrit par un lien vers sa page.",
    )


def test_each_number_of_a_field_is_named_once():
    (hole,) = number_holes(Page(description="43 %, 43\u00a0%, 6 points de plus"), "description")
    assert hole.message.startswith("«\u00a043 %\u00a0», «\u00a06 points\u00a0» : ")
