from datetime import date, time, timedelta

import pytest
from django.utils.timezone import localdate

from regions.dates import PartialDate, Precision
from tests.factories import (
    ago,
    make_event,
    make_nation,
    make_organisation,
    make_region,
    make_release,
    make_report,
    make_resource,
    make_user,
    publish,
)
from tests.press.editions import amend
from tests.regions.html import parse
from tests.regions.pages import answer, text

pytestmark = pytest.mark.django_db

PAGE = "/agenda/rencontre/"
SECRET = "Nom tenu secret"


@pytest.fixture
def bretagne(db):
    return make_region(name="Bretagne", code="53")


def in_days(number):
    return localdate() + timedelta(days=number)


def make_public(**kwargs):
    kwargs.setdefault("publish_at", ago(hours=1))
    kwargs.setdefault("title", "Rencontre")
    return make_event(**kwargs)


def tree(client, path=PAGE):
    response = client.get(path)
    assert response.status_code == 200
    return parse(response.content.decode())


def facts(client):
    rows = tree(client).only("dl", "facts").all("div")
    return {row.only("dt").text: row.only("dd").text for row in rows}


def headings(client):
    return [one.text for one in tree(client).only("main").all("h2")]


# The page of an event


def test_page_tells_all_that_is_known(client, bretagne):
    event = make_public(
        kind="conférence",
        region=bretagne,
        host=make_organisation(name="Hôte", link="https://example.org/"),
        place="Salle A",
        address="Rennes",
        starts=time(18),
        report=make_report(title="Rapport public", publish_at=ago(hours=1)),
        tour_stage=True,
    )
    event.partners.add(make_organisation(name="Partenaire"))
    assert facts(client) == {
        "Date": "2 juin 2016, à 18 h 00, heure de Paris",
        "Lieu": "Salle A Rennes",
        "Territoire": "Bretagne",
        "Organisme hôte": "Hôte",
        "Partenaires": "Partenaire",
        "Rapport": "Rapport public",
    }
    assert tree(client).only("p", "eyebrow").text == "Conférence · Bretagne · étape du tour"


def test_page_of_what_is_not_known_says_so(client):
    make_public(held_on=None)
    said = facts(client)
    assert (said["Date"], said["Lieu"]) == ("date à confirmer à confirmer", "à confirmer")


def test_date_that_moved_stands_struck_beside_its_reason(client):
    event = make_public(held_on=date(2016, 6, 2))
    for day, reason in ((9, "Salle prise."), (16, "Grève.")):
        event.held_on = date(2016, 6, day)
        event.revise(by=None, reason=reason)
    told = f"annoncé le {PartialDate(localdate(), Precision.DAY)}"
    assert facts(client)["Date"] == (
        f"16 juin 2016 Date d'abord prévue : 2 juin 2016 . Nouvelle date : 9 juin 2016 . Salle prise. {told} "
        f"Nouvelle date : 16 juin 2016. Grève. {told}"
    )
    assert [one.text for one in tree(client).all("del")] == ["2 juin 2016", "9 juin 2016"]


def test_reason_of_a_postponement_stays_once_there_is_a_new_date(client):
    event = make_public(held_on=date(2016, 6, 2))
    event.state = "postponed"
    event.revise(by=None, reason="Grève.")
    event.state, event.held_on = "confirmed", date(2016, 6, 9)
    event.revise(by=None, reason="Nouvelle salle.")
    told = f"annoncé le {PartialDate(localdate(), Precision.DAY)}"
    assert facts(client)["Date"] == (
        f"9 juin 2016 Date d'abord prévue : 2 juin 2016 . Reporté : Grève. {told} "
        f"Nouvelle date : 9 juin 2016. Nouvelle salle. {told}"
    )


@pytest.mark.parametrize(
    ("state", "notice"),
    [
        ("cancelled", "Annulé. Cet événement n'a pas lieu. Grève."),
        (
            "postponed",
            "Reporté. Cet événement n'a pas lieu à la date prévue ; la nouvelle date n'est pas encore "
            "connue. Grève.",
        ),
    ],
)
def test_event_that_is_off_says_so_on_top_with_its_reason(client, state, notice):
    event = make_public()
    event.state = state
    event.revise(by=None, reason="Grève.")
    page = tree(client)
    assert page.only("div", "notice").text == notice
    assert [one.text for one in page.all("del")] == ["2 juin 2016"]


@pytest.mark.parametrize(
    ("event", "offered"),
    [
        ({"held_on": in_days(2)}, True),
        ({"held_on": None}, True),
        ({"held_on": in_days(-2)}, False),
        ({"held_on": in_days(2), "state": "cancelled"}, False),
        ({"held_on": in_days(2), "state": "postponed"}, False),
    ],
)
def test_registration_is_offered_while_it_makes_sense(client, event, offered):
    make_public(registration="https://example.org/inscription", **event)
    assert ("S'inscrire" in headings(client)) == offered


@pytest.mark.parametrize(
    ("event", "offered"),
    [
        ({"held_on": in_days(2)}, ["Ajouter à mon agenda (.ics)"]),
        ({"held_on": in_days(2), "state": "cancelled"}, ["Mettre mon agenda à jour (.ics)"]),
        ({"held_on": in_days(2), "state": "postponed"}, ["Mettre mon agenda à jour (.ics)"]),
        ({"held_on": in_days(-2)}, []),
        ({"held_on": date(2090, 1, 1), "held_precision": "year", "state": "tentative"}, []),
    ],
)
def test_calendar_file_is_offered_while_its_day_is_known_and_comes(client, event, offered):
    make_public(**event)
    links = tree(client).only("main").all("a")
    assert [one.text for one in links if one["href"] == "/agenda/rencontre.ics"] == offered


