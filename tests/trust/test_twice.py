"""What is clicked twice, or sent again from a page that is gone back to, is done once."""

import pytest
from django.core.exceptions import ValidationError

from regions.models import Report
from tests.factories import ago, make_correction, make_figure, make_report, make_user
from tests.trust import sample
from tests.trust.jobs import JOBS
from tests.trust.picture import Album

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


# A file that is sent twice is two to look at: the second page says that it is the same.
ONCE = [job for job in JOBS if job.name not in ("import envoyé", "import par la commande")]


@pytest.mark.parametrize("job", sample(ONCE, 9), ids=lambda job: job.name)
def test_form_that_is_sent_again_has_no_second_effect(job):
    act = job.make(4)
    album = Album()
    act()
    after = album.take()
    assert act().status_code < 500
    assert album.take().rows == after.rows


def test_report_that_a_colleague_withdrew_meanwhile_is_not_withdrawn_again():
    report = make_figure(report=make_report(publish_at=ago(hours=1))).report
    other = Report.objects.get(pk=report.pk)
    report.withdraw(by=make_user(), notice="Une erreur.")
    version = Report.objects.get(pk=report.pk).version
    with pytest.raises(ValidationError, match="rien à retirer"):
        other.withdraw(by=make_user(), notice="Une autre.")
    found = Report.objects.get(pk=report.pk)
    assert (found.version, found.withdrawal_notice) == (version, "Une erreur.")


def test_correction_that_a_colleague_approved_meanwhile_is_not_approved_again():
    correction = make_correction(figure=make_figure(), publish_at=ago(hours=1), approved_at=None)
    type(correction).objects.update(approved_at=None, approved_alone_because="")
    first, second = make_user(), make_user()
    correction.refresh_from_db()
    correction.approve(by=first, alone_because="seule en poste")
    with pytest.raises(ValidationError, match="déjà approuvé"):
        type(correction).objects.get().approve(by=second, alone_because="seule en poste")
    assert type(correction).objects.get().approved_by == first
