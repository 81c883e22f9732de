"""What readers were promised of an event: no way round the reason that they are owed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from press.models import Event
from tests.factories import ago, make_event, make_user

pytestmark = pytest.mark.django_db

NEXT = date(2016, 6, 9)


@pytest.fixture
def event():
    return make_event(held_on=date(2016, 6, 2), place="Nantes", publish_at=ago(hours=1))


def revise(event, reason="", **change):
    event.refresh_from_db()
    for name, value in change.items():
        setattr(event, name, value)
    event.revise(by=make_user(), reason=reason)
    event.refresh_from_db()


def test_date_that_is_no_longer_sure_needs_a_reason(event):
    with pytest.raises(ValidationError):
        revise(event, state="to_confirm")


def test_date_moved_while_it_was_not_sure_is_kept_with_the_first_reason(event):
    revise(event, "Salle prise.", state="to_confirm")
    revise(event, held_on=NEXT)
    revise(event, state="confirmed")
    assert [(one.held_on, one.reason) for one in event.changes.all()] == [(date(2016, 6, 2), "Salle prise.")]


def test_date_moved_while_it_was_withdrawn_needs_a_reason(event):
    event.withdraw(by=make_user(), notice="Avis.")
    with pytest.raises(ValidationError):
        revise(event, held_on=NEXT)
    revise(event, "Salle prise.", held_on=NEXT)
    event.restore(by=make_user())
    assert [one.held_on for one in event.changes.all()] == [date(2016, 6, 2)]


def test_event_is_called_off_for_the_reason_of_that_change(event):
    revise(event, "Salle prise.", held_on=NEXT)
    revise(event, "Grève.", state="cancelled")
    revise(event, "Adresse précisée.", place="Rennes")
    assert event.off_reason == "Grève."


def test_event_that_another_saved_is_not_saved_over(event):
    stale = Event.objects.get(pk=event.pk)
    event.withdraw(by=make_user(), notice="Avis.")
    with pytest.raises(ValidationError, match="Quelqu'un a enregistré"):
        stale.revise(by=make_user())
    event.refresh_from_db()
    assert event.withdrawn_at is not None


def test_draft_changes_without_a_trace():
    event = make_event()
    revise(event, "Salle prise.", held_on=NEXT)
    assert event.changes.count() == 0


def test_postponed_event_is_still_to_come_after_its_former_date():
    event = make_event(publish_at=ago(hours=1), state="postponed")
    assert list(Event.objects.upcoming(ago())) == [event]
    assert not event.is_past_at(ago())


def test_period_comes_after_the_days_in_it_and_before_the_days_after():
    at = ago()
    days = [(date(2037, 6, 30), "day"), (date(2037, 6, 1), "month"), (date(2037, 1, 1), "half")]
    days.append((date(2037, 7, 1), "day"))
    events = [make_event(held_on=day, held_precision=known, publish_at=at) for day, known in days]
    assert list(Event.objects.upcoming(at)) == events
