from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
import tablib

from regions.files import CSV, XLSX, ExcelCSV, decode, read_csv
from regions.importer import COLUMNS, FigureResource, TextWidget, parse_number
from regions.models import Figure, Report
from regions.publication import database_now
from tests.factories import (
    ago,
    make_answer,
    make_base,
    make_correction,
    make_figure,
    make_indicator,
    make_question,
    make_region,
    make_report,
    make_survey,
    make_user,
)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("43", 43),
        ("43,5", "43.5"),
        ("43.5", "43.5"),
        ("43 %", 43),
        ("43,5\u202f%", "43.5"),
        ("7,1/10", "7.1"),
        ("7,1 sur 10", "7.1"),
        ("1 200 000", 1200000),
        ("1\u00a0200\u202f000", 1200000),
        (0, 0),
        ("0 %", 0),
        (43, 43),
        (7.1, "7.1"),
        (43.0, 43),
        (Decimal("43.500"), "43.5"),
    ],
)
def test_number_is_read_as_people_write_it(cell, number):
    assert parse_number(cell) == Decimal(number)


@pytest.mark.parametrize("cell", [None, "", "  ", "n.d.", "N.D.", "nd", "non publié"])
def test_absence_is_none_and_not_zero(cell):
    assert parse_number(cell) is None


@pytest.mark.parametrize(
    "cell", ["quarante", "4 3 %%", "1,200,000", "-4", "1e3", "NaN", "inf", True, date(2016, 5, 26), "9" * 13]
)
def test_what_is_no_number_is_refused_with_the_cell(cell):
    with pytest.raises(ValueError, match="n'est pas un nombre"):
        parse_number(cell)


def test_too_many_decimals_are_refused_rather_than_rounded():
    with pytest.raises(ValueError, match="plus de trois décimales"):
        parse_number("33,3333")


