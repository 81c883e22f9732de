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


@pytest.mark.parametrize(
    "more",
    [
        "Faut-il interdire la chasse ? 65 % des citoyens le pensent.",
        "Le recrutement, lui, inquiète. 65 % des citoyens le disent.",
        "65 % des citoyens ont une voiture.",
        "65 % des citoyens s'y opposent.",
        "Parmi 1500 réponses, 65 % des citoyens ont une voiture.",
        "65 % des citoyens ont répondu à l'enquête.",
        "Est-ce vrai des citoyens ? Non, pour 65 % d'entre eux.",
    ],
)
def test_number_after_a_right_one_that_speaks_of_something_else_is_not_called_right(check, more):
    found = check("52", f"{LOIRE}77 % des responsables associatifs {SEES}. {more}")
    assert [one.text for one in found if one.verdict.is_settled] == ["77 %"]


@pytest.mark.parametrize(
    "more",
    [
        "En effet, 65 % des citoyens en sont convaincus.",
        "Cette idée séduit 65 % des citoyens.",
        "À l'inverse, 65 % seulement des citoyens le pensent.",
        "La proportion tombe à 65 % chez les citoyens.",
    ],
)
def test_number_that_goes_on_about_the_one_before_is_right(check, more):
    found = check("52", f"{LOIRE}77 % des responsables associatifs {SEES}. {more}")
    assert [one.text for one in found if one.verdict.value == "conforme"] == ["77 %", "65 %"]


@pytest.mark.parametrize(
    ("region", "body"),
    [
        ("52", "Les alliances ne sont pas source d'innovation : 65 % des citoyens le disent."),
        ("52", "Les alliances sont-elles source d'innovation ? Non, pour 65 % des citoyens."),
        ("52", f"D'ici à trois ans, 65 % des citoyens {SEES}."),
        ("52", f"{LOIRE}80 % des citoyens {SEES} et 80 % des dirigeants recrutent."),
        ("93", "Dans la région, l'emploi est la fragilité prioritaire : 57 pour 100 000 citoyens."),
        ("52", f"Les préfets préparent des mesures en Provence-Alpes-Côte d'Azur. 70 % des citoyens {SEES}."),
        ("52", f"Les résultats ont été dévoilés hier partout en France. 69 % des citoyens {SEES}."),
        ("52", f"Les dirigeants d'entreprise {SEES} à 65 % chez les Ligériens."),
    ],
)
def test_sentence_of_something_else_holds_no_right_number(check, region, body):
    found = check(region, body)
    assert found
    assert [one.text for one in found if one.verdict.is_settled] == []


def test_same_number_said_plainly_is_right(check):
    found = check("52", f"{LOIRE}65 % des citoyens {SEES}.")
    assert [one.verdict.value for one in found] == ["conforme"]
