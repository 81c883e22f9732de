from decimal import Decimal
from time import monotonic

import pytest

from regions.consequences import Aspect, Proposal, consequences
from regions.models import Figure
from regions.publication import database_now
from regions.rows import Verdict
from regions.sentences import consequence_label, consequences_summary, new_gap_words, new_value_words
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
    make_report,
)
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db


def labelled(figure):
    return Figure.objects.with_labels().get(pk=figure.pk)


def told(proposals, figures=None, **kwargs):
    figures = Figure.objects.published(database_now()) if figures is None else figures
    return consequences(proposals, figures, **kwargs)


def lines(found):
    return [
        plain(f"{one.after.region}: {new_value_words(one)}; {new_gap_words(one)}") for one in found.listed
    ]


def proposal(figure, value, respondents=None):
    return Proposal(labelled(figure), None if value is None else Decimal(value), respondents)


def test_new_value_of_a_region_changes_its_gap():
    figure = make_pair(43, 37)
    found = told([proposal(figure, 41)])
    assert lines(found) == [
        f"{figure.region}: 43 % → 41 %; +6 points, non testé → +4 points, non testé",
    ]
    assert (found.figures, found.values, found.gaps, found.verdicts) == (1, 1, 1, 0)
    assert consequence_label(found.listed[0]) == str(figure)


def test_new_value_that_the_test_judges_otherwise_changes_the_verdict():
    figure = make_pair(43, 37, n=200, n_nation=2600)
    found = told([proposal(figure, 45, 200)])
    assert lines(found) == [
        f"{figure.region}: 43 % → 45 %; "
        "+6 points, dans la marge d'erreur → +8 points, au-dessus de la France",
    ]
    assert found.listed[0].aspects == {Aspect.VALUE, Aspect.GAP, Aspect.VERDICT}


def test_new_value_of_the_nation_changes_the_gap_of_every_region():
    first = make_pair(43, 37, region=make_region(name="Aube"))
    make_figure(
        question=first.question,
        answer=first.answer,
        base=first.base,
        region=make_region(name="Bord"),
        value=30,
    )
    nation = Figure.objects.get(region=make_nation())
    found = told([proposal(nation, 40)])
    assert lines(found) == [
        "Aube: 43 %; +6 points, non testé → +3 points, non testé",
        "Bord: 30 %; −7 points, non testé → −10 points, non testé",
        "France: 37 % → 40 %; ",
    ]
    assert [one.proposed for one in found.listed] == [False, False, True]
    assert (
        consequences_summary(found).replace("\u00a0", " ") == "Changent : 1 valeur et 2 écarts à la France."
    )


def test_region_and_nation_that_move_together_keep_their_gap():
    figure = make_pair(43, 37)
    nation = Figure.objects.get(region=make_nation())
    found = told([proposal(figure, 45), proposal(nation, 39)])
    assert (found.values, found.gaps, found.verdicts) == (2, 0, 0)
    assert lines(found)[1] == f"{figure.region}: 43 % → 45 %; +6 points, non testé"


def test_few_respondents_bring_a_mark_of_caution_and_take_the_judgement_away():
    figure = make_pair(43, 37, n=245, n_nation=3185)
    found = told([proposal(figure, 43, 29)])
    assert lines(found) == [
        f"{figure.region}: 43 % → 43 % (à lire avec prudence); "
        "+6 points, au-dessus de la France → +6 points, non testé",
    ]
    assert (found.values, found.gaps, found.verdicts, found.cautions) == (0, 0, 1, 1)


def test_respondents_alone_are_told():
    figure = make_pair(43, 37)
    assert lines(told([proposal(figure, 43, 60)])) == [
        f"{figure.region}: 43 %, répondants non publiés → 60 répondants; +6 points, non testé"
    ]


def test_value_that_goes_takes_its_gap_away():
    figure = make_pair(43, 37)
    assert lines(told([proposal(figure, None)])) == [
        f"{figure.region}: 43 % → non publié; +6 points, non testé → aucun écart calculé"
    ]


