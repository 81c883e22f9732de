import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press import claims
from regions.publication import database_now
from tests.factories import (
    make_answer,
    make_base,
    make_figure,
    make_indicator,
    make_nation,
    make_pair,
    make_question,
    make_region,
    make_survey,
)

pytestmark = pytest.mark.django_db


def question(audience, slug, cues, series=None):
    indicator = make_indicator(slug=slug, cues=cues)
    make_answer(indicator=indicator, slug="oui", headline=True)
    survey = make_survey(audience=audience)
    return make_question(indicator=indicator, survey=survey, series=series or slug)


@pytest.fixture
def bretagne():
    """Companies: 43 against 37, proven. Associations: 26 against 38, untested. Mayors: nothing beside."""
    region = make_region(name="Bretagne", code="53")
    for audience in ("companies", "associations", "mayors", "citizens"):
        make_base(audience=audience, label=audience)
    make_pair(43, 37, n=245, n_nation=3185, region=region, question=question("companies", "elan", "elan"))
    make_pair(26, 38, region=region, question=question("associations", "relations", "relations"))
    make_figure(value=93, region=region, question=question("mayors", "domaine", "domaine"))
    return region


def found(text, region):
    return claims.check(text, [region], claims.load(database_now()))


def verdicts(text, region):
    return [(one.text, one.verdict.value) for one in found(f"Titre\n\n{text}", region) if one.value is None]


def test_words_proven_gap_is_right(bretagne):
    assert verdicts("Les entreprises de Bretagne sont au-dessus de la moyenne nationale.", bretagne) == [
        ("au-dessus de la moyenne nationale", "conforme")
    ]


def test_words_against_the_sign_are_contrary(bretagne):
    assert verdicts("Les entreprises de Bretagne restent en deçà de la moyenne nationale.", bretagne) == [
        ("en deçà de la moyenne nationale", "sens contraire")
    ]


def test_words_untested_gap_is_unproven(bretagne):
    text = "Les associations sont moins nombreuses qu'en France à nouer des relations."
    assert verdicts(text, bretagne) == [("moins nombreuses qu'en France", "non démontré")]


def test_words_without_a_national_figure_have_none(bretagne):
    assert verdicts("Les maires sont très au-dessus de la moyenne nationale.", bretagne) == [
        ("très au-dessus de la moyenne nationale", "sans chiffre")
    ]


def test_words_of_another_question_are_told(bretagne):
    normandie = make_region(name="Normandie", code="28")
    make_figure(value=40, region=normandie, question=question("mayors", "fragilite", "fragilite"))
    text = "Par leur domaine, les maires de Bretagne répondent plus souvent que ceux de Normandie."
    assert verdicts(text, bretagne) == [("plus souvent que ceux de Normandie", "question différente")]


def test_rank_proven_gap_is_unproven(bretagne):
    assert verdicts("Les entreprises de Bretagne sont championnes.", bretagne) == [
        ("championnes", "non démontré")
    ]


def test_likeness_untested_gap_is_unproven(bretagne):
    assert verdicts("Les associations de Bretagne sont dans la moyenne nationale.", bretagne) == [
        ("dans la moyenne nationale", "non démontré")
    ]


def test_title_is_weighed_against_all_measures(bretagne):
    (claim,) = found("La Bretagne en avance", bretagne)
    assert claim.verdict == "non démontré"
    assert claim.message.startswith("Vrai pour 1 mesure sur 2, 1 démontrée : ")


def test_title_with_an_audience_is_weighed_against_its_measures(bretagne):
    (claim,) = found("Bretagne : des entreprises en avance", bretagne)
    assert (claim.verdict, claim.tested, claim.subject.audience) == ("conforme", True, "companies")


def test_title_of_a_region_without_figures_has_none(bretagne):
    (claim,) = found("Corse : un territoire en pointe", make_region(name="Corse", code="94"))
    assert claim.verdict == "sans chiffre"


def test_level_minority_below_the_nation_is_contrary(bretagne):
    assert verdicts("En Bretagne, les associations sont très engagées.", bretagne) == [
        ("très engagées", "sens contraire")
    ]


def test_level_minority_above_the_nation_is_unproven_and_told(bretagne):
    (claim,) = found("Les entreprises de Bretagne très engagées", bretagne)
    assert claim.verdict == "non démontré"
    assert "+6" in claim.message
    assert "minorité" in claim.message


def test_level_of_the_nation_majority_is_unproven(bretagne):
    make_figure(
        value=87, respondents=304, region=make_nation(), question=question("citizens", "avis", "avis")
    )
    (claim,) = found("Une démarche plébiscitée par les citoyens", make_nation())
    assert claim.verdict == "non démontré"


@pytest.mark.parametrize(
    "text",
    [
        "La Bretagne est-elle en avance ?",
        "Ce rapport ne permet pas de dire que la région est en avance.",
        "Aucun classement ne met la Bretagne en tête.",
        "Le Club des Entreprises Pionnières se réunit en Bretagne.",
        "Les entreprises de Bretagne recevront un exemplaire du rapport.",
        "Les entreprises de Bretagne sont 6 points au-dessus de la moyenne nationale.",
        "La Bretagne est en avance de 6 points.",
        "86 % des entreprises de Bretagne sont convaincues.",
        "Le rapport est présenté devant les entreprises.",
        "Au-delà de la France, les entreprises coopèrent.",
        "L'enseignement supérieur soutient les entreprises de Bretagne.",
        "Les associations de Bretagne sont de plus en plus nombreuses.",
        "Les dirigeants sont venus en avance.",
    ],
)
def test_words_that_judge_nobody_are_no_claim(bretagne, text):
    assert verdicts(text, bretagne) == []


@pytest.mark.parametrize(
    "words",
    [
        "en avance",
        "en retard",
        "à la traîne",
        "en tête",
        "en pointe",
        "pionnière",
        "exemplaire",
        "leader",
        "au-dessus de la moyenne nationale",
        "supérieure à la moyenne nationale",
        "largement au-delà de la moyenne nationale",
        "devant la France",
        "loin derrière la France",
        "mieux placée que le reste du pays",
    ],
)
def test_words_of_a_region_are_found(bretagne, words):
    assert [text for text, _ in verdicts(f"La Bretagne est {words}.", bretagne)] == [words]


WORDS = "plus que la moyenne en avance points . , : Bretagne très engagées au-dessus de ? « 43 %\n"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS.split(" "))).map(" ".join) | st.text())
def test_any_text_claims_keep_apart_and_within(bretagne, text):
    end = 0
    for claim in found(text, bretagne):
        assert end <= claim.start < claim.end <= len(text)
        end = claim.end
