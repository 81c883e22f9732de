"""Nobody is led out of the site, or into a program, by an address that somebody made up."""

import re
from urllib.parse import quote, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from press.models import Event, Organisation, Resource
from press.uploads import validate_document
from tests.factories import make_attachment, make_release, publish
from tests.phare.desk import PASSWORD, make_editor
from tests.regions.pdfs import pdf
from tests.trust import sample, world

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

ELSEWHERE = [
    *("//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example"),
    *(
        "https:evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/%2f..",
    ),
    *("/\t/evil.example", "/\n/evil.example", "\x00//evil.example", "//evil。example", "//еvil.example"),
    *(
        "https://testserver@evil.example",
        "https://testserver.evil.example",
        "//testserver:80@evil.example",
        "/%09/evil",
    ),
    *("http://[::1", "////evil.example/..", "https://evil.example\\@testserver", "ſ//evil.example"),
]
WRONG = [
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example",
    "x y",
    "http://",
]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def leads_away(response):
    return urlsplit(response.headers.get("Location", "")).netloc not in ("", "testserver")


@pytest.mark.parametrize("to", ELSEWHERE)
def test_nobody_is_led_elsewhere_after_signing_in(client, to, quick_passwords):
    editor = make_editor("view_region")
    data = {"username": editor.username, "password": PASSWORD, "next": to}
    response = client.post(f"/admin/login/?next={quote(to)}", data)
    assert response.status_code == 302
    assert not leads_away(response)
    asked = [
        ("get", f"/admin/{page}/?next={quote(to)}")
        for page in ("login", "code", "appareil", "jsi18n", "mon-compte")
    ]
    assert [page for how, page in asked if leads_away(getattr(client, how)(page))] == []


def test_no_public_address_leads_elsewhere(client):
    world.plant()
    paths = [f"/{to}" for to in ELSEWHERE]
    for to in map(quote, ELSEWHERE):
        paths += [f"/{to}", f"/communiques/{to}", f"/regions/{to}/.."]
        paths += [f"/communiques/?{name}={to}" for name in ("next", "url", "page", "region", "a", "q")]
    assert [path for path in sample(paths, 40) if leads_away(client.get(path))] == []


@pytest.mark.parametrize("address", WRONG)
@pytest.mark.parametrize(
    ("model", "name"), [(Resource, "url"), (Event, "registration"), (Organisation, "link")]
)
def test_address_that_is_no_page_is_not_stored(model, name, address):
    with pytest.raises(ValidationError):
        model._meta.get_field(name).clean(address, None)


NAMES = [
    "a.b.c.pdf",
    "Étude de l'été 2016.pdf",
    "é" * 120 + ".pdf",
    "../../x.pdf",
    "a\r\nSet-Cookie: x=y.pdf",
]
NAMES += [
    "a.pdf.exe",
    "a.html",
    'a";x="b.pdf',
    "\u202efdp.exe.pdf",
    "CON.pdf",
    ".pdf",
    "%2e%2e%2fx.pdf",
    "a\x00.pdf",
]


@pytest.mark.parametrize("name", NAMES)
def test_file_of_any_name_is_taken_and_comes_out_under_a_plain_one(client, name):
    release = make_release()
    make_attachment(release, name=name, data=pdf(), title="Étude")
    publish(release)
    kept = release.attachments.get()
    response = client.get(reverse("press:enclosure", args=[release.slug, kept.name]))
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == pdf()
    assert response.headers["Content-Type"] == "application/pdf"
    assert re.fullmatch(r"[a-z0-9-]+\.pdf", kept.name)
    assert "Set-Cookie" not in response.headers
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


POLYGLOTS = {
    "GIF and script": b"GIF89a/*\x00*/=1;window.qhit=1",
    "script that begins as a PDF": b"%PDF-1.7\n*/window.qhit=1/*",
    "page that begins as a PDF": b"%PDF-1.7\n<html><script>window.qhit=1</script>",
    "drawing with a script": b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "programme named as a PDF": b"MZ" + bytes(200),
}


@pytest.mark.parametrize("kind", POLYGLOTS)
def test_file_of_two_kinds_is_refused(kind):
    with pytest.raises(ValidationError):
        validate_document(SimpleUploadedFile("a.pdf", POLYGLOTS[kind]))
