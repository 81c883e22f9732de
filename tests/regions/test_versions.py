"""Two people at one form: nothing typed is lost, nothing stored is written over unseen."""

import pytest

from regions.models import Figure, Survey
from tests.factories import make_figure, make_region, make_report, make_survey, make_user
from tests.regions.desk import form_of, said, seen, staff, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    return staff(client, "view_figure", "change_figure", "view_survey", "change_survey", "view_region")


def survey_form(survey, **changes):
    return {
        "name": survey.name,
        "programme": survey.programme,
        "released_precision": "unknown",
        "design_effect": "1",
        "note": survey.note,
        "institute": survey.institute,
        **seen(survey),
    } | changes


def form_in(response):
    return response.context["adminform"].form


def test_version_grows_with_each_save():
    survey = make_survey()
    version = survey.version
    survey.save()
    survey.save(update_fields=["note"])
    assert (Survey.objects.get().version, survey.version) == (version + 2, version + 2)


def test_stale_form_keeps_what_was_typed_and_shows_both_texts(editor):
    survey = make_survey(institute="Premier", released_on=None, released_precision="unknown")
    typed = survey_form(survey, institute="Le mien")
    survey.institute = "Le leur"
    survey.save()
    page = editor.post(url("survey", "change", survey.pk), typed)
    assert Survey.objects.get().institute == "Le leur"
    assert [(one.label, one.stored, one.typed) for one in form_in(page).conflicts] == [
        ("Institut", "Le leur", "Le mien")
    ]
    assert 'value="Le mien"' in page.content.decode()


def test_stale_form_takes_what_the_other_changed_alone(editor):
    survey = make_survey(institute="Premier", note="Note", released_on=None, released_precision="unknown")
    typed = survey_form(survey, note="Ma note")
    survey.institute = "Le leur"
    survey.save()
    page = editor.post(url("survey", "change", survey.pk), typed)
    form = form_in(page)
    assert (form.conflicts, form.taken) == ((), ("Institut",))
    assert 'value="Le leur"' in page.content.decode()
    assert "Ma note" in page.content.decode()


def test_stale_form_is_saved_once_its_differences_were_read(editor):
    survey = make_survey(institute="Premier", note="Note", released_on=None, released_precision="unknown")
    typed = survey_form(survey, note="Ma note")
    survey.institute = "Le leur"
    survey.save()
    page = editor.post(url("survey", "change", survey.pk), typed)
    editor.post(url("survey", "change", survey.pk), form_in(page).data)
    found = Survey.objects.get()
    assert (found.institute, found.note) == ("Le leur", "Ma note")


def test_stale_form_of_a_figure_names_who_saved(editor):
    region = make_region()
    figure = make_figure(region=region, report=make_report(region=region), value="43")
    typed = form_of(figure, value="44")
    figure.value = 45
    figure._history_user = make_user(username="dominique")
    figure.save()
    page = editor.post(url("figure", "change", figure.pk), typed)
    assert "dominique a enregistré ici" in said(page)
    assert [(one.stored, one.typed) for one in form_in(page).conflicts] == [("45", "44")]
    assert Figure.objects.get().value == 45


def test_reason_of_a_change_is_kept_in_its_record(editor):
    survey = make_survey(released_on=None, released_precision="unknown")
    editor.post(
        url("survey", "change", survey.pk),
        survey_form(survey, note="Ma note", change_reason="Relu avec l'institut"),
    )
    record = survey.history.first()
    assert (record.note, record.history_change_reason) == ("Ma note", "Relu avec l'institut")
    assert record.history_user is not None
