from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from urllib.parse import urlsplit

import openpyxl
import pytest

from regions.publication import database_now
from tests.factories import (
    ago,
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
    make_user,
)
from tests.regions.cells import EXTENSIONS, read_file, read_json

pytestmark = pytest.mark.django_db

COLUMNS = [
    "region",
    "code_region",
    "indicateur",
    "public",
    "enquete",
    "question",
    "etat_libelle",
    "reponse",
    "base",
    "etat_base",
    "valeur",
    "nuance",
    "unite",
    "repondants",
    "valeur_france",
    "ecart_points",
    "ecart_bas",
    "ecart_haut",
    "verdict",
    "statut",
    "prudence",
    "certitude",
    "rapport",
    "date_rapport",
    "source",
    "note",
    "adresse",
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "excel.csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
    "json": "application/json",
}
every_extension = pytest.mark.parametrize("extension", EXTENSIONS)
spreadsheets = pytest.mark.parametrize("extension", ["csv", "excel.csv", "xlsx"])


def brittany(**kwargs):
    return make_region(name="Bretagne", code="53", **kwargs)


def full_pair(**kwargs):
    """A figure of Brittany of which everything is known, above the nation's."""
    survey = make_survey(slug="enquete", name="Baromètre", released_on=date(2015, 10, 30))
    indicator = make_indicator(slug="partenariats")
    question = make_question(
        indicator=indicator, survey=survey, wording="En avez-vous ?", wording_status="exact"
    )
    region = brittany()
    report = make_report(slug="rapport", title="PHARE Bretagne", region=region, publish_at=ago(hours=1))
    common = {
        "question": question,
        "region": region,
        "report": report,
        "source": "Page 3",
        "note": "Arrondi.",
    }
    answer = make_answer(indicator=indicator, slug="oui", label="Oui", headline=True)
    base = make_base(slug="dix-salaries")
    return make_pair(43, 37, n=245, n_nation=3185, answer=answer, base=base, **common, **kwargs)


def lines(client, path):
    """The lines of a file, as its format gives them."""
    extension = path.rpartition("/")[2].partition(".")[2]
    return read_file(client.get(path).content, extension)


def sheet(client, path, name="Chiffres"):
    """The rows of a sheet, with the types that Excel reads."""
    book = openpyxl.load_workbook(BytesIO(client.get(path).content))
    return [list(row) for row in book[name].iter_rows(values_only=True)]


@every_extension
def test_columns_are_the_same_27_in_their_order(client, extension):
    full_pair()
    assert len(COLUMNS) == 27
    (line, *_) = lines(client, f"/regions/bretagne.{extension}")
    assert list(line) == COLUMNS


EVERYTHING = {
    "region": "Bretagne",
    "code_region": "53",
    "indicateur": "Part partenariats",
    "public": "Entreprises",
    "enquete": "Baromètre (2015)",
    "question": "En avez-vous ?",
    "etat_libelle": "exact",
    "reponse": "Oui",
    "base": "Entreprises d'au moins 10 salariés",
    "etat_base": "écrite dans la source",
    "valeur": 43,
    "nuance": None,
    "unite": "%",
    "repondants": 245,
    "valeur_france": 37,
    "ecart_points": 6,
    "ecart_bas": Decimal("0.2"),
    "ecart_haut": 12,
    "verdict": "au-dessus de la France",
    "statut": "publié",
    "prudence": None,
    "certitude": "certain",
    "rapport": "PHARE Bretagne",
    "date_rapport": "26 mai 2016",
    "source": "Page 3",
    "note": "Arrondi.",
    "adresse": "http://testserver/chiffres/bretagne/partenariats/enquete/oui/dix-salaries/",
}


def test_json_says_everything_of_a_figure(client):
    full_pair()
    (line, *_) = lines(client, "/regions/bretagne.json")
    assert line == EVERYTHING


