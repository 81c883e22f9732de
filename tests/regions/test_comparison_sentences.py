import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest

from regions import rows, sentences, stats
from regions.models import Audience, Figure, Indicator, Region, Report, Survey
from regions.publication import database_now
from regions.rows import Gap, Verdict
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

COMPANIES, MAYORS = Audience.COMPANIES, Audience.MAYORS


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def comparison(figure, audience=COMPANIES):
    view = rows.IndicatorView(figure.question.indicator, database_now())
    return view.comparison(figure.answer, audience)


def said(figure, audience=COMPANIES):
    return plain(sentences.comparison_sentence(comparison(figure, audience)))


def spread(values, *, nation=None, question=None, n=None, **kwargs):
    """A figure for each region by its name, and the nation's; returns the first region's."""
    question = question or make_question()
    figures = [
        make_figure(question=question, region=make_region(name=name), value=value, respondents=n, **kwargs)
        for name, value in values.items()
    ]
    if nation is not None:
        make_figure(question=question, region=make_nation(), value=nation, respondents=n and 13 * n)
    return figures[0]


def title(figure, audience=COMPANIES):
    return plain(sentences.comparison_title(comparison(figure, audience)))


def row_of(figure):
    at = database_now()
    return rows.number(Figure.objects.published(at).with_labels().get(pk=figure.pk), at).row


# Region by region


def test_one_region_is_said_alone():
    assert said(spread({"Alsace": 43})) == "Une seule région publiée : 43 % en Alsace."


def test_several_regions_are_said_from_the_lowest_to_the_highest():
    assert said(spread({"Alsace": 43, "Bretagne": 60, "Centre": 12})) == (
        "Dans les 3 régions publiées, de 12 % en Centre à 60 % en Bretagne."
    )


def test_zero_is_the_lowest_of_values():
    assert said(spread({"Alsace": 0, "Bretagne": 60})) == (
        "Dans les 2 régions publiées, de 0 % en Alsace à 60 % en Bretagne."
    )


def test_ties_at_both_ends_are_named():
    values = {"Alsace": 12, "Bretagne": 60, "Centre": 12, "Lorraine": 60, "Picardie": 60}
    assert said(spread(values)) == (
        "Dans les 5 régions publiées, de 12 % en Alsace et en Centre à 60 % en Bretagne, en Lorraine "
        "et en Picardie."
    )


def test_more_than_three_ties_are_counted():
    values = {"Alsace": 12, "Bretagne": 12, "Centre": 12, "Lorraine": 12, "Picardie": 60}
    assert said(spread(values)) == (
        "Dans les 5 régions publiées, de 12 % dans 4 d'entre elles à 60 % en Picardie."
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
        "Dans les 2 régions publiées, de 43 % en Alsace à 60 % en Bretagne. Écarts à la France non testés."
    )


def test_verdicts_are_listed_each_with_its_regions():
    figure = spread({"Alsace": 50, "Bretagne": 25, "Centre": 38, "Lorraine": 51}, nation=37, n=245)
    spread({"Picardie": 90}, question=figure.question)
    assert said(figure) == (
        "Dans les 5 régions publiées, de 25 % en Bretagne à 90 % en Picardie. "
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
    assert "de 43 % en Alsace à 60 % en Bretagne" in said(figure)


def test_doubtful_value_alone_is_said_alone():
    assert said(spread({"Alsace": 93}, nation=37, certainty="uncertain")) == "À confirmer : 93 % en Alsace."


def test_doubtful_values_are_counted_among_the_published():
    figure = spread({"Alsace": 43})
    spread({"Centre": 99}, question=figure.question, certainty="uncertain")
    assert "Une seule région publiée" not in said(figure)


def test_uncertain_value_is_not_said_to_be_read_with_caution():
    figure = spread({"Alsace": 93}, n=20)
    spread({"Bretagne": 50}, question=figure.question, certainty="uncertain")
    assert said(figure) == "À lire avec prudence : 93 % en Alsace. À confirmer : 50 % en Bretagne."


def test_rounded_value_is_not_said_to_be_confirmed():
    assert "À confirmer" not in said(spread({"Alsace": 93}, qualifier="about"))


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
    (found,) = rows.IndicatorView(indicator, database_now()).side_by_side(answer)
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
    (found,) = rows.IndicatorView(indicator, database_now()).series()
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


BASE = "entreprises d'au moins 10 salariés"


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
        "Base : Entreprises d'au moins 10 salariés. "
        "Source : PHARE Bretagne, 26 mai 2016 ; d'après : Communiqué « Oui ». https://phare.example/x/"
    )


@pytest.mark.parametrize(
    ("status", "words"), [("stated", ""), ("implied", " (implicite)"), ("unknown", " (à confirmer)")]
)
def test_citation_says_how_sure_its_base_is(status, words):
    row = row_of(make_figure(base_status=status))
    assert plain(sentences.base_words(row)) == f"Base : Entreprises d'au moins 10 salariés{words}."


def test_block_citation_is_the_sentence_and_its_sources():
    figure = make_pair(43, 37)
    own, nation = Report.objects.order_by("pk")
    (block,) = rows.profile(figure.region, database_now()).blocks
    assert sentences.block_citation(block) == (
        f"{sentences.block_sentence(block)} "
        f"Sources\u00a0: {own.title}, 26 mai 2016\u00a0; {nation.title}, 26 mai 2016."
    )


