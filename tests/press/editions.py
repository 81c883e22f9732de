"""What tests of editions share."""

from datetime import timedelta

from press.models import Edition
from regions.publication import database_now

A_MICROSECOND = timedelta(microseconds=1)


def public(at=None):
    """All editions that are out."""
    return list(Edition.objects.published(at or database_now()).order_by("pk"))


def current(at=None):
    """The edition of each release, as the list of releases has them."""
    return list(Edition.objects.current(at or database_now()))


def amend(release, note="Une coquille.", **fields):
    """A new edition, now or at `publish_at`."""
    release.refresh_from_db()
    for name, value in (fields | {"note_to_readers": note}).items():
        setattr(release, name, value)
    release.save()
    return release.approve(by=None, alone_because="test")


def read(release):
    """What an approver who opens the page now has read."""
    now = database_now()
    fresh = type(release).objects.get(pk=release.pk)
    return fresh.reading(fresh.content(now), now)
