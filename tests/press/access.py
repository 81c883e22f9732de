"""What tests of early access share."""

from datetime import timedelta

from django.urls import reverse

from press.models import Edition, Release
from regions.models import Report
from regions.publication import database_now
from tests.factories import (
    ago,
    make_access,
    make_attachment,
    make_figure,
    make_region,
    make_release,
    make_report,
    publish,
)

CANARY = "Un titre que nul ne lit avant"


def soon(**kwargs):
    return database_now() + (timedelta(**kwargs) if kwargs else timedelta(days=1))


def embargoed(figures=1, files=(), **kwargs):
    """A release approved with its report, both out tomorrow; `files` are names of pictures beside it."""
    region = make_region(name="Occitanie")
    report = make_report(region=region, publish_at=soon(), title="Rapport réservé", slug="reserve")
    cited = [make_figure(region=region, report=report) for _ in range(figures)]
    release = make_release(report=report, figures=cited, headline=CANARY, **kwargs)
    for name in files:
        make_attachment(release, name=name)
    publish(release)
    return release


def come_out(at=None):
    """Everything's instant was a second ago."""
    at = at or ago(seconds=1)
    Report.objects.update(publish_at=at)
    Release.objects.update(publish_at=at)
    Edition.objects.update(publish_at=at)


def address(access, *more, name="access"):
    return reverse(f"press:{name}", args=[access.token, *more])


def invited(**kwargs):
    """The access of someone who has accepted."""
    kwargs.setdefault("accepted_at", ago(hours=1))
    release = kwargs.pop("release", None) or embargoed()
    return make_access(release, **kwargs)
