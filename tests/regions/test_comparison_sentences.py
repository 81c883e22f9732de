from datetime import date

import pytest

from regions import rows, sentences
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
from tests.regions import figures
from tests.regions.figures import COMPANIES, MAYORS, comparison
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db


def said(figure, audience=COMPANIES):
    return plain(sentences.comparison_sentence(comparison(figure, audience)))


def spread(values, **kwargs):
    """The figure of the first of these regions."""
    return figures.spread(values, **kwargs)[0]


def title(figure, audience=COMPANIES):
    return plain(sentences.comparison_title(comparison(figure, audience)))


# Region by region


def test_one_region_is_said_alone():
    assert said(spread({"Alsace": 43})) == (
        "En Alsace, 43 % des entreprises d'au moins 10 salariés ont des partenariats. "
        "Une seule région publiée."
    )


def test_several_regions_are_said_from_the_lowest_to_the_highest():
    assert said(spread({"Alsace": 43, "Bretagne": 60, "Centre": 12})) == (
        "Dans les 3 régions publiées, la part va de 12 % en Centre à 60 % en Bretagne."
    )


def test_zero_is_the_lowest_of_values():
    assert said(spread({"Alsace": 0, "Bretagne": 60})) == (
        "Dans les 2 régions publiées, la part va de 0 % en Alsace à 60 % en Bretagne."
    )


def test_ties_at_both_ends_are_named():
    values = {"Alsace": 12, "Bretagne": 60, "Centre": 12, "Lorraine": 60, "Picardie": 60}
    assert said(spread(values)) == (
        "Dans les 5 régions publiées, la part va de 12 % en Alsace et en Centre à 60 % en Bretagne, "
        "en Lorraine et en Picardie."
    )


def test_more_than_three_ties_are_counted():
    values = {"Alsace": 12, "Bretagne": 12, "Centre": 12, "Lorraine": 12, "Picardie": 60}
    assert said(spread(values)) == (
        "Dans les 5 régions publiées, la part va de 12 % dans 4 d'entre elles à 60 % en Picardie."
    )


def test_equal_values_are_said_once():
    assert said(spread({"Alsace": 12, "Bretagne": 12})) == "12 % dans chacune des 2 régions publiées."


def test_regions_without_a_value_are_said_to_have_none():
    figure = spread({"Alsace": None}, nation=37)
    assert said(figure) == "Aucune valeur régionale n'est publiée pour ce public."


def test_audience_that_was_not_asked_is_said_so():
    assert said(spread({"Alsace": 43}), MAYORS) == (
        "Aucune enquête publiée n'a posé cette question à ce public (maires) : non demandé."
    )


def test_untested_gaps_are_said_once_for_all():
    assert said(spread({"Alsace": 43, "Bretagne": 60}, nation=37)) == (
        "Dans les 2 régions publiées, la part va de 43 % en Alsace à 60 % en Bretagne. "
        "Écarts à la France non testés."
    )


def test_verdicts_are_listed_each_with_its_regions():
    figure = spread({"Alsace": 50, "Bretagne": 25, "Centre": 38, "Lorraine": 51}, nation=37, n=245)
    spread({"Picardie": 90}, question=figure.question)
    assert said(figure) == (
        "Dans les 5 régions publiées, la part va de 25 % en Bretagne à 90 % en Picardie. "
        "Au-dessus de la France : Lorraine et Alsace ; au-dessous de la France : Bretagne ; "
        "dans la marge d'erreur : Centre ; non testé : Picardie."
    )


@pytest.mark.parametrize(
    ("doubt", "words"),
    [({"certainty": "uncertain"}, "À confirmer"), ({"respondents": 28}, "À lire avec prudence")],
)
def test_doubtful_values_are_said_apart_and_without_judgement(doubt, words):
    figure = spread({"Alsace": 43, "Bretagne": 60}, nation=37)
    make_figure(question=figure.question, region=make_region(name="Centre"), value=99, **doubt)
    assert said(figure).endswith(f"Écarts à la France non testés. {words} : 99 % en Centre.")
    assert said(figure).startswith(
        "Dans 2 des 3 régions publiées, la part va de 43 % en Alsace à 60 % en Bretagne. "
    )


