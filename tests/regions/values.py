"""How pages, drawings, charts and files write a value, read back into a number."""

import csv
import json
import re
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl

from tests.regions.html import plain

EXTENSIONS = ("csv", "excel.csv", "xlsx", "json")
ABSENT = {"non publié", "non interrogés à cette date", "non demandé"}


def value_of(words):
    """ "43 %", "environ 1 200 000" or "7,1 sur 10" as a number; None where it says why there is none."""
    if words in ABSENT:
        return None
    number = re.fullmatch(r"(?:environ |plus de )?(\d[\d ]*(?:,\d+)?)(?: %| sur 10)?\*?", words)
    return Decimal(number[1].replace(" ", "").replace(",", "."))


def share(text):
    """ "43%", a position or a length as SVG writes it."""
    return Decimal(text.removesuffix("%")) / 100


def read_json(body):
    """Numbers as exact Decimals; NaN and Infinity are refused."""

    def refuse(name):
        raise ValueError(name)

    return json.loads(body, parse_float=Decimal, parse_int=Decimal, parse_constant=refuse)


def read_file(body, extension):
    """A download's lines as dicts; an empty cell is None."""
    if extension == "json":
        return read_json(body)["lignes"]
    if extension == "xlsx":
        heading, *rows = openpyxl.load_workbook(BytesIO(body))["Chiffres"].iter_rows(values_only=True)
    else:
        encoding, delimiter = ("utf-8-sig", ";") if extension == "excel.csv" else ("utf-8", ",")
        heading, *rows = csv.reader(StringIO(body.decode(encoding), newline=""), delimiter=delimiter)
    return [dict(zip(heading, (None if cell == "" else cell for cell in row), strict=True)) for row in rows]


def number_of(cell, extension):
    """A cell of a column of numbers, as this format writes them: a text in XLSX is no number."""
    if cell is None or extension == "json":
        return cell
    if extension == "excel.csv":
        assert "." not in cell
        return Decimal(cell.replace(",", "."))
    assert isinstance(cell, str) == (extension == "csv")
    return Decimal(str(cell))


def downloads(element):
    """The links to files of rows, among all that one may take away."""
    links = [link for link in element.all("a") if link.get("href")]
    return [link for link in links if link["href"].rpartition("/")[2].partition(".")[2] in EXTENSIONS]


def axis_end(element):
    """The value at the right end of the axis, as its last tick says; None without an axis."""
    ends = [tick for axis in element.all("svg", "axis") for tick in axis.all("text", x="100%")]
    return Decimal(ends[0].text) if ends else None


def marks(row, high):
    """The marks of the strips in a line: the nation's ring, or the line's own dot or bar."""
    for strip in row.all("svg", "strip"):
        for bar in strip.all("rect", "bar"):
            yield "own", share(bar["width"]) * high
        for dot in strip.all("circle", "dot"):
            yield "nation" if "nation" in dot.classes else "own", share(dot["cx"]) * high


def value_in(cell):
    """What a cell of values says: a link where there is one, else why there is none."""
    links = cell.all("a", "value")
    return value_of((links or cell.all("span", "soft"))[0].text)


def france_of(facts):
    links = facts["France"].all("a") if "France" in facts else []
    return value_of(links[0].text) if links else None


def value_said(dataset, index):
    """The value with which the words of a point begin."""
    return value_of(plain(dataset["words"][index].split(", ")[0]))
