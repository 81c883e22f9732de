"""What is announced, at the desk: drafts with holes, an instant without any, the way out and back.

Events stand for all three models.
"""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils.html import escape

from press.models import Event
from regions.publication import database_now
from tests.factories import make_event, make_region, make_user
from tests.press.desk import event_form, staff, url
from tests.regions.desk import said

pytestmark = pytest.mark.django_db

RIGHTS = ("view_event", "add_event", "change_event", "delete_event", "view_region")
STAGES = ("draft", "planned", "public", "withdrawn")


@pytest.fixture
def writer(client):
    return staff(client, *RIGHTS)


@pytest.fixture
def keeper(client):
    return staff(client, *RIGHTS, "withdraw_event")


def at(page, *args):
    return url(page, *args, model="event")


def since(**ago):
    return database_now() - timedelta(**ago)


def make_public(**kwargs):
    return make_event(publish_at=since(hours=1), place="Salle des fêtes", **kwargs)


def make_withdrawn(**kwargs):
    event = make_public(**kwargs)
    event.withdraw(by=make_user(), notice="Annoncé par erreur.")
    return event


def make_planned(**kwargs):
    return make_event(publish_at=since(hours=-2), place="Salle des fêtes", **kwargs)


MAKERS = dict(zip(STAGES, (make_event, make_planned, make_public, make_withdrawn), strict=True))


def errors(response):
    return response.context["adminform"].form.errors


def send(client, event, **changes):
    return client.post(at("change", event.pk), event_form(event, **changes))


def follow(client, event, **changes):
    return client.post(at("change", event.pk), event_form(event, **changes), follow=True)


# Saving


def test_draft_with_holes_is_saved_under_its_author(writer):
    data = event_form(title="Rencontre", slug="rencontre", region=make_region().pk)
    writer.post(at("add"), data)
    event = Event.objects.get()
    assert (event.title, event.publish_at, event.author) == ("Rencontre", None, writer.user)


def test_instant_with_holes_is_refused_beside_each_field(writer):
    event = make_event(subject="")
    page = send(writer, event, publish_at=since(hours=-1))
    assert errors(page) == {
        "place": ["Un événement confirmé a un lieu. À régler avant l'instant de publication."],
        "subject": [
            "Le sujet manque : une phrase, lue dans l'agenda. À régler avant l'instant de publication."
        ],
    }
    assert Event.objects.get().publish_at is None


def test_typed_survey_number_is_refused_where_there_is_an_instant(writer):
    event = make_public(subject="Avant")
    page = send(writer, event, subject="43 % des habitants", account="<p>Soit <b>6 points</b> de plus.</p>")
    by_a_link = "un chiffre d'enquête ne se tape pas ici, il s'écrit par un lien vers sa page."
    assert errors(page) == {
        "subject": [f"«\u00a043 %\u00a0» : {by_a_link}"],
        "account": [f"«\u00a06 points\u00a0» : {by_a_link}"],
    }
    assert Event.objects.get().subject == "Avant"


def test_draft_lists_what_keeps_it_from_its_instant(writer):
    event = make_event(place="Salle des fêtes", subject="43 % des habitants")
    page = writer.get(at("change", event.pk))
    (hole,) = page.context["standing"].holes
    assert (hole.message, hole.anchor) == (event.holes()[0].message, "#id_subject")
    assert " ".join(hole.message.split()) in said(page)


def test_instant_without_holes_is_saved(writer):
    event, when = make_event(place="Salle des fêtes"), since(hours=-2).replace(microsecond=0)
    send(writer, event, publish_at=when)
    assert Event.objects.get().publish_at == when


def test_saving_records_its_author(writer):
    event = make_event(author=make_user())
    send(writer, event, title="Autre titre")
    event.refresh_from_db()
    assert (event.title, event.author, event.version) == ("Autre titre", writer.user, 2)


def test_stale_form_is_refused_and_keeps_what_was_typed(writer):
    event = make_event(title="Avant")
    typed = event_form(event, title="Le mien")
    event.author = make_user(username="dominique")
    event.save()
    page = writer.post(at("change", event.pk), typed)
    assert "dominique a enregistré ici depuis que vous avez ouvert ce formulaire" in said(page)
    assert 'value="Le mien"' in page.content.decode()
    assert Event.objects.get().title == "Avant"


