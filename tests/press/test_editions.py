from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from press.models import Citation, Edition, Release, ReleaseBoilerplate, ReleaseContact
from press.sheets import edition_sheet
from regions.publication import database_now
from tests.factories import (
    ago,
    make_attachment,
    make_boilerplate,
    make_contact,
    make_event,
    make_figure,
    make_organisation,
    make_region,
    make_release,
    make_report,
    make_user,
    png,
    publish,
)
from tests.press.editions import A_MICROSECOND, current, public, read
from tests.regions.releases import soon

pytestmark = pytest.mark.django_db


# The instant


def test_edition_comes_out_at_its_instant_and_not_before():
    edition = publish(make_release(), soon())
    at = edition.publish_at
    assert (public(at - A_MICROSECOND), current(at - A_MICROSECOND)) == ([], [])
    assert (public(at), current(at)) == ([edition], [edition])


def test_release_is_published_with_its_edition():
    release = make_release()
    edition = publish(release, soon())
    at = edition.publish_at
    assert list(Release.objects.published(at - A_MICROSECOND)) == []
    assert [one.edition_id for one in Release.objects.published(at)] == [edition.pk]


def test_draft_never_comes_out():
    make_release(publish_at=ago(days=1))
    assert public(soon()) == []


def test_edition_comes_out_with_its_report_where_no_instant_is_chosen():
    report = make_report(publish_at=soon())
    edition = publish(make_release(report=report, publish_at=None))
    assert edition.publish_at == report.publish_at


def test_first_edition_may_be_older_than_the_site():
    edition = publish(make_release(report=None, figures=[]), ago(days=3000))
    assert [one.first_at for one in current()] == [edition.publish_at]


# What approval freezes


def seen(release):
    """All that a reader gets of the edition."""
    sheet = edition_sheet(Edition.objects.with_content().get(release=release), database_now())
    files = [(one.file.file.name, one.file.name, one.title, one.credit) for one in sheet.content.enclosed]
    return sheet.content, sheet.text, sheet.contacts, sheet.territories, files


def edit_fields(release):
    others = {"headline": "Autre", "standfirst": "Autre", "body": "<p>Autre</p>", "place": "Ailleurs"}
    others |= {"recipients": "Une autre", "note_to_readers": "Autre", "dated_on": localdate(ago(days=9))}
    others |= {"demonstration": True, "report": None, "event": make_event(), "publish_at": soon()}
    for name, value in others.items():
        setattr(release, name, value)
    release.save()


def empty(release):
    release.regions.set([make_region()])
    release.organisations.clear()
    for inline in (release.contacts, release.boilerplates, release.citations):
        inline.all().delete()


def add(release):
    release.regions.add(make_region())
    release.organisations.add(make_organisation())
    ReleaseContact.objects.create(release=release, contact=make_contact())
    ReleaseBoilerplate.objects.create(release=release, boilerplate=make_boilerplate())
    Citation.objects.create(release=release, figure=make_figure())
    make_attachment(release, name="autre.png")


def edit_attachments(release):
    for attachment in release.attachments.all():
        attachment.title = attachment.alternative = attachment.credit = "Autre"
        attachment.save()
        attachment.take_out()


def replace_files(release):
    for attachment in release.attachments.all():
        attachment.file = ContentFile(png(9, 9), name="photo.png")
        attachment.save()


@pytest.mark.parametrize("edit", [edit_fields, empty, add, edit_attachments, replace_files])
def test_edit_of_the_draft_changes_nothing_of_the_edition(edit):
    release = make_release(organisations=[make_organisation()])
    make_attachment(release)
    publish(release)
    before = seen(release)
    edit(Release.objects.get(pk=release.pk))
    assert seen(release) == before


def test_edition_refuses_any_change_of_its_text():
    edition = publish(make_release())
    edition.headline = "Autre"
    for fields in (None, ["headline"], ["headline", "approved_at"], ["publish_at"]):
        with pytest.raises(ValueError, match="never changes"):
            edition.save(update_fields=fields)


def test_edition_is_never_deleted():
    with pytest.raises(ValueError, match="never goes"):
        publish(make_release()).delete()


def test_attachment_is_taken_out_and_not_deleted():
    with pytest.raises(ValueError, match="taken out"):
        make_attachment(make_release()).delete()


