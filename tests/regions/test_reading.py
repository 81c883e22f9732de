import random
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from regions.importer.reading import TooLongError, UnreadableError, find_table, read_book, recognise, xlsx
from regions.importer.reading.columns import known_as
from regions.importer.reading.csvs import separator
from tests.files.make import HEADINGS, book, row, sheet_of, text, timeless

SHEET = "xl/worksheets/sheet1.xml"


def cells(data):
    (sheet,) = read_book(data).filled
    return [list(line.cells.values()) for line in sheet.lines]


def zipped(**parts):
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("_", "/", 1).replace("__", "."), part)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_is_read_whatever_its_encoding_and_separator(encoding, mark):
    data = f"région{mark}valeur\r\nÎle{mark}43\r\n".encode(encoding)
    assert cells(data) == [["région", "valeur"], ["Île", "43"]]


def test_separator_is_not_taken_from_quoted_texts():
    assert separator('a;b\n"x, y, z, t";1\n') == ";"


def test_separator_that_excel_names_on_the_first_line_is_no_row():
    assert cells(b"sep=|\r\na|b\r\n1|2\r\n") == [["a", "b"], ["1", "2"]]


def test_blank_lines_and_lines_within_a_cell_do_not_move_line_numbers():
    (sheet,) = read_book(b'a;b\n\n"1\n2";3\n4;5\n').sheets
    assert [line.number for line in sheet.lines] == [1, 3, 4]


def test_empty_file_holds_no_line():
    assert read_book(b"").filled == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'a;b\n1;"2\n3;4\n', "Ligne 2 : un guillemet"),
        (b'a;b\n"x"y;2\n', "Ligne 2 : un guillemet"),
        (b"%PDF-1.7", "est un PDF"),
        (b"<html><table>", "page web"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x01", "ni un CSV ni un classeur"),
        (b"\xff\xfe\x00", "ni un CSV ni un classeur"),
        (b"PK\x03\x04rien", "incomplet ou abîmé"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
        (zipped(xl_workbook__bin="x"), "binaire"),
        (zipped(word_document__xml="x"), "n'est pas un classeur"),
        (zipped(xl_workbook__xml="<!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>"), "incomplet ou abîmé"),
        (zipped(xl_workbook__xml="<workbook>"), "incomplet ou abîmé"),
        (zipped(xl_other__xml="<a/>"), "incomplet ou abîmé"),
    ],
)
def test_file_that_is_no_table_says_what_it_is_and_what_to_do(data, words):
    with pytest.raises(UnreadableError, match=words):
        read_book(data)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (b"<v>43</v>", b"<v>4x</v>", "Feuille « Chiffres », ligne 2, colonne F : ce classeur"),
        (b'<row r="2"', b'<row r="x"', "Feuille « Chiffres », ligne 1"),
        (b"</sheetData>", b"</sheet>", "Feuille « Chiffres », ligne 2"),
    ],
)
def test_broken_sheet_says_how_far_it_was_read(old, new, place):
    data = timeless(sheet_of([row(value=43)]), {SHEET: lambda part: part.replace(old, new)})
    with pytest.raises(UnreadableError, match=place):
        read_book(data)


def changed(put, rows=1):
    """A workbook with that put before its rows."""
    return timeless(
        sheet_of([row(value=43)] * rows),
        {SHEET: lambda part: part.replace(b"<sheetData>", put + b"<sheetData>")},
    )


@pytest.mark.parametrize(
    "put",
    [b"<a>" * 200, random.Random(1).randbytes(500_000).hex().encode() * 2, b" " * 11 * 1024 * 1024],
)
def test_workbook_of_depth_text_or_air_without_measure_is_refused(put):
    with pytest.raises(UnreadableError, match="place démesurée"):
        read_book(changed(put), most_lines=100)


