import pytest

START = "En Provence-Alpes-Côte d'Azur, "


def verdicts(found):
    return [one.verdict.value for one in found]


@pytest.mark.parametrize(
    ("code", "body", "expected"),
    [
        ("93", "92 % des dirigeants voient dans les alliances une source d'innovation.", "faux"),
        ("93", "91 % des maires voient dans les alliances une source d'innovation.", "faux"),
        ("93", "91 % des dirigeants de France voient dans les alliances une source d'innovation.", "faux"),
        ("93", "45 % des entreprises ont mis en place des relations partenariales.", "base absente"),
        ("52", "43 % des associations ont mis en place des relations partenariales.", "sans chiffre"),
        ("53", "65 % des citoyens voient dans les alliances une source d'innovation.", "sans chiffre"),
        ("93", "45 % des organisations ont mis en place des relations partenariales.", "ambigu"),
        ("24", "Neuf maires sur dix jugent leur territoire porteur d'une dynamique.", "conforme"),
        ("FR", "Plus d'un tiers des associations non employeuses ont noué un partenariat.", "conforme"),
        ("FR", "Plus de 667 000 partenariats sont déclarés par les entreprises partenaires.", "faux"),
        ("FR", "La France compte 1,3 million d'associations.", "sans chiffre"),
        ("75", "13,6 % des habitants vivent sous le seuil de pauvreté (Insee).", "sans chiffre"),
        ("75", "Selon un sondage du département, 67 % des habitants s'ennuient.", "sans chiffre"),
    ],
)
def test_number_is_weighed_against_its_figure(check, code, body, expected):
    assert verdicts(check(code, body)) == [expected]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("10 points de plus que la moyenne nationale", "écart conforme"),
        ("10 points de moins que la moyenne nationale", "sens contraire"),
        ("11 points de plus que la moyenne nationale", "faux"),
        ("10 % de plus que la moyenne nationale", "faux"),
        ("26 points de plus qu'en Nouvelle-Aquitaine", "écart conforme"),
        ("21 points de plus que les citoyens", "écart conforme"),
        ("21 points de moins que les citoyens", "sens contraire"),
        ("19 points de plus qu'en Bretagne", "sans chiffre"),
    ],
)
def test_gap_is_weighed_against_what_it_is_measured_from(check, body, expected):
    told = START + "91 % des dirigeants voient dans les alliances une source d'innovation, soit "

    assert verdicts(check("93", told + body + ".")) == ["conforme", expected]


def test_nation_told_below_the_region_turns_the_sign(check):
    right = "43 % des entreprises d'au moins 10 salariés de la région ont noué des partenariats. "

    below = check("52", right + "La moyenne nationale est inférieure de 6 points.")
    above = check("52", right + "La moyenne nationale est supérieure de 6 points.")

    assert (below[-1].verdict, above[-1].verdict) == ("écart conforme", "sens contraire")


def test_gap_between_two_bases_is_another_question(check):
    found = check(
        "FR",
        "53 % des associations employeuses et 35 % des associations "
        "non employeuses ont noué des partenariats, "
        "soit 18 points d'écart.",
    )

    assert verdicts(found)[-1] == "question différente"


@pytest.mark.parametrize(
    "body",
    [
        "37 % des entreprises d'au moins 10 salariés ont noué un partenariat, contre 21 % en 2011.",
        "84 % des Français étaient favorables en 2012 à ce qu'associations et entreprises travaillent "
        "ensemble ; ils ne sont plus que 69 % en 2015 à voir dans les alliances une source d'innovation.",
    ],
)
def test_number_set_against_one_of_another_series_is_another_question(check, body):
    assert verdicts(check("FR", body)) == ["conforme", "question différente"]


def test_gap_of_a_restricted_base_that_is_not_said_is_flagged(check):
    found = check(
        "52",
        "43 % des entreprises de la région ont noué des "
        "partenariats, soit 6 points de plus que la moyenne nationale.",
    )

    assert verdicts(found) == ["base absente", "base absente"]


def test_wrong_number_says_the_right_one(check):
    (found,) = check("93", "90 % des dirigeants voient dans les alliances une source d'innovation.")

    assert (found.expected, found.figure.region.code) == (91, "93")


def test_gap_without_respondents_is_not_proven(check):
    found = check(
        "93",
        START + "91 % des dirigeants voient dans les alliances une source "
        "d'innovation, 10 points de plus qu'en France.",
    )

    assert found[-1].tested is False
