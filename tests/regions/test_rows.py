from datetime import date
from decimal import Decimal

import pytest

from regions import rows
from regions.models import Region
from regions.publication import database_now
from regions.rows import Status, Verdict
from regions.rows.blocks import _letter
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
    make_survey,
)

pytestmark = pytest.mark.django_db


def profile(region):
    return rows.profile(region, database_now())


def only_row(figure):
    ((row,),) = [block.asked for block in profile(figure.region).blocks]
    return row


@pytest.mark.parametrize(
    ("value", "reference", "n", "verdict"),
    [
        (43, 37, 200, Verdict.WITHIN),
        (43, 37, 245, Verdict.ABOVE),
        (26, 38, 155, Verdict.BELOW),
        (43, 37, None, Verdict.UNTESTED),
        (90, 10, 29, Verdict.UNTESTED),
        (90, 10, 30, Verdict.ABOVE),
    ],
)
def test_verdict_says_what_the_interval_shows(value, reference, n, verdict):
    gap = only_row(make_pair(value, reference, n=n, n_nation=n and 13 * n)).gap
    assert (gap.points, gap.verdict) == (value - reference, verdict)


def test_design_effect_widens_the_interval_until_nothing_is_shown():
    survey = make_survey(design_effect=Decimal("1.5"))
    figure = make_pair(43, 37, n=245, n_nation=3185, question=make_question(survey=survey))
    assert only_row(figure).gap.verdict == Verdict.WITHIN


def test_impossible_rest_leaves_the_gap_untested():
    assert only_row(make_pair(99, 50, n=900, n_nation=1000)).gap.verdict == Verdict.UNTESTED


def test_marks_are_compared_but_never_tested():
    question = make_question(indicator=make_indicator(unit="/10"))
    gap = only_row(make_pair(7, 6, n=245, n_nation=3185, question=question)).gap
    assert (gap.points, gap.verdict) == (1, Verdict.UNTESTED)


@pytest.mark.parametrize("unit", ["count", "mean"])
def test_counts_and_means_have_no_gap(unit):
    question = make_question(indicator=make_indicator(unit=unit))
    assert only_row(make_pair(7, 6, question=question)).gap is None


@pytest.mark.parametrize(
    "doubt", [{"certainty": "uncertain"}, {"base_status": "unknown"}, {"qualifier": "about"}]
)
def test_doubtful_value_has_no_gap(doubt):
    assert only_row(make_pair(43, 37, **doubt)).gap is None


def test_gap_needs_the_same_base():
    figure = make_figure()
    make_figure(
        question=figure.question, answer=figure.answer, base=make_base(slug="autre"), region=make_nation()
    )
    assert only_row(figure).gap is None


def test_gap_of_one_question_to_another_is_none_even_when_asked_for():
    one, other = make_figure(), make_figure()
    assert rows.compare(one, Decimal(43), other, Decimal(37)) is None


def test_absent_value_without_a_national_one_is_still_said():
    figure = make_figure(value=None, note="Trop peu de réponses.")
    assert [row.figure for row in profile(figure.region).missing] == [figure]


def test_zero_is_a_value_with_a_gap():
    row = only_row(make_pair(0, 37))
    assert (row.value, row.status, row.gap.points) == (0, Status.PUBLISHED, -37)


def test_absent_value_has_a_status_and_no_gap():
    figure = make_pair(43, 37)
    type(figure).objects.filter(pk=figure.pk).update(value=None)
    (row,) = profile(figure.region).missing
    assert (row.value, row.status, row.gap) == (None, Status.NOT_PUBLISHED, None)


@pytest.mark.parametrize(
    ("respondents", "small", "caution"),
    [(29, False, True), (30, False, False), (None, True, True), (None, False, False), (93, True, False)],
)
def test_caution_follows_respondents_and_the_survey(respondents, small, caution):
    question = make_question(survey=make_survey(small_regional_bases=small))
    assert only_row(make_figure(question=question, respondents=respondents)).caution is caution


def test_nation_is_not_a_small_regional_base():
    question = make_question(survey=make_survey(small_regional_bases=True))
    assert only_row(make_figure(question=question, region=make_nation())).caution is False


def asked_later_and_before():
    """A region whose report came out between two surveys that asked the same indicator."""
    indicator = make_indicator(featured=True)
    answer = make_answer(indicator=indicator, headline=True)
    region = make_region()
    report = make_report(region=region, publish_at=ago(days=1), released_on=date(2016, 5, 26))
    for audience, released in (("companies", date(2015, 10, 30)), ("mayors", date(2016, 11, 29))):
        survey = make_survey(audience=audience, released_on=released)
        make_figure(
            question=make_question(indicator=indicator, survey=survey), answer=answer, region=make_nation()
        )
    return region, report


