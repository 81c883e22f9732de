from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from regions.models import Report
from tests.factories import (
    ago,
    make_answer,
    make_base,
    make_figure,
    make_indicator,
    make_nation,
    make_pair,
    make_question,
    make_report,
    make_survey,
)
from tests.regions.downloads import COLUMNS, brittany, every_extension, full_pair, lines, sheet
from tests.regions.values import EXTENSIONS, read_json

pytestmark = pytest.mark.django_db

spreadsheets = pytest.mark.parametrize("extension", ["csv", "excel.csv", "xlsx"])


@every_extension
def test_columns_are_the_same_34_in_their_order(client, extension):
    full_pair()
    assert len(COLUMNS) == 34
    (line, *_) = lines(client, f"/regions/bretagne.{extension}")
    assert list(line) == COLUMNS


EVERYTHING = {
    "cle": "bretagne/partenariats/enquete/oui/dix-salaries",
    "region": "Bretagne",
    "code_region": "53",
    "indicateur": "Partenariats",
    "definition": "Part partenariats",
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
    "intervalle_bas": 37,
    "intervalle_haut": Decimal("49.3"),
    "valeur_france": 37,
    "nuance_france": None,
    "certitude_france": "certain",
    "ecart_points": 6,
    "ecart_bas": Decimal("0.2"),
    "ecart_haut": 12,
    "verdict": "au-dessus de la France",
    "statut": "publié",
    "prudence": None,
    "certitude": "certain",
    "rapport": "PHARE Bretagne",
    "date_rapport": "2016-05-26",
    "rapport_france": "PHARE national",
    "source": "Page 3",
    "note": "Arrondi.",
    "adresse": "http://testserver/chiffres/bretagne/partenariats/enquete/oui/dix-salaries/",
}


def test_json_says_everything_of_a_figure(client):
    full_pair()
    Report.objects.exclude(slug="rapport").update(title="PHARE national")
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


def test_doubts_of_the_nation_s_value_are_said_beside_it(client):
    figure = make_figure(region=brittany())
    common = {"question": figure.question, "answer": figure.answer, "base": figure.base}
    make_figure(**common, region=make_nation(), value=37, certainty="uncertain", qualifier="over")
    (line, *_) = lines(client, "/regions/bretagne.json")
    names = ("valeur_france", "nuance_france", "certitude_france", "ecart_points")
    assert [line[name] for name in names] == [37, "plus de", "incertain", None]


def test_line_of_the_nation_or_without_it_says_nothing_of_france(client):
    make_figure(region=brittany())
    make_figure(region=make_nation(), question=make_question(indicator=make_indicator(slug="ailleurs")))
    names = ("valeur_france", "nuance_france", "certitude_france", "rapport_france")
    for path in ("/regions/bretagne.json", "/france.json"):
        (line, *_) = lines(client, path)
        assert [line[name] for name in names] == [None] * 4


@pytest.mark.parametrize(
    ("value", "low", "verdict"),
    [("54.2", "-0.01", "dans la marge d'erreur"), ("54.25", "0.04", "au-dessus de la France")],
)
def test_end_of_a_gap_s_interval_is_told_from_zero(client, value, low, verdict):
    make_pair(value, 50, n=500, n_nation=6500, region=brittany())
    (line, *_) = lines(client, "/regions/bretagne.json")
    assert (line["ecart_bas"], line["verdict"]) == (Decimal(low), verdict)


@pytest.mark.parametrize(
    ("day", "precision", "written"),
    [
        (date(2016, 11, 1), "month", "2016-11"),
        (date(2016, 7, 1), "half", "2016-H2"),
        (date(2017, 1, 1), "year", "2017"),
        (None, "unknown", None),
    ],
)
def test_date_of_a_report_is_written_as_far_as_it_is_known(client, day, precision, written):
    region = brittany()
    report = make_report(
        region=region, publish_at=ago(hours=1), released_on=day, released_precision=precision
    )
    make_figure(region=region, report=report)
    assert lines(client, "/regions/bretagne.json")[0]["date_rapport"] == written


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
    assert body.startswith(b"\xef\xbb\xbfcle;region;code_region;indicateur;")
    assert client.get("/regions/bretagne.csv").content.startswith(b"cle,region,code_region,indicateur,")


def test_xlsx_has_a_sheet_of_figures_and_one_of_notes(client):
    full_pair()
    book = openpyxl.load_workbook(BytesIO(client.get("/regions/bretagne.xlsx").content))
    assert book.sheetnames == ["Chiffres", "Notes"]
    notes = sheet(client, "/regions/bretagne.xlsx", "Notes")
    assert notes[:2] == [
        ["Titre", "Les chiffres de Bretagne"],
        ["Adresse", "http://testserver/regions/bretagne/"],
    ]
    assert [name for name, _ in notes[-34:]] == COLUMNS
    assert "À savoir" in [name for name, _ in notes]


def test_xlsx_leads_to_the_page_of_each_figure_and_leaves_room_for_its_words(client):
    figure = full_pair()
    make_figure(
        question=make_question(indicator=figure.question.indicator, survey=make_survey(audience="mayors")),
        answer=figure.answer,
        region=make_nation(),
    )
    book = openpyxl.load_workbook(BytesIO(client.get("/indicateurs/partenariats.xlsx").content))
    (heading, *addresses) = list(book["Chiffres"].columns)[COLUMNS.index("adresse")]
    assert heading.hyperlink is None
    found = [cell.hyperlink and cell.hyperlink.target for cell in addresses]
    assert found == [cell.value for cell in addresses]
    assert None in found
    assert f"http://testserver{figure.get_absolute_url()}" in found
    widths = {
        name: book["Chiffres"].column_dimensions[openpyxl.utils.get_column_letter(index)].width
        for index, name in enumerate(COLUMNS, 1)
    }
    wide = {"cle", "indicateur", "definition", "question", "reponse", "base", "source", "note", "adresse"}
    assert {name for name, width in widths.items() if width == 40} == wide


def test_json_says_what_holds_for_all_its_lines(client):
    full_pair()
    body = read_json(client.get("/regions/bretagne.json").content)
    assert list(body) == ["titre", "adresse", "notes", "colonnes", "lignes"]
    assert (body["titre"], body["adresse"]) == (
        "Les chiffres de Bretagne",
        "http://testserver/regions/bretagne/",
    )
    assert [note.split("\u202f;")[0] for note in body["notes"]] == [
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
