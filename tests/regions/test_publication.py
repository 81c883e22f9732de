from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from regions.models import Correction, Figure, Report
from regions.publication import State, database_now, instant
from tests.factories import (
    ago,
    make_answer,
    make_correction,
    make_figure,
    make_region,
    make_report,
    make_user,
)

pytestmark = pytest.mark.django_db


def state(obj, at=None):
    return type(obj).objects.with_state(at or database_now()).get(pk=obj.pk).state


def test_database_clock_moves_and_knows_its_zone():
    first, second = database_now(), database_now()
    assert first <= second
    assert first.utcoffset() == timedelta(0)


def test_request_reads_the_instant_once():
    request = RequestFactory().get("/")
    assert instant(request) is instant(request)


def test_report_comes_out_at_its_instant_and_not_before():
    at = database_now()
    report = make_report(publish_at=at)
    assert list(Report.objects.published(at - timedelta(microseconds=1))) == []
    assert list(Report.objects.published(at)) == [report]


def test_report_without_approval_never_comes_out():
    report = make_report()
    Report.objects.filter(pk=report.pk).update(publish_at=ago(days=1))
    assert list(Report.objects.published(database_now())) == []


def test_figure_comes_out_with_its_report():
    at = database_now()
    make_figure(report=make_report(publish_at=at))
    assert Figure.objects.published(at - timedelta(seconds=1)).count() == 0
    assert Figure.objects.published(at).count() == 1


def test_public_value_is_the_figure_s_own_without_correction():
    figure = make_figure()
    make_correction(figure=figure)  # a draft
    found = Figure.objects.published(database_now()).get()
    assert (found.public_value, found.corrected_at) == (43, None)


def test_public_value_is_that_of_the_last_correction_that_is_out():
    figure = make_figure()
    now = database_now()
    make_correction(figure=figure, value=44, publish_at=now - timedelta(hours=2))
    last = make_correction(figure=figure, value=45, publish_at=now - timedelta(hours=1))
    make_correction(figure=figure, value=46, publish_at=now + timedelta(hours=1))
    found = Figure.objects.published(now).get()
    assert (found.public_value, found.corrected_at) == (45, last.publish_at)


def test_states_follow_the_instant():
    now = database_now()
    draft = make_report()
    approved = make_report(publish_at=now + timedelta(hours=1))
    assert [state(draft), state(approved)] == [State.DRAFT, State.APPROVED]
    assert state(approved, now + timedelta(hours=2)) == State.PUBLISHED


def test_approval_by_another_person_opens_the_door():
    author, editor = make_user(), make_user()
    report = make_report()
    report.record_edit(by=author)
    Report.objects.filter(pk=report.pk).update(publish_at=ago(minutes=1))
    report.approve(by=editor)
    assert state(report) == State.PUBLISHED
    assert report.approved_by == editor


def test_approval_by_the_author_needs_a_written_reason():
    author = make_user()
    report = make_report()
    report.record_edit(by=author)
    Report.objects.filter(pk=report.pk).update(publish_at=ago(minutes=1))
    with pytest.raises(ValidationError, match="par une autre personne"):
        report.approve(by=author)
    report.approve(by=author, alone_because="seul en poste")
    assert report.approved_alone_because == "seul en poste"


def test_approval_by_anyone_who_edited_needs_a_reason_even_if_another_edited_last():
    first, last = make_user(), make_user()
    report = make_report()
    report.record_edit(by=first)
    report.record_edit(by=last)
    Report.objects.filter(pk=report.pk).update(publish_at=ago(minutes=1))
    with pytest.raises(ValidationError, match="par une autre personne"):
        report.approve(by=first)


def test_approval_without_instant_lists_the_hole():
    report = make_report()
    with pytest.raises(ValidationError, match="instant de publication manque"):
        report.approve(by=None, alone_because="test")


def test_edit_before_the_instant_voids_the_approval():
    author, approver = make_user(), make_user()
    report = make_report(
        publish_at=database_now() + timedelta(hours=1),
        author=author,
        approved_by=approver,
        approved_alone_because="",
    )
    report.contributors.add(approver)
    assert report.record_edit(by=author) is True
    report.refresh_from_db()
    assert (report.approved_at, report.author) == (None, author)
    assert list(report.contributors.all()) == [author]


def test_edit_of_a_draft_voids_nothing():
    assert make_report().record_edit(by=make_user()) is False


def test_edit_of_what_is_out_is_refused():
    report = make_report(publish_at=ago(minutes=1))
    with pytest.raises(ValidationError, match="rectificatif"):
        report.record_edit(by=make_user())
    report.refresh_from_db()
    assert report.approved_at is not None


def test_withdrawal_closes_the_door_and_leaves_the_notice():
    report = make_report(publish_at=ago(minutes=1))
    report.withdraw(by=make_user(), notice="Erreur de tirage.")
    now = database_now()
    assert list(Report.objects.published(now)) == []
    assert list(Report.objects.withdrawn(now)) == [report]
    assert state(report) == State.WITHDRAWN


