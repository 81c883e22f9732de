from datetime import timedelta

import pytest

from regions.models import Indicator, Question, Report
from regions.publication import database_now
from tests.factories import (
    make_answer,
    make_base,
    make_figure,
    make_indicator,
    make_nation,
    make_report,
    make_user,
)
from tests.regions.charts import ADDRESSES, body, observatory, path_of, question_of
from tests.regions.pages import answer
from tests.trust import MANY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("chart", ADDRESSES)
def test_chart_may_be_kept_and_asked_again(client, chart):
    observatory()
    first = client.get(path_of(chart))
    assert (first["Content-Type"], first["Cache-Control"]) == ("application/json", "public, max-age=1")
    again = client.get(path_of(chart))
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    known = client.get(path_of(chart), headers={"if-none-match": first["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert client.get(path_of(chart), headers={"if-none-match": '"other"'}).status_code == 200


def test_etag_changes_with_the_value(client):
    region = observatory()
    before = client.get(path_of("regions/bretagne/alliances"))["ETag"]
    region.figures.filter(value=43).update(value=44)
    assert client.get(path_of("regions/bretagne/alliances"))["ETag"] != before


@pytest.mark.parametrize("chart", ADDRESSES)
def test_chart_answers_head_and_refuses_post(client, chart):
    observatory()
    head = client.head(path_of(chart))
    assert (head.status_code, head.content, head["Content-Type"]) == (200, b"", "application/json")
    assert client.post(path_of(chart)).status_code == 405


@pytest.mark.parametrize("chart", ADDRESSES)
def test_chart_sets_no_cookie(client, chart):
    observatory()
    response = client.get(path_of(chart))
    assert (response.cookies, "Cookie" in response.headers.get("Vary", "")) == ({}, False)


@pytest.mark.parametrize(
    "chart",
    [
        "regions/jamais/alliances",
        "regions/france/alliances",
        "regions/bretagne/jamais",
        "regions/bretagne/jamais/repartition",
        "france/jamais",
        "rapports/jamais/bretagne/alliances",
        "rapports/rapport/france/alliances",
        "rapports/rapport/bretagne/jamais",
        "indicateurs/jamais/regions",
        "indicateurs/jamais/publics",
        "indicateurs/sans-chiffre/regions",
        "indicateurs/alliances/vagues/1",
        "indicateurs/alliances/vagues/france/alliances/entreprises/non/toutes",
    ],
)
def test_chart_of_what_does_not_exist_is_not_found(client, chart):
    observatory()
    make_indicator(slug="sans-chiffre")
    assert client.get(path_of(chart)).status_code == 404


@pytest.mark.parametrize("unit", ["count", "mean"])
def test_counts_and_means_have_no_chart_of_any_kind(client, unit):
    observatory()
    indicator = Indicator.objects.get(slug="alliances")
    type(indicator).objects.update(unit=unit)
    Report.objects.get(slug="rapport").figures.update(unit=unit)
    assert {client.get(path_of(chart)).status_code for chart in ADDRESSES} == {404}


@pytest.mark.parametrize("end", ["", "/repartition"])
def test_chart_under_embargo_answers_like_a_name_that_never_existed(client, end):
    observatory()
    Report.objects.filter(slug="rapport").update(
        slug="embargo", publish_at=database_now() + timedelta(days=1)
    )
    never = answer(client, path_of(f"rapports/jamais-vu/bretagne/alliances{end}"))
    assert never[0] == 404
    assert answer(client, path_of(f"rapports/embargo/bretagne/alliances{end}")) == never
    assert client.get(path_of(f"regions/bretagne/alliances{end}")).status_code == 404


def test_value_under_embargo_is_in_no_chart(client):
    observatory()
    before = {chart: body(client, chart) for chart in ADDRESSES}
    later = make_report(publish_at=database_now() + timedelta(days=1))
    question = question_of("citizens")
    common = {"question": question, "answer": question.indicator.answers.get(slug="oui"), "report": later}
    make_figure(**common, region=Report.objects.get(slug="rapport").region, base=make_base(label="Autre"))
    make_figure(**common, region=make_nation(), base=make_base(label="Autre"))
    assert {chart: body(client, chart) for chart in ADDRESSES} == before


@pytest.mark.parametrize("end", ["", "/repartition"])
def test_chart_of_a_withdrawn_report_answers_410_with_its_notice(client, end):
    observatory()
    Report.objects.get(slug="rapport").withdraw(by=make_user(), notice="Erreur de tirage.")
    response = client.get(path_of(f"rapports/rapport/bretagne/alliances{end}"))
    assert response.status_code == 410
    assert "Erreur de tirage." in response.content.decode()
    assert client.get(path_of(f"regions/bretagne/alliances{end}")).status_code == 404


@pytest.mark.parametrize("chart", ADDRESSES)
def test_chart_asks_the_same_few_queries_for_1_and_many_figures(client, chart, django_assert_max_num_queries):
    region = observatory()
    question = question_of("companies")
    yes, report = question.indicator.answers.get(slug="oui"), Report.objects.get(slug="rapport")
    with django_assert_max_num_queries(8) as one:
        client.get(path_of(chart))
    for _ in range(MANY - 1):
        common = {"question": question, "answer": yes, "base": make_base()}
        make_figure(**common, region=region, report=report)
        make_figure(**common, region=make_nation())
    with django_assert_max_num_queries(8) as many:
        client.get(path_of(chart))
    assert len(many) == len(one)


def test_waves_keep_their_address_when_others_become_public_before_them(client):
    observatory()
    address, old = ADDRESSES[-1], Question.objects.get(survey__released_on__year=2009)
    before = body(client, address)
    common = {"region": make_nation(), "base": make_base(slug="autres")}
    yes = old.indicator.answers.get(slug="oui")
    type(yes).objects.filter(pk=yes.pk).update(order=9)
    first = make_answer(indicator=old.indicator, slug="parfois", order=0)
    for given in (first, yes):
        for question, value in ((old, 61), (question_of("companies"), 62)):
            make_figure(question=question, answer=given, value=value, **common)
    assert body(client, address) == before
    other = body(client, address.replace("toutes", "autres"))
    assert other["data"]["datasets"][0]["data"] == [61, 62]