def test_workbook_of_elements_without_measure_is_refused_where_somebody_waits(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ELEMENTS_OF_A_PAGE", 1000)
    data = changed(b"<c/>" * 1000)
    assert read_book(data).filled
    with pytest.raises(UnreadableError, match="place démesurée"):
        read_book(data, most_lines=100)


def test_hidden_columns_may_overlap_however_often():
    spans = b'<col min="2" max="16384" hidden="1"/><col min="1" max="3" hidden="1"/>' * 50_000
    (sheet,) = read_book(changed(b"<cols>" + spans + b"</cols>")).sheets
    assert len(sheet.hidden_columns) == 16_384


def test_csv_of_more_columns_or_rows_than_a_spreadsheet_has_is_refused():
    with pytest.raises(UnreadableError, match="Ligne 2 : plus de 16 384 colonnes"):
        read_book(b"a;b\n" + b";" * 16_384)
    with pytest.raises(TooLongError):
        read_book(b"\n" * 1_048_577 + b"a;b", most_lines=5)


def test_workbook_that_would_unpack_without_measure_is_refused():
    with pytest.raises(UnreadableError, match="place démesurée"):
        read_book(zipped(xl_workbook__xml=bytes(201 * 1024 * 1024)))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b'r="A2"', b'r="1A"', "incomplet ou abîmé"),
        (b"<v>43</v>", b"<v>4x</v>", "incomplet ou abîmé"),
        (b't="s"', b't="s" s="999"', None),
        (b"<v>43</v>", b"<v>1e999</v>", "incomplet ou abîmé"),
    ],
)
def test_sheet_whose_cells_are_broken_is_refused(old, new, words):
    data = timeless(sheet_of([row(value=43)]), {SHEET: lambda part: part.replace(old, new)})
    if words is None:
        assert len(cells(data)) == 2
        return
    with pytest.raises(UnreadableError, match=words):
        read_book(data)


def test_merged_cells_without_measure_are_refused():
    merge = b'<mergeCells count="2">' + b'<mergeCell ref="A1:A1048576"/>' * 200_000 + b"</mergeCells>"
    rows = [row(value=43) for _ in range(20)]
    data = timeless(
        sheet_of(rows), {SHEET: lambda part: part.replace(b"</sheetData>", b"</sheetData>" + merge)}
    )
    with pytest.raises(UnreadableError, match="place démesurée"):
        read_book(data)


@pytest.mark.parametrize("data", [text([HEADINGS, *[row()] * 5]).encode(), sheet_of([row()] * 5)])
def test_sheet_of_too_many_lines_is_refused_before_it_is_whole(data):
    assert len(read_book(data, most_lines=5).filled[0].lines) == 6  # and its headings
    with pytest.raises(TooLongError, match="plus de 4 lignes"):
        read_book(data, most_lines=4)


def test_number_is_what_the_sheet_shows():
    made = openpyxl.Workbook()
    for number, (value, shown) in enumerate(
        [(0.435, "0.0%"), (0.1 + 0.2, "General"), (43.0, "0"), (1200000, "# ##0"), (True, "General")], 1
    ):
        made.active.cell(1, number, value).number_format = shown
    stream = BytesIO()
    made.save(stream)
    assert cells(stream.getvalue()) == [["43.5%", Decimal("0.3"), 43, 1200000, True]]


def test_escapes_of_texts_are_undone_but_for_signs_that_no_text_may_hold():
    made = book(("a", [["é_x0000_b_xD800_c_x000A_d", "e"]]))
    assert cells(made) == [["ébc\nd", "e"]]


def test_table_is_found_under_titles_and_its_notes_are_set_aside():
    rows = [["Résultats"], ["Enquête", "2015"], HEADINGS, row(), [], row("Corse"), ["Lecture : …"], HEADINGS]
    (sheet,) = read_book(book(("Chiffres", rows))).sheets
    table = find_table(sheet)
    assert [line.number for line in table.lines] == [4, 6]
    assert [line for line, _ in table.aside] == [1, 2, 7, 8]


def test_headings_that_nobody_knows_are_headings_still():
    (sheet,) = read_book(b"titre\nTerr;Ind;Enq\nBretagne;x;y\n").sheets
    table = find_table(sheet)
    assert (table.heading_line, table.headings) == (2, {1: "Terr", 2: "Ind", 3: "Enq"})
    assert [str(column) for column in table.columns] == ["A « Terr »", "B « Ind »", "C « Enq »"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"1;2;3\n4;5;6\n", "aucune ligne n'a l'air de nommer des colonnes"),
        ("région;valeur\n1;2;3\n".encode(), "Ligne 2 : 3 cellules pour 2 colonnes"),
    ],
)
def test_sheet_without_a_table_says_what_lacks(data, words):
    (sheet,) = read_book(data).sheets
    with pytest.raises(UnreadableError, match=words):
        find_table(sheet)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("RÉGIONS", "region"),
        ("Territoire", "region"),
        ("base_status", "base_status"),
        ("État de la base", "base_status"),
        ("Valeur (%)", "value"),
        ("%", "value"),
        ("Résultat", "value"),
        ("n", "respondents"),
        ("Nombre de répondants", "respondents"),
        ("  Lu dans : ", "source"),
        ("Commentaires", "note"),
        ("Certitudes douteuses", None),
    ],
)
def test_heading_is_known_by_its_names_and_close_ones(heading, key):
    assert known_as(heading) == key


def test_own_name_of_a_column_wins_and_two_of_a_kind_are_left_to_the_user():
    assert recognise({1: "Résultat", 2: "Valeur", 3: "Région", 4: "region"}) == {"value": 2}
