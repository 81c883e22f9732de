"""An edition never comes out before, or without, what it relies on."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from press.models import Edition
from regions.models import Figure, Report
from regions.publication import database_now
from tests.factories import (
    ago,
    make_boilerplate,
    make_correction,
    make_event,
    make_figure,
    make_organisation,
    make_release,
    make_report,
    make_user,
    publish,
)
from tests.press.editions import public
from tests.regions.releases import soon

pytestmark = pytest.mark.django_db

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def report():
    return make_report(publish_at=soon())


@pytest.fixture
def edition(report):
    """Out with its report, of which it cites a figure, in a day."""
    return publish(make_release(report=report))


def around(edition):
    """Whether it is out just before its instant, at it, and a week later."""
    at = edition.publish_at
    return [public(when) != [] for when in (at - timedelta(microseconds=1), at, at + timedelta(days=7))]


def comes_out(edition):
    """Let its instant and its report's have come an hour ago."""
    Report.objects.filter(publish_at=edition.publish_at).update(publish_at=ago(hours=1))
    at = Report.objects.get(pk=edition.report_id).publish_at
    Edition.objects.filter(pk=edition.pk).update(publish_at=at)
    edition.refresh_from_db()


# The report


def test_edition_comes_out_where_nothing_changed(edition):
    assert around(edition) == [False, True, True]


@pytest.mark.parametrize("moved", [AN_HOUR, -AN_HOUR, timedelta(microseconds=1)])
def test_edition_does_not_come_out_where_its_report_moved(report, edition, moved):
    report.record_edit(by=make_user())
    report.publish_at += moved
    report.save()
    report.approve(by=make_user())
    assert around(edition) == [False, False, False]


def test_edition_does_not_come_out_where_its_report_is_edited(report, edition):
    report.record_edit(by=make_user())
    assert around(edition) == [False, False, False]


def test_edition_later_than_its_report_does_not_come_out_where_the_report_left_before(report):
    report = make_report(publish_at=ago(hours=1))
    edition = publish(make_release(report=report), soon())
    report.withdraw(by=make_user(), notice="Erreur.")
    assert around(edition) == [False, False, False]


def test_edition_stays_where_its_report_leaves_after(edition):
    comes_out(edition)
    edition.report.refresh_from_db()
    edition.report.withdraw(by=make_user(), notice="Erreur.")
    assert public() == [edition]
    edition.report.publish_at = soon()
    edition.report.save()
    assert public() == [edition]


def test_edition_stays_where_its_report_comes_back(edition):
    comes_out(edition)
    report = Report.objects.get(pk=edition.report_id)
    report.withdraw(by=make_user(), notice="Erreur.")
    report.figures.update(value=Decimal(12))
    report.approve(by=None, alone_because="test")
    assert public() == [edition]


def test_edition_does_not_come_out_where_its_report_was_edited_and_approved_as_it_was(report, edition):
    report.record_edit(by=make_user())
    report.approve(by=make_user())
    assert around(edition) == [False, False, False]


def test_edition_whose_report_moved_does_not_come_out_when_it_leaves(report, edition):
    report.record_edit(by=make_user())
    report.publish_at = ago(minutes=1)
    report.save()
    report.approve(by=make_user())
    report.withdraw(by=make_user(), notice="Erreur.")
    assert around(edition) == [False, False, False]


def test_edition_stays_where_its_report_leaves_comes_back_and_leaves_again(edition):
    comes_out(edition)
    for _ in range(2):
        report = Report.objects.get(pk=edition.report_id)
        report.withdraw(by=make_user(), notice="Erreur.")
        report.record_edit(by=make_user())
        report.approve(by=make_user())
    report.withdraw(by=make_user(), notice="Erreur.")
    assert public() == [edition]


def test_void_edition_does_not_come_out_when_its_report_leaves(report, edition):
    """Kept in because the report moved; another was approved; the report then was out, and withdrawn."""
    Report.objects.filter(pk=report.pk).update(publish_at=ago(minutes=5))
    Edition.objects.filter(pk=edition.pk).update(publish_at=ago(hours=2))
    second = publish(edition.release, ago(minutes=5))
    Report.objects.get(pk=report.pk).withdraw(by=make_user(), notice="Erreur.")
    assert public() == [second]


# The figures


def cited(report):
    return Figure.objects.get(report=report)


def test_edition_keeps_the_value_that_readers_get_first(report, edition):
    assert [(one.figure, one.value) for one in edition.citations.all()] == [(cited(report), Decimal(43))]


@pytest.mark.parametrize("value", [Decimal(44), Decimal("43.001"), Decimal(0), None])
def test_edition_does_not_come_out_where_a_cited_value_changed(report, edition, value):
    report.record_edit(by=make_user())
    Figure.objects.filter(report=report).update(value=value, note="Non publié.")
    report.approve(by=make_user())
    assert around(edition) == [False, False, False]


def test_zero_is_a_value_that_may_be_cited(report):
    figure = make_figure(report=report, region=report.region, value=Decimal(0))
    edition = publish(make_release(report=report, figures=[figure]))
    assert around(edition) == [False, True, True]
    Figure.objects.filter(pk=figure.pk).update(value=None)
    assert around(edition) == [False, False, False]


def test_edition_does_not_come_out_where_a_cited_figure_went_to_a_later_report(report, edition):
    later = make_report(publish_at=report.publish_at + AN_HOUR)
    Figure.objects.filter(report=report).update(report=later)
    assert around(edition) == [False, False, False]


def test_edition_does_not_come_out_where_a_cited_figure_went_to_a_draft(report, edition):
    Figure.objects.filter(report=report).update(report=make_report())
    assert around(edition) == [False, False, False]


