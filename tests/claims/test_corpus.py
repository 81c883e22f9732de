from tests.claims.corpus import FOLDER, labelled
from tests.claims.score import score


def test_open_corpus_is_found_understood_and_weighed(known):
    total = score(labelled(FOLDER / "open"), known)

    assert (total.matched, total.found) == (total.expected, total.expected)
    assert total.subjects >= 0.98 * total.matched
    assert total.verdicts >= 0.97 * total.matched
    assert total.falsely == []
