"""The search page: what it says of what it found, and what it never finds."""

from datetime import date

import pytest

from phare.search import KINDS, Query, groups
from press.models import Edition, Event, Page, Resource
from regions.models import Report
from regions.publication import database_now
from tests.factories import (
    ago,
    make_answer,
    make_base,
    make_event,
    make_figure,
    make_indicator,
    make_nation,
    make_page,
    make_question,
    make_region,
    make_release,
    make_report,
    make_resource,
    make_survey,
    make_user,
    publish,
)
from tests.press.editions import amend
from tests.regions.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("json_known")]


def found(typed, at=None):
    """The titles found, by the slug of their kind."""
    return {
        group.kind.slug: ["".join(text for text, _ in hit.title) for hit in group.first]
        for group in groups(Query.of(typed), at or database_now())
    }


def read(client, address):
    page = client.get(address)
    assert page.status_code == 200
    return parse(page.content.decode())


def titles(page):
    return [entry.all("a")[0].text for hits in page.all("ul", "hits") for entry in hits.all("li")]


def marks(page):
    return [mark.text for mark in page.all("mark")]


# What it finds


@pytest.fixture
def one_of_each(db):
    grow()


def grow():
    """One more of every kind that is found by "canari"."""
    region = make_region(other_names="Canari")
    public = {"publish_at": ago(hours=1), "region": region}
    survey = make_survey(institute="Canari")
    question = make_question(
        indicator=make_indicator(), survey=survey, wording="Un canari ?", wording_status="exact"
    )
    report = make_report(title="Le canari des rapports", **public)
    figure = make_figure(question=question, region=region, report=report)
    publish(make_release(headline="Le canari des communiqués", figures=[figure]))
    make_event(title="Le canari de l'agenda", slug=f"canari-{region.pk}", **public)
    make_resource(title="Le canari des ressources", slug=f"canari-{region.pk}", **public)
    make_page(title="Le canari des pages", slug=f"canari-{region.pk}", publish_at=ago(hours=1))


def test_every_kind_is_found(one_of_each):
    assert set(found("canari")) == set(KINDS) - {"rubriques", "chiffres"}
    assert found("contact") == {"rubriques": ["Contacts presse"]}


def test_kind_that_is_named_is_found_whole(one_of_each):
    assert found("événements")["agenda"] == found("agenda")["agenda"] == ["Le canari de l'agenda"]
    assert list(found("ressources canari")) == ["ressources"]


def test_search_asks_the_same_queries_for_1_and_3_results_of_each_kind(
    client, one_of_each, django_assert_num_queries
):
    # The clock and the menu; regions and surveys, indicators (2); two for the kinds that grow.
    with django_assert_num_queries(7):
        assert len(titles(read(client, "/recherche/?q=canari"))) == 8
    grow()
    grow()
    with django_assert_num_queries(7):
        assert len(titles(read(client, "/recherche/?q=canari"))) == 24


def test_search_of_one_kind_asks_for_no_other(client, one_of_each, django_assert_num_queries):
    with django_assert_num_queries(4):
        page = read(client, "/recherche/?q=canari&type=agenda")
    assert titles(page) == ["Le canari de l'agenda"]


