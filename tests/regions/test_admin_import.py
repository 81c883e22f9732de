from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regions.models import Figure, Report
from regions.publication import database_now
from tests.factories import (
    ago,
    make_figure,
    make_report,
)
from tests.regions.desk import act, draft_figure, said, staff, url

pytestmark = pytest.mark.django_db

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
