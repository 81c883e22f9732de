from datetime import date

import pytest

from regions import rows, sentences
from regions.publication import database_now
from regions.sentences import words
from tests.factories import (
    ago,
    make_answer,
    make_base,
    make_correction,
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

JUDGEMENT = ("au-dessus", "au-dessous", "en avance", "davantage", "dépasse", "similaire", "retard")


def block(region):
    (found,) = rows.profile(region, database_now()).blocks
    return found


def sentence(figure):
    return sentences.block_sentence(block(figure.region))


def test_gap_without_respondents_is_said_as_arithmetic_and_untested():
    region = make_region(name="Bretagne")
    assert plain(sentence(make_pair(43, 37, region=region))) == (
        "En Bretagne, 43 % des entreprises d'au moins 10 salariés ont des partenariats, "
        "6 points de plus que les 37 % de la France (écart non testé)."
    )


@pytest.mark.parametrize(
    ("value", "n", "words"),
    [
        (43, 245, "6 points de plus que les 37 % de la France (au-dessus de la France)"),
        (43, 200, "6 points de plus que les 37 % de la France (écart dans la marge d'erreur)"),
        (25, 245, "12 points de moins que les 37 % de la France (au-dessous de la France)"),
        (37, 245, "aucun écart avec les 37 % de la France (écart dans la marge d'erreur)"),
        (38, None, "1 point de plus que les 37 % de la France (écart non testé)"),
    ],
)
def test_judgement_is_said_only_where_the_interval_excludes_zero(value, n, words):
    assert words in plain(sentence(make_pair(value, 37, n=n, n_nation=n and 13 * n)))


@pytest.mark.parametrize("n", [None, 29, 200])
def test_no_word_of_judgement_without_a_significant_gap(n):
    figure = make_pair(43, 37, n=n, n_nation=n and 13 * n)
    said = sentence(figure) + " ".join(sentences.notes(block(figure.region)))
    assert [word for word in JUDGEMENT if word in said] == []


def test_small_base_carries_a_mark_of_caution():
    assert "(à lire avec prudence) ont des partenariats" in sentence(make_figure(respondents=28))


def test_uncertain_value_is_listed_with_its_mark():
    region = make_region(name="Bretagne")
    indicator = make_indicator(slug="pratique")
    figure = make_figure(region=region, question=make_question(indicator=indicator), certainty="uncertain")
    assert plain(sentence(figure)) == (
        "Pratique, en Bretagne : 43 % (valeur incertaine) (entreprises d'au moins 10 salariés)."
    )


def opinions(region, values, series="opinion"):
    indicator = make_indicator(featured=True)
    answer = make_answer(indicator=indicator, headline=True, predicate="sont d'accord")
    for audience, value in values.items():
        question = make_question(
            indicator=indicator, survey=make_survey(audience=audience), series=f"{series}-{audience[:1]}"
        )
        base = make_base(audience=audience, label=f"Ensemble des {audience}")
        make_figure(question=question, answer=answer, base=base, region=region, value=value)
        make_figure(question=question, answer=answer, base=base, region=make_nation(), value=50)


def test_audiences_are_joined_with_their_gaps_after_them():
    region = make_region(name="Bretagne")
    opinions(region, {"citizens": 65, "companies": 51}, series="x")
    assert plain(sentences.block_sentence(block(region))) == (
        "En Bretagne, 65 % des citizens et 51 % des companies sont d'accord. Par rapport à la France : "
        "15 points de plus chez les citizens (50 %) et 1 point de plus chez les companies (50 %) ; "
        "écarts non testés."
    )


def test_questions_of_different_series_are_not_joined():
    region = make_region(name="Bretagne")
    opinions(region, {"citizens": 65, "mayors": 51})
    assert plain(sentences.block_sentence(block(region))).startswith(
        "En Bretagne, 65 % des citizens sont d'accord ; 51 % des mayors sont d'accord. "
    )
    assert plain(sentences.lead(region, [block(region)])) == (
        "En Bretagne, 65 % des citizens (50 % en France) sont d'accord ; "
        "51 % des mayors (50 % en France) sont d'accord."
    )


def test_lead_speaks_of_featured_indicators_only():
    figure = make_figure()
    assert sentences.lead(figure.region, [block(figure.region)]) == ""


def test_lead_speaks_of_two_featured_indicators_at_most():
    region = make_region(name="Bretagne")
    for value in (60, 61, 62):
        opinions(region, {"citizens": value}, series="x")
    assert plain(sentences.lead(region, rows.profile(region, database_now()).blocks)) == (
        "En Bretagne, 60 % des citizens (50 % en France) sont d'accord. "
        "61 % des citizens (50 % en France) sont d'accord."
    )


def test_lead_gives_no_national_value_where_there_is_no_gap():
    region = make_region(name="Bretagne")
    opinions(region, {"citizens": 65, "companies": 51}, series="x")
    region.figures.filter(value=51).update(base_status="unknown")
    assert plain(sentences.lead(region, [block(region)])) == (
        "En Bretagne, 65 % des citizens (50 % en France) et 51 % des companies sont d'accord."
    )


def test_answers_without_headline_are_listed_by_base():
    region = make_region(name="Bretagne")
    question = make_question(indicator=make_indicator(slug="types", unit="/10"))
    for label, value in (("Mécénat", 7), ("Économie", 6)):
        answer = make_answer(indicator=question.indicator, label=label, order=value)
        make_figure(question=question, answer=answer, region=region, value=value)
    assert plain(sentences.block_sentence(block(region))) == (
        "Types, en Bretagne : économie 6 sur 10, mécénat 7 sur 10 (entreprises d'au moins 10 salariés)."
    )


def test_nothing_published_says_nothing():
    figure = make_figure(value=None)
    (found,) = rows.blocks([rows.figure_row(type(figure).objects.published(database_now()).get(), None)])
    assert sentences.block_sentence(found) == ""


def test_notes_say_once_what_holds_for_the_table():
    question = make_question(several_answers=True, survey=make_survey(small_regional_bases=True))
    region = make_region(name="Bretagne")
    figure = make_pair(43, 37, question=question, base_status="implied", region=region)
    starts = [note.split("\u00a0:")[0] for note in sentences.notes(block(figure.region))]
    assert starts == [
        "Écarts non testés",
        "Bretagne",
        "À lire avec prudence",
        "Plusieurs réponses possibles",
    ]


def test_notes_name_the_method_where_a_gap_is_tested():
    note = sentences.notes(block(make_pair(43, 37, n=245, n_nation=3185).region))[0]
    assert "calculée par référence à la méthode aléatoire" in note


@pytest.mark.parametrize(
    ("n", "n_nation", "why"),
    [
        (None, None, "les effectifs ne sont pas publiés"),
        (None, 3185, "les effectifs ne sont pas publiés"),
        (200, None, "les effectifs connus ne permettent pas le test"),
        (29, 377, "les effectifs connus ne permettent pas le test"),
    ],
)
def test_notes_say_why_gaps_are_not_tested_and_that_nothing_follows(n, n_nation, why):
    note = sentences.notes(block(make_pair(43, 37, n=n, n_nation=n_nation).region))[0]
    assert plain(note) == f"Écarts non testés : {why}. Rien ne permet de dire s'ils sont réels."


def test_notes_say_why_there_is_no_gap():
    marks = make_question(indicator=make_indicator(unit="/10"))
    assert "seules les parts" in sentences.notes(block(make_pair(7, 6, question=marks).region))[0]
    assert sentences.notes(block(make_figure().region))[0].startswith("Écart non calculé")


def test_nation_needs_no_note_on_gaps():
    assert sentences.notes(block(make_figure(region=make_nation()).region)) == []


@pytest.mark.parametrize(
    ("parts", "joined"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_parts_are_joined_as_french_does(parts, joined):
    assert words.listed(parts) == joined


def test_words_for_absence_differ():
    words = [sentences.STATUS_WORDS[status] for status in rows.Status]
    assert words == ["publié", "non publié", "non interrogés à cette date", "non demandé"]


def test_untested_gap_beside_a_tested_one_is_said_untested():
    region = make_region(name="Bretagne")
    indicator = make_indicator()
    answer = make_answer(indicator=indicator, headline=True, predicate="sont d'accord")
    for audience, n in (("citizens", 245), ("companies", None)):
        question = make_question(indicator=indicator, survey=make_survey(audience=audience), series="une")
        make_pair(
            43,
            37,
            n=n,
            n_nation=n and 13 * n,
            question=question,
            answer=answer,
            region=region,
            base=make_base(audience=audience, label=audience),
        )
    said = plain(sentences.block_sentence(block(region)))
    assert "chez les citizens (37 %, au-dessus de la France)" in said
    assert "chez les companies (37 %, écart non testé)" in said


def test_old_wave_is_not_said_where_the_new_one_has_no_value():
    region = make_region()
    indicator = make_indicator()
    answer = make_answer(indicator=indicator, headline=True, predicate="sont d'accord")
    for year, value in ((2009, 20), (2015, None)):
        question = make_question(indicator=indicator, survey=make_survey(released_on=date(year, 1, 1)))
        make_figure(question=question, answer=answer, region=region, value=value)
    assert "sont d'accord" not in sentences.block_sentence(block(region))


@pytest.mark.parametrize(
    ("n", "count", "words"),
    [
        (1, None, "1 répondant"),
        (12345, None, "12 345 répondants"),
        (23, 21, "21 sur 23 répondants"),
        (None, None, ""),
    ],
)
def test_respondents_are_written_in_full(n, count, words):
    figure = make_figure(respondents=n, count=count)
    (row,) = block(figure.region).asked
    assert plain(sentences.respondents_words(row)) == words


def test_corrected_figure_has_its_respondents_without_their_count():
    figure = make_figure(respondents=23, count=21)
    make_correction(figure=figure, value=44, publish_at=ago())
    (row,) = block(figure.region).asked
    assert sentences.respondents_words(row) == "23 répondants"
    assert "21" not in sentences.point_words(row)
