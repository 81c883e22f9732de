from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlsplit

import pytest

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
from tests.regions.downloads import COLUMNS, brittany, every_extension, full_pair, lines, sheet
from tests.regions.pages import answer
from tests.trust import MANY

pytestmark = pytest.mark.django_db

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "excel.csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
    "json": "application/json",
}


def pages():
    """The addresses of files without their extension, each with the name under which it is saved."""
    return {
        "/france": "phare-france",
        "/france/partenariats": "phare-france-partenariats",
        "/regions/bretagne": "phare-bretagne",
        "/regions/bretagne/partenariats": "phare-bretagne-partenariats",
        "/indicateurs/partenariats": "phare-partenariats",
        "/rapports/rapport": "phare-rapport",
        "/rapports/rapport/bretagne/partenariats": "phare-bretagne-partenariats",
    }


@every_extension
@pytest.mark.parametrize("page", pages())
def test_file_is_saved_under_its_name_with_its_type(client, page, extension):
    full_pair()
    response = client.get(f"{page}.{extension}")
    kind = "inline" if extension == "json" else "attachment"
    assert response.status_code == 200
    assert response["Content-Type"] == CONTENT_TYPES[extension]
    assert response["Content-Disposition"] == f'{kind}; filename="{pages()[page]}.{extension}"'


@every_extension
@pytest.mark.parametrize("page", pages())
def test_every_page_s_files_hold_the_figures_of_that_page(client, page, extension):
    full_pair()
    found = {
        str(line["valeur"]) for line in lines(client, f"{page}.{extension}") if line["valeur"] is not None
    }
    assert found == {"/france": {"37"}, "/indicateurs": {"37", "43"}}.get("/" + page.split("/")[1], {"43"})


@every_extension
def test_addresses_are_absolute_and_each_answers(client, programme, extension):
    found = [line["adresse"] for line in lines(client, f"/regions/centre-val-de-loire.{extension}")]
    addresses = [address for address in found if address]
    assert len(addresses) == 3
    assert {address.partition("/chiffres/")[0] for address in addresses} == {"http://testserver"}
    assert {client.get(urlsplit(address).path).status_code for address in addresses} == {200}


@pytest.mark.parametrize("extension", ["ods", "CSV", "tsv", "excelXcsv", "csv.gz"])
@pytest.mark.parametrize("page", pages())
def test_unknown_extension_is_not_found(client, page, extension):
    full_pair()
    assert client.get(f"{page}.csv").status_code == 200
    assert client.get(f"{page}.{extension}").status_code == 404


@pytest.mark.parametrize("page", pages())
def test_file_is_only_read(client, page):
    full_pair()
    assert (client.head(f"{page}.csv").status_code, client.post(f"{page}.csv").status_code) == (200, 405)


@every_extension
@pytest.mark.parametrize("block", ["", "/bretagne/partenariats"])
def test_file_under_embargo_answers_like_a_name_that_never_existed(client, extension, block):
    figure = full_pair()
    make_report(slug="brouillon", region=figure.region)
    figure.report.__class__.objects.filter(pk=figure.report.pk).update(
        slug="embargo", publish_at=database_now() + timedelta(days=1)
    )
    never = answer(client, f"/rapports/jamais-vu{block}.{extension}")
    assert never[0] == 404
    assert answer(client, f"/rapports/embargo{block}.{extension}") == never
    assert answer(client, f"/rapports/brouillon{block}.{extension}") == never


@every_extension
def test_figure_under_embargo_is_in_no_file(client, extension):
    figure = full_pair()
    hidden = make_report(region=figure.region, publish_at=database_now() + timedelta(days=1))
    make_figure(
        question=figure.question,
        answer=make_answer(indicator=figure.question.indicator),
        region=figure.region,
        report=hidden,
        value=Decimal("73.19"),
    )
    for page in pages():
        found = {str(line["valeur"]) for line in lines(client, f"{page}.{extension}")}
        assert found <= {"43", "37", "None"}


@every_extension
@pytest.mark.parametrize("block", ["", "/bretagne/partenariats"])
def test_file_of_a_withdrawn_report_answers_410_with_its_notice(client, extension, block):
    full_pair().report.withdraw(by=make_user(), notice="Erreur de tirage.")
    response = client.get(f"/rapports/rapport{block}.{extension}")
    page = response.content.decode()
    assert (response.status_code, response["Content-Type"]) == (410, "text/html; charset=utf-8")
    assert "Erreur de tirage." in page
    assert "PHARE Bretagne" not in page


@every_extension
def test_region_without_any_figure_still_gives_a_file(client, extension):
    brittany()
    assert client.get(f"/regions/bretagne.{extension}").status_code == 200
    if extension == "json":
        assert lines(client, "/regions/bretagne.json") == []
    else:
        first = sheet(client, "/regions/bretagne.xlsx")
        assert first == [COLUMNS]
        assert lines(client, f"/regions/bretagne.{extension}") == []


@pytest.mark.parametrize(
    "path",
    [
        "/regions/jamais.csv",
        "/regions/france.csv",
        "/regions/bretagne/jamais.csv",
        "/france/jamais.csv",
        "/indicateurs/jamais.csv",
        "/indicateurs/sans-chiffre.csv",
        "/rapports/rapport/bretagne/jamais.csv",
        "/rapports/rapport/france/partenariats.csv",
    ],
)
def test_file_of_what_does_not_exist_is_not_found(client, path):
    full_pair()
    make_indicator(slug="sans-chiffre")
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
@pytest.mark.parametrize("page", pages())
def test_file_asks_the_same_few_queries_for_1_and_many_figures(
    client, page, extension, django_assert_max_num_queries
):
    figure = full_pair()
    with django_assert_max_num_queries(8) as one:
        client.get(f"{page}.{extension}")
    few = len(lines(client, f"{page}.{extension}"))
    for _ in range(MANY - 1):
        common = {"question": figure.question, "answer": figure.answer, "base": make_base()}
        make_figure(**common, region=figure.region, report=figure.report)
        make_figure(**common, region=make_nation())
    with django_assert_max_num_queries(8) as many:
        client.get(f"{page}.{extension}")
    assert len(many) == len(one)
    assert len(lines(client, f"{page}.{extension}")) - few in (MANY - 1, 2 * (MANY - 1))