def test_programme_and_account_are_clean(client):
    make_public(programme="<p>Accueil</p><script>alert(1)</script>", account="<p></p>")
    assert headings(client) == ["Déroulé", "Dans l'agenda"]
    assert b"alert(1)" not in client.get(PAGE).content


def test_page_leads_to_the_public_documents_and_releases_of_the_event(client):
    event = make_public()
    make_resource(title="Diaporama", event=event, publish_at=ago(hours=1))
    publish(make_release(event=event, headline="Communiqué"))
    links = {one.text: one["href"] for one in tree(client).only("main").all("a")}
    assert links["Diaporama"] == "/ressources/diaporama/"
    assert "Communiqué" in links


def test_document_that_is_not_online_says_so(client):
    event = make_public()
    make_resource(title="Diaporama", event=event, publish_at=ago(hours=1))
    make_resource(title="Guide", event=event, url="https://example.org/", publish_at=ago(hours=1))
    section = tree(client).only("section", aria_labelledby="documents")
    assert sorted(one.text for one in section.all("li")) == [
        "Diaporama note, non disponible en ligne",
        "Guide note",
    ]


def test_event_under_the_nation_does_not_say_that_it_is_in_france(client):
    make_public(place="Salle", address="Bruxelles", region=make_nation())
    assert "France" not in text(client, PAGE)
    assert facts(client).keys() == {"Date", "Lieu"}


def test_page_tells_nothing_of_what_is_not_out(client):
    event = make_public(report=make_report(title=f"{SECRET} 1", publish_at=ago(days=-1)))
    make_resource(title=f"{SECRET} 2", event=event)
    publish(make_release(event=event, headline=f"{SECRET} 3", publish_at=ago(days=-1), report=None))
    make_release(event=event, headline=f"{SECRET} 4")
    assert SECRET not in client.get(PAGE).content.decode()


def test_release_that_is_about_another_event_now_is_not_told(client):
    event = make_public()
    release = make_release(event=event, headline="Communiqué")
    publish(release)
    amend(release, event=None)
    assert "Communiqué" not in headings(client)


def test_release_leads_to_its_event_while_that_is_public(client):
    event = make_public(place="")
    release = make_release(event=event)
    publish(release)
    link = f'<a href="{PAGE}">Rencontre, 2 juin 2016</a>'
    assert link in client.get(release.get_absolute_url()).content.decode()
    event.withdraw(by=make_user(), notice="Erreur.")
    page = client.get(release.get_absolute_url()).content.decode()
    assert (link in page, "Rencontre, 2 juin 2016" in page) == (False, True)


def test_withdrawn_event_gives_its_notice_and_leaves_every_list(client, bretagne):
    event = make_public(title=SECRET, slug="rencontre", region=bretagne, tour_stage=True)
    event.withdraw(by=make_user(), notice="Publié par erreur.")
    response = client.get(PAGE)
    assert (response.status_code, "Publié par erreur." in response.content.decode()) == (410, True)
    for path in ("/", "/agenda/", "/agenda/?mois=2016-06", "/tour/", "/agenda.ics", "/regions/bretagne/"):
        assert SECRET not in client.get(path).content.decode()


@pytest.mark.parametrize("kwargs", [{"publish_at": None}, {"publish_at": "soon"}])
def test_event_that_is_not_out_answers_like_one_that_never_was(client, bretagne, kwargs):
    paths = ["/agenda/", "/agenda/?mois=2016-06", "/tour/", "/agenda.ics", "/regions/bretagne/", "/"]
    paths += [PAGE, "/agenda/rencontre.ics", "/agenda/flux/bretagne.ics"]
    before = [answer(client, path) for path in paths]
    at = ago(days=-1) if kwargs["publish_at"] else None
    make_event(title="Rencontre", region=bretagne, publish_at=at, tour_stage=True)
    assert [answer(client, path) for path in paths] == before
    assert [client.get(path).status_code for path in (PAGE, "/agenda/rencontre.ics")] == [404, 404]


# Queries


def full(title, region, day):
    """A public event with one of everything that its page lists."""
    event = make_public(title=title, region=region, held_on=day, host=make_organisation(), tour_stage=True)
    event.report = make_report(publish_at=ago(hours=1))
    event.save()
    grow(event)
    return event


def grow(event):
    event.partners.add(make_organisation())
    event.starts = time(9 + event.sequence)
    event.revise(by=None, reason="Salle.")
    make_resource(event=event, publish_at=ago(hours=1))
    publish(make_release(event=event))


@pytest.mark.parametrize(
    ("page", "queries"),
    [("/agenda/", 7), ("/agenda/?mois=2016-06", 6), ("/agenda/rencontre/", 7), ("/tour/", 6)],
)
def test_page_asks_the_same_queries_for_1_and_3_of_all_that_it_lists(
    client, bretagne, page, queries, django_assert_num_queries
):
    event = full("Rencontre", bretagne, date(2016, 6, 1))
    full("À venir", bretagne, in_days(3))
    with django_assert_num_queries(queries):
        assert client.get(page).status_code == 200
    for number in (2, 3):
        grow(event)
        full(f"Passé {number}", make_region(), date(2016, 6, number))
        full(f"À venir {number}", make_region(), in_days(number))
    with django_assert_num_queries(queries):
        assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", ["/agenda/", PAGE, "/tour/", "/agenda.ics", "/agenda/rencontre.ics"])
def test_page_is_only_read_and_sets_no_cookie(client, page):
    make_public()
    response = client.get(page)
    assert (client.post(page).status_code, response.cookies) == (405, {})
    assert "Cookie" not in response.headers.get("Vary", "")
