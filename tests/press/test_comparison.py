import time
from dataclasses import fields, replace

import pytest

from press.comparison import compare
from press.content import Content
from regions.differences import Piece
from regions.models import Region

SETS = ("regions", "organisations", "boilerplates", "contacts", "cited", "enclosed")
NONE = dict.fromkeys((field.name for field in fields(Content)), "") | dict.fromkeys(SETS, ())
EMPTY = Content(**NONE | dict.fromkeys(("day", "report", "event")) | {"demonstration": False})


def changes(old, new):
    return [
        (change.label, [[(piece.kind, piece.text) for piece in one] for one in change.paragraphs])
        for change in compare(replace(EMPTY, **old), replace(EMPTY, **new))
    ]


def test_same_words_are_no_change():
    assert changes({"body": "<p>a</p>"}, {"body": "<p><strong>a</strong></p>"}) == []


def test_changed_word_stands_between_those_that_stay():
    assert changes({"headline": "43 % des maires"}, {"headline": "44 % des maires"}) == [
        ("Titre", [[("removed", "43"), ("added", "44"), ("same", " % des maires")]])
    ]


def test_new_and_lost_paragraphs_are_whole():
    assert changes({"body": "<p>a</p><p>b</p>"}, {"body": "<p>b</p><p>c</p>"}) == [
        ("Texte", [[("removed", "a")], [("added", "c")]])
    ]


def test_parts_are_in_the_order_of_the_page():
    new = {"regions": (Region(name="A"),), "place": "Nantes", "standfirst": "b", "headline": "c"}
    assert [label for label, _ in changes({}, new)] == ["Titre", "Chapô", "Lieu et date", "Territoires"]


@pytest.mark.parametrize("words", ["a ", "a b ", "mot de la "])
def test_long_paragraphs_are_compared_at_once(words):
    old, new = (f"<p>{start}{words * 9000}</p>" for start in ("x ", "y "))
    started = time.perf_counter()
    ((_, ((removed, added),)),) = changes({"body": old}, {"body": new})
    assert time.perf_counter() - started < 2
    assert (removed[0], added[0]) == ("removed", "added")


def test_pieces_are_the_whole_text_of_each_side():
    old, new = "Un mot, puis deux autres.", "Un mot ; puis trois autres mots."
    (change,) = compare(replace(EMPTY, headline=old), replace(EMPTY, headline=new))
    (pieces,) = change.paragraphs
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert pieces[0] == Piece("same", "Un mot")