@every_extension
def test_file_has_the_fields_that_citing_a_figure_needs(client, extension):
    full_pair()
    (line, *_) = lines(client, f"/regions/bretagne.{extension}")
    needed = "region indicateur enquete question reponse base valeur unite repondants ecart_points verdict"
    needed += " statut rapport source note adresse"
    assert [name for name in needed.split() if line[name] in (None, "")] == []


def test_uncertain_cautious_and_rounded_figures_say_so(client):
    question = make_question(survey=make_survey(small_regional_bases=True))
    make_pair(
        43,
        37,
        question=question,
        region=brittany(),
        certainty="uncertain",
        qualifier="about",
        base_status="implied",
    )
    (line, *_) = lines(client, "/regions/bretagne.json")
    names = ("valeur", "nuance", "prudence", "certitude", "etat_base", "ecart_points", "verdict")
    assert [line[name] for name in names] == [43, "environ", "oui", "incertain", "implicite", None, None]


def zero_and_absences():
    """Brittany's citizens have 0, its mayors no value, and its associations were asked after its report."""
    region, indicator = brittany(), make_indicator(featured=True)
    answer = make_answer(indicator=indicator, headline=True)
    report = make_report(region=region, publish_at=ago(hours=1), released_on=date(2016, 5, 26))
    for audience, value in (("citizens", 0), ("mayors", None)):
        question = make_question(indicator=indicator, survey=make_survey(audience=audience))
        make_figure(question=question, answer=answer, region=region, report=report, value=value)
    late = make_survey(audience="associations", released_on=date(2016, 11, 29))
    make_figure(question=make_question(indicator=indicator, survey=late), answer=answer, region=make_nation())


@every_extension
def test_zero_is_zero_and_missing_is_an_empty_cell_with_its_reason(client, extension):
    zero_and_absences()
    found = lines(client, f"/regions/bretagne.{extension}")
    assert [(line["public"], line["valeur"], line["statut"]) for line in found] == [
        ("Citoyens", "0" if "csv" in extension else 0, "publié"),
        ("Maires", None, "non publié"),
        ("Associations", None, "non interrogés à cette date"),
        ("Entreprises", None, "non demandé"),
    ]


@pytest.mark.parametrize(
    ("extension", "value", "gap"), [("csv", "7.1", "-0.4"), ("excel.csv", "7,1", "-0,4")]
)
def test_decimals_are_written_as_the_reader_of_the_csv_expects(client, extension, value, gap):
    question = make_question(indicator=make_indicator(unit="/10"))
    make_pair("7.1", "7.5", question=question, region=brittany())
    (line, *_) = lines(client, f"/regions/bretagne.{extension}")
    assert (line["valeur"], line["ecart_points"], line["unite"]) == (value, gap, "/10")


def test_numbers_are_numbers_in_xlsx_and_json(client):
    question = make_question(indicator=make_indicator(unit="/10"))
    make_pair("7.1", "8", n=120, question=question, region=brittany())
    _, row, *_ = sheet(client, "/regions/bretagne.xlsx")
    names = ("valeur", "repondants", "valeur_france", "ecart_points")
    assert [row[COLUMNS.index(name)] for name in names] == [7.1, 120, 8, -0.9]
    (line, *_) = lines(client, "/regions/bretagne.json")
    assert [line[name] for name in names] == [Decimal("7.1"), 120, 8, Decimal("-0.9")]


def test_large_numbers_are_written_without_spaces_or_exponent(client):
    question = make_question(indicator=make_indicator(unit="count"))
    make_figure(question=question, region=brittany(), value=1200000)
    found = [lines(client, f"/regions/bretagne.{extension}")[0]["valeur"] for extension in EXTENSIONS]
    assert found == ["1200000", "1200000", 1200000, 1200000]


