"""However much is published, a page shows so much; the rest is named, follows, or is in the files."""

from datetime import date, timedelta

import pytest

from regions.models import Audience, Region
from regions.publication import database_now
from regions.rows import plans
from tests.factories import (
    make_answer,
    make_base,
    make_figure,
    make_indicator,
    make_nation,
    make_pair,
    make_question,
    make_region,
    make_report,
    make_survey,
)
from tests.regions.pages import text

pytestmark = pytest.mark.django_db


def fill(count, lines=1, region=None, report=None, featured=()):
    """So many indicators named a, b, c…, each with so many lines for a region."""
    report = report or make_report(publish_at=database_now() - timedelta(hours=1))
    region = region or make_region(name="Bretagne")
    for number in range(count):
        letter = chr(ord("a") + number)
        indicator = make_indicator(slug=f"ind-{letter}", order=number, featured=letter in featured)
        question = make_question(indicator=indicator)
        for line in range(lines):
            answer = make_answer(indicator=indicator, order=line, headline=line == 0)
            make_figure(question=question, answer=answer, region=region, report=report, value=40 + line)


def shown(client, path):
    """The indicators that a page has in full, and those that it only names."""
    source = client.get(path).content.decode()
    letters = [chr(ord("a") + number) for number in range(26)]
    return (
        "".join(one for one in letters if f'id="bretagne-ind-{one}-titre"' in source),
        "".join(one for one in letters if f'href="?indicateur=ind-{one}"' in source),
    )


def test_territory_of_many_indicators_goes_on_on_a_second_page(client):
    fill(23)
    assert shown(client, "/regions/bretagne/") == ("abcdefghijklmnopqrst", "")
    assert shown(client, "/regions/bretagne/?page=2") == ("uvw", "")
    assert 'href="?page=2" rel="next"' in client.get("/regions/bretagne/").content.decode()
    assert [client.get(f"/regions/bretagne/?page={page}").status_code for page in (0, 3)] == [404, 404]


def test_second_page_has_a_title_and_an_address_of_its_own(client):
    fill(23, report=make_report(slug="gros", publish_at=database_now() - timedelta(hours=1)))
    for path in ("/regions/bretagne/", "/rapports/gros/"):
        first, second = (client.get(path + query).content.decode() for query in ("", "?page=2"))
        assert ", page " not in first.partition("</title>")[0]
        assert ", page 2 – Phare</title>" in second
        assert f'rel="canonical" href="http://testserver{path}">' in first
        assert f'rel="canonical" href="http://testserver{path}?page=2">' in second
        assert f'property="og:url" content="http://testserver{path}?page=2">' in second


def test_indicators_put_forward_are_on_the_first_page(client):
    fill(23, featured="w")
    assert shown(client, "/regions/bretagne/") == ("abcdefghijklmnopqrsw", "")
    assert shown(client, "/regions/bretagne/?page=2") == ("tuv", "")


@pytest.mark.parametrize("asked", ["%00", "ind-a%00", "é", "a%20b"])
def test_indicator_that_cannot_be_one_is_not_found(client, asked):
    fill(1, report=make_report(slug="gros", publish_at=database_now() - timedelta(hours=1)))
    make_nation()
    pages = ("/regions/bretagne/", "/france/", "/rapports/gros/")
    assert [client.get(f"{page}?indicateur={asked}").status_code for page in pages] == [404, 404, 404]


def test_page_that_is_full_names_the_indicators_that_follow(client):
    fill(12, lines=10, featured="k")
    assert shown(client, "/regions/bretagne/") == ("abcdefghik", "jl")
    assert shown(client, "/regions/bretagne/?indicateur=ind-l") == ("l", "")


def test_report_is_bounded_like_a_territory(client):
    report = make_report(slug="gros", publish_at=database_now() - timedelta(hours=1))
    fill(23, lines=5, report=report)
    full, named = shown(client, "/rapports/gros/")
    assert (len(full), len(named)) == (20, 0)
    assert shown(client, "/rapports/gros/?page=2") == ("uvw", "")
    assert shown(client, "/rapports/gros/?indicateur=ind-b") == ("b", "")
    assert client.get("/rapports/gros/?indicateur=jamais").status_code == 404


