from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from press.models import Event, EventChange
from regions.publication import database_now
from tests.factories import ago, make_event, make_nation, make_region, make_user

pytestmark = pytest.mark.django_db

MOVED = "La salle n'est plus libre."


def in_days(number):
    return localdate() + timedelta(days=number)


def make_public(**kwargs):
    kwargs.setdefault("publish_at", ago(hours=1))
    return make_event(**kwargs)


def titles(events):
    return [event.title for event in events]


# Sequence and over_at


@pytest.mark.parametrize(
    ("change", "grows"),
    [
        ({"held_on": date(2016, 6, 3)}, True),
        ({"starts": time(18)}, True),
        ({"place": "Rennes"}, True),
        ({"state": "cancelled"}, True),
        ({"title": "Autre titre"}, False),
        ({"programme": "<p>Accueil</p>"}, False),
    ],
)
def test_sequence_grows_with_date_place_and_state_alone(change, grows):
    event = make_event()
    for name, value in change.items():
        setattr(event, name, value)
    event.save()
    event.refresh_from_db()
    assert event.sequence == int(grows)


def test_save_of_other_fields_keeps_over_at():
    event = make_event(held_on=date(2016, 6, 2))
    event.held_on, event.held_until = date(2016, 6, 2), date(2016, 6, 4)
    event.save(update_fields=["held_until"])
    event.refresh_from_db()
    assert (event.over_at, event.sequence) == (event.over, 1)


def test_uid_stays_whatever_changes():
    event = make_event()
    uid = event.uid
    event.title, event.held_on = "Autre", date(2017, 1, 1)
    event.save()
    assert Event.objects.get().uid == uid


# Past and to come


def test_upcoming_is_the_soonest_first_and_undated_last():
    make_event(title="sans date", held_on=None)
    make_event(title="année", held_on=date(localdate().year, 1, 1), held_precision="year", state="tentative")
    for days in (3, 1):
        make_event(title=f"dans {days} jours", held_on=in_days(days), publish_at=None)
    make_event(title="passé", held_on=in_days(-2))
    found = titles(Event.objects.upcoming(database_now()))
    assert [one for one in found if one != "année"] == ["dans 1 jours", "dans 3 jours", "sans date"]
    assert "année" in found


def test_event_under_way_is_still_to_come():
    make_event(title="longue", held_on=in_days(-2), held_until=in_days(2))
    at = database_now()
    assert (titles(Event.objects.upcoming(at)), titles(Event.objects.past(at))) == (["longue"], [])


def test_period_comes_after_the_days_that_are_known():
    month = in_days(40).replace(day=1)
    make_event(title="mois", held_on=month, held_precision="month", state="tentative")
    make_event(title="jour", held_on=month + timedelta(days=20))
    assert titles(Event.objects.upcoming(database_now())) == ["jour", "mois"]


def test_past_is_the_latest_first():
    for year in (2015, 2017, 2016):
        make_event(title=str(year), held_on=date(year, 1, 1))
    assert titles(Event.objects.past(database_now())) == ["2017", "2016", "2015"]


def test_cancelled_event_without_a_date_is_past():
    event = make_event(title="annulé", held_on=None, state="cancelled")
    at = database_now()
    assert (titles(Event.objects.upcoming(at)), titles(Event.objects.past(at))) == ([], ["annulé"])
    assert event.is_past_at(at)


def test_nearest_is_what_comes_then_what_was():
    for days in (9, -9, 1, -1):
        make_event(title=str(days), slug=f"j{days}", held_on=in_days(days))
    make_event(title="sans date", held_on=None)
    make_event(title="annulé", held_on=in_days(2), state="cancelled")
    make_event(title="reporté", held_on=in_days(2), state="postponed")
    make_event(title="annulé passé", held_on=in_days(-5), state="cancelled")
    found = titles(Event.objects.nearest(database_now()))
    assert found == ["1", "9", "sans date", "-1", "annulé passé", "-9"]


def test_month_holds_what_touches_it():
    june, july = date(2016, 6, 1), date(2016, 7, 1)
    make_event(title="avant", held_on=date(2016, 5, 31))
    make_event(title="à cheval", held_on=date(2016, 5, 30), held_until=june)
    make_event(title="dedans", held_on=date(2016, 6, 30))
    make_event(title="mois", held_on=june, held_precision="month", state="tentative")
    make_event(title="après", held_on=july)
    make_event(title="année", held_on=date(2016, 1, 1), held_precision="year", state="tentative")
    assert titles(Event.objects.in_month(june, july)) == ["à cheval", "mois", "dedans"]


# What readers are told


