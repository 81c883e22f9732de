"""The form and the list of releases at the desk."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from press.models import Attachment, Release
from regions.publication import database_now
from tests.factories import (
    make_attachment,
    make_boilerplate,
    make_contact,
    make_region,
    make_release,
    make_report,
    make_user,
    png,
    publish,
)
from tests.press.desk import WRITER, form_of, staff, url
from tests.regions.desk import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    return staff(client, *WRITER)


def test_release_with_holes_is_saved_and_told_what_it_lacks(writer):
    data = form_of(headline="Un titre", slug="un-titre", regions=[make_region().pk])
    page = writer.post(url("add"), data | {"_continue": "1"}, follow=True)
    assert Release.objects.get().author == writer.user
    assert "Le chapô est vide." in said(page)
    assert 'href="#id_standfirst"' in page.content.decode()


def test_saving_counts_as_an_edit_and_ends_the_submission(writer):
    release = make_release()
    release.submit(by=make_user())
    writer.post(url("change", release.pk), form_of(release, headline="Autre titre"))
    release.refresh_from_db()
    assert (release.headline, release.version, release.submitted_at) == ("Autre titre", 1, None)
    assert list(release.contributors.all()) == [writer.user]


def test_stale_form_is_refused_and_keeps_what_was_typed(writer):
    release = make_release(headline="Avant")
    typed = form_of(release, headline="Le mien")
    release.record_edit(by=make_user(username="dominique"))
    page = writer.post(url("change", release.pk), typed)
    assert "dominique a enregistré ici depuis que vous avez ouvert ce formulaire" in said(page)
    assert 'value="Le mien"' in page.content.decode()
    assert Release.objects.get().headline == "Avant"


@pytest.mark.parametrize(
    ("day", "hour"),
    [("29/03/2026", "02:30:00"), ("25/10/2026", "02:30:00")],
    ids=["the hour skipped in March", "the hour doubled in October"],
)
def test_instant_that_does_not_exist_once_is_refused_at_its_field(writer, day, hour):
    release = make_release()
    data = form_of(release, headline="Saisi", publish_at_0=day, publish_at_1=hour)
    page = writer.post(url("change", release.pk), data)
    assert "publish_at" in page.context["adminform"].form.errors
    assert 'value="Saisi"' in page.content.decode()


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\ufffe"])
def test_control_characters_and_nul_are_refused_at_their_field(writer, sign):
    release = make_release(headline="Avant")
    page = writer.post(url("change", release.pk), form_of(release, headline=f"a{sign}b"))
    assert page.context["adminform"].form.errors["headline"]
    assert Release.objects.get().headline == "Avant"


def test_instant_of_another_millennium_is_refused_at_its_field(writer):
    release = make_release()
    data = form_of(release, publish_at_0="01/01/0001", publish_at_1="08:00:00")
    page = writer.post(url("change", release.pk), data)
    assert page.context["adminform"].form.errors["publish_at"] == [
        "Une date entre 2000 et 2100 est attendue : vérifiez l'année."
    ]


@pytest.mark.parametrize("group", ["contacts", "boilerplates"])
def test_rows_exchange_their_places(writer, group):
    make = {"contacts": make_contact, "boilerplates": make_boilerplate}[group]
    field = group.removesuffix("s")
    one, two = make(), make()
    release = make_release(**{group: [one, two]})
    data = form_of(release) | {f"{group}-0-{field}": two.pk, f"{group}-1-{field}": one.pk}
    writer.post(url("change", release.pk), data)
    assert [getattr(row, field) for row in getattr(release, group).order_by("pk")] == [two, one]


def test_body_is_stored_clean(writer):
    release = make_release()
    body = '<p onclick="x()">Un <a href="javascript:x()">lien</a><script>x()</script></p>'
    writer.post(url("change", release.pk), form_of(release, body=body))
    assert Release.objects.get().body == "<p>Un <a>lien</a></p>"


def test_unreadable_file_is_refused_at_its_field_and_nothing_is_lost(writer):
    release = make_release()
    data = form_of(release, headline="Saisi") | {
        "attachments-TOTAL_FORMS": 1,
        "attachments-0-title": "Un dessin",
        "attachments-0-position": 0,
        "attachments-0-release": release.pk,
        "attachments-0-file": SimpleUploadedFile("dessin.png", b"<svg xmlns='x'></svg>"),
    }
    page = writer.post(url("change", release.pk), data)
    assert "Un dessin SVG peut cacher un programme" in said(page)
    assert 'value="Saisi"' in page.content.decode()
    assert not Attachment.objects.exists()


def test_file_taken_out_of_the_draft_stays_in_the_version_that_holds_it(writer):
    release = make_release()
    kept = make_attachment(release, name="photo.png", data=png())
    edition = publish(release)
    writer.post(url("change", release.pk), form_of(release) | {"attachments-0-DELETE": "on"})
    assert list(release.attachments.in_draft()) == []
    assert [one.file for one in edition.content().enclosed] == [kept]


def test_release_with_a_version_keeps_its_address_and_is_not_deleted(client):
    client = staff(client, *WRITER, "delete_release")
    release = make_release(slug="premiere")
    publish(release)
    client.post(url("change", release.pk), form_of(release, slug="seconde"))
    assert Release.objects.get().slug == "premiere"
    assert client.post(url("delete", release.pk), {"post": "yes"}).status_code == 403


def test_list_shows_where_each_release_stands(writer):
    now = database_now()
    draft = make_release()
    embargoed = make_release(publish_at=now + timedelta(hours=1))
    public = make_release()
    publish(embargoed)
    publish(public)
    broken = make_release(publish_at=now + timedelta(hours=1))
    publish(broken)
    broken.report.withdrawn_at = None
    type(broken.report).objects.filter(pk=broken.report_id).update(approved_at=None)
    page = writer.get(url("changelist"))
    states = {release.pk: release.state for release in page.context["cl"].result_list}
    assert states == {
        draft.pk: "draft",
        embargoed.pk: "approved",
        public.pk: "published",
        broken.pk: "broken",
    }


def test_list_asks_the_same_number_of_queries_for_1_and_3(writer):
    make_release()
    with CaptureQueriesContext(connection) as one:
        writer.get(url("changelist"))
    for _ in range(2):
        publish(make_release())
    with CaptureQueriesContext(connection) as three:
        writer.get(url("changelist"))
    assert len(three) == len(one)


def test_report_under_embargo_is_offered_for_citation(writer):
    from tests.factories import make_figure

    figure = make_figure(report=make_report(region=(region := make_region())), region=region)
    found = writer.get(
        "/admin/autocomplete/",
        {"app_label": "press", "model_name": "citation", "field_name": "figure", "term": region.name},
    ).json()
    assert [one["id"] for one in found["results"]] == [str(figure.pk)]
