"""Prose pages, and the navigation that is built from them."""

import pytest
from django.utils.timezone import localdate

from press.models import Fact
from tests.factories import ago, make_page, make_region, make_user
from tests.regions.html import parse
from tests.regions.pages import answer

pytestmark = pytest.mark.django_db


def public(**kwargs):
    return make_page(publish_at=ago(hours=1), **kwargs)


def tree(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return parse(response.content.decode())


def header(client, path="/contacts-presse/"):
    links = tree(client, path).only("header", "site-header").only("ul").all("a")
    return {link.text: link.get("aria-current") for link in links}


def footer(client, path="/contacts-presse/"):
    box = tree(client, path).only("footer")
    return {one.only("h2").text: [link.text for link in one.all("a")] for one in box.only("nav").all("div")}


def test_page_shows_its_title_its_lead_and_its_clean_text(client):
    public(
        title="Le programme",
        description="Ce que c'est",
        body="<h2>Intertitre</h2><p>Un texte : <strong>fort</strong>.</p><script>x</script>",
    )
    page = tree(client, "/le-programme/")
    assert page.only("title").text == "Le programme – Phare"
    assert page.only("meta", name="description")["content"] == "Ce que c'est"
    assert page.only("h1").text == "Le programme"
    assert page.only("main").only("p", "lead").text == "Ce que c'est"
    prose = page.only("div", "prose")
    assert [(one.tag, one.text) for one in prose.children if not isinstance(one, str)] == [
        ("h2", "Intertitre"),
        ("p", "Un texte : fort ."),
    ]
    assert "<script>x" not in client.get("/le-programme/").content.decode()


def test_page_shows_the_facts_of_its_subject_with_their_notes(client):
    Fact.objects.create(about="programme", name="PHARE", fact="Étapes prévues", value="30", note="en France")
    Fact.objects.create(about="programme", name="ARPEA", fact="Période", value="2008-2012", position=1)
    Fact.objects.create(about="observatory", name="Autre", fact="Création", value="2008")
    public(title="Le programme", facts_about="programme")
    box = tree(client, "/le-programme/").only("section", "known")
    assert [one.text for one in box.all("h3")] == ["PHARE", "ARPEA"]
    assert [one.text for one in box.all("div")] == ["Étapes prévues 30 en France", "Période 2008-2012"]


def test_page_without_subject_shows_no_fact(client):
    Fact.objects.create(about="programme", name="PHARE", fact="Étapes prévues", value="30")
    public(title="Le programme")
    assert tree(client, "/le-programme/").all("section", "known") == []


def test_page_says_when_it_was_last_changed(client):
    page = public(title="Le programme")
    assert f"Texte du {page.updated}." in tree(client, "/le-programme/").only("main").text
    page.publish_at = ago(days=-3)
    assert page.updated.start > localdate(page.revised_at)


def test_page_leads_to_the_others_of_its_menu(client):
    public(title="Méthode", position=2)
    public(title="Programme", position=1, menu_title="PHARE")
    public(title="Mentions", menu="site")
    siblings = tree(client, "/methode/").only("nav", "siblings")
    assert [(one.text, one.get("aria-current")) for one in siblings.all("a")] == [
        ("PHARE", None),
        ("Méthode", "page"),
    ]
    assert tree(client, "/mentions/").all("nav", "siblings") == []


@pytest.mark.parametrize("menu", ["about", "site", "none"])
def test_page_alone_in_its_menu_has_no_navigation_beside_it(client, menu):
    public(title="Seule", menu=menu)
    assert tree(client, "/seule/").all("nav", "siblings") == []


# What is not there


def test_what_is_not_public_answers_as_what_never_was(client):
    make_page(title="brouillon")
    make_page(title="prevu", publish_at=ago(days=-1))
    never = answer(client, "/jamais/")
    assert never[0] == 404
    assert [answer(client, f"/{slug}/") for slug in ("brouillon", "prevu")] == [never] * 2
    assert answer(client, "/rien/de/tel/") == never


def test_unknown_address_asks_for_the_instant_the_page_and_the_menus(client, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/jamais/")


def test_withdrawn_page_gives_its_notice_and_leaves_the_menus(client):
    public(title="Un secret").withdraw(by=make_user(), notice="Texte dépassé.")
    page = tree(client, "/un-secret/", status=410)
    assert page.only("main").only("div", "notice").text == "Texte dépassé."
    assert "Un secret" not in page.text


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("path", ["/programme/", "/jamais/"])
def test_pages_are_only_read(client, method, path):
    public(title="Programme")
    assert getattr(client, method)(path).status_code == 405


def test_page_sets_no_cookie_and_varies_by_none(client):
    public(title="Programme")
    response = client.get("/programme/")
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")


def grow():
    public(facts_about="programme")
    public(menu="site")
    number = Fact.objects.count()
    Fact.objects.create(about="programme", name=f"PHARE {number}", fact="Étapes", value="30")


def test_page_asks_the_same_queries_for_1_and_3_pages_and_facts(client, django_assert_num_queries):
    public(title="Programme", facts_about="programme")
    grow()
    with django_assert_num_queries(4):
        client.get("/programme/")
    grow()
    grow()
    with django_assert_num_queries(4):
        client.get("/programme/")


# The navigation


def test_header_leads_to_the_first_page_of_the_observatory(client):
    public(title="Méthode", position=2)
    public(title="Programme", position=1)
    page = tree(client, "/contacts-presse/").only("header", "site-header")
    (link,) = [one for one in page.all("a") if one.text == "L'observatoire"]
    assert link["href"] == "/programme/"


def test_header_without_page_does_without_the_observatory(client):
    make_page(title="Brouillon")
    public(title="Mentions", menu="site")
    assert list(header(client)) == [
        "Régions",
        "France",
        "Indicateurs",
        "Tableau de bord",
        "Rapports",
        "Données",
        "Agenda",
        "Ressources",
        "Presse",
        "Rechercher",
    ]


@pytest.mark.parametrize(
    ("path", "marks"),
    [
        ("/programme/", {"L'observatoire": "page"}),
        ("/methode/", {"L'observatoire": "true"}),
        ("/mentions/", {}),
        ("/regions/corse/", {"Régions": "true"}),
        ("/ressources/", {"Ressources": "page"}),
        ("/communiques/", {"Presse": "page"}),
        ("/contacts-presse/", {"Presse": "true"}),
        ("/indicateurs/", {"Indicateurs": "page"}),
    ],
)
def test_header_marks_where_one_is(client, path, marks):
    make_region(name="Corse")
    public(title="Programme", position=1)
    public(title="Méthode", position=2)
    public(title="Mentions", menu="site")
    assert {text: mark for text, mark in header(client, path).items() if mark} == marks


def test_footer_lists_the_public_pages_of_both_menus_in_their_order(client):
    public(title="Méthode", position=2)
    public(title="Programme", position=1)
    public(title="Mentions légales", menu="site", menu_title="Mentions")
    public(title="À part", menu="none")
    make_page(title="Brouillon")
    make_page(title="Prévue", publish_at=ago(days=-1))
    found = footer(client)
    assert found["L'observatoire"] == ["Programme", "Méthode"]
    assert found["Le site"] == [
        "Recherche",
        "Mentions",
        "Flux des communiqués",
        "Flux des rectificatifs",
        "Agenda au format iCalendar",
    ]


def test_search_box_asks_the_search_page(client):
    box = tree(client, "/contacts-presse/").only("form", "search")
    assert (box["action"], box["method"], box["role"]) == ("/recherche/", "get", "search")
    label, field = box.only("label"), box.only("input")
    assert (label["for"], label.text, field["name"]) == (field["id"], "Rechercher sur le site", "q")


def test_menus_cost_one_query_beside_the_instant(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get("/rien/de/tel/")
    for number in range(3):
        public(title=f"Page {number}")
    with django_assert_num_queries(2):
        client.get("/rien/de/tel/")


def test_server_error_asks_the_database_for_nothing(client, monkeypatch, django_assert_num_queries):
    client.raise_request_exception = False
    monkeypatch.setattr("press.views.pages._public", lambda at, slug: 1 / 0)
    with django_assert_num_queries(1):  # the view had read its instant
        assert client.get("/programme/").status_code == 500