def test_audience_asked_after_the_report_was_not_yet_asked():
    region, _ = asked_later_and_before()
    assert [(row.audience.value, row.status) for row in profile(region).missing] == [
        ("mayors", Status.NOT_YET_ASKED),
        ("companies", Status.NOT_PUBLISHED),
    ]


def test_region_without_report_has_nothing_published_whoever_was_asked():
    asked_later_and_before()
    assert {row.status for row in profile(make_region()).missing} == {Status.NOT_PUBLISHED}


def test_missing_rows_show_the_nation_s_value():
    region, _ = asked_later_and_before()
    assert [row.nation.value for row in profile(region).missing] == [43, 43]


def test_draft_survey_leaves_no_missing_row():
    indicator = make_indicator(featured=True)
    make_figure(question=make_question(indicator=indicator), region=make_nation(), report=make_report())
    assert profile(make_region()).missing == ()


def test_rows_stand_in_the_order_of_audiences_then_bases():
    indicator = make_indicator()
    answer = make_answer(indicator=indicator)
    region = make_region()
    whole = {}
    for audience in ("companies", "citizens", "mayors", "associations"):
        whole[audience] = make_base(audience=audience, label=audience)
        question = make_question(indicator=indicator, survey=make_survey(audience=audience))
        make_figure(question=question, answer=answer, base=whole[audience], region=region)
    part = make_base(audience="companies", parent=whole["companies"], label="a part")
    make_figure(
        question=question.__class__.objects.get(survey__audience="companies"),
        answer=answer,
        base=part,
        region=region,
    )
    (block,) = profile(region).blocks
    assert [row.base.label for row in block.asked] == [
        "citizens",
        "mayors",
        "associations",
        "companies",
        "a part",
    ]


def test_sources_and_notes_are_listed_once_and_referred_to():
    figure = make_pair(43, 37, note="Arrondi.")
    other = make_figure(
        question=figure.question,
        answer=make_answer(indicator=figure.question.indicator),
        region=figure.region,
        report=figure.report,
        note="Arrondi.",
    )
    (block,) = profile(other.region).blocks
    assert len(block.sources) == 2
    assert block.notes == ("Arrondi.",)
    assert [(row.source_number, row.note_mark) for row in block.asked] == [(1, "a"), (1, "a")]
    assert block.rows[0].nation.source_number == 2


@pytest.mark.parametrize(("value", "first"), [(43, "43\u202f%"), (None, "non publié")])
def test_correction_is_told_under_the_table_with_what_was_read_before(value, first):
    figure = make_figure(value=value, note="Arrondi.")
    make_correction(figure=figure, value=44, publish_at=ago(), reason="Saisie.")
    (block,) = profile(figure.region).blocks
    (note,) = block.notes
    assert f"(d'abord {first})\u00a0: Saisie. Arrondi." in note


def test_note_marks_go_on_after_z():
    assert [_letter(index) for index in (0, 25, 26)] == ["a", "z", "aa"]


def test_headlines_leave_out_uncertain_values_old_waves_and_parts():
    indicator = make_indicator()
    answer = make_answer(indicator=indicator, headline=True)
    region = make_region()
    new = make_question(indicator=indicator, survey=make_survey(released_on=date(2015, 10, 30)))
    old = make_question(indicator=indicator, survey=make_survey(released_on=date(2011, 1, 1)))
    base = make_base()
    part = make_base(parent=base)
    kept = make_figure(question=new, answer=answer, base=base, region=region)
    make_figure(question=new, answer=answer, base=part, region=region)
    make_figure(question=old, answer=answer, base=base, region=region)
    (block,) = profile(region).blocks
    assert [row.figure for row in block.headlines] == [kept]
    assert block.shows_surveys is True


def test_report_shows_its_figures_territory_by_territory():
    report = make_report(publish_at=ago(hours=1))
    figure = make_pair(43, 37, report=report)
    make_figure(region=make_nation(), report=report)
    found = rows.report_blocks(report, database_now())
    assert [region.name for region, _ in found] == ["France", figure.region.name]
    assert found[1][1][0].rows[0].gap.points == 6


def test_list_of_regions_counts_what_is_public():
    figure = make_figure()
    make_figure(region=figure.region, report=make_report(region=figure.region))
    make_region(slug="zzz")
    found = rows.region_list(database_now())
    assert [(one.figures, one.report) for one in found] == [(1, figure.report), (0, None)]


def test_derived_rows_cost_the_same_for_1_and_30(django_assert_num_queries):
    figure = make_pair(43, 37)
    region = Region.objects.get(pk=figure.region.pk)
    with django_assert_num_queries(3):
        rows.profile(region, figure.report.publish_at)
    for _ in range(29):
        make_pair(43, 37, region=region)
    with django_assert_num_queries(3):
        rows.profile(region, figure.report.publish_at)
