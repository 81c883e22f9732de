from datetime import date
from html import unescape

import feedparser
import pytest
from django.utils.html import strip_tags

from press.models import Edition
from tests.factories import ago, make_region, make_release, make_user, publish
from tests.press.editions import amend

pytestmark = pytest.mark.django_db

ALL = "/communiques/flux.xml"
BRETAGNE = "/communiques/flux/bretagne.xml"


@pytest.fixture
def bretagne(db):
    return make_region(name="Bretagne")


def feed(client, path=ALL):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    parsed = feedparser.parse(response.content)
    assert parsed.bozo is False
    return parsed


def titles(client, path=ALL):
    return [entry.title for entry in feed(client, path).entries]


def words(entry):
    return unescape(strip_tags(entry.summary.replace("</p>", "\n"))).split("\n")[:-1]


def seconds(at):
    return at.utctimetuple()


def test_feed_tells_each_release_once_the_latest_first(client):
    for slug, day in (("ancien", date(2015, 1, 1)), ("recent", date(2017, 1, 1))):
        publish(make_release(slug=slug, headline=slug, dated_on=day))
    (recent, _) = feed(client).entries
    assert titles(client) == ["recent", "ancien"]
    assert (recent.link, words(recent)) == (
        "http://testserver/communiques/recent/",
        ["Un chapô en une phrase."],
    )


def test_feed_says_whose_it_is(client):
    parsed = feed(client).feed
    assert (parsed.title, parsed.author) == ("Phare : communiqués", "Phare")
    assert [(link.rel, link.href) for link in parsed.links] == [
        ("alternate", "http://testserver/communiques/"),
        ("self", "http://testserver/communiques/flux.xml"),
    ]


def test_entry_names_its_territories(client, bretagne):
    publish(make_release(regions=[bretagne]))
    (entry,) = feed(client).entries
    assert [tag.term for tag in entry.tags] == ["Bretagne"]


def test_entry_of_an_amended_release_keeps_its_first_instant_and_tells_the_change(client):
    release = make_release(headline="Titre")
    first = publish(release)
    second = amend(release, "Une coquille & une date.", headline="Autre titre")
    (entry,) = feed(client).entries
    assert entry.title == "Autre titre"
    assert words(entry) == ["Un chapô en une phrase.", "Texte modifié\u00a0: Une coquille & une date."]
    assert entry.published_parsed[:6] == seconds(first.publish_at)[:6]
    assert entry.updated_parsed[:6] == seconds(second.publish_at)[:6]


def test_entry_keeps_its_id_when_the_address_changes(client):
    release = make_release(slug="avant")
    publish(release)
    (before,) = feed(client).entries
    release.move("apres")
    (after,) = feed(client).entries
    assert after.id == before.id == f"tag:testserver,2026:communique-{release.pk}"
    assert [before.link, after.link] == [
        "http://testserver/communiques/avant/",
        "http://testserver/communiques/apres/",
    ]


def test_entry_of_a_demonstration_says_so(client):
    publish(make_release(demonstration=True))
    (entry,) = feed(client).entries
    assert words(entry)[0] == "Texte de démonstration."


def test_entry_escapes_what_looks_like_markup(client):
    publish(make_release(headline="Moins de 5 < 6 & plus", standfirst="<script>alert(1)</script>"))
    (entry,) = feed(client).entries
    assert entry.title_detail.type == "text/plain"
    assert "Moins de 5 < 6 & plus" in client.get(ALL).content.decode().replace("&lt;", "<").replace(
        "&amp;", "&"
    )
    assert b"&lt;p&gt;&amp;lt;script&amp;gt;alert(1)" in client.get(ALL).content


def test_feed_tells_neither_what_is_to_come_nor_what_left(client):
    publish(make_release(headline="Public"))
    publish(make_release(headline="Embargo", publish_at=ago(days=-1)))
    make_release(headline="Brouillon")
    gone = make_release(headline="Retiré")
    publish(gone)
    gone.withdraw(by=make_user(), notice="Erreur.")
    assert titles(client) == ["Public"]


def test_feed_holds_the_50_latest(client, bretagne):
    release = make_release(regions=[bretagne], dated_on=date(2016, 1, 1), headline="Le plus ancien")
    edition = publish(release)
    for number in range(50):
        other = make_release(slug=f"n{number}", figures=[], regions=[bretagne], dated_on=date(2017, 1, 1))
        fields = {
            field.attname: getattr(edition, field.attname)
            for field in Edition._meta.concrete_fields
            if field.name not in ("id", "release", "headline", "day", "report")
        }
        Edition.objects.create(release=other, headline=f"n{number}", day=date(2017, 1, 1), **fields)
    assert titles(client) == [f"n{number}" for number in reversed(range(50))]


def test_characters_that_xml_cannot_hold_do_not_cost_the_feed(client):
    publish(make_release(headline="a\x0bb\ufffe", standfirst="c\x0bd"))
    assert titles(client) == ["ab"]


def test_feed_of_a_territory_tells_its_releases_alone(client, bretagne):
    publish(make_release(headline="Breton", regions=[bretagne, make_region(name="Corse")]))
    publish(make_release(headline="Normand", regions=[make_region(name="Normandie")]))
    assert titles(client, BRETAGNE) == ["Breton"]
    assert feed(client, BRETAGNE).feed.title == "Phare : communiqués, Bretagne"


def test_feed_of_a_territory_without_release_is_empty_and_does_not_change(client, bretagne):
    assert titles(client, BRETAGNE) == []
    assert client.get(BRETAGNE).content == client.get(BRETAGNE).content


def test_feed_of_no_territory_is_not_found(client, bretagne):
    assert client.get("/communiques/flux/atlantide.xml").status_code == 404


@pytest.mark.parametrize(
    ("page", "path"),
    [("/", ALL), ("/communiques/", ALL), ("/regions/bretagne/", BRETAGNE)],
)
def test_page_leads_feed_readers_to_its_feed(client, bretagne, page, path):
    link = f'<link rel="alternate" href="{path}" type="application/atom+xml"'
    assert client.get(page).content.decode().count(link) == 1
