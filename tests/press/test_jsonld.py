import json
import re
from datetime import UTC, datetime

import pytest

from press.jsonld import news_article
from press.sheets import edition_sheet
from regions.publication import database_now
from tests.factories import (
    ago,
    make_base,
    make_correction,
    make_figure,
    make_region,
    make_release,
    make_report,
    publish,
)
from tests.press.editions import amend

pytestmark = pytest.mark.django_db

ORGANISATION = {
    "@type": "Organization",
    "name": "Phare, observatoire des partenariats",
    "url": "https://phare.example/",
}


def absolute(path):
    return f"https://phare.example{path}"


def article(release, picture="https://phare.example/image.png"):
    at = database_now()
    edition = release.current_edition(at)
    first = release.editions.order_by("number").first().publish_at
    return news_article(edition_sheet(edition, at, first), release.get_absolute_url(), absolute, picture)


@pytest.fixture
def release(db):
    region = make_region(name="Bretagne")
    instant = datetime(2016, 5, 26, 16, 30, tzinfo=UTC)
    report = make_report(
        slug="rapport",
        title="PHARE Bretagne",
        region=region,
        publish_at=instant,
    )
    release = make_release(slug="titre", headline="Titre", report=report, publish_at=instant)
    publish(release)
    return release


def test_article_says_what_when_where_and_from_what(release):
    assert article(release) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Titre",
        "description": "Un chapô en une phrase.",
        "inLanguage": "fr",
        "url": "https://phare.example/communiques/titre/",
        "mainEntityOfPage": "https://phare.example/communiques/titre/",
        "datePublished": "2016-05-26T18:30:00+02:00",
        "dateModified": "2016-05-26T18:30:00+02:00",
        "author": ORGANISATION,
        "publisher": ORGANISATION,
        "image": "https://phare.example/image.png",
        "about": [{"@type": "Place", "name": "Bretagne", "url": "https://phare.example/regions/bretagne/"}],
        "isBasedOn": {
            "@type": "Report",
            "name": "PHARE Bretagne",
            "url": "https://phare.example/rapports/rapport/",
        },
    }


def test_article_leaves_out_what_is_not_known(db):
    release = make_release(report=None, figures=[])
    publish(release)
    assert {"isBasedOn", "correction", "creativeWorkStatus"} & set(article(release)) == set()


def test_article_of_an_amended_release_keeps_its_first_instant_and_tells_the_change(release):
    edition = amend(release, "Une coquille.")
    found = article(release)
    modified = datetime.fromisoformat(found["dateModified"])
    assert modified == edition.publish_at.replace(microsecond=0)
    assert found["datePublished"] == "2016-05-26T18:30:00+02:00"
    assert found["correction"] == [
        {"@type": "CorrectionComment", "text": "Une coquille.", "datePublished": found["dateModified"]}
    ]


def test_article_tells_a_corrected_figure_and_when(release):
    figure = release.citations.get().figure
    at = ago(minutes=5)
    make_correction(figure=figure, value=41, publish_at=at)
    (comment,) = article(release)["correction"]
    name = f"Bretagne, {figure.question.indicator.short_label}, {figure.base}"
    assert comment["text"] == f"{name}\u00a0: 43\u202f% → 41\u202f%"
    assert datetime.fromisoformat(comment["datePublished"]) == at.replace(microsecond=0)


def test_article_tells_a_figure_that_is_gone_without_a_date(release):
    figure = make_figure(base=make_base(label="Toutes"), region=release.report.region)
    release.citations.create(figure=figure)
    amend(release, "Un chiffre de plus.")
    figure.report.withdraw(by=None, notice="Erreur.")
    (_, comment) = article(release)["correction"]
    assert list(comment) == ["@type", "text"]
    assert comment["text"].endswith("Toutes\u00a0: 43\u202f% → retiré")


def test_article_of_a_demonstration_says_so(db):
    release = make_release(demonstration=True)
    publish(release)
    assert article(release)["creativeWorkStatus"] == "Texte de démonstration"


def block(client, path):
    page = client.get(path).content.decode()
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return found


def test_page_holds_the_article_at_its_whole_address(client, release):
    found = json.loads(block(client, "/communiques/titre/"))
    assert found["url"] == "http://testserver/communiques/titre/"
    assert found["headline"] == "Titre"


def test_page_lets_no_markup_end_the_data_block(client, release):
    words = "</script><script>alert(1)</script><!-- & -->"
    amend(release, headline=words)
    found = block(client, "/communiques/titre/")
    assert re.findall("[<>&]", found) == []
    assert json.loads(found)["headline"] == words


def test_older_version_holds_no_article(client, release):
    amend(release)
    page = client.get("/communiques/titre/versions/1/").content.decode()
    assert "ld+json" not in page
    assert '<link rel="canonical" href="http://testserver/communiques/titre/">' in page