def test_doubtful_value_alone_is_said_alone():
    assert said(spread({"Alsace": 93}, nation=37, certainty="uncertain")) == (
        "En Alsace, 93 % des entreprises d'au moins 10 salariés (valeur incertaine) ont des partenariats. "
        "Une seule région publiée."
    )


def test_doubtful_values_are_counted_among_the_published():
    figure = spread({"Alsace": 43})
    spread({"Centre": 99}, question=figure.question, certainty="uncertain")
    assert "Une seule région publiée" not in said(figure)


def test_uncertain_value_is_not_said_to_be_read_with_caution():
    figure = spread({"Alsace": 93}, n=20)
    spread({"Bretagne": 50}, question=figure.question, certainty="uncertain")
    assert said(figure) == "À lire avec prudence : 93 % en Alsace. À confirmer : 50 % en Bretagne."


def test_rounded_value_is_given_as_an_order_of_magnitude_and_not_to_be_confirmed():
    assert said(spread({"Alsace": 93}, qualifier="about")) == (
        "En Alsace, environ 93 % des entreprises d'au moins 10 salariés ont des partenariats. "
        "Une seule région publiée."
    )


def test_doubtful_values_are_listed_by_reason_each_said_once():
    figure = spread({"Alsace": 10, "Bretagne": 20}, n=20)
    for values, doubt in (
        ({"Centre": 30, "Lorraine": 40}, {"certainty": "uncertain"}),
        ({"Picardie": 50, "Quercy": 60}, {"qualifier": "over"}),
    ):
        spread(values, question=figure.question, **doubt)
    assert said(figure) == (
        "À lire avec prudence : 10 % en Alsace et 20 % en Bretagne. "
        "À confirmer : 30 % en Centre et 40 % en Lorraine. "
        "Donné comme un ordre de grandeur : plus de 50 % en Picardie et plus de 60 % en Quercy."
    )


@pytest.mark.parametrize(
    ("unit", "measured", "low", "high"),
    [
        ("/10", "la note", "4 sur 10", "6 sur 10"),
        ("count", "le nombre", "4", "6"),
        ("mean", "la moyenne", "4", "6"),
    ],
)
def test_what_goes_from_low_to_high_is_named_by_its_unit(unit, measured, low, high):
    question = make_question(indicator=make_indicator(unit=unit))
    assert said(spread({"Alsace": 6, "Bretagne": 4}, question=question)) == (
        f"Dans les 2 régions publiées, {measured} va de {low} en Bretagne à {high} en Alsace."
    )


# The nation, and titles


def test_finding_is_the_nation_s_value_in_a_sentence():
    figure = make_pair(43, 37)
    assert plain(sentences.finding(comparison(figure))) == (
        "En France, 37 % des entreprises d'au moins 10 salariés ont des partenariats."
    )


def test_finding_carries_the_mark_of_an_uncertain_value():
    figure = make_figure(region=make_nation(), certainty="uncertain")
    make_region()
    assert "(valeur incertaine)" in sentences.finding(comparison(figure))


def test_finding_is_empty_without_a_nation_a_value_a_predicate_or_a_share():
    marks = make_question(indicator=make_indicator(unit="/10"))
    without_predicate = make_answer(indicator=make_indicator(), headline=True)
    question = make_question(indicator=without_predicate.indicator)
    nation = make_nation()
    found = [
        make_figure(),
        make_figure(region=nation, value=None),
        make_figure(region=nation, question=question, answer=without_predicate),
        make_figure(region=nation, question=marks, value=7),
    ]
    assert [sentences.finding(comparison(figure)) for figure in found] == ["", "", "", ""]


def test_title_names_indicator_audience_and_no_headline_answer():
    figure = spread({"Alsace": 43}, question=make_question(indicator=make_indicator(slug="pratique")))
    assert title(figure) == "Pratique : entreprises, par région"
    assert title(figure, MAYORS) == "Pratique : maires, par région"


def test_title_names_an_answer_that_is_not_the_headline():
    question = make_question(indicator=make_indicator(slug="fragilite"))
    answer = make_answer(indicator=question.indicator, label="Emploi")
    figure = spread({"Alsace": 43}, question=question, answer=answer)
    assert title(figure) == "Fragilite, emploi : entreprises, par région"