def test_page_without_a_question_looks_for_nothing(client, one_of_each, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert titles(read(client, "/recherche/")) == []


# What it never finds

ROWS = {
    "rapports": (Report, lambda **kwargs: make_report(region=make_nation(), title="Canari", **kwargs)),
    "agenda": (Event, lambda **kwargs: make_event(title="Canari", **kwargs)),
    "ressources": (Resource, lambda **kwargs: make_resource(title="Canari", **kwargs)),
    "pages": (Page, lambda **kwargs: make_page(title="Canari", **kwargs)),
}


@pytest.mark.parametrize("kind", ROWS)
def test_embargoed_row_is_found_from_its_instant_and_not_before(client, kind):
    model, make = ROWS[kind]
    make(publish_at=ago(hours=-1))
    assert (found("canari"), titles(read(client, "/recherche/?q=canari"))) == ({}, [])
    model.objects.update(publish_at=ago())
    assert found("canari") == {kind: ["Canari"]}
    assert titles(read(client, f"/recherche/?q=canari&type={kind}")) == ["Canari"]


@pytest.mark.parametrize("kind", ROWS)
def test_withdrawn_row_is_gone(kind):
    row = ROWS[kind][1](publish_at=ago(hours=1))
    row.withdraw(by=make_user(), notice="Canari retiré.")
    assert found("canari") == {}


@pytest.mark.parametrize("kind", ROWS)
def test_draft_is_not_found(kind):
    ROWS[kind][1]()
    assert found("canari") == {}


def test_embargoed_release_is_found_from_its_instant_and_not_before(client):
    release = make_release(headline="Canari", body="<p>Canari</p>")
    edition = publish(release, publish_at=ago(hours=-1))
    assert (found("canari"), titles(read(client, "/recherche/?q=canari"))) == ({}, [])
    assert found("canari", at=edition.publish_at) == {"communiques": ["Canari"]}


def test_withdrawn_release_is_gone():
    release = make_release(headline="Canari")
    publish(release)
    release.withdraw(by=make_user(), notice="Canari retiré.")
    assert found("canari") == {}


def test_release_is_found_by_its_present_edition_alone():
    release = make_release(headline="Canari")
    publish(release)
    amend(release, headline="Serin")
    assert Edition.objects.count() == 2
    assert (found("canari"), found("serin")) == ({}, {"communiques": ["Serin"]})


def test_resource_of_an_embargoed_report_is_found_with_it():
    report = make_report(title="Rapport", publish_at=ago(hours=-1))
    make_resource(title="Canari", report=report, publish_at=ago(hours=1))
    assert found("canari") == {}
    assert found("canari", at=report.publish_at) == {"ressources": ["Canari"]}


def test_indicator_is_found_by_what_is_public_of_it_alone():
    indicator = make_indicator(slug="pratique")
    public, hidden = (
        make_answer(indicator=indicator, label="Perruche"),
        make_answer(indicator=indicator, label="Canari"),
    )
    question = make_question(indicator=indicator, wording="Une volière ?", wording_status="exact")
    other = make_question(indicator=indicator, wording="Un canari ?", wording_status="exact")
    nests, cages, kept = (make_base(label=label) for label in ("Nids", "Cages", "Canaris"))
    make_figure(question=question, answer=public, base=nests)
    make_figure(question=question, answer=public, base=cages)
    embargoed = make_report(publish_at=ago(hours=-1))
    make_figure(question=other, answer=hidden, base=kept, report=embargoed, region=embargoed.region)
    make_figure(question=question, answer=make_answer(indicator=indicator, label="Canari deux"), value=None)
    assert all(found(word) == found("perruche") for word in ("voliere", "nids", "cages"))
    assert (found("perruche"), found("canari")) == ({"indicateurs": ["Pratique"]}, {})
    assert found("canari", at=embargoed.publish_at) == {"indicateurs": ["Pratique"]}


def test_indicator_and_survey_without_a_public_figure_are_not_found():
    make_figure(
        question=make_question(
            indicator=make_indicator(slug="canari"), survey=make_survey(name="Canari", slug="canari")
        ),
        report=make_report(publish_at=ago(hours=-1)),
    )
    assert found("canari") == {}


def test_what_is_hidden_changes_neither_count_nor_order(client):
    for day in range(1, 4):
        make_event(title=f"Canari {day}", publish_at=ago(hours=1), held_on=date(2016, 6, day))
    before = client.get("/recherche/?q=canari").content
    make_event(title="Canari", publish_at=ago(hours=-1))
    make_resource(title="Canari", publish_at=ago(hours=-1))
    assert client.get("/recherche/?q=canari").content == before


# What the page says


def test_total_is_said_by_kind_and_as_a_whole(client):
    for number in range(7):
        make_event(title=f"Le débat {number}", publish_at=ago(hours=1))
    make_page(title="Débat", publish_at=ago(hours=1))
    page = read(client, "/recherche/?q=debats")
    assert page.only("h2", "count").text == "8 résultats pour « debats »"
    assert [one.text for one in page.all("h3")] == ["Pages", "Agenda"]
    assert len(titles(page)) == 6
    assert [one.text for one in page.all("a") if one.text.startswith("Voir les")] == ["Voir les 7 événements"]


def test_results_of_a_kind_are_paged(client):
    for number in range(23):
        make_resource(title=f"Guide {number:02}", publish_at=ago(hours=1), region=make_nation())
    first = titles(read(client, "/recherche/?q=guide&type=ressources"))
    last = titles(read(client, "/recherche/?q=guide&type=ressources&page=2"))
    assert (len(first), len(last)) == (20, 3)
    assert sorted(first + last) == [f"Guide {number:02}" for number in range(23)]


def test_pages_of_all_of_a_kind_go_on_after_the_scored_candidates(client, monkeypatch):
    monkeypatch.setattr("phare.search.stored.CANDIDATES", 20)
    for number in range(23):
        make_resource(title=f"Guide {number:02}", publish_at=ago(hours=1), region=make_nation())
    page = read(client, "/recherche/?q=ressource&type=ressources&page=2")
    assert len(titles(page)) == 3


def test_pages_after_the_scored_candidates_neither_miss_nor_repeat(client, monkeypatch):
    monkeypatch.setattr("phare.search.stored.CANDIDATES", 20)
    for number in range(45):
        make_page(title=f"Page {number:02}", body="<p>Le débat.</p>", publish_at=ago(hours=1))
    make_page(title="Débat", publish_at=ago(hours=1))
    all_pages = [
        title
        for number in (1, 2, 3)
        for title in titles(read(client, f"/recherche/?q=debat&type=pages&page={number}"))
    ]
    assert all_pages[0] == "Débat"
    assert sorted(all_pages) == ["Débat", *(f"Page {number:02}" for number in range(45))]


@pytest.mark.parametrize(("typed", "told"), [("alsace", "anciennement Alsace"), ("ALC", "ALC")])
def test_other_name_of_a_region_is_told(client, typed, told):
    make_region(name="Grand Est", other_names="Alsace\nLorraine", abbreviation="ALC")
    page = read(client, f"/recherche/?q={typed}")
    assert titles(page) == ["Grand Est"]
    assert page.only("ul", "hits").only("span", "meta").text == told


def test_region_found_by_its_name_tells_no_other(client):
    make_region(name="Grand Est", other_names="Est")
    assert read(client, "/recherche/?q=est").only("ul", "hits").all("span") == []


def test_what_was_asked_for_is_marked_in_title_and_text(client):
    make_page(title="L'Île-de-France", description="Une île", publish_at=ago(hours=1))
    assert marks(read(client, "/recherche/?q=ile+de+france")) == ["Île-de-France", "île"]


def test_markup_in_texts_and_questions_is_shown_not_obeyed(client):
    make_page(title="<i>Gras</i> & co", description="<script>gras</script>", publish_at=ago(hours=1))
    page = read(client, "/recherche/?q=%3Ci%3Egras")
    assert titles(page) == ["< i > Gras </ i > & co"]
    assert [one.get("src") for one in page.all("script") if not one.get("src")] == []
    assert page.all("i") == []
    assert page.only("input", id="recherche")["value"] == "<i>gras"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Écrivez un mot ou deux"),
        ("   ", "Écrivez un mot ou deux"),
        ("de la", "que des petits mots ou des signes"),
        ("%25", "que des petits mots ou des signes"),
        ("_", "que des petits mots ou des signes"),
        ("'\"\\", "que des petits mots ou des signes"),
        ("%00", "Écrivez un mot ou deux"),
        ("%F0%9F%94%A6", "que des petits mots ou des signes"),
        ("%FF%ED%A0%80", "que des petits mots ou des signes"),
        ("introuvable", "Aucun résultat pour « introuvable »"),
        ("a" * 5000, "seuls ses 100 premiers caractères"),
        ("100%25", "Aucun résultat pour « 100% »"),
    ],
)
def test_anything_may_be_typed(client, typed, told):
    make_page(title="Page", publish_at=ago(hours=1))
    page = read(client, f"/recherche/?q={typed}")
    assert told in page.only("main").text
    assert titles(page) == []
    assert "Les régions" in [one.text for one in page.all("a")]


