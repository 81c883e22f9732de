"""Documents that editors send: office files among them, known by what they hold."""

import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from press import office as of_office
from press.uploads import (
    CONTENT_TYPES,
    MAX_SIZE,
    extension,
    stripped,
    validate_document,
    validate_enclosure,
    validate_image,
)
from tests.factories import png
from tests.press.archives import MAIN, MIMETYPES, office, types, zipped
from tests.regions.pdfs import PDF

KINDS = [*MAIN, *MIMETYPES]
UNREADABLE = (
    "Ce fichier n'est pas lisible. Un PDF, une image (PNG, JPEG, WebP) ou un document Word, Excel, "
    "PowerPoint ou LibreOffice est attendu : enregistrez-le en PDF."
)
NO_DOCUMENT = (
    "Cette archive n'est pas un document Word, Excel, PowerPoint ou LibreOffice : enregistrez-le en PDF."
)


def refusal(data, validate=validate_document, name="a.docx"):
    with pytest.raises(ValidationError) as error:
        validate(SimpleUploadedFile(name, data))
    return error.value.messages[0]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["a.exe", "a", "a.pdf"])
def test_office_document_is_known_by_its_content_and_kept_as_it_is(kind, name):
    data = office(kind, ("media/image1.png", png()))
    file = SimpleUploadedFile(name, data)
    validate_document(file)
    assert (extension(file), stripped(file).read(), kind in CONTENT_TYPES) == (kind, data, True)


@pytest.mark.parametrize(("data", "kind"), [(PDF, "pdf"), (png(), "png")])
def test_pdf_and_picture_are_documents(data, kind):
    file = SimpleUploadedFile("a", data)
    validate_document(file)
    assert extension(file) == kind


@pytest.mark.parametrize("validate", [validate_enclosure, validate_image])
def test_office_document_is_no_enclosure_and_no_logo(validate):
    assert "pas lisible" in refusal(office("docx"), validate)


OTHERS = [
    b"",
    zipped([]),
    b"MZ" + bytes(99),
    b"<html><script>x</script>",
    b"#!/bin/sh\n",
    b"Du texte",
    b"\x7fELF",
]


@pytest.mark.parametrize("data", OTHERS)
def test_other_content_under_a_good_name_is_refused(data):
    assert refusal(data) == UNREADABLE


def test_svg_is_refused_with_its_reason():
    assert "SVG" in refusal(b"<svg onload='alert(1)'/>", name="a.pdf")


def test_document_beyond_20_mo_is_refused():
    data = zipped([("mimetype", MIMETYPES["odt"]), ("content.xml", bytes(MAX_SIZE))], zipfile.ZIP_STORED)
    assert refusal(data) == "Ce fichier dépasse 20 Mo : réduisez-le."


@pytest.mark.parametrize(
    "data",
    [
        zipped([("a.txt", "texte")]),
        zipped([("word/document.xml", "<w/>")]),
        zipped([("[Content_Types].xml", types("docx"))]),
        zipped([("[Content_Types].xml", types("docx")), ("word/other.xml", "<w/>")]),
        zipped([("mimetype", "application/epub+zip"), ("content.xml", "<w/>")]),
        zipped([("mimetype", MIMETYPES["odt"])]),
        zipped([("mimetype", MIMETYPES["odt"]), ("content.xml", "<w/>")]),
    ],
)
def test_archive_that_is_no_document_is_refused(data):
    assert refusal(data) == NO_DOCUMENT


MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
VBA = '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
SHEET = '<Override PartName="/xl/s.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/>'
BUTTON = '<Default Extension="bin" ContentType="application/vnd.ms-office.activeX"/>'
WITH_MACROS = [
    office("docx", ("word/vbaProject.bin", b"x")),
    office("docx", ("WORD\\VBAPROJECT.BIN", b"x")),
    office("xlsx", ("xl/macrosheets/sheet1.xml", "<x/>")),
    office("docx", index=types("docx", content_type=MACRO_TYPE)),
    office("docx", ("word/x.bin", b"x"), index=types("docx", VBA)),
    office("xlsx", index=types("xlsx", SHEET)),
    office("pptx", index=types("pptx", BUTTON)),
    office("odt", ("Basic/Standard/Module1.xml", "<x/>")),
    office("ods", ("Scripts/python/a.py", "x")),
    office("odt", ("Object 1/Basic/Standard/Module1.xml", "<x/>")),
    office("odt", ("./Scripts/python/a.py", "x")),
    office("docx", ("word/embeddings/annexe.docm", "x")),
]


@pytest.mark.parametrize("data", WITH_MACROS)
def test_macro_is_refused_with_the_remedy(data):
    assert refusal(data) == (
        "Ce document contient une macro, un programme que le lecteur lancerait : enregistrez-le sans macro "
        "(.docx, .xlsx, .pptx, .odt, .ods, .odp), ou en PDF."
    )


OLE = '<Default Extension="x" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>'
WITH_OBJECTS = [
    office("docx", ("word/embeddings/oleObject1.bin", b"x")),
    office("xlsx", ("XL\\Embeddings\\a.BIN", b"x")),
    office("docx", ("word/a.x", b"x"), index=types("docx", OLE)),
    office("odt", ("Object 1", b"x"), index='<m media-type="application/vnd.sun.star.oleobject"/>'),
]


