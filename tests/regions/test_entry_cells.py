from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.entry.cells import (
    Missing,
    Seen,
    common,
    dump_seen,
    entry_text,
    load_seen,
    read_entry,
    read_respondents,
)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("", Missing.EMPTY),
        ("  ", Missing.EMPTY),
        ("n.d.", Missing.UNPUBLISHED),
        ("ND", Missing.UNPUBLISHED),
        ("0", Decimal(0)),
        ("43", Decimal(43)),
        ("43,5 %", Decimal("43.5")),
        ("43\u202f%", Decimal(43)),
        ("\u00a043.5", Decimal("43.5")),
    ],
)
def test_typed_text_reads_as_one_thinks(text, entry):
    assert read_entry(text, "%") == entry


@pytest.mark.parametrize("text", ["4O", "43 €", "7/10", "12,3456", "1,230", "-4", "\x00", "43x"])
def test_typed_text_that_is_no_share_is_refused(text):
    with pytest.raises(ValueError, match="«"):
        read_entry(text, "%")


@pytest.mark.parametrize(("text", "number"), [("200", 200), ("1 200", 1200), ("", None), ("n.d.", None)])
def test_respondents_are_whole_numbers(text, number):
    assert read_respondents(text) == number


@pytest.mark.parametrize("text", ["12,5", "43 %", "beaucoup", "2147483648"])
def test_respondents_of_another_kind_are_refused(text):
    with pytest.raises(ValueError, match="«"):
        read_respondents(text)


@given(st.decimals(0, 999_999_999_999, places=3))
def test_entry_is_written_as_it_is_read(value):
    text = entry_text(value)
    if len(text.rpartition(",")[2]) != 3:  # "1,234" may be a thousand and is asked for again
        assert read_entry(text, "mean") == value


numbers = st.integers(1, 2**31)
seen = st.dictionaries(
    st.tuples(numbers, numbers, numbers),
    st.builds(Seen, numbers, st.none() | st.decimals(0, 999, places=2), st.none() | st.integers(0, 10_000)),
)


@given(seen)
def test_what_was_seen_comes_back_as_it_was_sent(cells):
    assert load_seen(dump_seen(cells)) == cells


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "[" * 100_000,
        '{"1-2": [1, "4", 2]}',
        '{"1-2-3": [1]}',
        '{"1-2-3": [1, "NaN", 2]}',
        '{"1-2-3": [1, "x", 2]}',
        '{"1-2-3": [{}, null, null]}',
    ],
)
def test_what_was_not_sent_by_the_page_counts_as_not_seen(text):
    assert load_seen(text) == {}


def test_respondents_of_a_row_are_common_or_not():
    assert common([]) == (True, None)
    assert common([200, 200]) == (True, 200)
    assert common([None]) == (True, None)
    assert common([200, None]) == (False, None)
