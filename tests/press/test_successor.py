"""The draft for the next region."""

from datetime import date

import pytest

from press.successor import successor
from regions.publication import database_now
from tests.factories import (
    ago,
    make_answer,
    make_boilerplate,
    make_contact,
    make_figure,
    make_indicator,
    make_nation,
    make_question,
    make_region,
    make_release,
    make_report,
    make_survey,
    make_user,
)
from tests.press.desk import WRITER, staff, url
from tests.regions.desk import said

pytestmark = pytest.mark.django_db

BODY = (
    "<p>La Bretagne répond.</p><h2>Le programme</h2><p>Trois prismes se croisent.</p>"
    "<p>43,7 % des entreprises.</p><ul><li><p>Une idée commune</p></li></ul>"
)


@pytest.fixture
def old(db):
    region = make_region(name="Bretagne", code="53")
    return make_release(
        regions=[region],
        headline="43,7 % des entreprises bretonnes",
        body=BODY,
        report=make_report(region=region, publish_at=ago(days=1)),
        figures=[],
    )


@pytest.fixture
def normandie(db):
    return make_region(name="Normandie", code="28")


def follow(release, region):
    return successor(release, region, by=make_user(), now=database_now())


def figure_of(region, report, value=51):
    question = make_question(indicator=make_indicator(featured=True), survey=make_survey())
    answer = make_answer(indicator=question.indicator, headline=True, predicate="ont des partenariats")
    return make_figure(question=question, answer=answer, region=region, report=report, value=value)


def test_paragraphs_in_common_stay_and_those_of_the_region_do_not(old, normandie):
    draft = follow(old, normandie)
    assert draft.body == (
        "<p>[à écrire]</p><h2>Le programme</h2><p>Trois prismes se croisent.</p>"
        "<ul><li><p>Une idée commune</p></li></ul>"
    )


def test_figures_of_the_latest_report_are_cited_and_said_though_it_is_not_out(old, normandie):
    figure = figure_of(normandie, make_report(region=normandie))
    draft = follow(old, normandie)
    assert [one.figure for one in draft.citations.all()] == [figure]
    assert "51\u202f%" in draft.body
    assert "51\u202f%" in draft.standfirst
    assert "43,7" not in draft.body + draft.standfirst + draft.headline


def test_nation_s_value_is_said_where_it_is_public(old, normandie):
    figure = figure_of(normandie, make_report(region=normandie))
    make_figure(
        question=figure.question, answer=figure.answer, base=figure.base, region=make_nation(), value=37
    )
    assert "37\u202f%" in follow(old, normandie).body


def test_report_and_region_are_the_next_ones(old, normandie):
    report = make_report(region=normandie)
    draft = follow(old, normandie)
    assert (draft.report, list(draft.regions.all()), draft.publish_at) == (report, [normandie], None)


def test_contacts_are_those_who_answer_for_the_region(old, normandie):
    desk = old.contacts.get().contact
    own = make_contact(name="Normandie", regions=[normandie])
    make_contact(name="Bretagne", regions=[old.regions.get()])
    make_contact(name="Partie", regions=[normandie], valid_until=date(2020, 1, 1))
    assert [one.contact for one in follow(old, normandie).contacts.all()] == [own, desk]


def test_boilerplates_are_those_in_force(old, normandie):
    held = old.boilerplates.get().boilerplate
    held.valid_until = date(2020, 1, 1)
    held.save()
    new = make_boilerplate(kind=held.kind, title=held.title, text="Neuf.")
    assert [one.boilerplate for one in follow(old, normandie).boilerplates.all()] == [new]


def test_what_is_left_to_write_is_a_hole(old, normandie):
    holes = [(hole.field, hole.message) for hole in follow(old, normandie).holes()]
    assert ("headline", "Il reste « [à écrire] ».") in holes
    assert ("body", "Il reste « [à écrire] ».") in holes


def test_address_is_free(old, normandie):
    first, second = follow(old, normandie), follow(old, normandie)
    assert (first.slug, second.slug) == ("normandie-communique", "normandie-communique-2")


def test_desk_prepares_it_and_lists_what_differs(client, old, normandie):
    report = make_report(region=normandie)
    figure = figure_of(normandie, report)
    client = staff(client, *WRITER)
    page = client.post(url("follow", old.pk), {"region": normandie.pk}, follow=True)
    assert "Brouillon créé" in said(page)
    labels = [change.label for change in page.context["changes"]]
    assert labels == ["Titre", "Chapô", "Lieu et date", "Texte", "Territoires", "Rapport"]
    assert str(figure) in said(page)


def test_national_release_has_no_next_region(client, normandie):
    release = make_release(regions=[make_nation()], report=None, figures=[], publish_at=ago())
    page = staff(client, *WRITER).get(url("change", release.pk))
    assert "région suivante" not in said(page)
