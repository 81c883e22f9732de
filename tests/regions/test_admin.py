from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import strip_tags

from regions.models import Correction, Figure, Report
from regions.publication import State, database_now
from tests.factories import (
    ago,
    make_answer,
    make_base,
    make_correction,
    make_figure,
    make_nation,
    make_region,
    make_report,
    make_user,
)

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


def url(model, page, *args):
    return reverse(f"admin:regions_{model}_{page}", args=args)


def said(response):
    return " ".join(strip_tags(response.content.decode()).replace("&#x27;", "'").split())


@pytest.fixture
def desk(client):
    """A client signed in as a superuser, who is `desk.user`."""
    client.user = make_user(username="chef", is_staff=True, is_superuser=True)
    client.force_login(client.user)
    return client


def draft_figure(**kwargs):
    region = make_region()
    return make_figure(region=region, report=make_report(region=region), **kwargs)


def form_of(figure, **changes):
    names = ("question", "answer", "base", "region", "report")
    values = {name: getattr(figure, f"{name}_id") for name in names}
    values |= {
        "value": figure.value,
        "source": figure.source,
        "base_status": "stated",
        "certainty": "certain",
    }
    return values | changes


@pytest.mark.parametrize("model", MODELS)
def test_list_costs_the_same_for_1_and_30_rows(desk, model, django_assert_max_num_queries):
    make_correction(figure=make_figure())
    desk.get(url(model, "changelist"))
    with django_assert_max_num_queries(25) as one:
        desk.get(url(model, "changelist"))
    for _ in range(29):
        make_correction(figure=make_figure())
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
    assert "Rectificatif à 44" in said(page)
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


# Approval and withdrawal


def act(desk, model, action, *objects, **data):
    """As the page does: the confirmation carries the version that it shows."""
    data |= {"action": action, "_selected_action": [obj.pk for obj in objects]}
    for obj in objects:
        data.setdefault(f"version-{obj.pk}", type(obj).objects.get(pk=obj.pk).version)
    return desk.post(url(model, "changelist"), data, follow=True)


def test_approval_asks_first_and_says_when_it_comes_out(desk):
    report = make_report()
    Report.objects.update(publish_at="2027-06-29T06:00:00Z")
    page = act(desk, "report", "approve_selected", report)
    assert "mardi 29 juin 2027 à 8 h 00, heure de Paris" in said(page)
    assert Report.objects.get().approved_at is None


def test_approval_of_anothers_work_needs_no_reason(desk):
    report = make_report()
    Report.objects.update(publish_at=ago())
    report.record_edit(by=make_user())
    assert "est approuvé" in said(act(desk, "report", "approve_selected", report, confirm="1"))
    assert Report.objects.get().approved_by == desk.user


def test_approval_of_ones_own_work_needs_a_reason_and_keeps_it(desk):
    report = make_report()
    Report.objects.update(publish_at=ago())
    report.record_edit(by=desk.user)
    page = act(desk, "report", "approve_selected", report, confirm="1")
    assert "faites-le approuver par une autre personne" in said(page)
    assert Report.objects.get().approved_at is None
    act(desk, "report", "approve_selected", report, confirm="1", reason="seule en poste")
    assert Report.objects.get().approved_alone_because == "seule en poste"


def test_approval_lists_each_hole_with_a_link_to_its_field(desk):
    figure = draft_figure(value=None)
    page = act(desk, "report", "approve_selected", figure.report, confirm="1", reason="x").content.decode()
    assert f"{url('figure', 'change', figure.pk)}#id_note" in page
    assert f"{url('report', 'change', figure.report.pk)}#id_publish_at_0" in page
    assert Report.objects.get().approved_at is None


def test_approval_shows_what_it_makes_public(desk):
    figure = draft_figure()
    page = said(act(desk, "report", "approve_selected", figure.report))
    assert f"{figure} : 43 %" in page
    correction = make_correction(figure=make_figure())
    page = said(act(desk, "correction", "approve_selected", correction))
    assert "43 % → 44 %" in page
    assert "Raison : Erreur de saisie." in page