def test_indicator_that_is_not_out_is_neither_named_nor_found(client):
    fill(2)
    hidden = make_indicator(slug="ind-z")
    make_figure(
        question=make_question(indicator=hidden),
        region=Region.objects.get(slug="bretagne"),
        report=make_report(publish_at=database_now() + timedelta(days=1)),
    )
    assert shown(client, "/regions/bretagne/") == ("ab", "")
    early, never = (client.get(f"/regions/bretagne/?indicateur={slug}") for slug in ("ind-z", "jamais"))
    assert (early.status_code, early.content) == (404, never.content)


def test_full_page_does_not_name_what_is_not_out(client):
    fill(12, lines=10)
    hidden = make_report(publish_at=database_now() + timedelta(days=1))
    Region.objects.get(slug="bretagne").figures.filter(question__indicator__slug="ind-l").update(
        report=hidden
    )
    assert shown(client, "/regions/bretagne/") == ("abcdefghij", "k")


def waves(years, lines):
    """One audience asked in several years, so many answers on its main base and on a part of it."""
    indicator, region, base = make_indicator(slug="long"), make_region(name="Bretagne"), make_base()
    part = make_base(parent=base)
    answers = [make_answer(indicator=indicator, order=line, headline=line == 0) for line in range(lines)]
    for year in years:
        survey = make_survey(released_on=date(year, 1, 1))
        question = make_question(indicator=indicator, survey=survey, series="une")
        for answer in answers:
            for one in (base, part):
                make_pair(year - 1990, 5, question=question, answer=answer, base=one, region=region)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [(3, 18), (5, 10), (13, 13)],
    ids=["three waves", "the last wave", "its main base"],
)
def test_table_that_is_long_keeps_the_last_survey_then_its_main_base(client, lines, kept):
    waves((2009, 2011, 2013, 2015), lines)
    source = client.get("/regions/bretagne/").content.decode()
    rows = source.count('<a class="value audience-companies"')
    assert rows == kept
    assert ("Tableau abrégé" in source) == (kept < 18)
    whole = client.get("/regions/bretagne/long.csv").content.decode()
    assert whole.count("chiffres/bretagne/long") == 4 * 2 * lines


def test_indicator_shows_its_latest_surveys_and_its_file_all(client):
    waves((2009, 2011, 2013, 2015), 1)
    said = text(client, "/indicateurs/long/")
    assert [str(year) in said for year in (2009, 2011, 2013, 2015)] == [False, True, True, True]
    assert client.get("/indicateurs/long.csv").content.decode().count("chiffres/bretagne/long") == 8


def test_earlier_survey_that_an_address_names_is_shown(client):
    waves((2009, 2011, 2013, 2015), 1)
    figure = Region.objects.get(slug="bretagne").figures.order_by("question__survey__released_on").first()
    asked = f"base={figure.question.survey.slug}:{figure.base.slug}"
    assert "(2009)" in text(client, f"/indicateurs/long/?{asked}")
    assert client.get(f"/integrer/indicateurs/long/carte/?{asked}").status_code == 200
    assert client.get("/indicateurs/long/?base=%00:").status_code == 200


def test_table_without_a_main_base_shows_what_it_has(client):
    answer, base, region = make_answer(headline=True), make_base(), make_region(name="Bretagne")
    question = make_question(indicator=answer.indicator)
    for _ in range(2 * plans.LONGEST + 1):
        make_pair(question=question, answer=answer, base=make_base(parent=base), region=region)
    assert text(client, "/regions/bretagne/").count("43 %") > plans.LONGEST
    for page in ("/france/", answer.indicator.get_absolute_url()):
        assert text(client, page).count("37 %") > plans.LONGEST


