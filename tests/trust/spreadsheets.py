"""Spreadsheets as nobody means to send them: the hard files of tests/files spoilt byte by byte, part by part
and cell by cell, and tables of cells that an import may take for something else.

The same seed and number give the same file: each may be made again alone.
"""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl.utils.exceptions import IllegalCharacterError

from tests.files.make import HEADINGS, book, files, row, text, timeless

WHOLE = files()
BOOKS = {name: data for name, data in WHOLE.items() if data.startswith(b"PK") and name != "tronque.xlsx"}
CSVS = {name: data for name, data in WHOLE.items() if name.endswith(".csv")}
SHEET = "xl/worksheets/sheet1.xml"

HARD = ["45", "0,45", "0.45", "45 %", "45\N{NO-BREAK SPACE}%", "45,5", "1\N{NARROW NO-BREAK SPACE}200"]
HARD += ["NaN", "1e999", "-1", "140", "100,0001", "43,500", "1.234.567", "9" * 40, "+43", "=1+1", "-", "n.d."]
HARD += ["43;5", "07/05/2016", "2016-05-07", "1e3", "∞", "٤٥", "½", "<b>45</b>", "45\x0b", "'=1", "7/10"]
HARD += [
    "\u202e54",
    "é" * 300,
    "x" * 40_000,
    '"',
    "43\r\n44",
    "\t43",
    "45 % %",
    "0x2D",
    "4_5",
    "VRAI",
    "\ufeff",
]
CELLS = [None, "", True, 45, 0.45, 43.0, -1, 1e308, 1e-9, 10**17, 0.1 + 0.2, date(2016, 5, 7), "#DIV/0!"]
CELLS += [datetime(1900, 1, 1), timedelta(hours=7), "=1/0", '=HYPERLINK("http://example.org")', *HARD]
REGIONS = ["Bretagne", "Corse", "FR", "France", "53", "PACA", "Alsace", "BZH", "bretagne ", "Île-de-France"]
REGIONS += ["Languedoc-Roussillon", "Grand Est;Corse", "", None, 53, "\N{NO-BREAK SPACE}Corse"]
MERGES = ["A2:A4", "A1:H1", "F2:G3", "A2:XFD2", "A1:A1048576", "H9:A1"]
VALUES = [b"", b"-1", b"1e999", b"nan", b"99999999999999999999", b"A1", b"ZZZZ9", b"s", b"&amp;", b"1:1"]
VALUES += [
    b"\xc3",
    b"_xD800_",
    b"_x0000_",
    b"inlineStr",
    b"str",
    b"e",
    b"d",
    b"true",
    b"../x",
    b"/etc/passwd",
]
_PLACES = [
    rb'="([^"]*)"',
    rb">([^<]*)<",
    rb"(</?\w+)",
    rb"(<c [^>]*>)",
    rb"(<v>.*?</v>)",
    rb"(<row .*?</row>)",
]


def spoilt(seed: int, numbers) -> Iterator[tuple[str, bytes]]:
    """What each of these numbers stands for, with a name that tells it."""
    for number in numbers:
        kind = KINDS[number % len(KINDS)]
        yield f"{kind.__name__} {seed}/{number}", kind(Random(f"{seed}/{number}"))


def of_bytes(random):
    data = bytearray(random.choice(list(WHOLE.values())))
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(data) + 1)
        end = at + random.choice([1, 2, 16, 400])
        data[at:end] = random.choice(
            [b"", random.randbytes(end - at), bytes(end - at), data[at:end] * 2, data[:8], b"\xff\xfe"]
        )
    return bytes(data)