def test_approval_of_another_version_than_the_one_seen_is_refused(desk):
    figure = draft_figure()
    Report.objects.update(publish_at=ago())
    seen = Report.objects.get().version
    desk.post(url("figure", "change", figure.pk), form_of(figure, value="99"))
    page = act(
        desk,
        "report",
        "approve_selected",
        figure.report,
        confirm="1",
        reason="x",
        **{f"version-{figure.report.pk}": seen},
    )
    assert "Modifié depuis que vous avez ouvert cette page" in said(page)
    assert Report.objects.get().approved_at is None


def test_reason_that_is_too_long_is_refused_at_its_field(desk):
    report = make_report()
    Report.objects.update(publish_at=ago())
    page = act(desk, "report", "approve_selected", report, confirm="1", reason="x" * 301)
    assert "300 caractères" in said(page)
    assert Report.objects.get().approved_at is None


def test_saving_a_note_writes_no_approval(desk, monkeypatch):
    report = make_report(publish_at=ago(hours=1))
    stale = Report.objects.get()
    report.withdraw(by=make_user(), notice="Erreur.")
    monkeypatch.setattr("regions.admin.report.ReportAdmin.get_object", lambda *args, **kwargs: stale)
    desk.post(url("report", "change", report.pk), report_form(report, note="À relire."))
    assert (Report.objects.get().withdrawal_notice, Report.objects.get().approved_at) == ("Erreur.", None)


def test_address_of_a_withdrawn_report_stays(desk):
    report = make_report(publish_at=ago(hours=1))
    report.withdraw(by=make_user(), notice="Erreur.")
    desk.post(url("report", "change", report.pk), report_form(report, slug="autre", title="Autre"))
    found = Report.objects.get()
    assert (found.slug, found.title) == (report.slug, "Autre")
    assert "Retiré le" in said(desk.get(url("report", "change", report.pk)))


def test_corrected_figure_of_a_withdrawn_report_is_not_edited(desk):
    figure = make_figure()
    make_correction(figure=figure, publish_at=ago())
    figure.report.withdraw(by=make_user(), notice="Erreur.")
    assert desk.post(url("figure", "change", figure.pk), form_of(figure, value=50)).status_code == 403


def test_what_gives_public_figures_their_meaning_is_closed_to_editors(client):
    public, draft = make_figure(), draft_figure()
    staff(client, "view_answer", "change_answer")
    for figure, closed in ((public, True), (draft, False)):
        page = client.get(url("answer", "change", figure.answer.pk)).content.decode()
        assert ('name="predicate"' not in page) is closed


def test_draft_has_no_link_to_a_page_that_is_not_there(desk):
    draft, public = make_report(), make_report(publish_at=ago())
    links = ["Voir sur le site" in said(desk.get(url("report", "change", one.pk))) for one in (draft, public)]
    assert links == [False, True]


def test_figure_whose_report_came_out_meanwhile_is_not_deleted(desk, monkeypatch):
    figure = make_figure()
    monkeypatch.setattr("regions.admin.figure.FigureAdmin._is_public", lambda *args: False)
    page = desk.post(url("figure", "delete", figure.pk), {"post": "yes"}, follow=True)
    assert "Ce rapport est public" in said(page)
    data = {"action": "delete_selected", "_selected_action": figure.pk, "post": "yes"}
    assert "Rien n'a été supprimé" in said(desk.post(url("figure", "changelist"), data, follow=True))
    assert Figure.objects.count() == 1


def test_approval_of_what_is_approved_says_so(desk):
    assert "déjà approuvé" in said(act(desk, "report", "approve_selected", make_report(publish_at=ago())))


