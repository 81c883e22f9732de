from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regions.models import Correction, Figure, Report
from regions.publication import database_now
from tests.factories import (
    ago,
    make_correction,
    make_figure,
    make_nation,
    make_report,
    make_user,
)
from tests.regions.desk import act, draft_figure, form_of, report_form, said, staff, url
from tests.regions.pdfs import PDF

pytestmark = pytest.mark.django_db


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
    data = report_form(report, title="Autre", note="À relire.", document=SimpleUploadedFile("a.pdf", PDF))
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
