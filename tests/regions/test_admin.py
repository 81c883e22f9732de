from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse

from regions.models import Figure, Report
from regions.publication import State, database_now
from tests.factories import (
    ago,
    make_answer,
    make_base,
    make_correction,
    make_figure,
    make_report,
)
from tests.regions.desk import draft_figure, form_of, said, url
from tests.regions.spaces import plain
from tests.snapshots import analyze
from tests.trust import MANY

pytestmark = pytest.mark.django_db

MODELS = (
    "region",
    "survey",
    "base",
    "theme",
    "indicator",
    "answer",
    "question",
    "report",
    "figure",
    "correction",
)


@pytest.mark.parametrize("model", MODELS)
def test_list_costs_the_same_for_1_and_many_rows(desk, model, django_assert_max_num_queries):
    make_correction(figure=make_figure())
    desk.get(url(model, "changelist"))
    with django_assert_max_num_queries(25) as one:
        desk.get(url(model, "changelist"))
    for _ in range(MANY - 1):
        make_correction(figure=make_figure())
    analyze()
    with django_assert_max_num_queries(25) as many:
        assert desk.get(url(model, "changelist")).status_code == 200
    assert len(many) == len(one)


@pytest.mark.parametrize("model", MODELS)
def test_forms_open(desk, model):
    make_correction(figure=draft_figure())
    first = apps.get_model("regions", model).objects.first()
    for page in (url(model, "add"), url(model, "change", first.pk), url(model, "changelist") + "?q=x"):
        assert desk.get(page).status_code == 200


@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("figure", "question"),
        ("figure", "answer"),
        ("figure", "base"),
        ("figure", "region"),
        ("figure", "report"),
        ("question", "indicator"),
        ("question", "survey"),
        ("answer", "parent"),
        ("correction", "figure"),
    ],
)
def test_choices_are_looked_up_in_a_constant_number_of_queries(
    desk, model, field, django_assert_max_num_queries
):
    query = {"app_label": "regions", "model_name": model, "field_name": field, "term": ""}
    path = reverse("admin:autocomplete")
    make_figure()
    with django_assert_max_num_queries(8) as one:
        assert len(desk.get(path, query).json()["results"]) >= 1
    for _ in range(2):
        make_figure(base=make_base())
    with django_assert_max_num_queries(8) as many:
        assert len(desk.get(path, query).json()["results"]) >= 3
    assert len(many) == len(one)


def test_only_public_figures_are_offered_for_correction(desk):
    public, _ = make_figure(), draft_figure()
    query = {"app_label": "regions", "model_name": "correction", "field_name": "figure", "term": ""}
    results = desk.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [result["id"] for result in results] == [str(public.pk)]


def test_figure_is_entered_and_its_editor_noted(desk):
    model = draft_figure()
    answer = make_answer(indicator=model.question.indicator, slug="non")
    desk.post(url("figure", "add"), form_of(model, answer=answer.pk, value="43,5"))
    figure = Figure.objects.get(answer=answer)
    assert (str(figure.value), figure.unit, figure.report.author) == ("43.500", "%", desk.user)


def test_figure_outside_its_range_is_refused_at_its_field_and_keeps_what_was_typed(desk):
    figure = draft_figure()
    response = desk.post(url("figure", "change", figure.pk), form_of(figure, value="143"))
    assert "143 est hors limites : attendu de 0 à 100." in said(response)
    assert 'value="143"' in response.content.decode()


@pytest.mark.parametrize("value", ["7/10", "7 sur 10"])
def test_value_in_another_unit_is_refused_at_its_field(desk, value):
    figure = draft_figure()
    response = desk.post(url("figure", "change", figure.pk), form_of(figure, value=value))
    assert "Un nombre en « /10 », mais l'indicateur est en « % »." in said(response)
    correction = {"figure": make_figure().pk, "value": value, "reason": "Saisie."}
    assert "mais l'indicateur est en" in said(desk.post(url("correction", "add"), correction))


def test_second_figure_of_the_same_kind_is_refused_in_words(desk):
    figure = draft_figure()
    assert "Ce chiffre existe déjà" in said(desk.post(url("figure", "add"), form_of(figure)))