def test_title_names_the_answer_where_the_latest_survey_has_no_value_for_it():
    indicator = make_indicator(slug="pratique")
    old = make_question(indicator=indicator, survey=make_survey(released_on=date(2011, 1, 1)))
    figure = make_figure(question=old, answer=make_answer(indicator=indicator, label="Non"))
    new = make_question(indicator=indicator)
    make_figure(question=new, answer=make_answer(indicator=indicator, headline=True), region=figure.region)
    assert title(figure) == "Pratique, non : entreprises, par région"


# Audience by audience


def side(values, *, unit="%", **kwargs):
    """The audiences of Bretagne side by side: a value and a number of respondents for each."""
    indicator = make_indicator(unit=unit)
    answer = make_answer(indicator=indicator, headline=True)
    region = make_region(name="Bretagne")
    for audience, (value, n) in values.items():
        question = make_question(indicator=indicator, survey=make_survey(audience=audience), series="une")
        base = make_base(audience=audience, label=f"Ensemble des {audience}")
        make_figure(
            question=question, answer=answer, base=base, region=region, value=value, respondents=n, **kwargs
        )
    (found,) = rows.IndicatorFigures(indicator, database_now()).side_by_side(answer)
    return plain(sentences.spread_sentence(found))


@pytest.mark.parametrize(
    ("n", "verdict"),
    [(None, "écart non testé"), (500, "au-delà de la marge d'erreur"), (80, "dans la marge d'erreur")],
)
def test_spread_is_said_with_what_its_test_shows(n, verdict):
    assert side({"citizens": (65, n), "companies": (51, n)}) == (
        "En Bretagne, de 51 % des companies à 65 % des citizens : "
        f"14 points d'un public à l'autre ({verdict})."
    )


def test_spread_of_equal_values_is_none():
    said = side({"citizens": (50, None), "companies": (50, None)})
    assert said == "En Bretagne : 50 % des citizens et 50 % des companies."


def test_equal_values_are_not_said_of_an_audience_that_was_left_out():
    said = side({"citizens": (50, 300), "mayors": (90, 29), "companies": (50, 300)})
    assert "pour chacun des publics" not in said


def test_audiences_without_a_spread_are_listed():
    said = side({"citizens": (50, None), "companies": (40, None)}, certainty="uncertain")
    assert said == (
        "En Bretagne : 50 % des citizens (valeur incertaine) et 40 % des companies (valeur incertaine)."
    )


def test_listed_audiences_carry_their_marks():
    assert "(valeur incertaine)" in side(
        {"citizens": (50, None), "companies": (40, None)}, certainty="uncertain"
    )


def test_means_are_not_said_as_shares():
    assert side({"citizens": (5, None), "companies": (4, None)}, unit="mean") == (
        "En Bretagne : 5 (citizens) et 4 (companies)."
    )


# Wave by wave


def series(values, *, unit="%", n=None, predicate="ont des partenariats"):
    indicator = make_indicator(unit=unit)
    answer = make_answer(indicator=indicator, headline=True, predicate=predicate)
    region = make_region(name="Bretagne")
    for year, value in values.items():
        question = make_question(
            indicator=indicator, survey=make_survey(released_on=date(year, 1, 1)), series="une"
        )
        make_figure(question=question, answer=answer, region=region, value=value, respondents=n)
    (found,) = rows.IndicatorFigures(indicator, database_now()).series()
    return plain(sentences.series_sentence(found))


@pytest.mark.parametrize(
    ("value", "n", "change"),
    [
        (53, None, "7 points de plus (évolution non testée)"),
        (39, None, "7 points de moins (évolution non testée)"),
        (46, None, "aucun écart (évolution non testée)"),
        (53, 100, "7 points de plus (dans la marge d'erreur)"),
        (53, 900, "7 points de plus (au-delà de la marge d'erreur)"),
    ],
)
def test_series_says_its_ends_and_what_lies_between_them(value, n, change):
    assert series({2009: 46, 2012: 80, 2015: value}, n=n) == (
        "En Bretagne, 46 % des entreprises d'au moins 10 salariés ont des partenariats en 2009, "
        f"{value} % en 2015 : {change}."
    )


def test_series_of_means_says_no_change():
    said = series({2009: 4, 2015: 5}, unit="mean")
    assert said == "En Bretagne, 4 (entreprises d'au moins 10 salariés) en 2009, 5 en 2015."
