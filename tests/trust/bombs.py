"""Files that are small and would open to something huge, or hide what they are: refused soon.

Part of the piece `input` of `make trust`: each in a process of its own, whose time and memory are read.
"""

import io
import os
import pickle
import resource
import time
import zipfile
import zlib

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from press.uploads import validate_document, validate_image
from regions.importer.reading import UnreadableError, read_book
from tests.files import make
from tests.files.make import FOLDER, HEADINGS, NUMBERS, sheet_of, timeless
from tests.press.archives import office
from tests.regions.pdfs import pdf
from tests.trust import Row
from tests.trust.spreadsheets import SHEET

SLOWEST, MOST = 2.0, 200  # seconds of processor and megabytes more than before
LINES = 20_100  # as the desk reads them


def workbook(put, where=b"<sheetData>", part=SHEET):
    return timeless(sheet_of(NUMBERS), {part: lambda old: old.replace(where, put + where)})


def zipped(*entries):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return stream.getvalue()


def entities(levels):
    """Laughs: each entity is ten of the one before."""
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{names}]><worksheet>&a{levels - 1};</worksheet>'.encode()


def instead(data, part=SHEET):
    return timeless(sheet_of(NUMBERS), {part: lambda old: data})


def flat(width, height):
    stream = io.BytesIO()
    Image.new("1", (width, height)).save(stream, "PNG")
    return stream.getvalue()


def tables():
    """What the import is sent."""
    line = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="B{0}"><v>2</v></c></row>'
    rows = "".join(line.format(number) for number in range(4, 1_000_004)).encode()
    external = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
    quadratic = f'<!DOCTYPE x [<!ENTITY a "{"b" * 50_000}">]><x>{"&a;" * 50_000}</x>'.encode()
    inner = zipped(("xl/workbook.xml", bytes(50_000_000)))
    csv = ";".join(HEADINGS).encode() + b"\n"
    yield "archive de zéros", zipped(("xl/workbook.xml", bytes(150_000_000)))
    yield "archive qui en cache une autre", zipped(("a.zip", inner), ("b.zip", inner))
    yield "million de lignes, XLSX", workbook(rows, b"</sheetData>")
    yield "million de lignes, CSV", csv + (";".join(make.row()) + "\n").encode() * 250_000
    yield "millions de cellules vides", workbook(b"<c/>" * 2_400_000)
    yield "entités qui se multiplient", instead(entities(10))
    yield "entité longue, citée souvent", instead(quadratic)
    yield "entité externe", instead(external)
    yield "entités dans les textes", instead(entities(10), "xl/workbook.xml")
    yield "éléments imbriqués", instead(b"<a>" * 2_000_000)
    yield "texte sans fin", instead(b"<worksheet>" + b"x" * 9_000_000)
    yield "mot de passe", (FOLDER / "mot-de-passe.xlsx").read_bytes()
    yield "ancien .xls renommé", (FOLDER / "ancien-renomme.xlsx").read_bytes()
    yield "PDF renommé", pdf()
    yield "séparateurs sans fin", csv + b";" * 15_000_000
    yield "lignes vides sans fin", csv + b"\n" * 15_000_000


def documents():
    """What the resource centre is sent."""
    stream = zlib.compress(bytes(50_000_000))
    page = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (
        len(stream),
        stream,
    )
    yield "image de 50 000 × 50 000", flat(50_000, 50_000)
    yield "document de zéros", office("docx", ("word/media/a.xml", bytes(150_000_000)))
    yield "document de cent mille parties", office("docx", *((f"word/{n}.xml", b"x") for n in range(20_000)))
    yield "macro", office("xlsx", ("xl/vbaProject.bin", b"x"))
    yield "PDF de cent mille objets", pdf(*[b"<<>>"] * 100_001)
    yield "PDF imbriqué", pdf(b"[" * 200_000)
    yield "PDF et programme", pdf(b"<</S/JavaScript/JS(x)>>", page=b"", tail=page)


def read_table(data):
    try:
        read_book(data, most_lines=LINES)
    except UnreadableError as error:
        return str(error)
    return ""


def read_document(data):
    try:
        validate_document(SimpleUploadedFile("a.pdf", data))
        validate_image(SimpleUploadedFile("a.png", data))
    except ValidationError as error:
        return error.messages[0]
    return ""


def measured(read, data):
    """What it says, and how many seconds and megabytes that took."""
    ends = os.pipe()
    child = os.fork()
    if child == 0:
        before, began = peak(), time.process_time()
        said = read(data)
        told = pickle.dumps((said, time.process_time() - began, peak() - before))
        os.write(ends[1], told)
        os._exit(0)
    os.close(ends[1])
    with os.fdopen(ends[0], "rb") as answer:
        told = answer.read()
    os.waitpid(child, 0)
    return pickle.loads(told) if told else ("", 0.0, 0.0)


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def row():
    failures, slowest, most, count = [], 0.0, 0.0, 0
    for read, files in ((read_table, tables()), (read_document, documents())):
        for name, data in files:
            said, seconds, megabytes = measured(read, data)
            print(f"{name} : {seconds:.2f} s, {megabytes:.0f} Mo, {said}", flush=True)
            count, slowest, most = count + 1, max(slowest, seconds), max(most, megabytes)
            if not said or seconds > SLOWEST or megabytes > MOST:
                failures.append(f"{name} : {said or 'accepté'} ({seconds:.1f} s, {megabytes:.0f} Mo)")
    return Row(f"fichiers piégés ({slowest:.1f} s, {most:.0f} Mo au plus)", count, failures)
