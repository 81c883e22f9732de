"""What `manage.py retention` forgets, and what it leaves."""

from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import call_command

from press.models import AccessOpening, EarlyAccess, PressContact
from regions.models import Report
from regions.publication import database_now
from tests.factories import ago, make_access, make_contact, make_release, make_report, make_user, publish

pytestmark = pytest.mark.django_db

TWO_YEARS, THREE_YEARS = timedelta(days=2 * 365), timedelta(days=3 * 365)
DAY = timedelta(days=1)


def forget():
    said = StringIO()
    call_command("retention", stdout=said)
    return dict(line.rsplit(" : ", 1) for line in said.getvalue().splitlines())


def person(name, ended):
    return make_contact(kind="person", name=name, valid_until=ended and (database_now() - ended).date())


def test_contact_who_left_two_years_ago_is_erased_and_nobody_else():
    person("Parti", TWO_YEARS + 2 * DAY)
    person("Parti depuis peu", TWO_YEARS - 2 * DAY)
    person("Toujours là", None)
    make_contact(kind="desk", name="Bureau", valid_until=(database_now() - THREE_YEARS).date())
    assert forget()["contacts presse effacés"] == "1"
    names = set(PressContact.objects.values_list("name", flat=True))
    assert names == {"Contact effacé", "Parti depuis peu", "Toujours là", "Bureau"}
    assert forget()["contacts presse effacés"] == "0"


def invitation(days, **kwargs):
    access = make_access(kwargs.pop("release"), name="Camille", media="Le Journal", email="c@example.org")
    EarlyAccess.objects.filter(pk=access.pk).update(invited_at=ago(days=days), **kwargs)
    return access


def test_journalist_invited_two_years_ago_is_forgotten_and_the_openings_stay():
    release = make_release()
    old = invitation(820, release=release, revoked_at=ago(days=809))
    AccessOpening.objects.create(access=old, at=ago(days=810), what="PDF")
    invitation(100, release=release, revoked_at=ago(days=99))
    assert forget()["journalistes invités oubliés"] == "1"
    kept = EarlyAccess.objects.get(pk=old.pk)
    assert (kept.name, kept.email, kept.media) == ("Personne oubliée", "", "Le Journal")
    assert kept.openings.get().what == "PDF"
    assert EarlyAccess.objects.filter(name="Camille").count() == 1
    assert forget()["journalistes invités oubliés"] == "0"


def test_journalist_who_waits_for_a_release_to_come_is_not_forgotten():
    release = make_release(publish_at=database_now() + DAY)
    publish(release, database_now() + DAY)
    invitation(820, release=release, accepted_at=ago(days=819))
    assert forget()["journalistes invités oubliés"] == "0"


def noted(row, days):
    kind = ContentType.objects.get_for_model(row)
    line = LogEntry.objects.create(
        user=make_user(), content_type=kind, object_id=row.pk, object_repr=str(row), action_flag=CHANGE
    )
    LogEntry.objects.filter(pk=line.pk).update(action_time=ago(days=days))


def test_log_forgets_people_after_three_years_and_keeps_who_answers_for_a_text():
    for days in (1100, 1000):
        noted(make_contact(), days)
        noted(make_user(), days)
        noted(make_report(), days)
    assert forget()["lignes du journal du bureau sur des personnes"] == "2"
    reports = ContentType.objects.get_for_model(Report)
    assert LogEntry.objects.filter(content_type=reports).count() == 2
    assert LogEntry.objects.count() == 4


def test_failures_that_count_no_more_and_sessions_that_are_over_go(client):
    client.force_login(make_user())  # which clears old failures too
    for minutes in (4, 6):
        AccessAttempt.objects.create(username=f"nom{minutes}", failures_since_start=1)
        last = AccessAttempt.objects.filter(username=f"nom{minutes}")
        last.update(attempt_time=ago(minutes=minutes))
    Session.objects.update(expire_date=ago(seconds=1))
    assert forget()["échecs de connexion"] == "1"
    assert AccessAttempt.objects.get().username == "nom4"
    assert Session.objects.count() == 0
