import re
from dataclasses import replace
from decimal import Decimal

import pytest

from press.documents import release_pdf
from press.sheets import edition_sheet
from regions.documents import typeset
from regions.documents.characters import KNOWN, UNKNOWN, is_known
from regions.publication import database_now
from tests.factories import (
    ago,
    answered,
    make_attachment,
    make_boilerplate,
    make_contact,
    make_correction,
    make_event,
    make_figure,
    make_indicator,
    make_organisation,
    make_pair,
    make_question,
    make_release,
    publish,
)
from tests.press.documents import ADDRESS, pdf_of, plain, sheet_of, words

pytestmark = pytest.mark.django_db

HOSTILE = [
    "#panic() #set page(fill: red) $x^2$ \\ *_`~@<label>[a](b) // /* {{ 7*7 }} </svg>",
    '"; read("/etc/passwd") \\u{41} %0A',
    "\x00\x01\x1b[31m\x7f\ud7ff\ufffe\uffff",
    "émoji 😀👨‍👩‍👧 漢字 ไทย \U0001d400",
    "العربية \u202etxt.exe\u202c שלום ‮ abc",
    "e" + "\u0301" * 50,
    "mot" * 300,
    "\u200b\x01",
]


def with_content(**kwargs):
    sheet = sheet_of()
    return replace(sheet, content=replace(sheet.content, **kwargs))


