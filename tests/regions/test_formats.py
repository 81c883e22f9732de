from decimal import Decimal

import pytest

from regions import formats


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("43", "43"),
        ("43.000", "43"),
        ("43.500", "43,5"),
        ("0", "0"),
        ("0.000", "0"),
        ("100", "100"),
        ("1200000", "1\u202f200\u202f000"),
        ("-4", "\u22124"),
        ("-0.5", "\u22120,5"),
    ],
)
def test_number_is_written_in_french(number, expected):
    assert formats.number(Decimal(number)) == expected


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "expected"),
    [
        ("43", "%", "", "43\u202f%"),
        ("0", "%", "", "0\u202f%"),
        ("7.1", "/10", "", "7,1\u00a0sur\u00a010"),
        ("1200000", "count", "about", "environ\u00a01\u202f200\u202f000"),
        ("674000", "count", "over", "plus\u00a0de\u00a0674\u202f000"),
        ("4.5", "mean", "", "4,5"),
    ],
)
def test_value_carries_unit_and_qualifier(value, unit, qualifier, expected):
    assert formats.value(Decimal(value), unit, qualifier) == expected


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        ("6", "+6\u00a0points"),
        ("-1", "\u22121\u00a0point"),
        ("1.5", "+1,5\u00a0point"),
        ("-2", "\u22122\u00a0points"),
        ("0", "0\u00a0point"),
    ],
)
def test_gap_is_signed_and_counted_in_points(gap, expected):
    assert formats.signed_points(Decimal(gap)) == expected


def test_first_rank_differs_from_others():
    assert [formats.ordinal(rank) for rank in (1, 2, 4)] == ["1er", "2e", "4e"]