def test_figure_that_is_not_stored_is_new():
    figure = make_pair(43, 37)
    unsaved = Figure(
        question=figure.question, answer=figure.answer, base=figure.base, region=make_region(), value=30
    )
    found = told([Proposal(unsaved, Decimal(30), None)])
    assert lines(found) == [f"{unsaved.region}: 30 % (nouveau); −7 points, non testé"]
    assert found.listed[0].before is None


def test_uncertain_value_has_no_gap_to_change():
    figure = make_pair(43, 37, certainty="uncertain")
    found = told([proposal(figure, 41)])
    assert lines(found) == [f"{figure.region}: 43 % (valeur incertaine) → 41 % (valeur incertaine); "]
    assert found.gaps == 0


def test_what_stays_as_it_is_is_no_consequence():
    found = told([proposal(make_pair(43, 37), 43)])
    assert (found.listed, found.figures, consequences_summary(found)) == ((), 0, "Rien ne change.")
    assert told([]).figures == 0


def test_public_values_are_those_of_corrections_that_are_out():
    figure = make_pair(43, 37)
    nation = Figure.objects.get(region=make_nation())
    make_correction(figure=nation, value=40, publish_at=ago(minutes=1))
    assert lines(told([proposal(figure, 41)])) == [
        f"{figure.region}: 43 % → 41 %; +3 points, non testé → +1 point, non testé"
    ]


def test_drafts_are_read_as_drafted_beside_corrected_values():
    region = make_region()
    figure = make_pair(43, 37, region=region, report=make_report(region=region))
    make_correction(figure=Figure.objects.get(region=make_nation()), value=40, publish_at=ago(minutes=1))
    drafted = told([proposal(figure, 41)], Figure.objects.as_drafted(database_now()))
    assert lines(drafted) == [f"{region}: 43 % → 41 %; +3 points, non testé → +1 point, non testé"]
    assert told([proposal(figure, 41)]).listed[0].before is None


def test_other_question_answer_or_base_changes_nothing():
    figure = make_pair(43, 37)
    make_figure(question=figure.question, answer=figure.answer, base=make_base(), region=make_nation())
    assert told([proposal(figure, 41)]).figures == 1


def test_list_stops_at_the_limit_and_begins_with_verdicts():
    untested, judged = make_pair(43, 37), make_pair(43, 37, n=200, n_nation=2600)
    found = told([proposal(untested, 41), proposal(judged, 45, 200)], limit=1)
    assert [one.after.gap.verdict for one in found.listed] == [Verdict.ABOVE]
    assert (found.figures, found.unlisted) == (2, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_are_two_whatever_changes(count, django_assert_num_queries):
    proposals, at = [proposal(make_pair(43, 37), 41) for _ in range(count)], database_now()
    with django_assert_num_queries(2):
        assert len(lines(told(proposals, Figure.objects.as_drafted(at)))) == count


def test_thousands_of_changes_take_seconds(django_assert_num_queries):
    proposals, at = many_proposals(), database_now()
    started = monotonic()
    with django_assert_num_queries(2):
        found = told(proposals, Figure.objects.as_drafted(at), limit=100)
    assert (found.values, len(found.listed)) == (4000, 100)
    assert monotonic() - started < 5


def many_proposals():
    """For 4,000 figures of 40 questions, each in 5 bases and 20 territories."""
    report, regions = make_report(), [make_nation(), *(make_region() for _ in range(19))]
    bases, indicator = [make_base() for _ in range(5)], make_indicator()
    answer = make_answer(indicator=indicator)
    figures = [
        Figure(question=question, answer=answer, base=base, region=region, report=report, value=43, unit="%")
        for question in [make_question(indicator=indicator) for _ in range(40)]
        for base in bases
        for region in regions
    ]
    Figure.objects.bulk_create(figures, batch_size=1000)
    return [Proposal(figure, Decimal(44), None) for figure in figures]