def test_answers_of_one_place_stand_as_they_were_entered(client):
    """No order of texts: PostgreSQL has "aucun" before "au-moins-un", Python after."""
    question = make_question(indicator=make_indicator(slug="egales"))
    answers = [make_answer(indicator=question.indicator, slug=slug) for slug in ("aucun", "au-moins-un")]
    for region in (make_region(), make_region(), make_region()):
        for answer, value in zip(answers, (11, 22), strict=True):
            make_figure(question=question, answer=answer, region=region, value=value)
    for slug, value in (("", "11 %"), ("aucun", "11 %"), ("au-moins-un", "22 %")):
        assert text(client, f"/indicateurs/egales/?reponse={slug}").count(value) > 2


def test_line_over_time_is_found_whatever_its_series_is_called(client):
    indicator, region = make_indicator(slug="long"), make_region(name="Bretagne")
    answers = [make_answer(indicator=indicator, slug=slug) for slug in ("une", "autre")]
    for year in (2013, 2015):
        survey = make_survey(released_on=date(year, 1, 1))
        question = make_question(indicator=indicator, survey=survey, series="une")
        for answer in answers:
            base = make_figure(question=question, answer=answer, region=region).base.slug
    for answer in ("une", "autre"):
        line = f"/graphiques/indicateurs/long/vagues/bretagne/une/entreprises/{answer}/{base}.json"
        assert client.get(line).status_code == 200


def test_region_s_only_values_are_shown_however_many_surveys_of_the_nation_follow(client):
    waves((2009,), 1)
    indicator = Region.objects.get(slug="bretagne").figures.first().question.indicator
    for year in range(2010, 2016):
        question = make_question(indicator=indicator, survey=make_survey(released_on=date(year, 1, 1)))
        make_figure(question=question, region=make_nation(), answer=indicator.answers.get())
    assert "19 %" in text(client, "/regions/bretagne/")
    assert "(2009)" in text(client, "/indicateurs/long/")


# The clock, the menu and what the press shows of itself are among them.
QUERIES = {
    "/": 8,
    "/france/": 8,
    "/regions/": 5,
    "/regions/bretagne/": 8,
    "/indicateurs/": 3,
    "/indicateurs/ind-a/": 6,
    "/indicateurs/ind-a/?public=maires": 6,
    "/rapports/": 4,
    "/rapports/premier/": 6,
    "/tableau-de-bord/": 6,
    "/comparer/?regions=bretagne": 6,
}


@pytest.mark.parametrize("path", QUERIES)
def test_page_asks_as_many_queries_of_little_data_as_of_much(client, path, django_assert_num_queries):
    bretagne, nation = make_region(name="Bretagne"), make_nation()
    report = make_report(slug="premier", region=bretagne, publish_at=database_now() - timedelta(hours=1))
    make_region(name="Corse")
    fill(1, region=bretagne, report=report)
    fill_nation(nation)
    with django_assert_num_queries(QUERIES[path]):
        client.get(path)
    for audience in Audience:
        for year in (2012, 2013, 2014, 2015, 2016):
            survey = make_survey(audience=audience, released_on=date(year, 1, 1))
            question = make_question(indicator=nation.figures.first().question.indicator, survey=survey)
            for region in (bretagne, nation):
                make_figure(question=question, region=region, answer=nation.figures.first().answer)
    with django_assert_num_queries(QUERIES[path]):
        client.get(path)


def fill_nation(nation):
    figure = Region.objects.get(slug="bretagne").figures.get()
    make_figure(question=figure.question, answer=figure.answer, base=figure.base, region=nation, value=37)


def test_real_pages_have_room_to_spare(programme, client):
    for region in Region.objects.all():
        found = client.get(region.get_absolute_url()).content.decode()
        assert "Tableau abrégé" not in found
        assert "?indicateur=" not in found.partition("<main")[2].replace("tableau-de-bord/?indicateur=", "")
        assert 'rel="next"' not in found
    assert plans.LINES >= 100
