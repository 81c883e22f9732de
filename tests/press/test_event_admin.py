"""Events at the desk: what subscribers will be told, the reasons owed, and what stages lack."""

from datetime import date, time, timedelta
from itertools import chain, repeat

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from press.models import Event, EventChange
from regions.publication import database_now
from tests.factories import (
    make_event,
    make_organisation,
    make_region,
    make_release,
    make_report,
    make_resource,
    make_user,
)
from tests.press.desk import event_form, staff, url
from tests.regions.desk import said

pytestmark = pytest.mark.django_db

RIGHTS = ("view_event", "add_event", "change_event", "view_region", "view_organisation")
REASON = "La salle est en travaux."


@pytest.fixture
def writer(client):
    return staff(client, *RIGHTS)


def at(page, *args):
    return url(page, *args, model="event")


def make_public(**kwargs):
    values = {"title": "Rencontre", "place": "Salle des fêtes", "publish_at": database_now()}
    return make_event(**values | kwargs)


def send(client, event, **changes):
    return client.post(at("change", event.pk), event_form(event, **changes))


def form_in(response):
    return response.context["adminform"].form


def read_then_send(client, event, **changes):
    """The change as its teller makes it: the box is read, and sent back."""
    told = form_in(send(client, event, **changes)).told
    return send(client, event, **changes, told=told.digest)


def stored():
    return Event.objects.get()


# What subscribers are told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": "Débat"}, [("title", "Titre", "Rencontre", "Débat")]),
        ({"held_on": "03/06/2016", "reason": REASON}, [("dates", "Date", "2 juin 2016", "3 juin 2016")]),
        (
            {"place": "Mairie"},
            [("place", "Lieu", "Salle des fêtes, Bretagne", "Mairie, Bretagne")],
        ),
        ({"state": "held"}, [("state", "État", "confirmé", "tenu")]),
    ],
    ids=["title", "date", "place", "state"],
)
def test_change_of_a_public_event_is_shown_before_it_is_saved(writer, changes, told):
    event = make_public(region=make_region(name="Bretagne"))
    form = form_in(send(writer, event, **changes))
    assert [tuple(one) for one in form.told.announcements] == told
    assert form.non_field_errors() == [
        "Rien n'est encore enregistré : lisez ce que recevront les abonnés, puis enregistrez."
    ]
    assert (stored().version, stored().sequence) == (1, 0)
    read_then_send(writer, event, **changes)
    assert (stored().version, stored().sequence) == (2, int("title" not in changes))


def test_box_keeps_all_that_was_typed(writer):
    event = make_public()
    change = {"title": "Débat", "kind": "journée", "state": "to_confirm", "reason": "Pour rien."}
    page = send(writer, event, **change).content.decode()
    assert 'value="Débat"' in page
    assert 'value="journée"' in page
    assert 'value="Pour rien."' in page


def test_box_tells_the_update_and_the_feeds_that_carry_it(writer):
    event = make_public(region=make_region(name="Bretagne"), sequence=2)
    page = said(send(writer, event, place="Mairie"))
    assert "Ce que recevront les abonnés" in page
    assert "Les agendas abonnés recevront la mise à jour n\u00ba 3." in page
    assert "Agendas qui la portent : tous les événements ; Bretagne." in page


def test_box_tells_that_a_new_title_is_no_update(writer):
    page = said(send(writer, make_public(), title="Débat"))
    assert "Les agendas abonnés montreront le nouveau titre, sans nouvelle mise à jour." in page


def test_box_tells_that_no_feed_carries_an_event_without_a_day(writer):
    event = make_public(held_on=date(2016, 6, 1), held_precision="month", state="to_confirm")
    told = form_in(send(writer, event, place="Mairie")).told
    assert told.feeds == "aucun : la date n'est pas connue au jour"


def test_box_names_the_feed_that_an_event_leaves(writer):
    event = make_public(region=make_region(name="Bretagne"))
    region = make_region(name="Normandie")
    told = form_in(send(writer, event, region=region.pk)).told
    assert told.feeds == "tous les événements ; Normandie ; Bretagne, qu'il quitte"


def test_change_after_the_box_was_read_is_shown_again(writer):
    event = make_public()
    digest = form_in(send(writer, event, place="Mairie")).told.digest
    form = form_in(send(writer, event, place="Théâtre", told=digest))
    assert [one.new for one in form.told.announcements] == [f"Théâtre, {event.region}"]
    assert stored().place == "Salle des fêtes"


