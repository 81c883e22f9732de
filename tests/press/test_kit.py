import csv
import io
import re
import zipfile
from dataclasses import replace
from xml.dom import minidom

import pytest
from django.core.files.base import ContentFile

from press.documents import release_kit, release_text
from press.sheets import edition_sheet
from regions.publication import database_now
from tests.factories import (
    make_attachment,
    make_boilerplate,
    make_contact,
    make_figure,
    make_organisation,
    make_pair,
    make_release,
    png,
    publish,
)
from tests.press.documents import ADDRESS, sheet_of
from tests.press.test_pdf import HOSTILE, with_content

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def opened(sheet, notice=""):
    """The files of a kit by name."""
    with zipfile.ZipFile(io.BytesIO(release_kit(sheet, ADDRESS, notice))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def make_partner(name):
    return make_organisation(
        name=name, logo=ContentFile(png(), name="l"), logo_terms=f"Conditions de {name}."
    )


def make_whole(**kwargs):
    """A release with one of each thing that a kit may hold."""
    organisations = [make_partner("Maison d'Été"), make_organisation()]
    release = make_release(slug="essai", figures=[make_pair()], organisations=organisations, **kwargs)
    make_attachment(release, name="Photo d'été.png", title="Une photo", credit="Photo : Exemple")
    make_attachment(release, name="Dossier.pdf", data=b"%PDF-1.4 x", title="Un dossier")
    return release


def test_kit_holds_each_thing_of_a_release():
    release = make_whole()
    block = f"{release.regions.get().slug}-{release.citations.get().figure.question.indicator.slug}"
    logo = f"logos/maison-dete-{release.organisations.exclude(logo='').get().pk}.png"
    assert list(opened(sheet_of(release))) == [
        "LISEZMOI.txt",
        "essai.pdf",
        "essai.txt",
        "essai.html",
        "contacts.vcf",
        "chiffres.csv",
        "chiffres.excel.csv",
        f"graphiques/{block}.svg",
        logo,
        "logos/CONDITIONS.txt",
        "fichiers/photo-dete.png",
        "fichiers/dossier.pdf",
    ]


def test_kit_of_a_bare_release_holds_its_text():
    sheet = sheet_of(figures=[], report=None, slug="nu")
    assert list(opened(sheet)) == ["LISEZMOI.txt", "nu.pdf", "nu.txt", "nu.html", "contacts.vcf"]


def test_readme_lists_every_other_file():
    files = opened(sheet_of(make_whole()))
    named = re.findall(r"^([\w./-]+)\n    \S", files["LISEZMOI.txt"].decode(), re.MULTILINE)
    assert named == [name for name in files if name != "LISEZMOI.txt"]


def test_logos_come_with_their_terms():
    files = opened(sheet_of(organisations=[make_partner("A"), make_partner("B")]))
    terms = files["logos/CONDITIONS.txt"].decode()
    assert ("Conditions de A." in terms, "Conditions de B." in terms) == (True, True)


def test_organisations_written_alike_keep_both_logos():
    files = opened(sheet_of(organisations=[make_partner("Été"), make_partner("Ete")]))
    assert len([name for name in files if name.endswith(".png")]) == 2


def test_figures_of_the_kit_are_those_of_the_page():
    sheet = sheet_of(figures=[make_pair(), make_figure()])
    files = opened(sheet)
    rows = [row for _, blocks in sheet.territories for block in blocks for row in block.rows]
    lines = list(csv.DictReader(io.StringIO(files["chiffres.csv"].decode())))
    assert [line["valeur"] for line in lines] == [str(int(row.value)) for row in rows]
    assert lines[0]["adresse"] == "https://phare.example" + rows[0].figure.get_absolute_url()
    assert files["chiffres.excel.csv"].startswith(b"\xef\xbb\xbfcle;region;")


def test_text_holds_notices_figures_and_contacts_once():
    release = make_release(
        demonstration=True,
        recipients="la présidente",
        contacts=[make_contact(name="Le bureau", phone="01 99 00 55 55")],
        boilerplates=[make_boilerplate(title="À propos")],
    )
    text = release_text(sheet_of(release), ADDRESS)
    once = ["Texte de démonstration", "43\u202f%", "Le bureau\n01 99 00 55 55", "À propos", "la présidente"]
    assert [text.count(one) for one in (*once, ADDRESS)] == [1] * 6


def test_notice_is_in_every_file_of_words():
    files = opened(sheet_of(make_whole()), notice="Sous embargo")
    silent = [name for name, data in files.items() if "Sous embargo" not in data.decode(errors="ignore")]
    kinds = [name.rpartition(".")[2] for name in silent]
    assert kinds == ["pdf", "vcf", "png", "png", "pdf"]  # the first PDF is compressed: another test reads it


def test_kit_without_notice_speaks_of_no_embargo():
    files = opened(sheet_of(make_whole()))
    assert [name for name, data in files.items() if b"embargo" in data] == []


def test_same_edition_gives_the_same_kit():
    edition = publish(make_whole())
    first, second = (release_kit(edition_sheet(edition, database_now()), ADDRESS) for _ in range(2))
    assert first == second


def test_page_of_the_kit_has_no_script_and_escapes_words():
    hostile = '<script>alert(1)</script><img src=x onerror="a()">'
    page = opened(with_content(headline=hostile, standfirst=hostile, body=f"<p>Un texte.</p>{hostile}"))
    (html,) = [data.decode() for name, data in page.items() if name.endswith(".html")]
    assert re.findall(r"<(?:script|img|link|iframe|style)| on\w+=\"", html) == []
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3  # title, h1, standfirst


def test_lost_files_are_left_out():
    release = make_whole()
    for one in (*release.attachments.all(), *release.organisations.exclude(logo="")):
        stored = getattr(one, "file", None) or one.logo
        stored.storage.delete(stored.name)
    names = list(opened(sheet_of(release)))
    assert [name for name in names if name.startswith(("logos/", "fichiers/"))] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_kit_of_hostile_words_is_whole(text):
    sheet = with_content(headline=text, standfirst=text, body=f"<p>{text}</p>")
    files = opened(replace(sheet, contacts=()), notice=text)
    drawings = [data for name, data in files.items() if name.endswith(".svg")]
    assert [minidom.parseString(data).documentElement.tagName for data in drawings] == ["svg"]
    assert all(re.fullmatch(r"[a-zA-Z0-9./_-]+", name) for name in files)