def structure(reader):
    """Every element of the tag tree."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        found.append(element)
        kids = element.get("/K", [])
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object()
            if isinstance(kid, dict) and "/S" in kid:
                waiting.append(kid)
    return found


def test_pdf_is_tagged_and_says_its_language_and_title():
    sheet = sheet_of(headline="Un titre d'été")
    reader = pdf_of(sheet)
    root = reader.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"].lower()) == (True, "fr-fr")
    assert reader.metadata.title == "Un titre d'été"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert {"/H1", "/P", "/Table", "/TH", "/TD"} <= {one.get("/S") for one in structure(reader)}


def test_every_font_of_the_pdf_is_inside():
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()
        for page in pdf_of(sheet_of()).pages
        for font in page["/Resources"]["/Font"].values()
    ]
    files = [{"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"]) for font in fonts]
    assert fonts
    assert all(files)


def test_pdf_holds_all_the_words_of_the_page():
    figure = make_pair(n=400, n_nation=5000)
    release = make_release(
        figures=[figure],
        headline="Un titre : 43 % des entreprises",
        standfirst="Un chapô assez long pour tenir sur deux lignes, avec des mots français ordinaires.",
        body="<h2>Intertitre</h2><p>Un <strong>premier</strong> paragraphe.</p><ul><li>Un point</li></ul>"
        "<ol start='7'><li>Septième</li></ol><blockquote><p>Une citation.</p></blockquote>",
        place="Nantes",
        recipients="la présidente",
        event=make_event(title="Une rencontre", publish_at=ago(hours=1)),
        organisations=[make_organisation(name="Un partenaire")],
        boilerplates=[make_boilerplate(title="À propos", text="Des repères.")],
        contacts=[make_contact(name="Le bureau", phone="01 99 00 55 55", email="ici@example.org")],
    )
    sheet = sheet_of(answered(release))
    found = words(pdf_of(sheet))
    row = sheet.territories[0][1][0].rows[0]
    expected = [
        *(release.headline, release.standfirst, sheet.date_line, "Intertitre", "Un premier paragraphe."),
        *("Un point", "7. Septième", "Une citation.", "la présidente", "Une rencontre", "Un partenaire"),
        *("À propos", "Des repères.", "Le bureau", "01 99 00 55 55", "ici@example.org", ADDRESS),
        *("43 %", "+6 points", "France 37 %", str(row.base), str(row.figure.report), str(row.region)),
    ]
    assert [one for one in expected if plain(one) not in found] == []


def test_notice_stands_on_each_page():
    sheet = sheet_of(body="<p>Un paragraphe.</p>" * 200)
    reader = pdf_of(sheet, notice="Sous embargo jusqu'au 26 mai")
    assert len(reader.pages) > 3
    assert all("Sous embargo jusqu'au 26 mai" in plain(page.extract_text()) for page in reader.pages)


def test_pdf_without_notice_speaks_of_no_embargo():
    assert "embargo" not in words(pdf_of(sheet_of()))


def test_same_edition_gives_the_same_bytes():
    edition = publish(make_release())
    first, second = (release_pdf(edition_sheet(edition, database_now()), ADDRESS) for _ in range(2))
    assert first == second


def test_demonstration_is_marked_on_each_page():
    reader = pdf_of(sheet_of(demonstration=True, body="<p>Un paragraphe.</p>" * 100))
    assert all("Texte de démonstration" in page.extract_text() for page in reader.pages)


def test_corrected_figure_is_said_in_the_pdf():
    figure = make_figure()
    edition = publish(make_release(figures=[figure]))
    make_correction(figure=figure, value=Decimal(41), publish_at=ago(seconds=1))
    found = words(pdf_of(edition_sheet(edition, database_now())))
    assert "Chiffre rectifié depuis. Le texte reste tel qu'il a paru." in found
    assert "43 % → 41 %" in found


@pytest.mark.parametrize("unit", ["count", "mean"])
def test_figures_without_axis_have_their_table(unit):
    figure = make_figure(question=make_question(indicator=make_indicator(unit=unit)), value=Decimal(1200))
    assert "1 200" in words(pdf_of(sheet_of(figures=[figure])))


def test_pictures_tell_what_they_show(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    release = make_release()
    make_attachment(release, alternative="Deux personnes se serrent la main.", credit="Photo : Exemple")
    reader = pdf_of(sheet_of(release))
    told = [one["/Alt"] for one in structure(reader) if one.get("/S") == "/Figure"]
    assert all(told)
    assert "Deux personnes se serrent la main." in told
    assert any("43\u202f%" in one for one in told)
    assert "Photo : Exemple" in words(reader)


def test_lost_picture_leaves_its_title(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    release = make_release()
    attachment = make_attachment(release, title="Une photo perdue")
    attachment.file.storage.delete(attachment.file.name)
    assert "Une photo perdue" in words(pdf_of(sheet_of(release)))


def test_links_lead_to_the_web_and_to_mailboxes_alone():
    body = (
        '<p><a href="https://example.org/a">un</a> <a href="mailto:a@example.org">deux</a> '
        '<a href="/chemin">trois</a> <a href="#">quatre</a> <a href="https://example.org/%s">cinq</a></p>'
    )
    reader = pdf_of(with_content(body=body % ("x" * 9000)))
    found = {note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", [])}
    assert found == {
        "https://example.org/a",
        "https://phare.example/chemin",
        "mailto:a@example.org",
        "mailto:presse@example.org",
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_only_words(text):
    body = f"<h2>{text}</h2><p>{text}</p>"
    sheet = with_content(headline=text, standfirst=text, place=text, body=body, recipients=text)
    assert len(pdf_of(sheet, notice=text).pages) < 10


def test_typst_source_in_a_text_is_printed_as_it_is():
    assert "#panic() $x$ *a*" in words(pdf_of(with_content(standfirst="#panic() $x$ *a*")))


def test_characters_without_a_glyph_are_shown_as_unknown():
    assert f"avant {UNKNOWN} après" in words(pdf_of(with_content(standfirst="avant 漢 après")))


def test_headings_out_of_order_are_brought_in_order():
    body = "<h3>Trois</h3><blockquote><h3>Cité</h3></blockquote><ul><li><h2>Deux</h2><h3>T</h3></li></ul>"
    assert "Cité" in words(pdf_of(with_content(body=body)))


@pytest.mark.parametrize(
    "body",
    ["<ul><li>" * 60, "<blockquote>" * 60 + "<p>x</p>", "<ol><li>a<ul><li>b</li></ul></li></ol>" * 200],
)
def test_deep_and_long_structures_are_set(body):
    assert pdf_of(with_content(body=body)).pages


def test_longest_text_is_set_whole():
    body = "<p>Une phrase de longueur ordinaire, écrite en français. </p>" * 1000 + "<p>La fin.</p>"
    reader = pdf_of(with_content(body=body))
    assert "La fin." in words(reader)


def test_fonts_hold_all_characters_that_are_said_known(monkeypatch):
    monkeypatch.setattr(typeset, "plainest", lambda text: pytest.fail("a character is not held"))
    signs = [chr(code) for first, last in KNOWN for code in range(first, last + 1) if is_known(chr(code))]
    text = " ".join(sign for sign in signs if not re.match(r"[\u0300-\u036f\u1ab0-\u1aff<>&]", sign))
    assert pdf_of(with_content(standfirst=text, body=f"<p><strong>{text}</strong></p>")).pages
