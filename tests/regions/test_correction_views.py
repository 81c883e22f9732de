import re
from datetime import datetime
from xml.etree import ElementTree

import pytest

from tests.factories import ago, make_correction, make_figure, make_region, make_report
from tests.regions.pages import plain, text
from tests.regions.releases import soon

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def test_no_correction_is_said_so(client):
    assert "Aucun chiffre n'a été rectifié à cette date." in text(client, "/rectificatifs/")


def test_corrections_are_listed_the_latest_first_with_what_was_read_before(client):
    figure = make_figure(value=43, region=make_region(name="Bretagne"))
    make_correction(figure=figure, value=44, publish_at=ago(hours=2), reason="Saisie.")
    make_correction(figure=figure, value=0, publish_at=ago(hours=1), reason="Relecture.")
    make_correction(figure=figure, value=97, publish_at=soon(), reason="Embargo.")
    make_correction(figure=make_figure(report=make_report()), value=96, publish_at=ago(), reason="Brouillon.")
    said = text(client, "/rectificatifs/")
    assert re.findall(r"\d+ %, auparavant publié \d+ %\. \w+\.", said) == [
        "0 %, auparavant publié 44 %. Relecture.",
        "44 %, auparavant publié 43 %. Saisie.",
    ]
    assert "Embargo." not in said
    assert "Brouillon." not in said


def test_51_corrections_stand_on_two_pages(client):
    figure = make_figure()
    for number in range(51):
        make_correction(figure=figure, publish_at=ago(minutes=number), reason=f"Raison {number}.")
    pages = {page: re.findall(r"Raison \d+", text(client, f"/rectificatifs/?page={page}")) for page in (1, 2)}
    assert pages == {1: [f"Raison {number}" for number in range(50)], 2: ["Raison 50"]}
    assert "Page 2 sur 2" in text(client, "/rectificatifs/?page=99")
    assert "Page 1 sur 2 Page suivante" in text(client, "/rectificatifs/?page=jamais")


def feed(client):
    response = client.get("/rectificatifs/flux.xml")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def test_feed_has_an_entry_for_each_public_correction_and_none_under_embargo(client):
    figure = make_figure(value=43, region=make_region(name="Bretagne"))
    made = [
        make_correction(figure=figure, value=value, publish_at=ago(hours=hours), reason="Saisie.")
        for hours, value in ((2, 44), (1, 45))
    ]
    make_correction(figure=figure, value=97, publish_at=soon())
    make_correction(figure=make_figure(report=make_report()), publish_at=ago())
    address = f"http://testserver{figure.get_absolute_url()}"
    entries = feed(client).findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}link").get("href") for entry in entries] == [
        f"{address}#rectificatif-{one.pk}" for one in reversed(made)
    ]
    assert plain(entries[0].findtext(f"{ATOM}summary")) == "45 %, auparavant publié 44 %. Saisie."
    assert entries[0].findtext(f"{ATOM}title") == f"Bretagne : {figure.question.indicator}"


def test_feed_has_what_atom_asks_of_it_and_of_each_entry(client):
    for hours in (1, 2):
        correction = make_correction(figure=make_figure(), publish_at=ago(hours=hours))
    root = feed(client)
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for one in (root, *entries):
        assert [bool(one.findtext(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [True] * 3
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == 2
    updated = datetime.fromisoformat(entries[-1].findtext(f"{ATOM}updated"))
    assert updated == correction.publish_at
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://testserver/rectificatifs/",
        "self": "http://testserver/rectificatifs/flux.xml",
    }


def test_feed_s_summary_is_text_written_as_the_html_that_atom_reads(client):
    make_correction(figure=make_figure(), publish_at=ago(), reason="Base <5 & part.")
    summary = feed(client).find(f"{ATOM}entry/{ATOM}summary")
    assert summary.get("type") == "html"
    assert summary.text.endswith(". Base &lt;5 &amp; part.")


def test_feed_has_an_author(client):
    make_correction(figure=make_figure(), publish_at=ago())
    assert feed(client).find(f"{ATOM}author") is not None


def test_feed_without_corrections_has_no_entry(client):
    assert feed(client).findall(f"{ATOM}entry") == []
