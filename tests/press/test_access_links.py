"""Links that open nothing, and those that lead to the public address."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from press.models import AccessOpening, EarlyAccess, Edition, Release
from regions.models import Figure
from regions.publication import database_now
from tests.factories import ago, make_access, make_release, make_user, publish
from tests.press.access import address, come_out, embargoed, invited, soon

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

PARTS = ["", "communique.pdf", "kit.zip", "rapport.pdf", "fichiers/0.png"]


def never(access):
    EarlyAccess.objects.all().delete()


def expired(access):
    EarlyAccess.objects.update(expires_at=ago())


def revoked(access):
    access.revoke(database_now())


def renewed(access):
    access.renew()
    access.save()


def cancelled(access):
    access.release.cancel()


def report_moved(access):
    access.release.report.publish_at += timedelta(hours=1)
    access.release.report.save()


def figure_changed(access):
    Figure.objects.update(value=44)


def only_a_draft(access):
    EarlyAccess.objects.update(release=make_release())


CLOSED = [never, expired, revoked, renewed, cancelled, report_moved, figure_changed, only_a_draft]


def seen(answer):
    return answer.status_code, dict(answer.headers), answer.content


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    return seen(answer), len(queries)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("close", CLOSED, ids=lambda close: close.__name__)
def test_link_that_opens_nothing_is_the_ordinary_404(client, close, part):
    access = invited()
    close(access)
    ordinary = seen(client.get("/nulle-part/"))
    assert ordinary[0] == 404
    assert asked(client, f"/acces/{access.token}/{part}") == (ordinary, 3)


@pytest.mark.parametrize("close", CLOSED, ids=lambda close: close.__name__)
def test_link_that_opens_nothing_takes_no_acceptance(client, close):
    access = make_access(embargoed())
    close(access)
    assert client.post(address(access)).status_code == 404
    assert list(EarlyAccess.objects.filter(accepted_at__isnull=False)) == []
    assert AccessOpening.objects.count() == 0


@pytest.mark.parametrize("token", ["x", "%00", "a%00b", "%C3%A9", "%ED%A0%80", "%0A", "x" * 5000, ".."])
def test_token_of_any_shape_is_the_ordinary_404(client, token):
    invited()
    assert asked(client, f"/acces/{token}/") == (seen(client.get("/nulle-part/")), 3)


def test_digest_of_a_token_opens_nothing(client):
    access = invited()
    assert client.get(f"/acces/{access.token_digest}/").status_code == 404


def test_link_revoked_to_one_still_opens_to_another(client):
    release = embargoed()
    gone, other = invited(release=release), invited(release=release)
    gone.revoke(database_now())
    assert [client.get(address(one)).status_code for one in (gone, other)] == [404, 200]


@pytest.mark.parametrize(("away", "status"), [(timedelta(), 404), (timedelta(seconds=30), 200)])
def test_link_expires_to_the_second(client, away, status):
    access = invited(expires_at=database_now() + away)
    assert client.get(address(access)).status_code == status


@pytest.mark.parametrize(("ends", "status"), [("before", 404), ("with it", 302), ("after", 302), (None, 302)])
def test_link_that_was_good_when_the_release_came_out_leads_to_it(client, ends, status):
    out = ago(minutes=1)
    ended = {"before": out - timedelta(seconds=1), "with it": out, "after": out + timedelta(seconds=1)}
    access = invited(expires_at=ended.get(ends))
    come_out(out)
    assert client.get(address(access)).status_code == status


@pytest.mark.parametrize(
    ("part", "public"),
    [
        ("", "/communiques/essai/"),
        ("communique.pdf", "/communiques/essai.pdf"),
        ("kit.zip", "/communiques/essai/kit.zip"),
        ("fichiers/0.png", "/communiques/essai/fichiers/0.png"),
        ("rapport.pdf", "/rapports/reserve/document.pdf"),
    ],
)
@pytest.mark.parametrize("accepted", [True, False])
def test_once_it_is_out_each_address_leads_to_the_public_one(client, part, public, accepted):
    access = invited(release=embargoed(slug="essai"), accepted_at=ago() if accepted else None)
    come_out()
    answer = client.get(f"/acces/{access.token}/{part}")
    assert (answer.status_code, answer["Location"]) == (302, public)
    assert answer["Cache-Control"] == "no-store"


def test_once_it_is_out_the_report_is_that_of_the_public_text(client):
    access = invited()
    come_out()
    Release.objects.update(report=None)
    answer = client.get(address(access, name="access_report"))
    assert answer["Location"] == "/rapports/reserve/document.pdf"


def test_once_it_is_withdrawn_the_link_leads_to_the_notice(client):
    access = invited()
    come_out()
    access.release.withdraw(by=make_user(), notice="Erreur de tirage.")
    answer = client.get(address(access), follow=True)
    assert answer.redirect_chain == [(access.release.get_absolute_url(), 302)]
    assert answer.status_code == 410
    assert client.get(address(access, name="access_report"))["Location"] == access.release.get_absolute_url()


def amended(**kwargs):
    """A public release with another edition under embargo."""
    release = make_release()
    publish(release)
    Edition.objects.update(publish_at=ago(hours=1))
    Release.objects.update(headline="Le titre amendé", note_to_readers="Un mot.")
    release.refresh_from_db()
    publish(release, soon())
    return invited(release=release, **kwargs)


def test_invitation_to_an_amendment_opens_it(client):
    access = amended(invited_at=ago(minutes=1))
    assert "Le titre amendé" in client.get(address(access)).content.decode()


def test_invitation_to_the_first_text_does_not_open_its_amendment(client):
    access = amended(invited_at=ago(hours=2))
    answer = client.get(address(access))
    assert (answer.status_code, answer["Location"]) == (302, access.release.get_absolute_url())


def test_release_withdrawn_then_approved_again_opens_under_its_new_embargo(client):
    release = embargoed()
    come_out()
    release.refresh_from_db()
    release.withdraw(by=make_user(), notice="Erreur.")
    publish(release, soon())
    access = invited(release=release, invited_at=database_now())
    assert client.get(address(access)).status_code == 200
