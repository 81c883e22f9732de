"""Files of a release before its instant."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from pypdf import PdfReader

from press.models import AccessOpening
from regions.models import Report
from tests.factories import ago, make_access, png
from tests.press.access import address, embargoed, invited, soon

pytestmark = pytest.mark.django_db

PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def with_files(**kwargs):
    """An accepted access to a release with a picture and its report's document."""
    release = embargoed(files=["0.png"])
    release.report.document.save("rapport.pdf", ContentFile(b"%PDF-reserved"))
    return make_access(release, **{"accepted_at": ago(), **kwargs})


def addresses(access):
    return [
        address(access, name="access_pdf"),
        address(access, name="access_kit"),
        address(access, name="access_report"),
        address(access, "0.png", name="access_enclosure"),
    ]


def ask(client, path, method="get"):
    """The answer, its file read to the end, which closes it: `answer.body`."""
    answer = getattr(client, method)(path)
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def openings():
    return list(AccessOpening.objects.order_by("pk").values_list("what", flat=True))


def test_before_acceptance_each_file_leads_to_the_terms(client):
    access = with_files(accepted_at=None)
    answers = [ask(client, one) for one in addresses(access)]
    assert [(one.status_code, one["Location"]) for one in answers] == [(302, address(access))] * 4
    assert openings() == []


def test_each_file_is_given_private_and_noted(client):
    answers = [ask(client, one) for one in addresses(with_files())]
    assert [one.status_code for one in answers] == [200] * 4
    assert [{name: one.headers.get(name) for name in PRIVATE} for one in answers] == [PRIVATE] * 4
    assert openings() == ["PDF", "kit de presse", "rapport", "fichier 0.png"]


def test_head_of_a_file_is_no_opening(client):
    assert [ask(client, one, "head").status_code for one in addresses(with_files())] == [200] * 4
    assert openings() == []


def test_posting_to_a_file_is_refused(client):
    assert [client.post(one).status_code for one in addresses(with_files())] == [405] * 4
    assert openings() == []


def test_file_is_the_one_of_the_edition(client):
    answer = ask(client, address(with_files(), "0.png", name="access_enclosure"))
    assert answer.body[:8] == png()[:8]
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["1.png", "..%2f0.png", "%00.png", "é.png"])
def test_file_of_another_name_is_the_ordinary_404(client, name):
    access = with_files()
    answer = client.get(f"/acces/{access.token}/fichiers/{name}")
    ordinary = client.get("/nulle-part/")
    assert (answer.status_code, dict(answer.headers)) == (404, dict(ordinary.headers))
    assert openings() == []


def test_file_of_the_draft_alone_is_not_given(client):
    access = with_files()
    access.release.attachments.create(title="Brouillon", file=ContentFile(png(), name="brouillon.png"))
    assert client.get(address(access, "brouillon.png", name="access_enclosure")).status_code == 404


def test_report_is_given_as_it_will_come_out(client):
    answer = ask(client, address(with_files(), name="access_report"))
    assert answer.body == b"%PDF-reserved"
    assert answer["Content-Disposition"] == 'attachment; filename="reserve.pdf"'


def test_report_whose_document_comes_later_is_not_given(client):
    access = with_files()
    Report.objects.update(document_at=soon(days=3))
    assert client.get(address(access, name="access_report")).status_code == 404
    assert "rapport.pdf" not in client.get(address(access)).content.decode()


def test_report_without_document_is_not_offered(client):
    access = invited()
    assert client.get(address(access, name="access_report")).status_code == 404
    assert "rapport.pdf" not in client.get(address(access)).content.decode()


def test_page_leads_to_each_file(client):
    access = with_files()
    page = client.get(address(access)).content.decode()
    assert [one for one in addresses(access) if f'"{one}"' not in page] == []


def test_kit_carries_the_notice_with_the_name(client):
    access = with_files(name="Camille Exemple", media="La Gazette")
    archive = zipfile.ZipFile(io.BytesIO(client.get(address(access, name="access_kit")).content))
    words = "accès personnel de Camille Exemple, La Gazette"
    texts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".txt")]
    assert texts != []
    assert [text for text in texts if words not in text.replace("\u00a0", " ")] == []


def test_pdf_carries_the_notice_with_the_name(client):
    access = with_files(name="Camille Exemple", media="La Gazette")
    reader = PdfReader(io.BytesIO(client.get(address(access, name="access_pdf")).content))
    words = "accès personnel de Camille Exemple, La Gazette"
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert [page for page in pages if words not in page] == []
