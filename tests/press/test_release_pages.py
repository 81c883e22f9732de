from datetime import date
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from press.models import Spokesperson
from tests.factories import (
    ago,
    answered,
    make_attachment,
    make_contact,
    make_correction,
    make_event,
    make_figure,
    make_nation,
    make_organisation,
    make_region,
    make_release,
    make_report,
    make_user,
    publish,
)
from tests.press.editions import amend
from tests.regions.html import parse
from tests.regions.pages import plain, text

pytestmark = pytest.mark.django_db


def tree(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return parse(response.content.decode())


def headlines(client, path):
    return [
        one.all("a")[0].text for one in tree(client, path).only("main").all("li") if one.all("span", "when")
    ]


def test_list_gives_headline_date_territories_and_standfirst(client):
    regions = [make_region(name="Bretagne"), make_region(name="Corse")]
    publish(make_release(headline="Titre", regions=regions, dated_on=date(2016, 5, 26)))
    (entry,) = tree(client, "/communiques/").only("ul", "releases").all("li")
    assert entry.text == "Titre 26 mai 2016 Bretagne Corse Un chapô en une phrase."


def test_list_marks_what_was_amended_and_what_is_a_demonstration(client):
    release = make_release(demonstration=True, regions=[make_nation()])
    publish(release)
    amend(release)
    (meta,) = tree(client, "/communiques/").only("ul", "releases").all("span", "meta")
    assert [one.text for one in meta.all("span")][2:] == ["modifié", "texte de démonstration"]


def test_list_is_filtered_by_territory_and_year(client):
    bretagne, corse = make_region(name="Bretagne"), make_region(name="Corse")
    for region, year in ((bretagne, 2015), (bretagne, 2016), (corse, 2016)):
        publish(make_release(headline=f"{region} {year}", regions=[region], dated_on=date(year, 1, 1)))
    assert headlines(client, "/communiques/?region=bretagne&annee=2016") == ["Bretagne 2016"]
    assert headlines(client, "/communiques/?annee=2016") == ["Corse 2016", "Bretagne 2016"]
    assert "Aucun communiqué ne répond à ces deux choix" in text(
        client, "/communiques/?region=corse&annee=2015"
    )


def test_list_offers_years_that_have_a_release_and_no_other(client):
    for year in (2013, 2016, 2014):
        publish(make_release(dated_on=date(year, 12, 31), figures=[], report=None))
    choices = client.get("/communiques/").context["form"].fields["annee"].choices
    assert [year for year, _ in choices] == ["", "2016", "2014", "2013"]


def test_list_of_very_many_stops_and_says_how_to_go_on(client, monkeypatch):
    monkeypatch.setattr("press.views.releases.LISTED", 2)
    for day in (1, 2, 3):
        publish(make_release(headline=f"Titre {day}", dated_on=date(2016, 1, day)))
    page = text(client, "/communiques/")
    assert headlines(client, "/communiques/") == ["Titre 3", "Titre 2"]
    assert "Les 2 communiqués les plus récents Pour remonter plus loin" in page


def test_list_asks_the_same_queries_for_1_and_3_releases(client, django_assert_num_queries):
    for count in (1, 2):
        for year in range(count):
            publish(make_release(regions=[make_region()], dated_on=date(2014 + year, 1, 1)))
        with django_assert_num_queries(8):
            client.get("/communiques/")


def test_list_says_that_a_choice_does_not_exist_and_shows_all(client):
    publish(make_release(headline="Titre"))
    assert "Aucun communiqué public ne porte sur ce territoire." in text(
        client, "/communiques/?region=atlantide"
    )
    assert headlines(client, "/communiques/?region=atlantide") == ["Titre"]


def test_list_without_release_says_so(client):
    assert "Aucun communiqué n'est public à cette date." in text(client, "/communiques/")


def test_next_page_keeps_the_choice(client, monkeypatch):
    monkeypatch.setattr("press.views.releases.RELEASES_PER_PAGE", 1)
    region = make_region(name="Bretagne")
    for number in range(2):
        publish(
            make_release(headline=f"Titre {number}", regions=[region], dated_on=date(2016, 1, 1 + number))
        )
    (link,) = tree(client, "/communiques/?region=bretagne").all("a", rel="next")
    assert parse_qs(urlsplit(link["href"]).query) == {"region": ["bretagne"], "page": ["2"]}
    assert headlines(client, f"/communiques/{link['href']}") == ["Titre 0"]


@pytest.fixture
def full(db):
    """A release with all that one may have, figures of two territories among it, in two editions."""
    regions = [make_region(name="Bretagne"), make_region(name="Corse")]
    spokesperson = Spokesperson.objects.create(name="Camille Exemple")
    spokesperson.titles.create(title="présidente")
    host = make_organisation(name="La Maison des associations")
    release = make_release(
        slug="titre",
        headline="Ancien titre",
        figures=[make_figure(region=region) for region in regions],
        report=make_report(title="PHARE Bretagne", publish_at=ago(hours=1)),
        body="<h2>Intertitre</h2><p>Des mots.</p><h3>Sous-titre</h3><p>D'autres.</p>",
        place="Nantes",
        dated_on=date(2016, 5, 26),
        recipients="la présidente de la métropole",
        spokesperson=spokesperson,
        event=make_event(
            title="Rencontre", held_on=date(2016, 5, 27), place="Rennes", host=host, publish_at=ago(hours=1)
        ),
        organisations=[make_organisation(name="Partenaire", link="https://example.org/")],
        contacts=[make_contact(name="Bureau", role="presse", deputy=make_contact(name="Suppléance"))],
    )
    make_attachment(release)
    publish(release)
    amend(release, "Un titre plus juste.", headline="Nouveau titre")
    return release


@pytest.mark.parametrize("path", ["", "versions/", "versions/1/"])
def test_headings_never_skip_a_level(client, full, path):
    page = tree(client, f"/communiques/titre/{path}")
    main = page.only("main")
    found = [int(one.tag[1]) for one in walk(main) if one.tag in ("h1", "h2", "h3", "h4")]
    assert found[0] == 1
    assert found.count(1) == 1
    assert [pair for pair in pairwise(found) if pair[1] > pair[0] + 1] == []


def walk(element):
    for child in element.children:
        if not isinstance(child, str):
            yield child
            yield from walk(child)


def test_contact_list_headings_follow_the_title(client):
    make_contact(name="Bureau")
    main = tree(client, "/contacts-presse/").only("main")
    assert [(one.tag, one.text) for one in walk(main) if one.tag in ("h1", "h2", "h3")] == [
        ("h1", "Contacts presse"),
        ("h2", "Bureau"),
    ]


def test_page_tells_what_surrounds_the_text(client, full):
    around = tree(client, "/communiques/titre/").only("dl", "around")
    assert [one.text for one in around.all("div")] == [
        "Rapport PHARE Bretagne",
        "Rendez-vous Rencontre, 27 mai 2016, Rennes, La Maison des associations",
        "Remis à la présidente de la métropole",
        "Porte-parole Camille Exemple, présidente",
        "Partenaire Partenaire",
    ]


def test_page_opens_with_place_and_date(client, full):
    assert tree(client, "/communiques/titre/").only("p", "date-line").text == "Nantes, 26 mai 2016"


def test_figures_of_each_territory_have_their_own_title(client, full):
    sections = tree(client, "/communiques/titre/").all("section", "cited")
    assert [one.only("h2").text for one in sections] == [
        "Les chiffres cités : Bretagne",
        "Les chiffres cités : Corse",
    ]


def test_page_says_that_it_was_amended_and_leads_to_the_versions(client, full):
    (notice,) = tree(client, "/communiques/titre/").all("div", "notice")
    assert "Texte modifié. Version 2, depuis le" in notice.text
    assert "Un titre plus juste." in notice.text
    assert notice.only("a")["href"] == "/communiques/titre/versions/"


def test_page_says_that_a_cited_figure_was_corrected(client):
    figure = make_figure(region=make_region(name="Bretagne"))
    publish(make_release(slug="titre", figures=[figure]))
    make_correction(figure=figure, value=41, publish_at=ago())
    (notice,) = tree(client, "/communiques/titre/").all("div", "notice")
    assert notice.text.startswith("Chiffre rectifié depuis. Le texte reste tel qu'il a paru.")
    assert notice.text.endswith("43 % → 41 %")


def test_older_version_leads_to_the_present_one_and_is_not_indexed(client, full):
    page = tree(client, "/communiques/titre/versions/1/")
    assert page.only("h1").text == "Ancien titre"
    (notice,) = page.all("div", "notice")
    assert [one["href"] for one in notice.all("a")] == [
        "/communiques/titre/",
        "/communiques/titre/versions/?de=1&a=2",
    ]
    assert page.only("meta", name="robots")["content"] == "noindex"


def test_comparison_marks_words_that_came_and_went(client, full):
    page = tree(client, "/communiques/titre/versions/").only("div", "changes")
    assert [one.text for one in page.all("del")] == ["Ancien"]
    assert [one.text for one in page.all("ins")] == ["Nouveau"]


def test_versions_of_a_release_that_never_changed_say_so(client):
    publish(make_release(slug="titre"))
    assert "Ce communiqué n'a pas changé depuis sa sortie." in text(client, "/communiques/titre/versions/")


def test_withdrawn_release_leaves_its_notice_alone(client, full):
    full.withdraw(by=make_user(), notice="Erreur de tirage.")
    page = tree(client, "/communiques/titre/", status=410)
    assert page.only("h1").text == "Ce communiqué a été retiré"
    assert "Erreur de tirage." in page.only("main").text
    assert "titre" not in page.only("main").text.lower().replace("titres", "")


def meta(client, path):
    found = tree(client, path).all("meta")
    return {one.get("property") or one.get("name"): one["content"] for one in found if one.get("content")}


def test_page_tells_other_sites_what_it_is(client, full):
    found = meta(client, "/communiques/titre/")
    assert {name: found[name] for name in ("og:type", "og:title", "og:description", "og:url")} == {
        "og:type": "article",
        "og:title": "Nouveau titre",
        "og:description": "Un chapô en une phrase.",
        "og:url": "http://testserver/communiques/titre/",
    }
    assert found["article:published_time"] < found["article:modified_time"]
    assert tree(client, "/communiques/titre/").only("link", rel="canonical")["href"] == found["og:url"]


@pytest.mark.parametrize(
    ("path", "state"),
    [("/communiques/", "page"), ("/communiques/titre/", "true"), ("/contacts-presse/", "true"), ("/", None)],
)
def test_header_shows_when_one_is_in_the_press_room(client, full, path, state):
    nav = tree(client, path).only("nav", aria_label="Navigation principale")
    (link,) = [one for one in nav.all("a") if one.text == "Presse"]
    assert (link["href"], link.get("aria-current")) == ("/communiques/", state)


def test_pages_of_others_show_nothing_of_the_press_where_there_is_none(client):
    region = make_region(name="Bretagne")
    make_report(slug="rapport", region=region, publish_at=ago())
    for path in ("/", "/regions/bretagne/", "/rapports/rapport/"):
        assert tree(client, path).all("section", aria_labelledby="communiques") == []


def test_pages_of_others_show_their_latest_releases_alone(client):
    bretagne, corse = make_region(name="Bretagne"), make_region(name="Corse")
    report = make_report(slug="rapport", region=bretagne, publish_at=ago(hours=1))
    publish(make_release(headline="Avec rapport", report=report, regions=[bretagne], figures=[]))
    publish(make_release(headline="Breton", regions=[bretagne], figures=[], dated_on=date(2012, 1, 1)))
    publish(make_release(headline="Corse", regions=[corse], figures=[], dated_on=date(2011, 1, 1)))
    assert headlines(client, "/") == ["Avec rapport", "Breton", "Corse"]
    assert headlines(client, "/regions/bretagne/") == ["Avec rapport", "Breton"]
    assert headlines(client, "/rapports/rapport/") == ["Avec rapport"]


def test_latest_releases_are_four(client):
    for number in range(5):
        publish(make_release(headline=f"Titre {number}", dated_on=date(2016, 1, 1 + number), figures=[]))
    assert headlines(client, "/") == ["Titre 4", "Titre 3", "Titre 2", "Titre 1"]


def test_signs_and_units_stay_with_their_words(client):
    body = "<p>Trois mots : 43 % des « entreprises » ; 10 salariés !</p>"
    publish(answered(make_release(slug="titre", headline="43 % des entreprises : 6 points", body=body)))
    page = client.get("/communiques/titre/").content.decode()
    assert "43\u202f% des entreprises\u00a0: 6\u00a0points</h1>" in page
    assert "mots\u00a0: 43\u202f% des «\u00a0entreprises\u00a0»\u202f; 10\u00a0salariés\u202f!" in page
    assert plain(body) in plain(page)