def test_correction_is_written_then_approved(desk):
    figure = make_figure()
    desk.post(
        url("correction", "add"),
        {
            "figure": figure.pk,
            "value": "44",
            "reason": "Saisie.",
            "publish_at_0": "01/01/2026",
            "publish_at_1": "08:00",
        },
    )
    correction = Correction.objects.get()
    assert correction.author == desk.user
    act(desk, "correction", "approve_selected", correction, confirm="1", reason="seule")
    assert Figure.objects.published(database_now()).get().public_value == 44
    page = desk.get(url("correction", "change", correction.pk)).content.decode()
    assert 'name="value"' not in page


def test_withdrawal_asks_for_the_notice_and_keeps_it(desk):
    report = make_report(publish_at=ago(hours=1))
    assert "leur page ne montrera plus que l'avis" in said(act(desk, "report", "withdraw_selected", report))
    assert "Écrivez l'avis" in said(act(desk, "report", "withdraw_selected", report, confirm="1"))
    act(desk, "report", "withdraw_selected", report, confirm="1", notice="Erreur.")
    found = Report.objects.get()
    assert (found.withdrawal_notice, found.withdrawn_by, found.approved_at) == ("Erreur.", desk.user, None)
    assert desk.post(url("report", "delete", report.pk), {"post": "yes"}).status_code == 403


def test_withdrawal_before_the_instant_only_voids_the_approval(desk):
    report = make_report(publish_at=database_now() + timedelta(hours=1))
    assert "seule leur approbation" in said(act(desk, "report", "withdraw_selected", report))
    act(desk, "report", "withdraw_selected", report, confirm="1")
    assert (Report.objects.get().approved_at, Report.objects.get().withdrawn_at) == (None, None)


def test_withdrawal_of_a_draft_says_that_there_is_nothing(desk):
    assert "n'est approuvé" in said(act(desk, "report", "withdraw_selected", make_report()))


def report_form(report, **changes):
    return {
        "title": report.title,
        "slug": report.slug,
        "kind": report.kind,
        "region": report.region_id,
        "released_on": "26/05/2016",
        "released_precision": "day",
    } | changes


def test_report_is_entered_as_a_draft(desk):
    data = report_form(Report(title="PHARE", slug="phare", kind="national", region=make_nation()))
    desk.post(url("report", "add"), data)
    report = Report.objects.get()
    assert (report.approved_at, report.author) == (None, desk.user)


def test_moving_the_instant_voids_the_approval(desk):
    report = make_report(publish_at=database_now() + timedelta(hours=1))
    data = report_form(report, publish_at_0="01/01/2020", publish_at_1="08:00")
    assert "est annulée" in said(desk.post(url("report", "change", report.pk), data, follow=True))
    assert list(Report.objects.published(database_now())) == []


