from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from press.models import Edition
from press.sheets import edition_sheet
from regions.publication import database_now
from tests.factories import (
    ago,
    make_contact,
    make_correction,
    make_figure,
    make_release,
    make_report,
    make_user,
    publish,
)
from tests.press.editions import current

pytestmark = pytest.mark.django_db


def sheet(edition, at=None):
    return edition_sheet(Edition.objects.with_content().get(pk=edition.pk), at or database_now())


# Dates


@pytest.mark.parametrize(
    ("precision", "day", "words"),
    [
        ("day", date(2016, 5, 1), "1er mai 2016"),
        ("month", date(2016, 11, 1), "novembre 2016"),
        ("half", date(2016, 7, 1), "second semestre 2016"),
        ("year", date(2009, 1, 1), "2009"),
    ],
)
def test_release_that_comes_with_its_report_bears_its_date(precision, day, words):
    report = make_report(publish_at=ago(hours=1), released_on=day, released_precision=precision)
    edition = publish(make_release(report=report, publish_at=None, place="Nantes"))
    assert (sheet(edition).content.date_words, sheet(edition).date_line) == (words, f"Nantes, {words}")
    assert [(one.date_words, one.day) for one in current()] == [(words, day)]


def test_release_later_than_its_report_bears_its_own_day():
    report = make_report(publish_at=ago(days=400))
    edition = publish(make_release(report=report, publish_at=ago(days=300)))
    assert sheet(edition).content.date_words == current()[0].date_words != "26 mai 2016"


def test_date_written_in_a_release_is_the_one_it_bears():
    report = make_report(publish_at=ago(hours=1))
    edition = publish(make_release(report=report, publish_at=None, dated_on=date(2016, 6, 2)))
    assert sheet(edition).date_line == current()[0].date_words == "2 juin 2016"


# Figures


def corrections(edition, at=None):
    return [(one.then, one.now, one.words.replace("\u202f", " ")) for one in sheet(edition, at).corrected]


def test_figure_that_is_as_it_was_has_no_notice():
    assert corrections(publish(make_release())) == []


def test_corrected_figure_is_told_from_its_instant_on():
    figure = make_figure()
    edition = publish(make_release(figures=[figure]))
    before = ago(minutes=1)
    make_correction(figure=figure, value=Decimal(41), publish_at=database_now())
    assert corrections(edition, before) == []
    assert [(then, now) for then, now, _ in corrections(edition)] == [(Decimal(43), Decimal(41))]
    assert corrections(edition)[0][2] == "43 % → 41 %"


def test_withdrawn_figure_is_told_and_shown_no_more():
    figure = make_figure()
    edition = publish(make_release(figures=[figure], report=None))
    assert len(sheet(edition).territories) == 1
    figure.report.withdraw(by=make_user(), notice="Erreur.")
    assert [(then, now) for then, now, _ in corrections(edition)] == [(Decimal(43), None)]
    assert sheet(edition).territories == []


# Contacts and words


def test_contacts_are_those_of_the_instant():
    desk = make_contact()
    person = make_contact(kind="person", valid_until=localdate())
    edition = publish(make_release(contacts=[person]))
    assert sheet(edition).contacts == (person,)
    assert sheet(edition, datetime(2090, 1, 1, tzinfo=UTC)).contacts == (desk,)


def test_text_holds_all_words_and_no_contact():
    release = make_release(headline="Titre", standfirst="Chapô", body="<p>Texte</p>", recipients="la maire")
    contact = release.contacts.get().contact
    said = sheet(publish(release)).text
    assert said.startswith("Titre\n\nChapô\n\n")
    assert ["Texte" in said, "Remis à la maire." in said, contact.name in said] == [True, True, False]
