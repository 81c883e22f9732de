"""What the figures of one territory are said not to say."""

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
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db

ONE_WAVE = "Une seule vague par question : rien sur une évolution."


def limits(region):
    profile = rows.profile(region, database_now())
    every = [row for block in profile.blocks for row in block.rows]
    missing = [row for row in every if row.value is None]
    table = rows.one_table(row for row in every if row.value is not None)
    return [plain(words) for words in sentences.limits(table, [*missing, *profile.missing])]


def asked(audience="companies", year=2015, **kwargs):
    return make_question(survey=make_survey(audience=audience, released_on=date(year, 1, 1)), **kwargs)


def test_gaps_without_respondents_are_said_not_to_be_tested():
    region = make_pair().region
    assert limits(region)[0] == (
        "Écarts non testés : les effectifs ne sont pas publiés. Rien ne permet de dire s'ils sont réels."
    )


def test_tested_gaps_are_said_to_be():
    region = make_pair(n=400, n_nation=5000).region
    assert limits(region)[0].startswith("Écarts testés au seuil de 95 %")


def test_small_bases_and_uncertain_values_are_said():
    region = make_pair(n=12, n_nation=400).region
    make_figure(region=region, certainty="uncertain")
    found = " ".join(limits(region))
    assert "À lire avec prudence : moins de 30 répondants" in found
    assert "Valeur incertaine" in found


@pytest.mark.parametrize(("count", "words"), [(1, "1 chiffre sans"), (2, "2 chiffres sans")])
def test_figures_without_reference_are_counted_beside_those_that_have_one(count, words):
    region = make_pair().region
    for _ in range(count):
        make_figure(region=region)
    assert f"{words} valeur nationale comparable, donc sans écart." in limits(region)


def test_restricted_base_says_who_is_outside():
    base = make_base(restriction="d'au moins 10 salariés")
    region = make_pair(base=base).region
    assert "Rien sur ceux qui sont hors de la base : entreprises d'au moins 10 salariés." in limits(region)


def test_unrestricted_base_excludes_nobody():
    assert "hors de la base" not in " ".join(limits(make_pair().region))


def test_what_is_missing_is_said_with_its_reason_and_audiences():
    indicator = make_indicator(slug="sujet", featured=True)
    figure = make_pair(question=asked(indicator=indicator))
    answer = figure.answer
    make_figure(question=asked("citizens", indicator=indicator), answer=answer, region=make_nation())
    make_figure(question=asked("mayors", 2017, indicator=indicator), answer=answer, region=make_nation())
    assert limits(figure.region)[1:] == [
        "Non publié : Sujet (citoyens).",
        "Non interrogés à cette date : Sujet (maires).",
        "Non demandé : Sujet (associations).",
        ONE_WAVE,
    ]


def test_audiences_of_two_years_are_told_apart():
    region = make_region()
    make_pair(region=region)
    make_pair(region=region, question=asked("mayors", 2016))
    assert limits(region)[-1] == (
        f"Publics interrogés à des dates différentes : entreprises (2015) ; maires (2016). {ONE_WAVE}"
    )


def test_two_waves_of_one_question_are_no_single_wave():
    first = make_figure(region=make_nation())
    again = asked(year=2011, indicator=first.question.indicator)
    make_figure(region=make_nation(), question=again, answer=first.answer)
    assert ONE_WAVE not in " ".join(limits(make_nation()))


def test_counts_of_two_audiences_are_not_to_be_added():
    indicator = make_indicator(slug="nombre", unit="count")
    answer = make_answer(indicator=indicator, headline=True)
    for audience in ("companies", "associations"):
        make_figure(region=make_nation(), question=asked(audience, indicator=indicator), answer=answer)
    assert "Nombre : les décomptes de publics différents ne s'additionnent pas." in limits(make_nation())
