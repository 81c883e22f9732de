import pytest

from tests.claims.gap_sentences import GAPS
from tests.claims.sentences import SHARES

RIGHT = SHARES | GAPS


@pytest.mark.parametrize("name", RIGHT)
def test_sentence_whose_numbers_are_right_is_understood(check, name):
    code, count, body = RIGHT[name]

    found = check(code, body)

    assert [(one.text, one.verdict.value) for one in found if not one.verdict.is_settled] == []
    assert len(found) == count


def places(found):
    return [one.subject.region and one.subject.region.code for one in found]


def test_contrast_without_a_place_is_with_the_nation(check):
    found = check(
        "93",
        "Dans la région, 91 % des dirigeants voient dans les alliances une source d'innovation, contre 81 %.",
    )

    assert places(found) == ["93", "FR"]


def test_region_of_a_sentence_holds_after_a_number_of_the_nation(check):
    found = check(
        "93",
        "En PACA, 70 % des citoyens, 69 % en France, et 89 % des "
        "maires tiennent les alliances pour une source "
        "d'innovation.",
    )

    assert places(found) == ["93", "FR", "93"]


def test_pronoun_after_two_audiences_tells_of_none(check):
    found = check(
        "93",
        "Les alliances sont source d'innovation pour 70 % des "
        "citoyens et pour 89 % des maires. Ils sont 87 % "
        "en France.",
    )

    assert found[-1].subject.audience is None
    assert found[-1].verdict == "ambigu"


def test_organisations_of_no_named_audience_are_ambiguous(check):
    (found,) = check(
        "93", "Près de la moitié des structures de la région ont mis en place des relations partenariales."
    )

    assert found.verdict == "ambigu"


def test_misspelt_words_are_understood(check):
    found = check(
        "75", "Les responsables asociatifs sont 84 % a voir dans les aliances une source d'inovation ."
    )

    assert [one.verdict.value for one in found] == ["conforme"]


def test_former_name_of_a_region_names_the_one_of_today(check):
    found = check("FR", "En Limousin, 67 % des habitants voient dans les alliances une source d'innovation.")

    assert places(found) == ["75"]