@pytest.mark.parametrize("data", WITH_OBJECTS)
def test_object_of_another_program_is_refused_with_the_remedy(data):
    assert refusal(data) == (
        "Ce document contient un objet incorporé (OLE), qui peut cacher un programme : "
        "remplacez-le par une image, ou enregistrez le document en PDF."
    )


def test_document_within_a_document_is_looked_at_and_goes_no_deeper():
    def holding(inner):
        return office("docx", ("word/embeddings/table.xlsx", inner))

    validate_document(SimpleUploadedFile("a.docx", holding(office("xlsx"))))
    assert "contient une macro" in refusal(holding(office("xlsx", ("xl/vbaProject.bin", b"x"))))
    assert "n'est pas un document" in refusal(holding(holding(office("xlsx"))))
    assert "n'est pas un document" in refusal(holding(zipped([("a.txt", b"MZ")])))


def test_printer_settings_are_no_object():
    validate_document(
        SimpleUploadedFile("a.xlsx", office("xlsx", ("xl/printerSettings/printerSettings1.bin", b"x")))
    )


def test_template_that_is_elsewhere_is_refused_with_the_remedy():
    link = '<Relationship Type="…/attachedTemplate" TargetMode="External"/>'
    data = office("docx", ("word/_rels/settings.xml.rels", f"<Relationships>{link}</Relationships>"))
    assert "charge un modèle qui est ailleurs" in refusal(data)


def test_macro_does_not_hide_in_a_list_that_a_search_cannot_read():
    hidden = types("docx", VBA.replace("vba", "&#118;ba"))
    spread = types("docx").encode("utf-16")
    doctype = "<!DOCTYPE x [<!ENTITY v 'vba'>]>" + types("docx")
    assert {"abîmé" in refusal(office("docx", index=one)) for one in (hidden, spread, doctype)} == {True}


def test_two_entries_of_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = office("docx", ("[Content_Types].xml", types("docx")))
    assert "abîmé" in refusal(twice)
    assert "abîmé" in refusal(office("docx", ("WORD/Document.xml", "<w/>")))


def test_password_is_refused_with_the_remedy():
    data = bytearray(office("docx"))
    place = data.index(b"PK\1\2")
    data[place + 8] |= 1
    assert refusal(bytes(data)) == (
        "Ce document est protégé par un mot de passe : enregistrez-le sans, ou en PDF."
    )
    manifest = "<manifest:encryption-data/>"
    assert "mot de passe" in refusal(office("odt", index=manifest))


def test_old_office_file_is_refused_with_the_remedy():
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name="a.doc") == (
        "Ce document est protégé par un mot de passe, ou d'un ancien format (.doc, .xls, .ppt) : "
        "enregistrez-le sans mot de passe en .docx, .xlsx ou .pptx, ou en PDF."
    )


def test_truncated_document_is_refused():
    data = office("docx", ("word/media/image1.png", png(300, 300)))
    assert refusal(data[: len(data) // 2]) == (
        "Ce document est abîmé : ouvrez-le, enregistrez-le de nouveau, puis renvoyez-le."
    )


def test_document_with_a_spoilt_entry_is_refused():
    data = zipped([("mimetype", MIMETYPES["odt"]), ("content.xml", b"x" * 500)], zipfile.ZIP_STORED)
    whole = zipped(
        [("mimetype", MIMETYPES["odt"]), ("content.xml", b"x" * 500), ("META-INF/manifest.xml", "<m/>")],
        zipfile.ZIP_STORED,
    )
    validate_document(SimpleUploadedFile("a.odt", whole))
    assert "abîmé" in refusal(whole.replace(b"x" * 500, b"x" * 499 + b"y"))
    assert "abîmé" not in refusal(data)


def test_other_compression_is_refused():
    data = zipped(
        [("mimetype", MIMETYPES["odt"]), ("content.xml", "x"), ("META-INF/manifest.xml", "<m/>")],
        zipfile.ZIP_LZMA,
    )
    assert "abîmé" in refusal(data)


def test_document_that_unpacks_beyond_all_measure_is_refused_unread(monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    bomb = office("docx", ("word/media/a.xml", bytes(12 * 1024 * 1024)))
    assert len(bomb) < 20_000
    assert "place démesurée" in refusal(bomb)


def test_declared_sizes_are_bounded_in_all(monkeypatch):
    monkeypatch.setattr(of_office, "MAX_UNPACKED", 1_000)
    validate_document(SimpleUploadedFile("a.docx", office("docx", ("a", bytes(500)))))
    assert "place démesurée" in refusal(office("docx", ("a", bytes(500)), ("b", bytes(500))))


def test_number_of_entries_is_bounded(monkeypatch):
    monkeypatch.setattr(of_office, "MAX_ENTRIES", 3)
    validate_document(SimpleUploadedFile("a.docx", office("docx", ("a", b""))))
    assert "place démesurée" in refusal(office("docx", ("a", b""), ("b", b"")))


def test_entry_that_declares_less_than_it_holds_is_refused():
    data = bytearray(office("docx", ("word/media/a.xml", bytes(5_000))))
    entry = data.rindex(b"PK\1\2")
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    assert "abîmé" in refusal(bytes(data))
