import pytest

from press import prose
from press.claimed import Checked, Place
from press.claims import load
from press.mended import Edit, read_whom, replacement, with_base
from regions.models import Base
from regions.publication import database_now


def claim(text, expected, *, value="1", unit="%", verdict="faux", after=""):
    one = Checked("body", 0, 0, len(text), text, value, unit, verdict, "", expected=expected)
    return replacement(one, text + after)


@pytest.mark.parametrize(
    ("said", "expected", "unit", "words"),
    [
        ("44 %", "43", "%", "43 %"),
        ("44\u00a0%", "43", "%", "43\u00a0%"),
        ("44%", "43.5", "%", "43,5%"),
        ("44.0 %", "43.5", "%", "43.5 %"),
        ("44 pour cent", "43", "%", "43 pour cent"),
        ("44", "43", "%", "43"),
        ("7,4 sur 10", "7.1", "/10", "7,1 sur 10"),
        ("91 000 entreprises", "89000", "effectif", "89 000 entreprises"),
        ("91\u00a0000", "89000", "effectif", "89\u00a0000"),
        ("1,3 million", "1200000", "effectif", "1,2 million"),
        ("120 milliers", "89000", "effectif", "89 milliers"),
    ],
)
def test_number_is_replaced_in_the_manner_of_the_text(said, expected, unit, words):
    assert claim(said, expected, unit=unit).words == words


@pytest.mark.parametrize(
    ("said", "value", "expected", "words"),
    [
        ("8 points", "8", "6", "6 points"),
        ("8 points", "8", "1", "1 point"),
        ("+8 points", "8", "6", "+6 points"),
        ("8 pts", "8", "6", "6 pts"),
        ("huit points", "-8", "-6", "6 points"),
        ("8\u00a0points", "8", "1.5", "1,5\u00a0point"),
    ],
)
def test_gap_in_the_right_direction_is_replaced(said, value, expected, words):
    assert claim(said, expected, value=value, unit="points").words == words


def test_gap_in_the_wrong_direction_is_left_to_a_person():
    assert claim("8 points", "-6", value="8", unit="points") is None


def test_fraction_becomes_a_share_where_the_sentence_takes_one():
    assert claim("Un tiers", "65", after=" des citoyens").words == "65\u202f%"
    assert claim("Un tiers", "65", after=", c'est peu") is None
    assert claim("Deux entreprises sur trois", "43", after=" des") is None


@pytest.mark.parametrize(("said", "expected"), [("1,3 million", "674000"), ("1,3 million", "1234567")])
def test_scale_that_does_not_hold_the_number_is_left_to_a_person(said, expected):
    assert claim(said, expected, unit="effectif") is None


def test_only_a_wrong_number_is_replaced():
    assert claim("44 %", "43", verdict="sens contraire") is None
    assert claim("44 %", None) is None


# The base


@pytest.fixture
def known(programme):
    return load(database_now())


def written(known, text, base, number="43 %"):
    """The text once the base is written; None where it cannot be."""
    start = text.index(number)
    one = Checked("body", 0, start, start + len(number), number, "43", "%", "base absente", "")
    place = Place("body", 0, text, "paragraph")
    edit = with_base(one, place, Base.objects.get(slug=base), read_whom(place, known), [one])
    return edit and text[: edit.start] + edit.words + text[edit.end :]


@pytest.mark.parametrize(
    ("text", "base", "after"),
    [
        (
            "Ici, 43 % des entreprises ont des partenariats.",
            "entreprises-10-salaries",
            "Ici, 43 % des entreprises d'au moins 10 salariés ont des partenariats.",
        ),
        (
            "43 % des entreprises ligériennes en ont.",
            "entreprises-10-salaries",
            "43 % des entreprises ligériennes d'au moins 10 salariés en ont.",
        ),
        (
            "Les entreprises sont 43 % à en avoir.",
            "entreprises-10-salaries",
            "Les entreprises d'au moins 10 salariés sont 43 % à en avoir.",
        ),
        (
            "43 % des associations en ont.",
            "associations-employeuses",
            "43 % des associations employeuses en ont.",
        ),
        (
            "43 % des responsables associatifs le pensent.",
            "responsables-associations-employeuses",
            "43 % des responsables d'associations employeuses le pensent.",
        ),
    ],
)
def test_base_is_written_after_the_words_of_its_audience(known, text, base, after):
    assert written(known, text, base) == after


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("43 % en ont.", "entreprises-10-salaries"),
        ("Les entreprises sont là. 43 % en ont.", "entreprises-10-salaries"),
        ("43 % des citoyens en ont.", "entreprises-10-salaries"),
        ("Une association sur deux ? 43 % ici.", "associations-employeuses"),
    ],
)
def test_base_is_not_written_where_no_word_of_the_sentence_takes_it(known, text, base):
    assert written(known, text, base) is None


def test_edit_shows_its_sentence_alone():
    text = "Avant. Ici, 44 % des maires. Après."
    assert Edit("body", 0, 12, 16, "43 %").around(text) == ("Ici, ", "44 %", " des maires.")


# Words within marks and links


def rewritten(html, start, end, words):
    blocks = prose.parse(html)
    prose.rewrite(next(iter(prose.paragraphs(blocks))), start, end, words)
    return prose.html(blocks)


def test_rewriting_keeps_marks_and_links():
    html = '<p>Ici, <strong>44</strong> % des <a href="/x/">entreprises</a> du lieu.</p>'
    assert rewritten(html, 5, 9, "43 %") == html.replace("44", "43")
    assert (
        rewritten(html, 25, 25, " d'ici")
        == '<p>Ici, <strong>44</strong> % des <a href="/x/">entreprises d&#x27;ici</a> du '
        "lieu.</p>"
    )


def test_rewriting_counts_from_the_first_word_of_a_block():
    assert rewritten("<p> 44 % ici</p>", 0, 4, "43 %") == "<p> 43 % ici</p>"
