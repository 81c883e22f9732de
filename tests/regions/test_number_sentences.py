from decimal import Decimal

import pytest

from regions import rows, sentences, stats
from regions.models import Report
from regions.publication import database_now
from regions.rows import Gap, Verdict
from tests.factories import (
    ago,
    make_answer,
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
from tests.regions.figures import number
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db

BASE = "entreprises d'au moins 10 salariés"


def row_of(figure):
    return number(figure).row


# One number


def test_share_is_said_with_its_predicate_and_gap():
    figure = make_pair(43, 37, region=make_region(name="Bretagne"))
    assert plain(sentences.number_sentence(row_of(figure))) == (
        "En Bretagne, 43 % des entreprises d'au moins 10 salariés ont des partenariats, "
        "6 points de plus que les 37 % de la France (écart non testé)."
    )


def one(value, *, unit="%", slug="pratique", **kwargs):
    """The sentence of one number whose answer has no predicate."""
    question = make_question(indicator=make_indicator(slug=slug, unit=unit))
    answer = make_answer(indicator=question.indicator, headline=True)
    region = make_region(name="Bretagne")
    figure = make_figure(question=question, answer=answer, region=region, value=value, **kwargs)
    return plain(sentences.number_sentence(row_of(figure)))


def test_count_is_said_with_its_qualifier():
    assert one(1_200_000, unit="count", slug="nombre", qualifier="about") == (
        f"En Bretagne, nombre ({BASE}) : environ 1 200 000."
    )


def test_mark_is_said_out_of_ten():
    assert one(Decimal("7.10"), unit="/10") == f"En Bretagne, pratique ({BASE}) : 7,1 sur 10."


def test_null_value_is_said_not_published_and_zero_is_a_value():
    assert one(None) == f"En Bretagne, pratique ({BASE}) : non publié."
    assert plain(sentences.number_sentence(row_of(make_figure(value=0)))).endswith(
        "0 % des entreprises d'au moins 10 salariés ont des partenariats."
    )


def test_doubtful_number_carries_its_marks():
    assert one(43, certainty="uncertain", respondents=20) == (
        f"En Bretagne, pratique ({BASE}) : 43 % (à lire avec prudence, valeur incertaine)."
    )


def test_answer_that_is_not_the_headline_is_named():
    question = make_question(indicator=make_indicator(slug="pratique"))
    answer = make_answer(indicator=question.indicator, label="Non")
    figure = make_figure(question=question, answer=answer, region=make_region(name="Bretagne"))
    assert plain(sentences.number_sentence(row_of(figure))) == f"En Bretagne, pratique, non ({BASE}) : 43 %."


def test_citation_is_the_sentence_its_base_source_and_address():
    region = make_region(name="Bretagne")
    report = make_report(title="PHARE Bretagne", region=region, publish_at=ago())
    row = row_of(make_figure(region=region, report=report, source="Communiqué « Oui »"))
    assert plain(sentences.citation(row, "https://phare.example/x/")) == (
        "En Bretagne, 43 % des entreprises d'au moins 10 salariés ont des partenariats. "
        f"Base : Entreprises d'au moins 10 salariés. Enquête : {row.question.survey}. "
        "Source : PHARE Bretagne, 26 mai 2016, d'après : Communiqué « Oui ». https://phare.example/x/"
    )


def test_citation_names_the_nation_s_report_where_a_gap_is_said():
    figure = make_pair(43, 37)
    own, nation = Report.objects.order_by("pk")
    assert plain(sentences.source_words(row_of(figure))) == (
        f"Source : {own.title}, 26 mai 2016, d'après : Document ; "
        f"pour la France : {nation.title}, 26 mai 2016."
    )


def test_citation_names_no_report_of_the_nation_without_a_gap():
    figure = make_pair(43, 37, certainty="uncertain")
    assert plain(sentences.source_words(row_of(figure))) == (
        f"Source : {figure.report.title}, 26 mai 2016, d'après : Document."
    )


@pytest.mark.parametrize(
    ("status", "words"),
    [("stated", ""), ("implied", " (déduite du contexte)"), ("unknown", " (à confirmer)")],
)
def test_citation_says_how_sure_its_base_is(status, words):
    row = row_of(make_figure(base_status=status))
    assert plain(sentences.base_words(row)) == f"Base : Entreprises d'au moins 10 salariés{words}."


def test_block_citation_is_the_sentence_and_its_sources():
    figure = make_pair(43, 37)
    own, nation = Report.objects.order_by("pk")
    (block,) = rows.profile(figure.region, database_now()).blocks
    assert plain(sentences.block_citation(block)) == (
        f"{plain(sentences.block_sentence(block))} "
        f"Enquête : {figure.question.survey}. "
        f"Sources : {own.title}, 26 mai 2016 ; {nation.title}, 26 mai 2016."
    )


def test_block_citation_of_one_source_is_singular():
    figure = make_figure()
    (block,) = rows.profile(figure.region, database_now()).blocks
    assert plain(sentences.block_citation(block)).endswith(f" Source : {figure.report.title}, 26 mai 2016.")


def test_block_citation_names_a_report_once():
    figure = make_figure()
    other = make_answer(indicator=figure.question.indicator)
    same = {"question": figure.question, "region": figure.region, "report": figure.report}
    make_figure(**same, answer=other, source="Autre document")
    (block,) = rows.profile(figure.region, database_now()).blocks
    assert sentences.block_citation(block).count(figure.report.title) == 1


def test_block_citation_names_the_sources_of_what_it_says_alone():
    figure = make_pair(43, 37)
    other = make_answer(indicator=figure.question.indicator, order=1)
    common = {"question": figure.question, "answer": other}
    unsaid = make_figure(**common, region=figure.region, report=make_report(title="Tu", publish_at=ago()))
    make_figure(**common, region=make_nation(), report=make_report(title="Tu aussi", publish_at=ago()))
    (block,) = rows.profile(figure.region, database_now()).blocks
    own, nation = Report.objects.exclude(title__startswith="Tu").order_by("pk")
    assert unsaid.report in [source.report for source in block.sources]
    assert plain(sentences.block_citation(block)).endswith(
        f" Sources : {own.title}, 26 mai 2016 ; {nation.title}, 26 mai 2016."
    )


def test_block_citation_without_a_gap_names_no_source_of_the_nation():
    figure = make_pair(43, 37, base_status="unknown")
    (block,) = rows.profile(figure.region, database_now()).blocks
    assert len(block.sources) == 2
    assert plain(sentences.block_citation(block)).endswith(f" Source : {figure.report.title}, 26 mai 2016.")


# Parts of sentences


def test_interval_is_said_in_whole_percents_rounded_outwards_or_not_at_all():
    found = [make_figure(respondents=n, value=value) for n, value in ((245, 43), (30, 0), (None, 43))]
    assert [plain(sentences.interval_words(row_of(figure))) for figure in found] == [
        "de 36 à 50 %",
        "de 0 à 12 %",
        "",
    ]


@pytest.mark.parametrize(
    ("best", "worst", "words"),
    [(1, 1, "1re"), (4, 4, "4e"), (1, 2, "1re à 2e"), (2, 9, "2e à 9e")],
)
def test_rank_is_said_as_an_interval(best, worst, words):
    assert sentences.rank_words(stats.RankInterval(best, worst)) == words


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        ((-0.41, 12.63), "de −0,4 à +12,6 points"),
        ((-18.1, -4.9), "de −18,1 à −4,9 points"),
        ((0.24, 1.04), "de +0,2 à +1 point"),
        ((-0.04, 3), "de −0,04 à +3 points"),
        ((0.004, 12), "de +0,004 à +12 points"),
        ((-12, -0.0004), "de −12 à 0 point"),
        (None, ""),
    ],
)
def test_interval_of_a_gap_is_said_in_points(interval, words):
    gap = Gap(Decimal(6), Decimal(37), "%", Verdict.WITHIN, interval and stats.Interval(*interval))
    assert plain(sentences.gap_interval_words(gap)) == words


