"""The resource centre as its readers find it."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.base import ContentFile

from press.models import Resource
from regions.models import Theme
from tests.factories import (
    ago,
    make_event,
    make_organisation,
    make_region,
    make_report,
    make_resource,
    make_user,
    png,
)
from tests.press.archives import office
from tests.regions.html import parse
from tests.regions.pages import answer, text

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%%EOF"


def public(**kwargs):
    return make_resource(publish_at=ago(hours=1), **kwargs)


def tree(client, path="/ressources/", status=200):
    response = client.get(path)
    assert response.status_code == status
    return parse(response.content.decode()).only("main")


def titles(client, query=""):
    page = tree(client, f"/ressources/{query}")
    return [one.all("a")[0].text for box in page.all("ul", "entries") for one in box.all("li")]


def choices(client, name):
    return [one.text for one in tree(client).only("select", name=name).all("option")]


# The list


def test_list_stands_by_the_three_questions_the_latest_first(client):
    for question, year in (("methode", 2016), ("enjeux", None), ("enjeux", 2015), ("enjeux", 2017)):
        public(title=f"{question} {year}", question=question, released_on=date(year, 1, 1) if year else None)
    shelves = tree(client).all("section", "shelf")
    assert [one.only("h2").text for one in shelves] == ["Les enjeux", "Les formes", "La méthode"]
    assert titles(client) == ["enjeux 2017", "enjeux 2015", "enjeux None", "methode 2016"]
    assert "Aucune ressource n'est publique sur cette question" in shelves[1].text


def test_entry_says_what_it_is_and_what_one_gets(client):
    resource = public(
        title="Un diaporama",
        kind="slides",
        region=make_region(name="Bretagne"),
        theme=Theme.objects.create(slug="emploi", name="Emploi"),
        released_on=date(2016, 11, 1),
        released_precision="month",
        file=ContentFile(PDF + bytes(1_199_990), name="Présentation d'Orléans.PDF"),
    )
    resource.organisations.set([make_organisation(name="Le RAMEAU"), make_organisation(name="Audencia")])
    (entry,) = tree(client).only("ul", "entries").all("li")
    assert entry.text == (
        "Un diaporama Diaporama Bretagne novembre 2016 Emploi Audencia, Le RAMEAU "
        "Ce que l'on y trouve Télécharger « Un diaporama » PDF, 1,2 Mo"
    )


def test_entry_elsewhere_names_the_site_to_which_one_leaves(client):
    public(title="Un lien", kind="link", url="https://www.example.org/une/page")
    access = tree(client).only("p", "access")
    assert access.text == "Ouvrir « Un lien » sur example.org autre site"
    assert access.only("a")["href"] == "https://www.example.org/une/page"


def test_entry_without_file_nor_address_says_so(client):
    public()
    assert tree(client).only("p", "access").text == "Non disponible en ligne"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (office("docx"), "Word, 1 ko"),
        (office("ods"), "tableur OpenDocument, 1 ko"),
        (png(), "image PNG, 1 ko"),
    ],
)
def test_kind_of_a_file_is_said_in_words(data, words):
    assert public(file=ContentFile(data, name="a")).file_words.replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 ko"), (640_400, "640 ko"), (999_600, "1,0 Mo"), (20_971_520, "21,0 Mo")]
)
def test_size_is_said_in_kilobytes_then_megabytes(size, words):
    resource = Resource(file_name="a.pdf", file_size=size)
    assert resource.file_words.replace("\u00a0", " ") == f"PDF, {words}"


def hidden():
    """One of each that nobody reads yet, or any more, each with a word that a choice could leak."""
    gone = public(title="Secret retiré", region=make_region(name="Alsace"))
    gone.withdraw(by=make_user(), notice="Erreur.")
    waits = make_report(publish_at=ago(days=-1))
    return [
        make_resource(title="Secret brouillon", region=make_region(name="Bretagne")),
        make_resource(title="Secret prévu", publish_at=ago(days=-1), kind="guide"),
        public(title="Secret sous embargo", report=waits, released_on=date(1999, 1, 1)),
        public(title="Secret sans rapport", report=make_report(), question="methode"),
        gone,
    ]


def test_list_and_choices_show_what_is_public_alone(client):
    hidden()
    public(title="Au grand jour", question="enjeux", region=make_region(name="Corse"))
    assert titles(client) == ["Au grand jour"]
    assert choices(client, "region") == ["Tous", "Corse"]
    assert choices(client, "question") == ["Toutes", "Les enjeux"]
    assert choices(client, "nature") == ["Toutes", "note"]
    assert "Secret" not in client.get("/ressources/").content.decode()


def test_what_comes_out_with_its_report_is_there_with_it(client):
    resource = public(title="Avec son rapport", report=make_report(publish_at=ago(minutes=1)))
    assert titles(client) == ["Avec son rapport"]
    assert resource.is_public(ago())
    assert not resource.is_public(ago(minutes=2))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?question=formes", ["formes 2016", "formes 2015"]),
        ("?region=corse", ["enjeux 2016"]),
        ("?theme=emploi", ["formes 2015"]),
        ("?nature=guide", ["formes 2016"]),
        ("?annee=2016", ["enjeux 2016", "formes 2016"]),
        ("?annee=2016&question=formes&nature=guide", ["formes 2016"]),
        ("?region=&annee=", ["enjeux 2016", "formes 2016", "formes 2015"]),
    ],
)
def test_list_is_filtered_by_each_choice(client, query, found):
    theme = Theme.objects.create(slug="emploi", name="Emploi")
    corse = make_region(name="Corse")
    public(title="enjeux 2016", question="enjeux", region=corse, released_on=date(2016, 1, 1))
    public(title="formes 2016", kind="guide", released_on=date(2016, 1, 1))
    public(title="formes 2015", theme=theme, released_on=date(2015, 1, 1))
    assert titles(client, query) == found


def test_choice_that_does_not_exist_is_told_and_all_is_shown(client):
    public(title="Une note")
    page = text(client, "/ressources/?nature=secret&annee=12x")
    assert "Aucune ressource publique n'est de cette nature." in page
    assert "Aucune ressource publique ne date de cette année." in page
    assert titles(client, "?nature=secret&annee=12x") == ["Une note"]


def test_choices_that_nothing_answers_together_lead_back(client):
    public(kind="guide", question="enjeux")
    public(kind="note", question="formes")
    page = text(client, "/ressources/?nature=guide&question=formes")
    assert "Aucune ressource ne répond à tous ces choix à la fois. Tout afficher" in page


def test_list_without_resource_says_so_at_each_question(client):
    assert text(client, "/ressources/").count("Aucune ressource n'est publique sur cette question") == 3


def test_next_page_keeps_the_choice(client, monkeypatch):
    monkeypatch.setattr("press.views.resources.RESOURCES_PER_PAGE", 1)
    for title in ("A", "B"):
        public(title=title, kind="guide")
    (link,) = tree(client, "/ressources/?nature=guide").all("a", rel="next")
    assert parse_qs(urlsplit(link["href"]).query) == {"nature": ["guide"], "page": ["2"]}
    assert titles(client, link["href"]) == ["B"]


def grow():
    resource = public(
        question="enjeux",
        region=make_region(),
        theme=Theme.objects.get_or_create(slug="t", defaults={"name": "T"})[0],
        report=make_report(publish_at=ago(hours=1)),
        event=make_event(publish_at=ago(hours=1)),
        file=ContentFile(PDF, name="a.pdf"),
    )
    resource.organisations.add(make_organisation())
    return resource


def test_list_asks_the_same_queries_for_1_and_3(client, django_assert_num_queries):
    grow()
    with django_assert_num_queries(6):
        client.get("/ressources/")
    grow()
    grow()
    with django_assert_num_queries(6):
        client.get("/ressources/")


def test_page_asks_the_same_queries_for_1_and_3_organisations(client, django_assert_num_queries):
    resource = grow()
    with django_assert_num_queries(4):
        client.get(resource.get_absolute_url())
    resource.organisations.add(make_organisation(), make_organisation())
    with django_assert_num_queries(4):
        client.get(resource.get_absolute_url())


# The page, and the file


def test_page_tells_what_surrounds_the_resource(client):
    resource = public(
        title="Une note",
        region=make_region(name="Bretagne"),
        released_on=date(2016, 2, 29),
        report=make_report(title="PHARE Bretagne", publish_at=ago(hours=1)),
        event=make_event(title="Rencontre", held_on=date(2016, 5, 27), publish_at=ago(hours=1)),
    )
    resource.organisations.add(make_organisation(name="Le RAMEAU", link="https://example.org/"))
    page = tree(client, "/ressources/une-note/")
    assert [one.text for one in page.only("dl", "facts").all("div")] == [
        "Territoire Bretagne",
        "Date 29 février 2016",
        "Organisme Le RAMEAU",
        "Rapport PHARE Bretagne",
        "Rendez-vous Rencontre , 27 mai 2016",
    ]
    assert page.only("p", "eyebrow").only("a")["href"] == "/ressources/#formes"


def test_page_does_not_name_an_event_that_is_not_public(client):
    resource = public(event=make_event(title="Rencontre secrète"))
    assert "secrète" not in client.get(resource.get_absolute_url()).content.decode()


def test_file_is_saved_under_its_present_name_behind_the_sandbox(client):
    public(title="Une note", file=ContentFile(office("docx"), name="La note d'été.docx"))
    response = client.get("/ressources/une-note/fichiers/la-note-dete.docx")
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == office("docx")
    assert response["Content-Disposition"] == 'attachment; filename="la-note-dete.docx"'
    assert response["Content-Type"].startswith("application/vnd.openxmlformats")
    assert set(response["Content-Security-Policy"].split("; ")) == {"default-src 'none'", "sandbox"}
    assert response.cookies == {}


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("path", ["", "a/", "a/fichiers/a.pdf"])
def test_resources_are_only_read(client, method, path):
    public(title="a", file=ContentFile(PDF, name="a.pdf"))
    assert getattr(client, method)(f"/ressources/{path}").status_code == 405


def test_other_file_takes_the_place_of_the_first(client):
    resource = public(title="Une note", file=ContentFile(PDF, name="ancien.pdf"))
    resource.file = ContentFile(PDF + b"neuf", name="nouveau.pdf")
    resource.save(update_fields=["file"])
    assert client.get("/ressources/une-note/fichiers/ancien.pdf").status_code == 404
    response = client.get("/ressources/une-note/fichiers/nouveau.pdf")
    assert b"".join(response.streaming_content) == PDF + b"neuf"
    resource.refresh_from_db()
    assert resource.file_size == len(PDF) + 4


def test_file_may_be_taken_out():
    resource = public(file=ContentFile(PDF, name="a.pdf"))
    resource.file = ""
    resource.save(update_fields=["file"])
    resource.refresh_from_db()
    assert (resource.file_name, resource.file_size, resource.file_address) == ("", None, "")


@pytest.mark.parametrize("end", ["", "fichiers/a.pdf"])
def test_what_is_not_public_answers_as_what_never_was(client, end):
    secret = [one for one in hidden() if one.withdrawn_at is None]
    for one in secret:
        one.file = ContentFile(PDF, name="a.pdf")
        one.save()
    never = answer(client, f"/ressources/jamais/{end}")
    assert never[0] == 404
    assert [answer(client, one.get_absolute_url() + end) for one in secret] == [never] * 4


@pytest.mark.parametrize("end", ["", "fichiers/a.pdf", "fichiers/ancien.pdf"])
def test_withdrawn_resource_gives_its_notice_and_no_more(client, end):
    resource = public(title="Un secret", file=ContentFile(PDF, name="a.pdf"))
    resource.withdraw(by=make_user(), notice="Droits d'auteur.")
    page = tree(client, f"/ressources/un-secret/{end}", status=410)
    assert page.only("div", "notice").text == "Droits d'auteur."
    assert "Un secret" not in page.text


@pytest.mark.parametrize("end", ["", "fichiers/a.pdf"])
def test_resource_leaves_with_its_report_and_gives_the_notice_of_the_report(client, end):
    report = make_report(publish_at=ago(hours=2))
    public(title="Une note", report=report, file=ContentFile(PDF, name="a.pdf"))
    make_resource(title="Plus tard", report=report, publish_at=ago(hours=-1))
    report.withdraw(by=make_user(), notice="Erreur de tirage.")
    assert "Erreur de tirage." in tree(client, f"/ressources/une-note/{end}", status=410).text
    assert client.get("/ressources/plus-tard/").status_code == 404
    assert titles(client) == []


def test_resource_whose_report_was_withdrawn_may_be_withdrawn_too():
    report = make_report(publish_at=ago(hours=2))
    resource = make_resource(report=report, publish_at=ago(hours=1))
    report.withdraw(by=make_user(), notice="Avis.")
    resource.withdraw(by=make_user(), notice="Autre avis.")
    assert resource.withdrawal_notice == "Autre avis."


def test_resource_is_found_by_its_organisations_and_region():
    resource = make_resource(region=make_region(name="Bretagne"), summary="Un mot.")
    resource.organisations.add(make_organisation(name="CESE"))
    resource.refold()
    resource.refresh_from_db()
    assert resource.search_text == " mot note forme bretagne cese "