def test_withdrawal_without_notice_is_refused():
    report = make_report(publish_at=ago(minutes=1))
    with pytest.raises(ValidationError, match="avis"):
        report.withdraw(by=make_user(), notice=" ")


def test_withdrawal_before_the_instant_leaves_no_trace():
    report = make_report(publish_at=database_now() + timedelta(hours=1))
    report.withdraw(by=make_user(), notice="")
    assert list(Report.objects.withdrawn(database_now() + timedelta(days=1))) == []
    assert state(report) == State.DRAFT


def test_withdrawn_report_stays_withdrawn_while_it_is_edited_and_comes_back_when_approved():
    report = make_report(publish_at=ago(minutes=1))
    report.withdraw(by=make_user(), notice="Erreur.")
    report.record_edit(by=make_user())
    assert list(Report.objects.withdrawn(database_now())) == [report]
    report.approve(by=make_user())
    assert list(Report.objects.withdrawn(database_now())) == []
    assert state(report) == State.PUBLISHED


@pytest.mark.parametrize(
    "make", [lambda figure: figure, lambda figure: make_correction(figure=figure, publish_at=ago())]
)
def test_what_is_out_cannot_be_deleted(make):
    public = make(make_figure())
    with pytest.raises(ValidationError):
        public.delete()
    assert type(public).objects.filter(pk=public.pk).exists()


def test_correction_is_never_backdated():
    correction = make_correction(figure=make_figure())
    now = database_now()
    Correction.objects.update(publish_at=ago(days=365))
    correction.approve(by=None, alone_because="test")
    assert Correction.objects.get().publish_at >= now


def test_approval_alone_does_not_launder_the_author():
    author, other = make_user(), make_user()
    report = make_report()
    report.record_edit(by=author)
    Report.objects.update(publish_at=database_now() + timedelta(hours=1))
    report.approve(by=author, alone_because="seule en poste")
    report.record_edit(by=other)
    with pytest.raises(ValidationError, match="par une autre personne"):
        report.approve(by=author)


def test_edit_in_the_last_seconds_before_the_instant_is_refused():
    report = make_report(publish_at=database_now() + timedelta(seconds=5))
    with pytest.raises(ValidationError):
        report.record_edit(by=make_user())


def test_approval_of_an_older_version_is_refused():
    report = make_report()
    report.record_edit(by=make_user())
    Report.objects.update(publish_at=ago())
    with pytest.raises(ValidationError, match="relisez"):
        report.approve(by=make_user(), version=0)
    report.approve(by=make_user(), version=1)


@pytest.mark.parametrize(("value", "words"), [(43, "rien à rectifier"), (143, "hors limites")])
def test_correction_that_corrects_nothing_or_breaks_the_unit_is_not_approved(value, words):
    correction = make_correction(figure=make_figure(), value=value)
    Correction.objects.update(publish_at=ago())
    with pytest.raises(ValidationError, match=words):
        correction.approve(by=make_user())


def test_correction_that_breaks_its_table_is_not_approved():
    whole = make_figure(value=50)
    part = make_answer(indicator=whole.question.indicator, slug="dont", parent=whole.answer)
    figure = make_figure(question=whole.question, answer=part, region=whole.region, value=40)
    correction = make_correction(figure=figure, value=90)
    Correction.objects.update(publish_at=ago())
    with pytest.raises(ValidationError, match="dépasse"):
        correction.approve(by=make_user())


def test_correction_of_a_withdrawn_report_is_not_public():
    figure = make_figure()
    make_correction(figure=figure, publish_at=ago())
    assert Correction.objects.published(database_now()).count() == 1
    figure.report.withdraw(by=make_user(), notice="Erreur.")
    assert Correction.objects.published(database_now()).count() == 0


@pytest.mark.parametrize("hours", [-1, 1])
def test_corrected_figure_keeps_its_value_after_a_withdrawal(hours):
    figure = make_figure()
    make_correction(figure=figure, publish_at=database_now() + timedelta(hours=hours))
    figure.report.withdraw(by=make_user(), notice="Erreur.")
    figure.refresh_from_db()
    figure.value = 50
    with pytest.raises(ValidationError, match="nouveau rectificatif"):
        figure.full_clean()


def test_drafts_can_be_deleted():
    figure = make_figure()
    make_correction(figure=figure).delete()
    make_figure(report=make_report(region=(region := make_region())), region=region).delete()
    assert (Correction.objects.count(), Figure.objects.count()) == (0, 1)


def test_correction_is_for_public_figures_only():
    region = make_region()
    figure = make_figure(region=region, report=make_report(region=region))
    with pytest.raises(ValidationError, match="pas encore public"):
        Correction(figure=figure, value=44, reason="x").full_clean()


def test_correction_outside_its_unit_is_refused():
    with pytest.raises(ValidationError, match="hors limites"):
        Correction(figure=make_figure(), value=144, reason="x").full_clean()