@pytest.mark.parametrize(
    ("first", "words"),
    [(43, "44 %, auparavant publié 43 %."), (None, "44 %, auparavant non publié.")],
)
def test_change_says_the_value_and_the_one_before(first, words):
    figure = make_figure(value=first)
    make_correction(figure=figure, value=44, publish_at=ago())
    (change,) = rows.changes(rows.public_corrections(database_now()))
    assert plain(sentences.change_words(change)) == words


def test_wave_is_said_by_its_year():
    undated = make_survey(released_on=None, released_precision="unknown")
    found = [make_figure(), make_figure(question=make_question(survey=undated))]
    assert [sentences.wave_words(row_of(figure)) for figure in found] == ["2015", "date inconnue"]


@pytest.mark.parametrize(
    ("kwargs", "words"),
    [
        ({"value": Decimal("7.50")}, "7,5"),
        ({"value": 0}, "0"),
        ({"value": None}, ""),
        ({"certainty": "uncertain"}, "43*"),
        ({"respondents": 29}, "43*"),
    ],
)
def test_map_says_the_number_alone_and_stars_what_has_no_class(kwargs, words):
    assert sentences.map_words(row_of(make_figure(**kwargs))) == words


@pytest.mark.parametrize(
    ("kwargs", "words"),
    [
        ({}, "43 %, +6 points, non testé"),
        (
            {"n": 29},
            "43 %, +6 points, non testé, 29 répondants, intervalle de 26 à 61 %, à lire avec prudence",
        ),
        ({"certainty": "uncertain"}, "43 %, valeur incertaine"),
        ({"base_status": "unknown"}, "43 %, base à confirmer"),
        (
            {"n": 245, "n_nation": 3185},
            "43 %, +6 points, au-dessus de la France, 245 répondants, intervalle de 36 à 50 %",
        ),
    ],
)
def test_point_says_all_of_its_row(kwargs, words):
    assert plain(sentences.point_words(row_of(make_pair(43, 37, **kwargs)))) == words


def test_point_without_a_value_says_why():
    assert (
        sentences.point_words(row_of(make_figure(value=None, respondents=20))) == "non publié, 20 répondants"
    )


def test_picture_s_sources_name_the_nation_s_report_even_without_a_gap():
    figure = make_pair(43, 37, base_status="unknown")
    (block,) = rows.profile(figure.region, database_now()).blocks
    assert len(sentences.listed_sources(block).split("\u202f; ")) == 2


def test_copied_list_of_values_does_not_name_a_report_that_it_does_not_quote():
    question = make_question(indicator=make_indicator(unit="/10"))
    figure = make_pair(7, 6, question=question)
    (block,) = rows.profile(figure.region, database_now()).blocks
    assert plain(sentences.block_citation(block)).count("Rapport-") == 1


def test_bases_are_named_once_with_the_regions_of_which_they_are_implied():
    one = row_of(make_figure(region=make_region(name="Alsace"), base_status="implied"))
    other = row_of(make_figure(region=make_region(name="Bretagne"), question=one.question))
    assert plain(sentences.base_words(one, other)) == (
        "Base : Entreprises d'au moins 10 salariés (déduite du contexte : Alsace)."
    )