def of_parts(random):
    """Parts of a workbook that miss, stand twice, changed places or are packed otherwise."""
    parts = _parts(random)
    names = list(parts)
    for _ in range(random.randint(1, 3)):
        one, other = random.choice(names), random.choice(names)
        change = random.randrange(5)
        if change == 0:
            parts.pop(one, None)
        elif change == 1 and one in parts and other in parts:
            parts[one], parts[other] = parts[other], parts[one]
        elif change == 2 and one in parts:
            parts[random.choice(["xl/workbook.bin", "mimetype", one.upper(), "../" + one, other])] = parts[
                one
            ]
        elif change == 3:
            parts[one] = random.choice([b"", b"<a/>", b"\x00", b"<?xml version='1.0' encoding='utf-7'?><a/>"])
        else:
            parts[one] = parts.get(one, b"")[: random.randrange(200)]
    data = bytearray(_zipped(parts, random.choice([ZIP_DEFLATED, ZIP_STORED, ZIP_BZIP2]), random))
    if random.random() < 0.3:  # in the directory, where sizes, flags and kinds of packing are
        at = data.rindex(b"PK\1\2") + random.randrange(4, 46)
        data[at : at + 1] = random.randbytes(1)
    return bytes(data)


def of_xml(random):
    """A part whose attributes, texts and tags are not what they were."""
    parts = _parts(random)
    name = random.choice([SHEET] * 4 + list(parts))
    part = parts.get(name, b"")
    for _ in range(random.randint(1, 4)):
        spans = [one.span(1) for one in re.finditer(random.choice(_PLACES), part)]
        if spans:
            start, end = random.choice(spans)
            part = part[:start] + random.choice(VALUES) + part[end:]
    return _zipped(parts | {name: part}, ZIP_DEFLATED, random)


def of_text(random):
    """A CSV with signs that its reader gives a meaning to."""
    words = random.choice(list(CSVS.values())).decode("utf-8-sig", "replace")
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(words) + 1)
        new = random.choice([*'";,\t|\r\n\x00\x85', "sep=#\r\n", random.choice(HARD), words[:at][-80:]])
        words = words[:at] + new + words[at + random.choice([0, 0, 1, 5]) :]
    encoding = random.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be", "utf-32", "cp037"])
    return words.encode(encoding, "replace")


def of_cells(random):
    """A table whose cells are hard, in a CSV or in a workbook with cells merged."""
    rows = [_row(random) for _ in range(random.randint(1, 8))]
    rows += random.sample(rows, random.choice([0, 0, 1]))  # the same figure twice
    headings = list(HEADINGS)
    if random.random() < 0.15:
        headings[random.randrange(len(headings))] = random.choice(["", "Région", "Public", "x" * 400, "=A1"])
    if random.random() < 0.5:
        shown = [["" if cell is None else str(cell) for cell in cells] for cells in [headings, *rows]]
        return text(shown, random.choice(";,\t")).encode("utf-8", "replace")

    refs = random.sample(MERGES, random.choice([0, 0, 1, 2]))
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in refs)
    end = f"</sheetData><mergeCells>{merged}</mergeCells>" if refs else "</sheetData>"
    try:
        made = book(("Chiffres", [headings, *rows]))
        return timeless(made, {SHEET: lambda part: part.replace(b"</sheetData>", end.encode())})
    except (IllegalCharacterError, ValueError):  # what openpyxl itself does not write
        return book(("Chiffres", [headings, row()]))


def _row(random):
    cells = row(
        region=random.choice(REGIONS), value=random.choice(CELLS), answer=random.choice(["Oui", "Non", "?"])
    )
    if random.random() < 0.3:
        cells[random.randrange(len(cells))] = random.choice(CELLS)
    return cells[: random.choice([8, 8, 8, 9, 5])]


KINDS = (of_bytes, of_parts, of_xml, of_text, of_cells)


def _parts(random):
    with ZipFile(io.BytesIO(random.choice(list(BOOKS.values())))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts, packing, random):
    stream = io.BytesIO()
    with warnings.catch_warnings(), ZipFile(stream, "w", packing) as archive:
        warnings.simplefilter("ignore")  # of a name that stands twice
        for name, part in parts.items():
            for _ in range(random.choice([1] * 40 + [2])):
                archive.writestr(ZipInfo(name, (2016, 5, 26, 0, 0, 0)), part, packing)
    return stream.getvalue()
