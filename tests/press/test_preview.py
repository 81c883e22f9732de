"""The form as typed, seen as its reader would."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from press.models import Release
from regions.publication import database_now
from tests.factories import make_region, make_release
from tests.press.desk import WRITER, form_of, staff, url
from tests.regions.desk import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    return staff(client, *WRITER)


def look(client, release, **typed):
    return client.post(url("preview", release.pk), form_of(release, **typed))


def split(at):
    local = localtime(at)
    return {"apercu-at_0": local.strftime("%d/%m/%Y"), "apercu-at_1": local.strftime("%H:%M:%S")}


def test_preview_shows_what_is_typed_and_saves_nothing(writer):
    release = make_release(headline="Avant")
    page = said(look(writer, release, headline="Après", body="<p>Neuf.</p>"))
    assert "Après" in page
    assert "Neuf." in page
    assert "Bureau de presse" in page
    assert Release.objects.get().headline == "Avant"
    assert Release.objects.get().version == 0


def test_preview_of_a_release_never_saved_is_shown(writer):
    data = form_of(headline="Jamais enregistré", slug="jamais", regions=[make_region().pk])
    assert "Jamais enregistré" in said(writer.post(url("preview"), data))
    assert not Release.objects.exists()


def test_public_before_the_instant_is_told_to_see_nothing(writer):
    release = make_release(publish_at=database_now() + timedelta(days=2))
    page = said(look(writer, release, **split(database_now() + timedelta(days=1))))
    assert "À cet instant, le public ne voit rien" in page


def test_journalist_before_the_instant_reads_under_embargo(writer):
    release = make_release(publish_at=database_now() + timedelta(days=2))
    when = split(database_now() + timedelta(days=1))
    page = said(look(writer, release, **when, **{"apercu-reader": "journalist"}))
    assert "Sous embargo jusqu'au" in page
    assert release.standfirst in page


def test_public_after_the_instant_reads_without_warning(writer):
    release = make_release(publish_at=database_now() + timedelta(days=2))
    page = said(look(writer, release, **split(database_now() + timedelta(days=3))))
    assert "ne voit rien" not in page
    assert "Sous embargo" not in page


def test_row_taken_out_is_not_shown(writer):
    release = make_release()
    held = release.boilerplates.get().boilerplate
    assert held.title in said(look(writer, release))
    assert held.title not in said(look(writer, release, **{"boilerplates-0-DELETE": "on"}))


def test_typing_error_is_told_instead_of_a_preview(writer):
    release = make_release()
    page = said(look(writer, release, headline="", publish_at_0="31/02/2026", publish_at_1="08:00"))
    assert "Titre : Ce champ est obligatoire." in page
    assert "instant de publication" in page.lower()


def test_preview_of_a_saved_draft_opens_by_its_address_for_who_may_view_it(client):
    release = make_release(headline="Enregistré")
    page = said(staff(client, "view_release").get(url("preview", release.pk)))
    assert "Aperçu de ce qui est enregistré." in page
    assert "Enregistré" in page
    assert "43\u00a0%" not in page
    assert "43\u202f%" not in page
    assert staff(client).get(url("preview", release.pk)).status_code == 403


def test_preview_opened_by_its_address_says_where_to_open_it(writer):
    page = said(writer.get(url("preview")))
    assert "Ouvrez l'aperçu depuis le formulaire du communiqué." in page


def test_preview_needs_the_right_to_write(client):
    release = make_release()
    assert staff(client, "view_release").post(url("preview", release.pk)).status_code == 403


def test_another_s_save_does_not_keep_from_looking(writer):
    release = make_release()
    typed = form_of(release, headline="Le mien")
    release.record_edit(by=writer.user)
    assert "Le mien" in said(writer.post(url("preview", release.pk), typed))


def test_values_under_embargo_need_the_right_to_see_figures(client):
    release = make_release(publish_at=database_now() + timedelta(hours=1))
    typed = form_of(release)
    assert "43 %" in said(staff(client, *WRITER).post(url("preview", release.pk), typed))
    blind = [name for name in WRITER if name != "view_figure"]
    assert "43 %" not in said(staff(client, *blind).post(url("preview", release.pk), typed))