def test_block_citation_of_one_source_is_singular():
    figure = make_figure()
    (block,) = rows.profile(figure.region, database_now()).blocks
    assert sentences.block_citation(block).endswith(f" Source\u00a0: {figure.report.title}, 26 mai 2016.")


def test_block_citation_names_a_report_once():
    figure = make_figure()
    other = make_answer(indicator=figure.question.indicator)
    same = {"question": figure.question, "region": figure.region, "report": figure.report}
    make_figure(**same, answer=other, source="Autre document")
    (block,) = rows.profile(figure.region, database_now()).blocks
    assert sentences.block_citation(block).count(figure.report.title) == 1


# Parts of sentences


def test_interval_is_said_in_whole_percents_or_not_at_all():
    found = [make_figure(respondents=n, value=value) for n, value in ((245, 43), (30, 0), (None, 43))]
    assert [plain(sentences.interval_words(row_of(figure))) for figure in found] == [
        "de 37 à 49 %",
        "de 0 à 11 %",
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
        ((-0.04, 3), "de 0 à +3 points"),
        (None, ""),
    ],
)
def test_interval_of_a_gap_is_said_in_points(interval, words):
    gap = Gap(Decimal(6), Decimal(37), "%", Verdict.WITHIN, interval and stats.Interval(*interval))
    assert plain(sentences.gap_interval_words(gap)) == words


@pytest.mark.parametrize(
    ("first", "words"), [(43, "44 %, d'abord publié 43 %."), (None, "44 %, d'abord non publié.")]
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
            "43 %, +6 points, non testé, 29 répondants, intervalle de 27 à 61 %, à lire avec prudence",
        ),
        ({"certainty": "uncertain"}, "43 %, valeur incertaine"),
        ({"base_status": "unknown"}, "43 %, base à confirmer"),
        (
            {"n": 245, "n_nation": 3185},
            "43 %, +6 points, au-dessus de la France, 245 répondants, intervalle de 37 à 49 %",
        ),
    ],
)
def test_point_says_all_of_its_row(kwargs, words):
    assert plain(sentences.point_words(row_of(make_pair(43, 37, **kwargs)))) == words


def test_point_without_a_value_says_why():
    assert (
        sentences.point_words(row_of(make_figure(value=None, respondents=20))) == "non publié, 20 répondants"
    )


# Honesty

JUDGEMENT = re.compile(
    r"\b(au-dessus|au-dessous|en avance|en retard|davantage|dépasse\w*|similaires?|significati\w+|"
    r"supérieure?s?|inférieure?s?|mieux|meilleure?s?|leaders?|premiers? rangs?|marge d'erreur)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"«[^»]*»|<q>.*?</q>", re.DOTALL)
METHOD = (
    "le total peut dépasser 100 %",
    "<dt>Marge d'erreur</dt>",
    "et avec quelle marge d'erreur",
)


def addresses():
    """Every page of what is public."""
    at = database_now()
    views = [rows.IndicatorView(indicator, at) for indicator in Indicator.objects.all()]
    for view in views:
        slug = view.indicator.slug
        yield from (f"/?indicateur={slug}&public={audience.slug}" for audience in Audience)
        for answer in view.answers:
            query = f"/indicateurs/{slug}/?reponse={answer.slug}&public="
            yield from (f"{query}{audience.slug}" for audience in Audience)
    yield from ("/", "/regions/", "/indicateurs/", "/rapports/", "/rectificatifs/")
    public = [Figure.objects.published(at).with_labels(), Report.objects.published(at)]
    for found in (Region.objects.all(), Survey.objects.all(), *public):
        yield from (one.get_absolute_url() for one in found)


def judged(client, path):
    """The words of judgement on a page that are neither quoted nor of the method."""
    response = client.get(path)
    assert response.status_code == 200, path
    page = plain(QUOTED.sub("", unescape(response.content.decode())))
    for text in METHOD:
        page = page.replace(text, "")
    return JUDGEMENT.findall(page)


def test_no_page_of_real_data_judges(client, programme):
    paths = list(addresses())
    assert len(paths) == 17 * 4 + 43 * 4 + 5 + 14 + 7 + 100 + Report.objects.published(database_now()).count()
    found = {path: words for path in paths if (words := judged(client, path))}
    assert found == {}


def test_page_that_judges_is_found_out(client, programme):
    Figure.objects.filter(region__slug="pays-de-la-loire").update(respondents=245)
    Figure.objects.filter(region__slug="france").update(respondents=3185)
    assert "Au-dessus" in judged(client, "/indicateurs/pratique-partenariats/")


def test_every_gap_of_real_data_is_untested(programme):
    at = database_now()
    gaps = []
    for view in (rows.IndicatorView(indicator, at) for indicator in Indicator.objects.all()):
        gaps += [row.gap for row in view.rows()] + [series.change for series in view.series()]
        gaps += [one.spread for answer in view.answers for one in view.side_by_side(answer)]
    found = [gap for gap in gaps if gap]
    assert {(gap.verdict, gap.interval) for gap in found} == {(Verdict.UNTESTED, None)}
    assert len(found) == 45