def test_edition_comes_out_where_a_cited_figure_went_to_an_earlier_report(report, edition):
    Figure.objects.filter(report=report).update(report=make_report(publish_at=ago(hours=1)))
    assert around(edition) == [False, True, True]


def test_edition_does_not_come_out_before_the_report_of_any_figure(report):
    other = make_figure(report=make_report(publish_at=ago(hours=1)))
    own = make_figure(report=report, region=report.region)
    edition = publish(make_release(report=report, figures=[own, other]))
    Report.objects.filter(pk=other.report_id).update(publish_at=edition.publish_at + AN_HOUR)
    assert around(edition) == [False, False, False]


def test_edition_does_not_come_out_where_the_report_of_a_figure_left_before(report):
    other = make_figure(report=make_report(publish_at=ago(hours=1)))
    edition = publish(make_release(report=report, figures=[other]))
    other.report.withdraw(by=make_user(), notice="Erreur.")
    assert around(edition) == [False, False, False]


def test_edition_stays_where_the_report_of_a_figure_leaves_after():
    figure = make_figure()
    edition = publish(make_release(report=None, figures=[figure]))
    figure.report.withdraw(by=make_user(), notice="Erreur.")
    assert public() == [edition]


# Corrections


@pytest.mark.parametrize("before", [timedelta(), AN_HOUR])
def test_edition_does_not_come_out_where_a_figure_is_corrected_by_its_instant(before):
    figure = make_figure()
    edition = publish(make_release(figures=[figure]), soon())
    make_correction(figure=figure, publish_at=edition.publish_at - before)
    assert around(edition) == [False, False, False]


def test_edition_comes_out_where_a_figure_is_corrected_after_its_instant():
    figure = make_figure()
    edition = publish(make_release(figures=[figure]), soon())
    make_correction(figure=figure, publish_at=edition.publish_at + timedelta(microseconds=1))
    assert around(edition) == [False, True, True]


def test_edition_comes_out_where_a_correction_is_a_draft():
    figure = make_figure()
    edition = publish(make_release(figures=[figure]), soon())
    make_correction(figure=figure)
    assert around(edition) == [False, True, True]


def test_edition_takes_the_value_of_the_correction_that_is_out_at_its_instant():
    figure = make_figure()
    make_correction(figure=figure, publish_at=soon() - AN_HOUR)
    edition = publish(make_release(figures=[figure]), soon())
    assert [one.value for one in edition.citations.all()] == [Decimal(44)]
    assert around(edition) == [False, True, True]


def test_edition_does_not_come_out_where_its_correction_is_taken_back():
    figure = make_figure()
    correction = make_correction(figure=figure, publish_at=soon() - AN_HOUR)
    edition = publish(make_release(figures=[figure]), soon())
    correction.record_edit(by=make_user())
    assert around(edition) == [False, False, False]


# The boilerplates


def test_other_words_of_a_boilerplate_void_the_edition_and_say_why():
    boilerplate = make_boilerplate(title="Le programme")
    edition = publish(make_release(boilerplates=[boilerplate]), soon())
    boilerplate.text = "Autre."
    boilerplate.save()
    edition.refresh_from_db()
    assert edition.voided_because == "le texte de référence « Le programme » a changé"
    assert around(edition) == [False, False, False]


def test_boilerplate_saved_with_the_same_words_voids_nothing():
    boilerplate = make_boilerplate()
    edition = publish(make_release(boilerplates=[boilerplate]), soon())
    boilerplate.valid_until = localdate(soon())
    boilerplate.save()
    assert around(edition) == [False, True, True]


def test_other_words_of_another_boilerplate_void_nothing():
    edition = publish(make_release(), soon())
    other = make_boilerplate()
    other.text = "Autre."
    other.save()
    assert around(edition) == [False, True, True]


def test_other_words_of_a_boilerplate_leave_what_is_out_as_it_was():
    boilerplate = make_boilerplate(text="Avant.")
    edition = publish(make_release(boilerplates=[boilerplate]))
    boilerplate.text = "Après."
    boilerplate.save()
    assert [[one.text for one in found.content().boilerplates] for found in public()] == [["Avant."]]
    assert public() == [edition]


def test_boilerplate_does_not_change_in_the_last_seconds():
    boilerplate = make_boilerplate(text="Avant.")
    publish(make_release(boilerplates=[boilerplate]), database_now() + timedelta(seconds=5))
    boilerplate.text = "Après."
    with pytest.raises(ValidationError, match="sort à l'instant"):
        boilerplate.save()
    boilerplate.refresh_from_db()
    assert boilerplate.text == "Avant."


def test_edition_stays_where_its_corrected_figure_leaves_with_its_report():
    figure = make_figure(report=make_report(publish_at=ago(days=2)))
    make_correction(figure=figure, value=Decimal(51), publish_at=ago(days=1))
    edition = publish(make_release(figures=[figure], report=None))
    figure.report.withdraw(by=make_user(), notice="Erreur.")
    assert public() == [edition]


def test_partner_and_event_are_read_as_they_were_approved(client):
    organisation = make_organisation(name="Avant")
    event = make_event(title="Réunion", publish_at=ago(hours=1))
    publish(make_release(slug="titre", organisations=[organisation], event=event))
    organisation.name, event.title = "Après", "Fête"
    organisation.save()
    event.save()
    organisation.releases.clear()
    organisation.delete()
    page = client.get("/communiques/titre/").content.decode()
    assert [word for word in ("Avant", "Réunion", "Après", "Fête") if word in page] == ["Avant", "Réunion"]