def test_withdrawal_meanwhile_makes_a_form_stale(writer):
    event = make_public()
    typed = event_form(event, kind="journée")
    event.withdraw(by=make_user(), notice="Annoncé par erreur.")
    page = writer.post(at("change", event.pk), typed)
    assert "a enregistré ici depuis" in said(page)
    assert Event.objects.get().withdrawal_notice == "Annoncé par erreur."


# Publishing at once


def test_button_publishes_a_draft_at_this_instant(writer):
    event, before = make_event(place="Salle des fêtes"), database_now()
    page = follow(writer, event, _publish="1")
    event.refresh_from_db()
    assert before <= event.publish_at <= database_now()
    assert f"« {event} » est public." in said(page)
    assert "Public depuis le" in said(page)
    assert LogEntry.objects.order_by("pk").last().get_change_message() == "Publié."


def test_button_publishes_from_the_form_of_a_new_one(writer):
    data = event_form(title="Rencontre", slug="rencontre", region=make_region().pk, subject="Un sujet")
    writer.post(at("add"), data | {"_publish": "1"})
    assert Event.objects.get().is_public(database_now())


def test_button_publishes_what_was_planned_for_later(writer):
    event = make_planned()
    send(writer, event, _publish="1")
    assert Event.objects.get().is_public(database_now())


def test_button_publishes_nothing_with_holes(writer):
    event = make_event(subject="")
    page = send(writer, event, _publish="1")
    assert list(errors(page)) == ["place", "subject"]
    assert Event.objects.get().publish_at is None


def test_reader_of_the_desk_publishes_nothing(client):
    event = make_event(place="Salle des fêtes")
    client = staff(client, "view_event", "withdraw_event")
    assert send(client, event, _publish="1").status_code == 403
    assert 'name="_publish"' not in client.get(at("change", event.pk)).content.decode()
    assert Event.objects.get().publish_at is None


@pytest.mark.parametrize(("stage", "offered"), list(zip(STAGES, (True, True, False, False), strict=True)))
def test_button_is_there_while_nothing_was_public(writer, stage, offered):
    event = MAKERS[stage]()
    page = writer.get(at("change", event.pk)).content.decode()
    assert ('name="_publish"' in page) is offered


# What was public


@pytest.mark.parametrize("when", [None, timedelta(hours=1)], ids=["cleared", "in the future"])
def test_instant_of_what_is_public_does_not_go(writer, when):
    event = make_public()
    page = send(writer, event, publish_at=when and database_now() + when)
    assert errors(page) == {
        "publish_at": [
            "C'est déjà public : gardez cet instant. Pour que personne ne le lise plus, retirez-le."
        ]
    }
    assert Event.objects.get().is_public(database_now())


@pytest.mark.parametrize(("stage", "kept"), list(zip(STAGES, (False, False, True, True), strict=True)))
def test_address_stays_once_it_was_public(writer, stage, kept):
    event = MAKERS[stage](slug="avant")
    send(writer, event, slug="apres")
    assert Event.objects.get().slug == ("avant" if kept else "apres")


def test_instant_of_what_is_withdrawn_is_not_in_its_form(writer):
    event = make_withdrawn()
    send(writer, event, publish_at=since(hours=-2), kind="journée")
    event.refresh_from_db()
    assert event.kind == "journée"
    assert list(Event.objects.withdrawn(database_now())) == [event]


@pytest.mark.parametrize(("stage", "status"), list(zip(STAGES, (302, 302, 403, 403), strict=True)))
def test_only_what_never_was_public_is_deleted(writer, stage, status):
    event = MAKERS[stage]()
    assert writer.post(at("delete", event.pk), {"post": "yes"}).status_code == status
    assert Event.objects.exists() is (status == 403)