def test_total_that_is_off_is_saved_with_a_warning(desk):
    figure = draft_figure()
    answer = make_answer(indicator=figure.question.indicator, slug="non")
    response = desk.post(url("figure", "add"), form_of(figure, answer=answer.pk, value="70"), follow=True)
    assert "À revoir avant publication" in said(response)
    assert Figure.objects.count() == 2


def test_edit_before_the_instant_voids_the_approval_and_tells_the_desk(desk):
    figure = draft_figure()
    Report.objects.update(
        publish_at=database_now() + timedelta(days=1), approved_at=ago(), approved_alone_because="x"
    )
    response = desk.post(url("figure", "change", figure.pk), form_of(figure, value="44"), follow=True)
    assert "est annulée" in said(response)
    assert Report.objects.get().approved_at is None


def test_figure_that_moves_to_another_report_is_an_edit_of_both(desk):
    figure = draft_figure()
    other = make_report(region=figure.region)
    desk.post(url("figure", "change", figure.pk), form_of(figure, report=other.pk))
    assert set(Report.objects.values_list("author", flat=True)) == {desk.user.pk}


def test_public_figure_is_shown_and_not_edited(desk):
    figure = make_figure()
    make_correction(figure=figure, publish_at=ago())
    page = desk.get(url("figure", "change", figure.pk))
    assert "il ne change que par un rectificatif" in said(page)
    assert "44 % public" in plain(said(page))
    assert "Valeur : 43 %" in said(page)
    assert 'name="value"' not in page.content.decode()
    assert desk.post(url("figure", "change", figure.pk), form_of(figure, value=1)).status_code == 403
    assert desk.post(url("figure", "delete", figure.pk), {"post": "yes"}).status_code == 403


def test_report_that_comes_out_while_a_form_is_open_refuses_the_edit(desk, monkeypatch):
    figure = draft_figure()
    Report.objects.update(publish_at=ago(seconds=1), approved_at=ago(), approved_alone_because="x")
    monkeypatch.setattr("regions.admin.figure.FigureAdmin._is_public", lambda *args: False)
    monkeypatch.setattr("regions.models.figure.figure_errors", lambda *args: {})
    response = desk.post(url("figure", "change", figure.pk), form_of(figure, value=1), follow=True)
    assert "Ce rapport est public" in said(response)
    assert Figure.objects.get().value == 43


def test_deleting_figures_notes_the_editor(desk):
    one = draft_figure()
    desk.post(url("figure", "delete", one.pk), {"post": "yes"})
    other = draft_figure()
    desk.post(
        url("figure", "changelist"),
        {"action": "delete_selected", "_selected_action": other.pk, "post": "yes"},
    )
    assert Figure.objects.count() == 0
    assert set(Report.objects.values_list("author", flat=True)) == {desk.user.pk}


def test_public_figures_are_not_deleted_in_bulk(desk):
    figure = make_figure()
    desk.post(
        url("figure", "changelist"),
        {"action": "delete_selected", "_selected_action": figure.pk, "post": "yes"},
    )
    assert Figure.objects.count() == 1


@pytest.mark.parametrize("state", State.values)
def test_lists_are_filtered_by_state(desk, state):
    for model in ("report", "figure", "correction"):
        assert desk.get(url(model, "changelist"), {"state": state}).status_code == 200


def test_figures_are_filtered_by_the_state_of_their_report(desk):
    make_figure(value=61)
    draft_figure(value=62)
    shown = said(desk.get(url("figure", "changelist"), {"state": "published"}))
    assert (
        "61\u202f%" in desk.get(url("figure", "changelist"), {"state": "published"}).content.decode()
    ) is True
    assert "62 %" not in shown


def test_two_new_headline_answers_are_refused_in_words(desk):
    theme = make_figure().question.indicator.theme
    data = {
        "short_label": "Avis",
        "slug": "avis",
        "label": "Avis",
        "unit": "%",
        "order": 1,
        "theme": theme.pk,
    }
    data |= {"answers-TOTAL_FORMS": 2, "answers-INITIAL_FORMS": 0}
    for number, slug in enumerate(("oui", "non")):
        names = {"label": slug, "slug": slug, "headline": "on", "order": 1}
        data |= {f"answers-{number}-{name}": value for name, value in names.items()}
    assert "Une seule réponse est la principale." in said(desk.post(url("indicator", "add"), data))
