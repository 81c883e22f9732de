import pytest

from press import claims
from press.claims.unsaid import unsaid
from regions.publication import database_now
from tests.factories import (
    make_base,
    make_indicator,
    make_nation,
    make_pair,
    make_question,
    make_region,
    make_survey,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    make_base(audience="companies", label="Entreprises")
    return make_region(name="Bretagne", code="53")


def pair(region, value, reference, cues="", small=False, **kwargs):
    survey = make_survey(audience="companies", small_regional_bases=small)
    question = make_question(indicator=make_indicator(cues=cues), survey=survey)
    return make_pair(value, reference, region=region, question=question, **kwargs)


def left(region, text="Titre", **kwargs):
    """The values of what is left unsaid."""
    known = claims.load(database_now())
    found = claims.check(text, [region], known)
    told = {one.pk for claim in found for one in (claim.figure, claim.against) if one}
    return [int(one.public_value) for one in unsaid(told, [region], known, **kwargs)]


def test_unsaid_largest_gaps_come_first_whatever_their_sign(region):
    pair(region, 43, 37)
    pair(region, 26, 38)
    pair(region, 50, 49)
    assert left(region) == [26, 43, 50]


def test_unsaid_caution_comes_last(region):
    pair(region, 93, 76, small=True)
    pair(region, 43, 37)
    assert left(region) == [43, 93]


def test_unsaid_holds_no_more_than_most(region):
    for value in range(41, 48):
        pair(region, value, 37)
    assert left(region, most=2) == [47, 46]


def test_unsaid_leaves_out_what_a_claim_is_bound_to(region):
    pair(region, 43, 37, cues="elan")
    pair(region, 26, 38, cues="relations")
    assert left(region, "Titre\n\nEn Bretagne, 43 % des entreprises ont un elan.") == [26]


def test_unsaid_leaves_out_uncertain_and_equal_values(region):
    pair(region, 43, 37, certainty="uncertain")
    pair(region, 43, 43)
    assert left(region) == []


def test_unsaid_of_the_nation_is_empty(region):
    pair(region, 43, 37)
    assert left(make_nation()) == []