def test_french_excel_csv_has_a_byte_order_mark_and_semicolons(client):
    full_pair()
    body = client.get("/regions/bretagne.excel.csv").content
    assert body.startswith(b"\xef\xbb\xbfregion;code_region;indicateur;")
    assert client.get("/regions/bretagne.csv").content.startswith(b"region,code_region,indicateur,")


def test_xlsx_has_a_sheet_of_figures_and_one_of_notes(client):
    full_pair()
    book = openpyxl.load_workbook(BytesIO(client.get("/regions/bretagne.xlsx").content))
    assert book.sheetnames == ["Chiffres", "Notes"]
    notes = sheet(client, "/regions/bretagne.xlsx", "Notes")
    assert notes[:2] == [
        ["Titre", "Les chiffres de Bretagne"],
        ["Adresse", "http://testserver/regions/bretagne/"],
    ]
    assert [name for name, _ in notes[-27:]] == COLUMNS
    assert "À savoir" in [name for name, _ in notes]


def test_json_says_what_holds_for_all_its_lines(client):
    full_pair()
    body = read_json(client.get("/regions/bretagne.json").content)
    assert list(body) == ["titre", "adresse", "notes", "colonnes", "lignes"]
    assert (body["titre"], body["adresse"]) == (
        "Les chiffres de Bretagne",
        "http://testserver/regions/bretagne/",
    )
    assert [note.split("\u00a0")[0] for note in body["notes"]] == [
        "Écarts testés au seuil de 95\u202f%, la région contre le reste de la France"
    ]
    assert list(body["colonnes"]) == COLUMNS


DANGERS = ["=1+1", "+33 1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


@spreadsheets
@pytest.mark.parametrize("text", DANGERS)
def test_text_that_a_spreadsheet_would_compute_is_inert(client, extension, text):
    indicator = make_indicator()
    answer = make_answer(indicator=indicator, label=text)
    base = make_base(label=text)
    make_figure(
        question=make_question(indicator=indicator),
        answer=answer,
        base=base,
        region=brittany(),
        source=text,
        note=text,
    )
    (line, *_) = lines(client, f"/regions/bretagne.{extension}")
    kept = [
        line[name].replace("\r", "\n").replace("_x000D_", "\n")
        for name in ("reponse", "base", "source", "note")
    ]
    assert kept == ["'" + text.replace("\r", "\n")] * 4


@pytest.mark.parametrize("text", DANGERS)
def test_xlsx_holds_no_formula(client, text):
    make_figure(
        region=brittany(), source=text, note=text, report=make_report(title=text, publish_at=ago(hours=1))
    )
    book = openpyxl.load_workbook(BytesIO(client.get("/regions/bretagne.xlsx").content))
    assert [
        cell.value for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"
    ] == []


@pytest.mark.parametrize(
    ("extension", "gap"), [("csv", "-6"), ("excel.csv", "-6"), ("xlsx", -6), ("json", -6)]
)
def test_negative_gap_stays_a_number(client, extension, gap):
    make_pair(37, 43, region=brittany())
    assert lines(client, f"/regions/bretagne.{extension}")[0]["ecart_points"] == gap


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


def answer(client, path):
    response = client.get(path)
    return response.status_code, dict(response.headers), response.content.replace(path.encode(), b"")


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
def test_file_asks_the_same_few_queries_for_1_and_30_figures(
    client, page, extension, django_assert_max_num_queries
):
    figure = full_pair()
    with django_assert_max_num_queries(8) as one:
        client.get(f"{page}.{extension}")
    few = len(lines(client, f"{page}.{extension}"))
    for _ in range(29):
        common = {"question": figure.question, "answer": figure.answer, "base": make_base()}
        make_figure(**common, region=figure.region, report=figure.report)
        make_figure(**common, region=make_nation())
    with django_assert_max_num_queries(8) as many:
        client.get(f"{page}.{extension}")
    assert len(many) == len(one)
    assert len(lines(client, f"{page}.{extension}")) - few in (29, 58)