@pytest.mark.parametrize("text", ["=1+1", "+33", "-1", "@x", "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_run_comes_back_from_a_file_as_it_was(text):
    written = TextWidget().render(text)
    assert written == f"'{text}"
    assert TextWidget().clean(written) == text.strip() or text[0] in "\t\r"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_is_read_whatever_its_encoding_and_separator(encoding, mark):
    data = f"région{mark}valeur\r\nÎle{mark}43\r\n".encode(encoding)
    dataset = CSV().create_dataset(data)
    assert (dataset.headers, dataset[0]) == (["région", "valeur"], ("Île", "43"))


def test_csv_with_a_cell_too_many_names_the_line():
    with pytest.raises(ValueError, match="Ligne 3 : 3 cellules pour 2 colonnes"):
        read_csv("a;b\n1;2\n1;2;3\n")


def test_csv_keeps_blank_lines_so_that_line_numbers_hold():
    assert len(read_csv("a;b\n1;2\n\n3;4\n")) == 3


def test_empty_csv_is_an_empty_dataset():
    assert len(read_csv(decode(b""))) == 0


@pytest.fixture
def catalogue(db):
    """What a row may refer to: two regions, one question, two answers, one draft report."""
    indicator = make_indicator(slug="pratique")
    make_answer(indicator=indicator, slug="oui", label="Oui")
    make_answer(indicator=indicator, slug="non", label="Non")
    make_question(indicator=indicator, survey=make_survey(slug="entreprises-2015", respondents=2000))
    make_question(survey=make_survey(slug="vide"))
    make_base(slug="entreprises")
    bretagne = make_region(name="Bretagne", code="53", other_names="BZH")
    make_region(name="Corse", code="94")
    make_report(slug="phare-bretagne", region=bretagne)


ROW = {
    "region": "53",
    "indicator": "pratique",
    "survey": "entreprises-2015",
    "answer": "oui",
    "base": "entreprises",
    "value": "43 %",
    "report": "phare-bretagne",
    "source": "Rapport",
}


def run(*changes, headings=None, **options):
    rows = [ROW | change for change in changes]
    dataset = tablib.Dataset(headers=headings or list(rows[0]))
    for row in rows:
        dataset.append(list(row.values()))
    return FigureResource().import_data(dataset, rollback_on_validation_errors=True, **options)


def faults(result):
    return [(row.number + 1, row.error_dict) for row in result.invalid_rows]


def test_row_becomes_a_figure_with_defaults_for_columns_that_are_not_there(catalogue):
    run({})
    figure = Figure.objects.get()
    assert (figure.value, figure.unit, figure.respondents) == (43, "%", None)
    assert (figure.base_status, figure.certainty, figure.qualifier, figure.note) == (
        "stated",
        "certain",
        "",
        "",
    )


def test_french_headings_and_words_are_known(catalogue):
    headings = [COLUMNS.get(name, name).upper() for name in [*ROW, "base_status", "certainty"]]
    result = run({"base_status": "Implicite", "certainty": "incertain"}, headings=headings)
    assert faults(result) == []
    assert (Figure.objects.get().base_status, Figure.objects.get().certainty) == ("implied", "uncertain")


@pytest.mark.parametrize("name", ["53", "Bretagne", "bretagne", "BRETAGNE"])
def test_region_is_known_by_code_name_or_address(catalogue, name):
    run({"region": name})
    assert Figure.objects.get().region.code == "53"


def test_same_file_twice_changes_nothing(catalogue):
    run({})
    assert run({}).totals["skip"] == 1
    assert Figure.objects.count() == 1


def test_changed_row_updates_its_figure(catalogue):
    run({}, {"answer": "non", "value": "57"})
    assert run({"value": "44,5"}, {"answer": "non", "value": "57"}).totals["update"] == 1
    assert sorted(Figure.objects.values_list("value", flat=True)) == [Decimal("44.5"), 57]


def test_blank_rows_are_passed_over(catalogue):
    result = run({}, dict.fromkeys(ROW, ""))
    assert (result.totals["new"], result.totals["skip"]) == (1, 1)


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"region": "Atlantide"}, "region", "« Atlantide » n'existe pas"),
        ({"region": ""}, "region", "cellule vide"),
        ({"survey": "autre"}, "survey", "enquête « autre » n'existe pas"),
        ({"survey": "vide"}, "survey", "n'a pas de question sur"),
        ({"region": "Bretange"}, "region", "vouliez-vous dire « Bretagne » ?"),
        ({"region": "BZH"}, "region", "vouliez-vous dire « Bretagne » ?"),
        ({"value": "7/10"}, "value", "mais l'indicateur est en « % »"),
        ({"value": "1,500"}, "value", "ambigu"),
        ({"respondents": "43 %"}, "respondents", "n'est pas un effectif"),
        ({"answer": "peut-être"}, "answer", "« peut-être » n'existe pas"),
        ({"base": "x"}, "base", "« x » n'existe pas"),
        ({"report": "x"}, "report", "« x » n'existe pas"),
        ({"value": "quarante"}, "value", "n'est pas un nombre"),
        ({"value": "143"}, "value", "hors limites"),
        ({"source": ""}, "source", "vide"),
        ({"source": "a\x00b"}, "source", "Caractère nul"),
        ({"unit": "/10"}, "unit", "se mesure en « % »"),
        ({"unit": "mètres"}, "unit", "« mètres » n'est pas connu"),
        ({"respondents": "12,5"}, "respondents", "n'est pas un effectif"),
        ({"respondents": "3000"}, "respondents", "l'enquête n'en a que"),
        ({"region": "94"}, "report", "porte sur Bretagne, pas sur Corse"),
    ],
)
def test_wrong_cell_is_refused_with_its_line_and_column(catalogue, change, column, words):
    result = run(change, {"answer": "non"} | {name: ROW.get(name, "") for name in change if name != "answer"})
    assert Figure.objects.count() == 0
    ((line, messages),) = faults(result)
    assert line == 2
    assert words in " ".join(messages[column])


def test_same_figure_twice_in_a_file_is_refused_with_both_lines(catalogue):
    ((line, messages),) = faults(run({}, {"value": "44"}))
    assert line == 3
    assert "même chiffre qu'à la ligne 2" in str(messages)


@pytest.mark.parametrize(
    ("headings", "words"),
    [
        (["region", "value"], "Colonnes manquantes : indicateur"),
        ([*ROW, "certitudes"], "Colonnes inconnues : certitudes"),
        ([*ROW, "région"], "Colonnes en double : région"),
    ],
)
def test_headings_that_do_not_fit_are_refused_once(catalogue, headings, words):
    dataset = tablib.Dataset(headers=headings)
    dataset.append(["x"] * len(headings))
    result = FigureResource().import_data(dataset)
    assert words in str(result.base_errors[0].error)
    assert result.invalid_rows == []


def test_public_figure_is_not_changed_by_a_file(catalogue):
    run({})
    report = Report.objects.get()
    Report.objects.update(publish_at=ago(hours=1), approved_at=ago(hours=1), approved_alone_because="x")
    make_report(slug="autre", region=report.region)
    for change in ({"value": "44"}, {"report": "autre"}, {"answer": "non"}):
        ((_, messages),) = faults(run(change))
        assert "rectificatif" in str(messages["report"])
    assert run({}).totals["skip"] == 1


def test_change_before_the_instant_voids_the_approval_and_tells(catalogue):
    author = make_user()
    Report.objects.update(
        publish_at=database_now() + timedelta(hours=1), approved_at=ago(), approved_alone_because="x"
    )
    result = run({}, user=author)
    report = Report.objects.get()
    assert (report.approved_at, report.author, result.voided) == (None, author, [report])