def test_box_read_before_another_saved_does_not_count(writer):
    event = make_public()
    digest = form_in(send(writer, event, place="Mairie")).told.digest
    stored().revise(by=make_user(username="dominique"))
    page = send(writer, event, place="Mairie", told=digest)
    assert "dominique a enregistré ici depuis" in said(page)
    assert stored().place == "Salle des fêtes"


@pytest.mark.parametrize("changes", [{"kind": "journée"}, {"account": "<p>Ce qui s'est dit.</p>"}])
def test_change_of_which_nobody_is_told_is_saved_at_once(writer, changes):
    event = make_public()
    send(writer, event, **changes)
    assert {name: getattr(stored(), name) for name in changes} == changes


@pytest.mark.parametrize("publish_at", [None, timedelta(hours=2)], ids=["draft", "planned"])
def test_change_of_what_is_not_public_is_saved_at_once(writer, publish_at):
    event = make_public(publish_at=publish_at and database_now() + publish_at)
    send(writer, event, held_on="03/06/2016", title="Débat")
    assert (stored().title, stored().held_on) == ("Débat", date(2016, 6, 3))
    assert not EventChange.objects.exists()


def opened_before(monkeypatch, forms):
    """The next forms are opened an hour ago, while nothing was public: each asks twice."""
    times = chain([database_now() - timedelta(hours=1)] * 2 * forms, repeat(database_now()))
    monkeypatch.setattr("press.admin.announced_form.database_now", lambda: next(times))


def test_event_that_comes_out_while_it_is_saved_is_asked_of_as_public(writer, monkeypatch):
    event = make_public(publish_at=database_now() - timedelta(minutes=1))
    opened_before(monkeypatch, forms=1)
    page = send(writer, event, held_on="03/06/2016")
    assert form_in(page).told.announcements[0].new == "3 juin 2016"
    assert stored().held_on == date(2016, 6, 2)


def test_event_that_is_refused_twice_is_told_on_its_form(writer, monkeypatch):
    event = make_public(publish_at=database_now() - timedelta(minutes=1))
    opened_before(monkeypatch, forms=2)
    page = writer.post(at("change", event.pk), event_form(event, held_on="03/06/2016"), follow=True)
    assert page.redirect_chain == [(at("change", event.pk), 302)]
    assert "Rien n'est enregistré. Écrivez pourquoi" in said(page)
    assert stored().held_on == date(2016, 6, 2)


# Reasons


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            {"held_on": "03/06/2016"},
            "Obligatoire : la date annoncée change, et le public lira pourquoi près de l'ancienne.",
        ),
        ({"state": "cancelled"}, "Obligatoire : l'événement est annulé, et le public lira pourquoi."),
        ({"state": "postponed"}, "Obligatoire : l'événement est reporté, et le public lira pourquoi."),
    ],
)
def test_reason_that_readers_are_owed_is_asked_for(writer, changes, why):
    event = make_public()
    form = form_in(send(writer, event, **changes))
    assert form.errors["reason"] == [why]
    form = form_in(send(writer, event, **changes, told=form.told.digest))
    assert list(form.errors) == ["reason"]
    assert (stored().state, stored().held_on) == ("confirmed", date(2016, 6, 2))


def test_reason_is_owed_while_it_is_withdrawn(writer):
    event = make_public()
    event.withdraw(by=make_user(), notice="Annoncé par erreur.")
    page = send(writer, event, held_on="03/06/2016")
    assert list(form_in(page).errors) == ["reason"]
    assert "Pourquoi ce changement" in said(page)
    send(writer, event, held_on="03/06/2016", reason=REASON)
    assert (stored().held_on, EventChange.objects.get().reason) == (date(2016, 6, 3), REASON)


def test_moved_date_is_kept_with_its_reason(writer):
    event = make_public(starts=time(18))
    changes = {"held_on": "03/06/2016", "starts": "19:00", "reason": REASON}
    read_then_send(writer, event, **changes)
    change = EventChange.objects.get()
    assert (change.date_words, change.reason, change.author) == (event.date_words, REASON, writer.user)
    assert (stored().held_on, stored().starts, stored().sequence) == (date(2016, 6, 3), time(19), 1)
    assert REASON in said(writer.get(at("change", event.pk)))


