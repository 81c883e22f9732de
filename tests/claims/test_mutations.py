from decimal import Decimal

import pytest

from press import claims
from regions.publication import database_now
from tests.claims.change import Facts, is_untrue
from tests.claims.corpus import FOLDER, Expected, labelled
from tests.claims.mutations import correct_texts, mutations, run

LEAST = 0.95
KINDS = [
    *("nombre changé", "liste « respectivement »", "deux nombres échangés", "public échangé"),
    *("territoire échangé", "sens échangé", "base retirée"),
]


@pytest.fixture
def known(programme):
    return claims.load(database_now())


def test_errors_put_into_right_texts_are_flagged(known):
    result = run(known)
    assert result.share >= LEAST, [str(miss) for miss in result.misses]


def test_mutations_are_of_every_kind_and_each_changes_its_text(known):
    facts = Facts(known)
    made = [mutation for text in correct_texts() for mutation in mutations(text, facts)]
    assert list(dict.fromkeys(sorted((one.kind for one in made), key=KINDS.index))) == KINDS
    assert [str(one) for one in made if one.text == one.of.text] == []
    assert len({(one.of.name, one.text) for one in made}) == len(made)


def test_place_after_a_mutation_is_that_of_the_same_words(known):
    text = next(one for one in labelled(FOLDER / "open") if one.name == "05")
    for mutation in mutations(text, Facts(known)):
        untouched = [
            one
            for one in text.expected
            if all(one.end <= start or end <= one.start for start, end, _ in mutation.edits)
        ]
        for one in untouched:
            start, end = mutation.moved(one.start), mutation.moved(one.end, last=True)
            assert mutation.text[start:end] == one.of["text"]


@pytest.mark.parametrize(
    ("before", "words", "stored", "untrue"),
    [
        ("", "43 %", "43.4", True),
        ("", "43 %", "43", False),
        ("près de ", "43 %", "39", False),
        ("près de ", "43 %", "37", True),
        ("", "un tiers", "32", False),
        ("", "un tiers", "31", True),
    ],
)
def test_number_is_untrue_beyond_the_tolerance_of_its_words(before, words, stored, untrue):
    value = Decimal(43) if words[0].isdigit() else Decimal("33.3")
    one = Expected(len(before), len(before + words), value, "conforme", {"unit": "%", "text": words})
    assert is_untrue(before + words, one, value, {Decimal(stored)}) is untrue
