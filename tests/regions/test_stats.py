from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.stats import Interval, RankInterval, part_against_whole, rank_intervals, wilson


def percent(interval):
    return [round(100 * end, 1) for end in interval]


def test_wilson_of_28_in_30_is_787_to_982():
    assert percent(wilson(28 / 30, 30)) == [78.7, 98.2]


def test_wilson_of_zero_starts_at_zero_and_has_width():
    low, high = wilson(0, 50)
    assert low == 0
    assert 0 < high < 0.1


@pytest.mark.parametrize(
    ("end", "written"),
    [
        (12.63, "12.6"),
        (-4.96, "-5"),
        (0.06, "0.1"),
        (0.04, "0.04"),
        (-0.004, "-0.004"),
        (0.0006, "0.001"),
        (0.0004, "0"),
        (-0.0004, "0"),
        (0, "0"),
    ],
)
def test_end_has_one_decimal_or_as_many_more_as_tell_it_from_zero(end, written):
    assert Interval(end, 12.96).rounded() == (Decimal(written), 13)
    assert Interval(-12.96, end).rounded() == (-13, Decimal(written))
    assert not any(number.is_signed() for number in Interval(end, end).rounded() if not number)


@given(low=st.floats(-100, 100), width=st.floats(0, 100))
def test_rounding_keeps_the_sign_of_an_interval_s_ends(low, width):
    interval = Interval(low, low + width)
    for end, written in zip(interval, interval.rounded(), strict=True):
        assert end * float(written) >= 0
        assert (written == 0) == (abs(end) <= 0.0005)
        assert abs(Decimal(end) - written) <= Decimal("0.05")


@pytest.mark.parametrize(("share", "n"), [(-0.1, 10), (1.1, 10), (0.5, 0)])
def test_wilson_outside_its_domain_raises(share, n):
    with pytest.raises(ValueError, match="share"):
        wilson(share, n)


@pytest.mark.parametrize(
    ("part", "n", "whole", "expected"),
    [
        (0.43, 200, 0.37, [-0.4, 12.6]),
        (0.43, 245, 0.37, [0.2, 12.0]),
        (0.26, 155, 0.38, [-18.1, -4.9]),
    ],
)
def test_gap_of_a_thirteenth_of_the_nation_matches_checked_values(part, n, whole, expected):
    assert percent(part_against_whole(part, n, whole, 13 * n)) == expected


def test_gap_with_design_effect_is_that_of_a_smaller_sample():
    assert part_against_whole(0.43, 400, 0.37, 5200, design_effect=2) == part_against_whole(
        0.43, 200, 0.37, 2600
    )


def test_gap_with_population_weight_uses_it_instead_of_the_sample_share():
    by_sample = part_against_whole(0.43, 200, 0.37, 2600)
    assert part_against_whole(0.43, 200, 0.37, 2600, weight=1 / 13) == pytest.approx(by_sample)
    assert part_against_whole(0.43, 200, 0.37, 2600, weight=0.3) != by_sample


@pytest.mark.parametrize(
    ("part", "n", "whole", "n_whole"),
    [(0.99, 900, 0.5, 1000), (0.0, 900, 0.95, 1000), (0.5, 100, 0.5, 100), (0.5, 200, 0.5, 100)],
)
def test_gap_without_a_possible_rest_is_none(part, n, whole, n_whole):
    assert part_against_whole(part, n, whole, n_whole) is None


@given(p=st.floats(0, 1), rest=st.floats(0, 1), n=st.integers(1, 5000), others=st.integers(1, 50000))
def test_gap_interval_holds_the_gap(p, rest, n, others):
    whole = (n * p + others * rest) / (n + others)
    interval = part_against_whole(p, n, whole, n + others)
    if interval is not None:
        assert interval.low - 1e-9 <= p - whole <= interval.high + 1e-9


def test_ranks_of_close_shares_overlap_and_of_distant_ones_do_not():
    assert rank_intervals([0.9, 0.5, 0.1], [500, 500, 500]) == [
        RankInterval(1, 1),
        RankInterval(2, 2),
        RankInterval(3, 3),
    ]
    assert rank_intervals([0.51, 0.5], [100, 100]) == [RankInterval(1, 2), RankInterval(1, 2)]


def test_ranks_are_the_same_at_every_call():
    assert rank_intervals([0.4, 0.5], [100, 90]) == rank_intervals([0.4, 0.5], [100, 90])