# Preview


def look(client, event=None, **typed):
    return client.post(at("preview", *([event.pk] if event else [])), event_form(event, **typed))


def test_preview_shows_what_is_typed_and_saves_nothing(writer):
    event, partner = make_public(), make_organisation(name="Villes voisines")
    page = said(look(writer, event, title="Débat", publish_at=None, partners=[partner.pk]))
    assert "rien n'est enregistré" in page
    assert "Débat" in page
    assert "Villes voisines" in page
    assert (stored().title, stored().version, list(stored().partners.all())) == ("Rencontre", 1, [])


def test_preview_of_an_event_never_saved_is_shown(writer):
    typed = {"title": "Débat", "slug": "debat", "region": make_region().pk, "held_on": "03/06/2016"}
    assert "3 juin 2016" in said(look(writer, **typed))
    assert not Event.objects.exists()


def test_preview_tells_what_keeps_it_from_showing(writer):
    page = said(look(writer, make_public(), held_on="31/02/2016"))
    assert "Date : Écrivez la date comme 10/12/2026." in page


def test_preview_needs_the_right_to_change(client):
    assert look(staff(client, "view_event"), make_public()).status_code == 403


# Fields


def test_partners_are_saved_with_a_change_that_was_read(writer):
    event, partners = make_public(), [make_organisation(), make_organisation()]
    event.partners.set(partners[:1])
    read_then_send(writer, event, title="Débat", partners=[one.pk for one in partners])
    assert set(stored().partners.all()) == set(partners)


def test_form_leaves_what_it_does_not_show(writer):
    event = make_public(sequence=4)
    send(writer, event, kind="journée")
    kept = ("uid", "sequence", "search_title", "publish_at")
    assert [getattr(stored(), name) for name in kept] == [getattr(event, name) for name in kept]


def test_reader_of_the_desk_changes_nothing(client):
    event = make_public()
    assert send(staff(client, "view_event"), event, kind="journée").status_code == 403
    assert stored().kind == ""


# What stages lack


def make_stage(**kwargs):
    return make_public(tour_stage=True, **kwargs)


def make_whole_stage(**kwargs):
    report = make_report(
        publish_at=database_now(), approved_at=database_now(), approved_alone_because="Reprise."
    )
    event = make_stage(report=report, account="<p>Ce qui s'est dit.</p>", **kwargs)
    make_release(event=event)
    make_resource(event=event)
    return event


def missing(client):
    page = client.get(at("changelist"))
    return {
        event.title: page.context["cl"].model_admin.missing(event) for event in page.context["cl"].result_list
    }


def test_stage_tells_all_that_it_lacks(writer):
    make_stage(title="Vide", report=make_report())
    make_whole_stage(title="Entière")
    make_public(title="Hors du tour", slug="hors")
    make_stage(title="À venir", held_on=date(2030, 6, 2))
    assert missing(writer) == {
        "Vide": "communiqué, rapport, documents, compte rendu",
        "Entière": "–",
        "Hors du tour": "–",
        "À venir": "communiqué, rapport, documents",
    }


def test_filter_tells_stages_apart(writer):
    make_stage(title="Vide")
    make_whole_stage(title="Entière")
    make_public(title="Hors du tour")
    found = {
        asked: [one.title for one in writer.get(at("changelist"), {"tour": asked}).context["cl"].result_list]
        for asked in ("etapes", "incompletes", "completes", "hors")
    }
    assert found == {
        "etapes": ["Entière", "Vide"],
        "incompletes": ["Vide"],
        "completes": ["Entière"],
        "hors": ["Hors du tour"],
    }


def test_panel_links_to_where_each_is_added(client):
    event = make_stage()
    client = staff(client, *RIGHTS, "add_release")
    page = client.get(at("change", event.pk))
    assert [tuple(one) for one in page.context["lacking"]] == [
        ("communiqué", f"/admin/press/release/add/?event={event.pk}"),
        ("rapport", "#id_report"),
        ("documents", ""),
        ("compte rendu", "#id_account"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_for_any_number(writer, count):
    for _ in range(count):
        make_whole_stage(title=f"Étape {_}")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        writer.get(at("changelist"))
    assert len(queries) == 9
