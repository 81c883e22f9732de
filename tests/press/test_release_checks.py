from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from tests.factories import (
    ago,
    make_attachment,
    make_boilerplate,
    make_contact,
    make_correction,
    make_event,
    make_figure,
    make_release,
    make_report,
    make_user,
    publish,
)
from tests.regions.releases import soon

pytestmark = pytest.mark.django_db


def fields(release):
    return [hole.field for hole in release.holes()]


def holes_of(**changes):
    release = make_release(figures=[], report=None)
    for name, value in changes.items():
        setattr(release, name, value)
    return fields(release)


def test_release_that_holds_all_may_be_approved():
    assert fields(make_release()) == []


def test_every_hole_is_told_at_once_in_the_order_of_the_form():
    release = make_release(figures=[make_figure(value=None)], contacts=[], boilerplates=[])
    release.headline, release.standfirst, release.body, release.publish_at = "a" * 111, " ", "<hr>", None
    release.report = make_report()
    release.regions.clear()
    expected = ["headline", "standfirst", "body", "regions", "publish_at", "report", "citations"]
    assert fields(release) == [*expected, "contacts", "boilerplates"]


def test_approval_is_refused_with_every_hole():
    release = make_release(standfirst="", boilerplates=[])
    with pytest.raises(ValidationError) as error:
        release.approve(by=make_user())
    assert error.value.messages == ["Le chapô est vide.", "Aucun texte de référence n'est joint."]


@pytest.mark.parametrize(("length", "holes"), [(110, []), (111, ["headline"])])
def test_headline_has_110_characters_at_most(length, holes):
    assert holes_of(headline="a" * length) == holes


@pytest.mark.parametrize("body", ["", "<p> </p>", "<p>&nbsp;</p>", "<hr>", "<script>a</script>"])
def test_text_without_words_is_empty(body):
    assert holes_of(body=body) == ["body"]


# Links


@pytest.mark.parametrize(
    "words", ["ici", "Cliquez ici", "«&nbsp;ici&nbsp;»", "lire…", "EN SAVOIR&nbsp;PLUS", " lien. "]
)
def test_link_that_does_not_say_where_it_leads_is_a_hole(words):
    assert holes_of(body=f"<p>Lisez <a href='https://example.org'>{words}</a></p>") == ["body"]


@pytest.mark.parametrize("href", ["", "#"])
def test_link_to_nowhere_is_a_hole(href):
    assert holes_of(body=f"<p>Un <a href='{href}'>rapport</a> <a href='#'>étude</a></p>")[-1:] == ["body"]


def test_link_that_names_its_document_is_none():
    assert holes_of(body="<p><a href='https://example.org'>Le rapport 2016</a></p>") == []


# Dates


RELATIVE = ["ce soir", "Demain", "aujourd'hui", "aujourd’hui", "cette\u00a0semaine", "lundi\u202fprochain"]
RELATIVE += ["l’an dernier", "avant-hier", "cet après-midi", "la semaine prochaine", "le mois dernier"]


@pytest.mark.parametrize("words", RELATIVE)
@pytest.mark.parametrize("field", ["headline", "standfirst", "body"])
def test_word_that_will_be_wrong_tomorrow_is_a_hole(field, words):
    assert holes_of(**{field: f"Le 26 mai 2016. On en parle {words}."}) == [field]


@pytest.mark.parametrize(
    "words",
    [
        "Demain, jeudi 26 mai, on en parle.",
        "Aujourd’hui 1er\u00a0mars.",
        "Le lendemain.",
        "Un cahier.",
        "Midi.",
    ],
)
def test_word_with_its_date_in_the_sentence_or_of_another_sense_is_none(words):
    assert holes_of(standfirst=words) == []


def test_date_with_a_superscript_counts():
    assert holes_of(body="<p>Demain, le 1<sup>er</sup> mars.</p>") == []


# The instant and the report


def test_release_without_instant_takes_that_of_its_report():
    report = make_report(publish_at=ago(hours=1))
    assert fields(make_release(report=report, publish_at=None)) == []
    assert fields(make_release(report=None, figures=[], publish_at=None)) == ["publish_at"]


def test_release_does_not_come_out_before_its_report():
    report = make_report(publish_at=soon())
    release = make_release(
        report=report, figures=[], publish_at=report.publish_at - timedelta(microseconds=1)
    )
    assert fields(release) == ["publish_at"]


def test_report_is_approved_first():
    assert fields(make_release(report=make_report(), figures=[])) == ["report"]


# Its company


@pytest.mark.parametrize("when", ["draft", "later", "withdrawn"])
def test_figure_that_is_not_out_at_the_instant_is_a_hole(when):
    figure = make_figure(report=make_report(publish_at=ago(hours=2)))
    release = make_release(figures=[figure], report=None, publish_at=ago(hours=1))
    if when == "withdrawn":
        figure.report.withdraw(by=make_user(), notice="Erreur.")
    else:
        type(figure).objects.update(report=make_report(**({"publish_at": soon()} if when == "later" else {})))
    assert fields(release) == ["citations"]


def test_value_that_only_a_correction_gives_is_a_value():
    figure = make_figure(value=None)
    make_correction(figure=figure, publish_at=ago(minutes=5))
    assert fields(make_release(figures=[figure], publish_at=ago(minutes=1))) == []


def test_contact_is_reachable_at_the_instant():
    late = make_contact(kind="person", valid_until=localdate())
    release = make_release(figures=[], report=None, contacts=[late])
    release.publish_at = soon() + timedelta(days=2)
    assert fields(release) == ["contacts"]
    make_contact()
    assert fields(release) == []


def test_boilerplate_is_in_force_on_the_day():
    old = make_boilerplate(valid_until=localdate(ago(days=9)))
    assert fields(make_release(boilerplates=[old])) == ["boilerplates"]


def test_picture_needs_words_for_who_does_not_see_it_and_a_pdf_none():
    release = make_release()
    make_attachment(release, name="a.pdf", data=b"%PDF-", alternative="")
    assert fields(release) == []
    make_attachment(release, alternative=" ").take_out()
    assert fields(release) == []
    make_attachment(release, alternative=" ")
    assert fields(release) == ["attachments"]


def test_public_release_asks_for_a_note_to_its_readers():
    release = make_release()
    publish(release)
    assert fields(release) == ["note_to_readers"]


def test_event_is_in_the_agenda_when_the_release_comes_out():
    release = make_release(event=make_event())
    assert fields(release) == ["event"]
    release.event = make_event(publish_at=ago(hours=1))
    assert fields(release) == []
