"""What comes out, goes, and stays while the site is away."""

import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.serving.site import COPIES, DEPLOY, ROOT

EVENT = """
from datetime import date, timedelta
from press.models import Event
from regions.models import Region
from regions.publication import database_now
at = database_now() + timedelta(seconds={seconds})
Event.objects.create(title="{name}", slug="{name}", subject="Ce dont on y parle", held_on=date(2016, 6, 2),
    held_precision="day", state="confirmed", region=Region.objects.first(), publish_at=at)
print(at.timestamp())
"""
WITHDRAWN = """
from django.contrib.auth import get_user_model
from press.models import Event
Event.objects.get(slug="{name}").withdraw(by=get_user_model().objects.first(), notice="Retiré.")
"""
DELETED = 'from press.models import Event; Event.objects.get(slug="{name}").delete()'
RESOURCE = """
from django.core.files.base import ContentFile
from press.models import Resource
from regions.models import Region
from regions.publication import database_now
note = Resource.objects.create(title="Note", slug="{name}", kind="note", question="formes", summary="Résumé",
    released_precision="unknown", region=Region.objects.first(), publish_at=database_now(),
    file=ContentFile(b"%PDF-1.7 " + bytes(2000), name="note.pdf"))
print(note.file.path)
"""


def run(site, code, name, **values):
    return site.manage("shell", "-v0", "-c", code.format(name=name, **values))


def seconds_until(site, path, status):
    began = time.monotonic()
    while site.get(path).status != status:
        assert time.monotonic() < began + 10, f"{path} never answers {status}"
        time.sleep(0.02)
    return time.monotonic() - began


@pytest.fixture(autouse=True)
def no_withdrawal_before(site):
    """Else there are no copies for a minute: the tests come in any order."""
    for mark in site.runtime.glob("retrait-*"):
        mark.unlink()


@contextmanager
def granian_away(site):
    """Killed, as it would be by a fault."""
    site.granian_group(signal.SIGKILL)
    site.granian.wait()
    try:
        yield
    finally:
        site.start_granian()


def test_event_comes_out_at_its_instant_through_nginx(site):
    lifted = float(run(site, EVENT, "leve", seconds=3))
    while time.time() < lifted:
        status = site.get("/agenda/leve/").status
        assert status == 404 or time.time() >= lifted
        time.sleep(0.02)
    seconds_until(site, "/agenda/leve/", 200)
    assert time.time() - lifted < 2


@pytest.mark.parametrize(("code", "status"), [(WITHDRAWN, 410), (DELETED, 404)], ids=["withdrawn", "deleted"])
def test_event_withdrawn_or_deleted_is_gone(site, code, status):
    name = f"parti-{status}"
    run(site, EVENT, name, seconds=0)
    seconds_until(site, f"/agenda/{name}/", 200)
    run(site, code, name)
    assert seconds_until(site, f"/agenda/{name}/", status) < 2


def test_file_sent_by_nginx_keeps_the_headers_of_its_view(site):
    stored = Path(run(site, RESOURCE, "note-a-lire").strip())
    page = site.get("/ressources/note-a-lire/").body.decode()
    path = page.partition('href="/ressources/note-a-lire/fichiers/')[2].partition('"')[0]
    answer = site.get(f"/ressources/note-a-lire/fichiers/{path}")
    assert (answer.status, answer.body) == (200, b"%PDF-1.7 " + bytes(2000))
    assert answer.headers["content-type"] == "application/pdf"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "filename=" in answer.headers["content-disposition"]
    assert "strict-transport-security" in answer.headers
    assert "x-accel-redirect" not in answer.headers
    assert site.get(f"/ressources/note-a-lire/fichiers/{path}", Range="bytes=0-3").body == b"%PDF"
    assert site.get(f"/_fichiers/{stored.relative_to(ROOT / 'var' / 'media')}").status == 404
    stored.unlink()


def test_pages_stay_while_the_site_is_away_and_no_longer(site):
    site.get("/")
    known = time.monotonic()
    with granian_away(site):
        while (status := site.get("/").status) == 200:
            assert time.monotonic() < known + COPIES + 2
            time.sleep(0.2)
        assert status == 503
        assert time.monotonic() > known + COPIES - 2
        away = site.get("/")
    assert away.headers["retry-after"] == "10"
    assert away.headers["cache-control"] == "no-store"
    assert "revient dans un instant" in away.body.decode()
    assert seconds_until(site, "/", 200) < 5


def test_copies_are_of_public_pages_and_go_with_a_purge(site):
    site.get("/tour/")
    site.get("/admin/login/")
    with granian_away(site):
        assert site.get("/tour/").status == 200
        assert site.get("/admin/login/").status == 503
        purge(site)
        assert site.get("/tour/").status == 503


def test_page_withdrawn_does_not_outlive_the_site(site):
    run(site, EVENT, "retire-puis-panne", seconds=0)
    seconds_until(site, "/agenda/retire-puis-panne/", 200)
    run(site, WITHDRAWN, "retire-puis-panne")
    time.sleep(1)
    with granian_away(site):
        assert site.get("/agenda/retire-puis-panne/").status == 503


def purge(site):
    """ExecStart of the shipped unit, here."""
    unit = (DEPLOY / "systemd" / "phare-purge.service").read_text()
    command = unit.partition("ExecStart=")[2].partition("\n")[0]
    subprocess.run(command.replace("/var/lib/nginx/", f"{site.folder}/").split(), check=True)


def test_pages_stay_while_the_site_is_slow(site):
    site.get("/ressources/")
    time.sleep(1.1)
    site.granian_group(signal.SIGSTOP)
    try:
        assert site.get("/ressources/").status == 200
    finally:
        site.granian_group(signal.SIGCONT)
