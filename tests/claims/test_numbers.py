from decimal import Decimal

import pytest

from press.claims.numbers import mentions
from press.claims.text import Text
from press.claims.values import Nuance


def found(written):
    text = Text("Titre\n\n" + written)
    told = []
    for one in mentions(text):
        start, end = text.place(one.start, one.end)
        told.append((text.written[start:end], one.value, one.unit.value))
    return told


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("43 % des maires", ("43 %", "43", "%")),
        ("soit 43%des maires", ("43%", "43", "%")),
        ("les maires,65 %  et", ("65 %", "65", "%")),
        ("43 pour cent", ("43 pour cent", "43", "%")),
        ("43 pour-cent", ("43 pour-cent", "43", "%")),
        ("43,5 %", ("43,5 %", "43.5", "%")),
        ("quarante-trois pour cent", ("quarante-trois pour cent", "43", "%")),
        ("43 pour 100 des maires", ("43 pour 100", "43", "%")),
        ("3/4 des maires", ("3/4", "75.0", "%")),
        ("¾ des maires", ("¾", "75.0", "%")),
        ("trois-quarts des maires", ("trois-quarts", "75.0", "%")),
        ("six points de plus", ("six points", "6", "points")),
        ("un écart de -8 points", ("-8 points", "8", "points")),
        ("près d'un tiers des maires", ("un tiers", "33.3", "%")),
        ("plus des deux tiers des maires", ("deux tiers", "66.7", "%")),
        (
            "quatre entreprises d'au moins 10 salariés sur dix",
            ("quatre entreprises d'au moins 10 salariés sur dix", "40", "%"),
        ),
        ("la moitié des maires", ("la moitié", "50.0", "%")),
        ("deux entreprises sur trois", ("deux entreprises sur trois", "66.7", "%")),
        ("une note de 7,1 sur 10", ("7,1 sur 10", "7.1", "/10")),
        ("1,2 million de partenariats", ("1,2 million", "1200000.0", "effectif")),
        ("soit 89 000 entreprises", ("89 000 entreprises", "89000", "effectif")),
        ("elles sont 267 000.", ("267 000", "267000", "effectif")),
        ("304 élus ont répondu", ("304 élus", "304", "effectif")),
        ("4,5 partenariats en moyenne", ("4,5", "4.5", "moyenne")),
    ],
)
def test_statistic_in_any_writing_is_found(written, expected):
    text, value, unit = expected

    assert found(written) == [(text, Decimal(value), unit)]


@pytest.mark.parametrize(
    "written",
    [
        "le 26 mai 2016, de 18 h 30 à 21 h 00",
        "le 4e rapport, le 1er de la série",
        "au 02 61 91 12 34 ou au 02.61.91.12.34",
        "44100 Nantes",
        "les entreprises d'au moins 10 salariés",
        "13 régions, 30 étapes et quatre publics",
        "20 points de vente et un point presse",
        "trois quarts d'heure dans un tiers-lieu",
        "le programme 2013-2017",
        "il s'engage à 100 %",
        "le 3/4 de 10 h à 12 h, puis le 2/5",
    ],
)
def test_number_that_is_no_statistic_is_left_alone(written):
    assert found(written) == []


def test_numbers_that_share_a_unit_are_each_found():
    assert [value for _, value, _ in found("Ils sont 65, 77 et 80 %, contre 37 en France.")] == [
        65,
        77,
        80,
        37,
    ]


def test_marks_without_their_scale_are_found_beside_one_with_it():
    told = found("L'emploi (7,1), la sécurité (6,6) et l'environnement, noté 6,3 sur 10.")

    assert [value for _, value, _ in told] == [Decimal("7.1"), Decimal("6.6"), Decimal("6.3")]


def test_share_said_of_a_gap_is_told_as_one():
    (one,) = mentions(Text("Titre\n\nLa région fait 5 % de plus que la France."))

    assert one.compares


@pytest.mark.parametrize("words", ["près de", "près des", "moins des", "autour des", "de l'ordre des"])
def test_nuance_is_read_with_and_without_an_article(words):
    one = next(iter(mentions(Text(f"{words} deux tiers des citoyens"))))

    assert one.nuance != Nuance.EXACT