def test_change_of_a_public_confirmed_date_needs_a_reason():
    event = make_public(held_on=in_days(3))
    event.held_on = in_days(4)
    with pytest.raises(ValidationError, match="Écrivez pourquoi"):
        event.revise(by=make_user())
    event.refresh_from_db()
    assert event.held_on == in_days(3)


@pytest.mark.parametrize("state", ["postponed", "cancelled"])
def test_event_that_is_off_needs_a_reason_whatever_it_was(state):
    event = make_public(state="tentative")
    event.state = state
    with pytest.raises(ValidationError):
        event.revise(by=None, reason=" ")


@pytest.mark.parametrize(
    ("event", "change"),
    [
        ({"publish_at": None}, {"held_on": date(2017, 1, 1)}),
        ({"state": "tentative"}, {"held_on": date(2017, 1, 1)}),
        ({}, {"place": "Ailleurs"}),
        ({}, {"title": "Autre titre"}),
    ],
)
def test_other_changes_need_no_reason(event, change):
    made = make_public(**event)
    for name, value in change.items():
        setattr(made, name, value)
    made.revise(by=make_user())
    assert EventChange.objects.count() == 0


def test_revise_keeps_the_old_date_with_its_reason():
    user, event = make_user(), make_public(held_on=date(2016, 6, 2), starts=time(18))
    event.held_on = date(2016, 6, 9)
    event.revise(by=user, reason=f" {MOVED} ")
    (change,) = event.changes.all()
    assert (change.held_on, change.starts, change.state) == (date(2016, 6, 2), time(18), "confirmed")
    assert (change.reason, change.author, event.author, event.sequence) == (MOVED, user, user, 1)


def test_former_dates_are_those_that_a_change_took_away():
    event = make_public(held_on=date(2016, 6, 2))
    event.held_on = date(2016, 6, 9)
    event.revise(by=None, reason=MOVED)
    event.state = "cancelled"
    event.revise(by=None, reason="Grève.")
    assert [old.held_on for old in event.former_dates] == [date(2016, 6, 2)]
    assert event.off_reason == "Grève."


def words(step):
    return step.state, step.dates, step.gone, step.reason


def test_history_tells_each_change_with_its_reason():
    event = make_public(held_on=date(2016, 6, 2))
    for change, reason in (
        ({"held_on": date(2016, 6, 9)}, MOVED),
        ({"state": "postponed"}, "Grève."),
        ({"state": "confirmed", "held_on": date(2016, 6, 16)}, ""),
        ({"state": "cancelled"}, "Pluie."),
        ({"state": "confirmed"}, ""),
    ):
        for name, value in change.items():
            setattr(event, name, value)
        event.revise(by=None, reason=reason)
    assert [words(step) for step in event.timeline] == [
        ("", "9 juin 2016", True, MOVED),
        ("reporté", "", True, "Grève."),
        ("", "16 juin 2016", False, ""),
        ("annulé", "", False, "Pluie."),
        ("de nouveau confirmé", "", False, ""),
    ]
    assert {step.on for step in event.timeline} == {localdate()}
    assert (event.first_date.held_on, event.off_reason) == (date(2016, 6, 2), "")


def test_event_that_never_changed_has_no_history():
    event = make_public()
    assert (event.timeline, event.first_date) == ([], None)


def test_place_under_the_nation_is_not_told_as_france():
    event = make_event(region=make_nation(), place="Bruxelles")
    stored = Event.objects.get(pk=event.pk)
    event.place = ""
    assert [tuple(one) for one in event.announcements(stored)] == [
        ("place", "Lieu", "Bruxelles", "à confirmer")
    ]


def test_months_are_those_that_events_are_known_to_touch():
    make_event(held_on=date(2016, 12, 30), held_until=date(2017, 2, 1))
    make_event(held_on=date(2016, 12, 1), held_precision="month", state="tentative")
    make_event(held_on=date(2016, 7, 1), held_precision="half", state="tentative")
    make_event(held_on=None)
    assert Event.objects.all().months() == {date(2016, 12, 1), date(2017, 1, 1), date(2017, 2, 1)}


def test_event_that_takes_place_has_no_reason_not_to():
    event = make_public()
    event.held_on = date(2017, 1, 1)
    event.revise(by=None, reason=MOVED)
    assert event.off_reason == ""


def test_announcements_are_what_readers_learn():
    stored = make_event(title="Avant", region=make_region(name="Corse"))
    event = Event.objects.get(pk=stored.pk)
    event.title, event.place, event.state, event.subject = "Après", "Ajaccio", "held", "Autre sujet"
    assert [tuple(one) for one in event.announcements(stored)] == [
        ("title", "Titre", "Avant", "Après"),
        ("place", "Lieu", "Corse", "Ajaccio, Corse"),
        ("state", "État", "confirmé", "tenu"),
    ]