def test_public_report_keeps_all_but_its_note(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = make_report(publish_at=ago(hours=1))
    data = report_form(
        report, title="Autre", note="À relire.", document=SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    )
    desk.post(url("report", "change", report.pk), data)
    found = Report.objects.get()
    assert (found.title, found.note, found.approved_at is None) == (report.title, "À relire.", False)
    assert found.document.name == ""


@pytest.mark.parametrize(
    ("content", "words"), [(b"<html>", "n'est pas un PDF"), (b"%PDF-" + b"0" * 100, "dépasse 50 Mo")]
)
def test_document_that_is_none_is_refused(desk, monkeypatch, content, words):
    monkeypatch.setattr("regions.models.report.MAX_DOCUMENT", 50)
    data = report_form(
        Report(title="PHARE", slug="phare", kind="national", region=make_nation()),
        document=SimpleUploadedFile("a.pdf", content),
    )
    assert words in said(desk.post(url("report", "add"), data))


# Import and export

HEAD = "region;indicator;survey;answer;base;value;report;source\n"


def line_of(figure, value):
    keys = (
        figure.region.code,
        figure.question.indicator.slug,
        figure.question.survey.slug,
        figure.answer.slug,
        figure.base.slug,
        value,
        figure.report.slug,
        "Rapport",
    )
    return ";".join(str(key) for key in keys) + "\n"


def upload(desk, text, name="chiffres.csv", form="0"):
    data = text if isinstance(text, bytes) else text.encode()
    return desk.post(
        url("figure", "import"),
        {"resource": "", "format": form, "import_file": SimpleUploadedFile(name, data)},
    )


def confirm(desk, page):
    initial = page.context["confirm_form"].initial
    return desk.post(url("figure", "process_import"), initial, follow=True)


def test_import_shows_old_and_new_then_changes_once_confirmed(desk):
    figure = draft_figure()
    page = upload(desk, HEAD + line_of(figure, "43,5 %"))
    assert "0 à créer, 1 à modifier" in said(page)
    assert "<del>43</del> <ins>43.5</ins>" in page.content.decode()
    assert Figure.objects.get().value == 43
    confirm(desk, page)
    found = Figure.objects.get()
    assert (str(found.value), found.report.author) == ("43.500", desk.user)


def test_import_with_a_wrong_row_names_its_line_and_offers_no_confirmation(desk):
    figure = draft_figure()
    page = upload(desk, HEAD + line_of(figure, "44") + "x" + line_of(figure, "144"))
    assert "confirm_form" not in page.context
    assert "1 ligne à corriger, rien n'a changé" in said(page)
    assert "3 " in said(page)


def test_import_of_a_file_without_headings_says_which(desk):
    assert "Colonnes manquantes : indicateur" in said(upload(desk, "region;value\n53;43\n"))


@pytest.mark.parametrize(("content", "form"), [(b"PK\x03\x04rien", "1"), (b"a;b\n1;2;3\n", "0")])
def test_import_of_a_file_that_cannot_be_read_says_what_is_expected(desk, content, form):
    assert "un CSV ou un classeur XLSX est attendu" in said(upload(desk, content, form=form))


def test_import_confirmed_twice_says_so(desk):
    page = upload(desk, HEAD + line_of(draft_figure(), "44"))
    confirm(desk, page)
    assert "déjà importé, ou a expiré" in said(confirm(desk, page))


def test_import_confirmed_after_its_report_came_out_changes_nothing(desk):
    page = upload(desk, HEAD + line_of(draft_figure(), "44"))
    Report.objects.update(publish_at=ago(), approved_at=ago(), approved_alone_because="x")
    assert "Rien n'a été importé" in said(confirm(desk, page))
    assert Figure.objects.get().value == 43


def test_import_tells_which_approvals_it_voids(desk):
    page = upload(desk, HEAD + line_of(draft_figure(), "44"))
    Report.objects.update(
        publish_at=database_now() + timedelta(days=1), approved_at=ago(), approved_alone_because="x"
    )
    assert "est annulée" in said(confirm(desk, page))


@pytest.mark.parametrize("form", ["0", "1", "2"])
def test_export_holds_the_figures(desk, form):
    make_figure(source="=1+1")
    fields = {f"figureresource_{name}": "on" for name in ("value", "source")}
    response = desk.post(url("figure", "export"), {"format": form, "resource": "", **fields})
    assert response.status_code == 200
    if form != "2":
        assert "'=1+1" in response.content.decode("utf-8-sig")


def staff(client, *names):
    user = make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


@pytest.mark.parametrize("page", ["import", "export", "process_import"])
def test_import_and_export_need_their_own_permissions(client, page):
    staff(client, "view_figure", "change_figure", "add_figure")
    assert client.post(url("figure", page)).status_code == 403


def test_approval_and_withdrawal_need_their_own_permissions(client):
    staff(client, "view_report", "change_report", "view_correction", "change_correction")
    report = make_report(publish_at=ago())
    for action in ("approve_selected", "withdraw_selected"):
        act(client, "report", action, report, confirm="1", reason="x", notice="x")
    assert Report.objects.get().withdrawn_at is None
    assert "approve_selected" not in client.get(url("report", "changelist")).content.decode()


def test_keys_are_fixed_once_used(desk):
    figure = draft_figure()
    page = desk.get(url("question", "change", figure.question.pk)).content.decode()
    assert 'name="survey"' not in page
    assert 'name="wording"' in page