def test_no_result_offers_each_word_alone(client):
    page = read(client, "/recherche/?q=phare+de+l'Estonie&type=agenda&page=2")
    assert [(one.text, one["href"]) for one in page.all("a") if one["href"].startswith("?")] == [
        ("Chercher dans tout le site", "?q=phare+de+l%27Estonie"),
        ("phare", "?q=phare"),
        ("Estonie", "?q=Estonie"),
    ]


@pytest.mark.parametrize(
    "address", ["?q=page&type=inconnu", "?q=page&page=inconnue", "?q=page&type=pages&page=99"]
)
def test_what_does_not_exist_in_an_address_is_ignored(client, address):
    make_page(title="Page", publish_at=ago(hours=1))
    assert titles(read(client, f"/recherche/{address}")) == ["Page"]


def test_results_are_not_for_search_engines(client):
    robots = {
        address: [one["content"] for one in read(client, address).all("meta", name="robots")]
        for address in ("/recherche/", "/recherche/?q=debat")
    }
    assert robots == {"/recherche/": [], "/recherche/?q=debat": ["noindex, follow"]}


def test_title_tells_what_was_asked(client):
    assert [
        read(client, f"/recherche/{one}").only("title").text
        for one in ("", "?q=débat", "?q=débat&type=agenda")
    ] == [
        "Recherche – Phare",
        "« débat » – Recherche – Phare",
        "« débat », événements – Recherche – Phare",
    ]


def test_page_is_only_read_and_sets_no_cookie(client):
    assert client.post("/recherche/").status_code == 405
    response = client.head("/recherche/?q=debat")
    assert (response.status_code, response.cookies, "Cookie" in response.get("Vary", "")) == (200, {}, False)