def test_dry_run_changes_nothing_and_shows_old_and_new(catalogue):
    run({})
    result = run({"value": "44"}, dry_run=True)
    cells = dict(zip(result.diff_headers, result.rows[0].diff, strict=True))
    assert cells["valeur"] == "<del>43</del> <ins>44</ins>"
    assert (cells["source"], cells["rapport"]) == ("Rapport", "phare-bretagne")
    assert Figure.objects.get().value == 43


def test_preview_escapes_what_the_file_says(catalogue):
    result = run({"source": "<script>alert(1)</script>"}, dry_run=True)
    assert "<script>" not in "".join(result.rows[0].diff)


def test_existing_figures_can_be_kept(catalogue):
    run({})
    resource = FigureResource(keep_existing=True)
    dataset = tablib.Dataset(list((ROW | {"value": "44"}).values()), headers=list(ROW))
    resource.import_data(dataset)
    assert (Figure.objects.get().value, resource.kept) == (43, 1)


@pytest.mark.parametrize("form", [CSV, ExcelCSV, XLSX])
def test_export_is_read_back_without_a_change(catalogue, form):
    run({"value": "43,5", "source": "=cmd()"}, {"answer": "non", "value": "n.d.", "source": "x"})
    data = form().export_data(FigureResource().export())
    data = data.encode() if isinstance(data, str) else data
    reader = XLSX if form is XLSX else CSV
    result = FigureResource().import_data(reader().create_dataset(data))
    assert (result.has_errors(), faults(result), result.totals["skip"]) == (False, [], 2)


def test_spreadsheet_export_holds_numbers_and_no_formula(catalogue):
    run({"value": "43,5", "source": "=1+1"})
    sheet = openpyxl.load_workbook(BytesIO(XLSX().export_data(FigureResource().export()))).active
    cells = {cell.value: sheet.cell(2, cell.column) for cell in sheet[1]}
    assert (cells["valeur"].value, cells["valeur"].data_type) == (43.5, "n")
    assert (cells["source"].value, cells["source"].data_type) == ("'=1+1", "s")


def test_queries_do_not_grow_with_rows(catalogue, django_assert_max_num_queries):
    region = make_region(name="Alsace")
    bases = [make_base() for _ in range(60)]
    make_report(slug="alsace", region=region)
    rows = [{"base": base.slug, "region": "Alsace", "report": "alsace"} for base in bases]
    with django_assert_max_num_queries(30):
        assert run(*rows).totals["new"] == 60
    with django_assert_max_num_queries(30):
        assert run(*[row | {"value": "44"} for row in rows]).totals["update"] == 60


def test_figures_of_other_surveys_are_left_alone(catalogue):
    make_figure()
    run({})
    assert Figure.objects.count() == 2


def test_names_that_people_see_are_known(catalogue):
    result = run(
        {
            "region": "BRETAGNE",
            "indicator": "pratique",
            "survey": "Entreprises-2015 (2015)",
            "answer": "oui",
            "base": "entreprises d’au moins 10 SALARIES",
            "report": "Phare-Bretagne",
        }
    )
    assert (faults(result), Figure.objects.count()) == ([], 1)


def test_corrected_figure_of_a_withdrawn_report_is_not_changed_by_a_file(catalogue):
    run({})
    Report.objects.update(publish_at=ago(hours=1), approved_at=ago(hours=1), approved_alone_because="x")
    make_correction(figure=Figure.objects.get(), publish_at=ago())
    Report.objects.get().withdraw(by=make_user(), notice="Erreur.")
    ((_, messages),) = faults(run({"value": "50"}))
    assert "nouveau rectificatif" in str(messages["value"])


def workbook(*rows, percent=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if percent:
        book.active[percent].number_format = "0.0%"
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def test_percentage_cell_is_read_as_it_is_shown():
    dataset = XLSX().create_dataset(workbook(["valeur"], [0.435], percent="A2"))
    assert parse_number(dataset[0][0]) == Decimal("43.5")


def test_formula_without_a_stored_result_is_refused_with_its_line():
    with pytest.raises(ValueError, match=r"Ligne 3 : la formule =1\+1"):
        XLSX().create_dataset(workbook(["valeur"], [43], ["=1+1"]))


def test_sheet_with_a_cell_too_many_names_the_line_and_empty_headings_at_the_end_do_not_count():
    with pytest.raises(ValueError, match="Ligne 2 : 3 cellules pour 1 colonnes"):
        XLSX().create_dataset(workbook(["valeur"], [43, None, "x"]))
    assert XLSX().create_dataset(workbook(["valeur", None], [43])).headers == ["valeur"]


def test_empty_sheet_is_an_empty_dataset():
    assert len(XLSX().create_dataset(workbook())) == 0