def test_nothing_is_deleted_from_the_list(writer):
    event = make_event()
    writer.post(
        at("changelist"), {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"}
    )
    assert Event.objects.exists()


# Where it stands


def test_head_says_where_it_stands_and_links_to_what_is_public(writer):
    pages = {stage: said(writer.get(at("change", MAKERS[stage]().pk))) for stage in STAGES}
    assert "Brouillon : personne ne le lit hors du bureau." in pages["draft"]
    assert "Prévu le" in pages["planned"]
    assert "ce que vous enregistrez est lu aussitôt" in pages["public"]
    assert "Avis public : Annoncé par erreur." in pages["withdrawn"]
    assert ["Voir la page publique" in pages[stage] for stage in STAGES] == [False, False, True, False]


def test_list_tells_and_filters_the_stage(writer):
    events = {stage: MAKERS[stage](title=stage) for stage in STAGES}
    found = {
        stage: writer.get(at("changelist"), {"stage": stage}).context["cl"].result_list for stage in STAGES
    }
    assert {stage: list(rows) for stage, rows in found.items()} == {
        stage: [event] for stage, event in events.items()
    }
    assert '<span class="state state-planned">prévu</span>' in writer.get(at("changelist")).content.decode()


# The way out and back


def test_withdrawal_closes_the_door_with_its_notice(keeper):
    event = make_public()
    page = keeper.post(at("withdraw", event.pk), {"notice": "Annoncé par erreur."}, follow=True)
    event.refresh_from_db()
    assert (event.withdrawal_notice, event.withdrawn_by) == ("Annoncé par erreur.", keeper.user)
    assert "Retiré : l'adresse ne montre plus que l'avis." in said(page)
    assert LogEntry.objects.get().get_change_message() == "Retiré : l'adresse ne montre plus que l'avis."


@pytest.mark.parametrize("notice", ["", "   "])
def test_withdrawal_without_a_notice_is_refused(keeper, notice):
    event = make_public()
    page = keeper.post(at("withdraw", event.pk), {"notice": notice})
    assert page.context["form"].errors
    assert Event.objects.get().withdrawn_at is None


def test_restoration_opens_the_door_again(keeper):
    event = make_withdrawn()
    keeper.post(at("restore", event.pk))
    event.refresh_from_db()
    assert event.is_public(database_now())
    assert (event.withdrawal_notice, event.author) == ("", keeper.user)


def test_restoration_with_holes_is_refused(keeper):
    event = make_withdrawn(subject="")
    page = keeper.post(at("restore", event.pk))
    assert page.context["form"].non_field_errors() == [
        "Le sujet manque : une phrase, lue dans l'agenda. Complétez d'abord le formulaire."
    ]
    assert not Event.objects.get().is_public(database_now())


@pytest.mark.parametrize(("step", "make"), [("withdraw", make_public), ("restore", make_withdrawn)])
def test_step_only_asks_when_its_page_is_opened(keeper, step, make):
    event = make()
    before = Event.objects.values().get()
    assert keeper.get(at(step, event.pk), {"notice": "Lu."}).status_code == 200
    assert Event.objects.values().get() == before


@pytest.mark.parametrize(
    ("step", "stage"),
    [("withdraw", "draft"), ("withdraw", "planned"), ("restore", "draft"), ("restore", "planned")],
)
def test_step_that_is_not_offered_changes_nothing(keeper, step, stage):
    event = MAKERS[stage]()
    before = Event.objects.values().get()
    page = keeper.post(at(step, event.pk), {"notice": "Lu."}, follow=True)
    assert "Il n'y a rien à faire" in said(page)
    assert Event.objects.values().get() == before


@pytest.mark.parametrize("rights", [("view_event", "withdraw_event"), ("view_event", "change_event")])
@pytest.mark.parametrize(("step", "make"), [("withdraw", make_public), ("restore", make_withdrawn)])
def test_step_needs_its_right_and_that_to_change(client, rights, step, make):
    event = make()
    before = Event.objects.values().get()
    client = staff(client, *rights)
    assert client.post(at(step, event.pk), {"notice": "Lu."}).status_code == 403
    assert at(step, event.pk) not in client.get(at("change", event.pk)).content.decode()
    assert Event.objects.values().get() == before


def test_typed_markup_is_shown_as_text(writer):
    event = make_event(title="<b>Gras</b>")
    assert escape("<b>Gras</b>") in writer.get(at("change", event.pk)).content.decode()
