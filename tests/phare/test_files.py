"""Files that nothing names are swept away, and those that readers may still ask for stay."""

import os
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from phare.files import named, stored, sweep
from tests.factories import make_attachment, make_organisation, make_release, make_resource, png, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def swept():
    """What the sweeper of tomorrow takes."""
    return sweep(timezone.now() + timedelta(seconds=1))


def with_file(**kwargs):
    return make_resource(file=ContentFile(b"%PDF-1.7 un", name="un.pdf"), **kwargs)


def test_replaced_file_of_a_resource_goes_and_the_new_one_stays():
    resource = with_file()
    old = resource.file.name
    resource.file = ContentFile(b"%PDF-1.7 deux", name="deux.pdf")
    resource.save()
    assert swept() == [old]
    assert [*stored()] == [resource.file.name]


def test_file_of_a_deleted_row_goes():
    resource = with_file()
    resource.delete()
    assert swept() == [resource.file.name]
    assert [*stored()] == []


def test_file_that_an_edition_shows_stays_when_the_draft_has_another():
    release = make_release()
    attachment = make_attachment(release)
    publish(release)
    old = attachment.file.name
    attachment.file = ContentFile(png(colour="red"), name="autre.png")
    attachment.save()
    assert swept() == []
    assert old in stored()


def test_logo_that_an_edition_shows_stays_when_the_organisation_has_another():
    logo = ContentFile(png(), name="logo.png")
    organisation = make_organisation(logo=logo, logo_terms="Usage éditorial")
    publish(make_release(organisations=[organisation]))
    shown = organisation.logo.name
    for colour in ("red", "green"):
        between = organisation.logo.name
        organisation.logo = ContentFile(png(colour=colour), name="logo.png")
        organisation.save()
    assert swept() == [between]
    assert {*stored()} == named() == {shown, organisation.logo.name}


def test_young_file_stays_as_its_row_may_be_about_to_come(media):
    for name, age in (("jeune", 23), ("vieux", 25)):
        (media / name).write_bytes(b"x")
        then = timezone.now().timestamp() - age * 3600
        os.utime(media / name, (then, then))
    out = StringIO()
    call_command("sweep_files", stdout=out)
    assert out.getvalue().split("\n")[:2] == ["vieux", "Fichiers supprimés : 1."]
    assert [*stored()] == ["jeune"]


def test_sweeper_of_an_empty_storage_sweeps_nothing(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "jamais"
    assert swept() == []
