"""PDFs that editors send: what only shows and links is taken, what runs or encloses is refused."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from regions import pdfs
from regions.models.report import validate_pdf
from tests.regions.pdfs import PDF, packed, pdf

JS = b"<</S/JavaScript/JS(app.alert(1))>>"
RUNS = {
    "when opened": pdf(JS, catalog=b"/OpenAction 4 0 R"),
    "when opened, in place": pdf(catalog=b"/OpenAction" + JS),
    "by name": pdf(JS, catalog=b"/Names<</JavaScript<</Names[(a) 4 0 R]>>>>"),
    "when a page is shown": pdf(page=b"/AA<</O" + JS + b">>"),
    "in a link": pdf(page=b"/Annots[<</Type/Annot/Subtype/Link/A" + JS + b">>]"),
    "in a field": pdf(catalog=b"/AcroForm<</Fields[<</FT/Tx/T(a)/AA<</K" + JS + b">>>>]>>"),
    "as the next action": pdf(catalog=b"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next" + JS + b">>"),
    "that nothing refers to": pdf(JS),
    "in letters that are escaped": pdf(b"<</S/J#61vaScript/#4aS(x)>>"),
    "in a stream of objects": packed(JS),
    "after the end": pdf(tail=b"9 0 obj<</S/JavaScript/JS(x)>>endobj"),
    "a command": pdf(b"<</S/Launch/F(cmd.exe)>>"),
    "a form sent": pdf(b"<</S/SubmitForm/F(http://example.org)>>"),
    "a dynamic form": pdf(catalog=b"/AcroForm<</Fields[]/XFA(x)>>"),
    "a link that runs": pdf(page=b"/Annots[<</Subtype/Link/A<</S/URI/URI(javascript:x)>>>>]"),
    "a link to a file": pdf(page=b"/Annots[<</Subtype/Link/A<</S/URI/URI(file:///c:/x.exe)>>>>]"),
}
ENCLOSES = {
    "a file": pdf(
        b"<</Type/EmbeddedFile/Length 1>>stream\nx\nendstream", catalog=b"/Names<</EmbeddedFiles<<>>>>"
    ),
    "a file beside a word": pdf(page=b"/Annots[<</Subtype/FileAttachment/FS<</EF<<>>>>>>]"),
    "a film": pdf(page=b"/Annots[<</Subtype/Screen/A<</S/Rendition>>>>]"),
    "a scene": pdf(page=b"/Annots[<</Subtype/RichMedia>>]"),
}
BROKEN = [b"%PDF-1.7\n%%EOF", b"%PDF-1.7", PDF[:150], b"%PDF-1.7\n" + bytes(999)]
LINKED = b"/Annots[<</Subtype/Link/A<</S/URI/URI(%s)>>>>]"
TAKEN = [
    PDF,
    *(pdf(page=LINKED % one) for one in (b"https://example.org/a:b", b"mailto:a@example.org", b"page.html")),
]
TAKEN += [
    pdf(catalog=b"/OpenAction<</S/GoTo/D[3 0 R/Fit]>>"),
    pdf(catalog=b"/AcroForm<</Fields[<</FT/Tx/T(a)>>]>>"),
]


def refusal(data):
    with pytest.raises(ValidationError) as error:
        pdfs.check(io.BytesIO(data))
    return error.value.messages[0]


@pytest.mark.parametrize("data", TAKEN)
def test_pdf_that_only_shows_and_links_is_taken(data):
    pdfs.check(io.BytesIO(data))


@pytest.mark.parametrize("kind", RUNS)
def test_programme_is_refused_with_the_remedy(kind):
    assert refusal(RUNS[kind]) == (
        "Ce PDF contient un programme, que le lecteur lancerait (JavaScript, formulaire, action) : "
        "ouvrez-le, imprimez-le en PDF, et renvoyez ce nouveau fichier."
    )


@pytest.mark.parametrize("kind", ENCLOSES)
def test_enclosed_file_or_medium_is_refused_with_the_remedy(kind):
    assert "ôtez ses pièces jointes, ou imprimez-le en PDF" in refusal(ENCLOSES[kind])


@pytest.mark.parametrize("data", BROKEN)
def test_broken_pdf_is_refused_with_the_remedy(data):
    assert "incomplet ou abîmé : enregistrez-le de nouveau" in refusal(data)


def test_pdf_under_a_password_is_refused_with_the_remedy():
    locked = pdf(trailer=b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<00>/U<00>>>")
    assert "Ce PDF est protégé" in refusal(locked)


def test_pdf_of_objects_without_measure_is_refused(monkeypatch):
    monkeypatch.setattr(pdfs, "MOST_OBJECTS", 3)
    pdfs.check(io.BytesIO(PDF))
    assert "place démesurée" in refusal(pdf(b"<<>>"))


def test_what_is_written_within_itself_without_end_is_refused():
    assert "abîmé" in refusal(pdf(b"[" * 200 + b"]" * 200))


def test_document_of_a_report_is_looked_at_too():
    validate_pdf(ContentFile(PDF))
    with pytest.raises(ValidationError, match="contient un programme"):
        validate_pdf(ContentFile(RUNS["when opened"]))
