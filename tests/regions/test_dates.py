from datetime import UTC, date, datetime

import pytest

from regions.dates import PartialDate, Precision, parse_date


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2016-05-26", "26 mai 2016"),
        ("2015-01-01", "1er janvier 2015"),
        ("2009-11", "novembre 2009"),
        ("2016-H1", "premier semestre 2016"),
        ("2016-H2", "second semestre 2016"),
        ("2017", "2017"),
        ("", "date inconnue"),
    ],
)
def test_date_says_what_is_known_and_no_more(text, words):
    assert str(parse_date(text)) == words


@pytest.mark.parametrize("text", ["2016-05-26", "2015-01-01", "2009-11", "2016-H1", "2016-H2", "2017", ""])
def test_date_is_written_in_files_as_it_is_read(text):
    assert parse_date(text).iso == text


@pytest.mark.parametrize("text", ["2016-13", "2016-H3", "26/05/2016", "2016-02-30", "demain"])
def test_date_that_is_none_is_refused_in_french(text):
    with pytest.raises(ValueError, match="n'est pas une date"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("2016-05-26", datetime(2016, 5, 26, 22, tzinfo=UTC)),
        ("2009-11", datetime(2009, 11, 30, 23, tzinfo=UTC)),
        ("2016-H2", datetime(2016, 12, 31, 23, tzinfo=UTC)),
        ("2017", datetime(2017, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_period_is_past_at_midnight_in_paris_after_its_last_day(text, past):
    assert parse_date(text).past == past


def test_unknown_date_is_never_past():
    assert parse_date("").past is None


@pytest.mark.parametrize(
    ("day", "precision", "first"),
    [
        (date(2016, 11, 29), Precision.DAY, date(2016, 11, 29)),
        (date(2016, 11, 29), Precision.MONTH, date(2016, 11, 1)),
        (date(2016, 11, 29), Precision.HALF_YEAR, date(2016, 7, 1)),
        (date(2016, 5, 29), Precision.HALF_YEAR, date(2016, 1, 1)),
        (date(2016, 11, 29), Precision.YEAR, date(2016, 1, 1)),
        (date(2016, 11, 29), Precision.UNKNOWN, None),
    ],
)
def test_date_is_moved_to_the_first_day_of_its_period(day, precision, first):
    assert PartialDate(day, precision).first_day().start == first