def test_edit_beside_the_public_text_leaves_it_public():
    release = make_release()
    edition = publish(release)
    release.record_edit(by=make_user())
    assert current() == [edition]


# Two people


def test_author_does_not_approve_without_a_reason():
    release, author = make_release(), make_user()
    release.record_edit(by=author)
    with pytest.raises(ValidationError, match="approuver par une autre personne"):
        release.approve(by=author)
    edition = release.approve(by=author, alone_because="seule en poste")
    assert (edition.approved_by, edition.approved_alone_because) == (author, "seule en poste")


def test_whoever_edited_since_the_last_approval_does_not_approve():
    release, first, last = make_release(), make_user(), make_user()
    release.record_edit(by=first)
    release.record_edit(by=last)
    with pytest.raises(ValidationError):
        release.approve(by=first)
    assert release.approve(by=make_user()).author == last


def test_contributors_begin_anew_after_an_approval_by_two():
    release, first, last = make_release(), make_user(), make_user()
    release.record_edit(by=first)
    release.approve(by=last)
    release.note_to_readers = "Une coquille."
    release.save()
    release.record_edit(by=last)
    assert release.approve(by=first).number == 2


def test_reason_for_one_person_does_not_clear_who_edited():
    release, first, last = make_release(), make_user(), make_user()
    release.record_edit(by=first)
    release.approve(by=last, alone_because="urgence")
    assert list(release.contributors.all()) == [first]


@pytest.mark.parametrize("who", ["nobody", "author"])
def test_database_refuses_an_edition_approved_by_less_than_two(who):
    edition, author = publish(make_release()), make_user()
    copy = {field.attname: getattr(edition, field.attname) for field in Edition._meta.fields}
    approver = author if who == "author" else None
    copy |= {"id": None, "number": 2, "approved_alone_because": "", "author_id": author.pk}
    with pytest.raises(IntegrityError, match="edition_approved_by_two"), transaction.atomic():
        Edition.objects.bulk_create([Edition(**copy | {"approved_by_id": approver and approver.pk})])


def test_version_that_was_not_read_is_not_approved():
    release = make_release()
    release.record_edit(by=make_user())
    with pytest.raises(ValidationError, match="Modifié depuis"):
        release.approve(by=make_user(), reading="lu avant")
    assert release.approve(by=make_user(), reading=read(release)).number == 1


# One takes the place of another


def test_newer_approval_replaces_the_one_to_come():
    release = make_release()
    first = publish(release, soon())
    second = publish(release)
    first.refresh_from_db()
    assert (first.approved_at, first.voided_because) == (None, "remplacée par une version plus récente")
    assert public(soon()) == [second]


def test_first_text_that_readers_get_is_not_said_to_be_amended(client):
    release = make_release()
    publish(release, soon())
    publish(release, ago(hours=1))
    page = client.get(release.get_absolute_url()).content.decode()
    assert "Texte modifié" not in page
    assert "modifié" not in client.get("/communiques/").content.decode()


def test_edition_kept_in_by_its_report_is_void_once_another_is_approved():
    report = make_report(publish_at=soon())
    release = make_release(report=report)
    first = publish(release)
    report.publish_at += timedelta(hours=1)
    report.save()
    Edition.objects.filter(pk=first.pk).update(publish_at=ago(hours=2))
    second = publish(release, report.publish_at)
    first.refresh_from_db()
    assert first.approved_at is None
    assert public(soon() + timedelta(days=1)) == [second]


def test_cancelled_edition_never_comes_out():
    release = make_release()
    edition = publish(release, soon())
    release.cancel()
    edition.refresh_from_db()
    assert (edition.approved_at, edition.voided_because) == (None, "publication annulée")
    assert public(soon()) == []


@pytest.mark.parametrize("act", [Release.cancel, publish])
def test_nothing_is_void_in_the_last_seconds(act):
    release = make_release()
    edition = publish(release, database_now() + timedelta(seconds=5))
    with pytest.raises(ValidationError, match="sort à l'instant"):
        act(release)
    edition.refresh_from_db()
    assert edition.approved_at is not None


def test_pending_edition_is_that_which_is_to_come():
    release = make_release()
    edition = publish(release, soon())
    assert release.pending_edition(database_now()) == edition
    assert release.pending_edition(edition.publish_at) is None
    assert release.current_edition(edition.publish_at) == edition
