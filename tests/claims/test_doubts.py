import pytest

LOIRE = "Dans les Pays de la Loire, "
SEES = "voient dans les alliances une source d'innovation"
TIED = "des entreprises d'au moins 10 salariés"


@pytest.mark.parametrize(
    "body",
    [
        f"{LOIRE}43 % {TIED} n'ont pas noué de partenariat avec des associations.",
        f"{LOIRE}65 % des citoyens ne {SEES.replace('voient', 'voient pas')}.",
        f"{LOIRE}65 % des jeunes citoyens {SEES}.",
        f"{LOIRE}65 % des lycéens {SEES}.",
        f"À Nantes, 65 % des citoyens {SEES}.",
        f"En 2035, 65 % des citoyens de la région {SEES}.",
        f"Selon la CCI, 65 % des citoyens de la région {SEES}.",
        f"L'objectif est que 65 % des citoyens de la région {SEES}.",
        f"{LOIRE}entre 65 % et 80 % des citoyens {SEES}.",
        f"{LOIRE}43 % {TIED} ont noué un partenariat avec une commune.",
        "Dans les Pays de la Loire, 43 % des entreprises de moins de 10 salariés ont noué un partenariat.",
    ],
)
def test_number_said_of_something_else_is_not_called_right(check, body):
    found = [one for one in check("52", body) if one.value in (43, 65)]
    assert found
    assert [one.text for one in found if one.verdict.is_settled] == []


def test_number_that_takes_up_a_topic_is_right_only_where_its_sentence_has_no_matter_of_its_own(check):
    first = f"{LOIRE}65 % des citoyens {SEES}. "
    for words in ("partagent cet avis", "sont dans ce cas", "répondent la même chose"):
        assert _verdict(check, first + f"77 % des responsables associatifs {words}.") == "conforme"
    for words in ("recrutent de nouveaux bénévoles", "embauchent"):
        assert _verdict(check, first + f"77 % des responsables associatifs {words}.") == "ambigu"


def _verdict(check, body):
    return next(one.verdict.value for one in check("52", body) if one.value == 77)


def test_same_number_said_plainly_is_right(check):
    found = check("52", f"{LOIRE}65 % des citoyens {SEES}.")
    assert [one.verdict.value for one in found] == ["conforme"]
