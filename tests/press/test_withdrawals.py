from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from press.models import Edition, Release
from regions.publication import database_now
from tests.factories import ago, make_attachment, make_figure, make_release, make_user, publish
from tests.press.editions import amend, current, public
from tests.regions.pages import answer, plain
from tests.regions.releases import soon

pytestmark = pytest.mark.django_db


def withdraw(release, notice="Erreur de destinataire."):
    release.withdraw(by=make_user(), notice=notice)


def places(release):
    """Every address of a release that had one figure, one file and two versions."""
    figure, root = release.citations.get().figure, release.get_absolute_url()
    block = f"{figure.region.slug}/{figure.question.indicator.slug}"
    charts = f"/graphiques{root}{block}"
    tables = [f"{root}chiffres.{end}" for end in ("csv", "xlsx", "json", "excel.csv")]
    return [
        root,
        f"{root}versions/",
        f"{root}versions/1/",
        f"{root}versions/2/",
        f"{root}fichiers/photo.png",
        *tables,
        f"{root}chiffres/{block}.csv",
        f"{charts}.json",
        f"{charts}/repartition.json",
        f"/integrer{root}chiffres/{block}/",
    ]


@pytest.fixture
def release(db):
    """A public release of two editions, with a file and a figure."""
    release = make_release(figures=[make_figure()])
    make_attachment(release, name="photo.png")
    publish(release)
    amend(release)
    return release


def test_withdrawn_release_is_not_published(release):
    withdraw(release)
    assert (public(), current(), list(Release.objects.published(database_now()))) == ([], [], [])
    assert list(Release.objects.withdrawn(database_now())) == [release]


def test_withdrawn_release_answers_410_with_the_notice_alone_at_all_its_addresses(client, release):
    figure = release.citations.get().figure
    withdraw(release)
    hidden = [release.headline, release.standfirst, figure.region.name, figure.question.indicator.short_label]
    for place in places(release):
        response = client.get(place)
        said = plain(response.content.decode())
        assert (response.status_code, "Erreur de destinataire." in said) == (410, True), place
        assert [words for words in hidden if words in said] == [], place


def test_withdrawn_release_is_in_no_list(client, release):
    region = release.regions.get()
    withdraw(release)
    for place in ("/communiques/", "/", region.get_absolute_url()):
        assert release.headline not in client.get(place).content.decode(), place
    assert f'value="{region.slug}"' not in client.get("/communiques/").content.decode()


def test_withdrawal_without_a_notice_is_refused(release):
    with pytest.raises(ValidationError, match="avis"):
        withdraw(release, notice="  ")
    assert current() != []


def test_database_refuses_a_withdrawal_without_notice(release):
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(withdrawn_at=ago(), withdrawal_notice="")


def test_release_that_is_not_public_is_cancelled_and_not_withdrawn(client):
    release = make_release()
    publish(release, soon())
    with pytest.raises(ValidationError, match="n'est pas public"):
        withdraw(release)
    release.cancel()
    assert answer(client, release.get_absolute_url()) == answer(client, "/communiques/jamais-vu/")


def test_withdrawal_takes_the_amendment_to_come_with_it(release):
    pending = amend(release, publish_at=soon())
    withdraw(release)
    assert public(soon()) == []
    assert release.pending_edition(database_now()) is None
    assert pending.release.is_withdrawn


def test_withdrawal_twice_is_refused_and_keeps_the_first_notice(release):
    withdraw(release, "Premier avis.")
    with pytest.raises(ValidationError, match="n'est pas public"):
        withdraw(release, "Second avis.")
    assert Release.objects.get(pk=release.pk).withdrawal_notice == "Premier avis."


# It comes back


def test_release_that_is_approved_again_is_public_again(client, release):
    withdraw(release)
    again = publish(release)
    assert (public(), list(Release.objects.withdrawn(database_now()))) == ([again], [])
    assert client.get(release.get_absolute_url()).status_code == 200


def test_editions_from_before_the_withdrawal_stay_closed(client, release):
    withdraw(release)
    again = publish(release)
    root = release.get_absolute_url()
    assert [client.get(f"{root}versions/{number}/").status_code for number in (1, 2)] == [404, 404]
    assert client.get(f"{root}versions/{again.number}/").status_code == 302
    assert [one.number for one in client.get(f"{root}versions/").context["editions"]] == [again.number]


def test_release_that_is_approved_again_for_later_is_gone_until_then(client, release):
    withdraw(release)
    again = publish(release, soon())
    assert client.get(release.get_absolute_url()).status_code == 410
    before = again.publish_at - timedelta(microseconds=1)
    assert (list(Release.objects.withdrawn(before)), public(before)) == ([release], [])
    assert (list(Release.objects.withdrawn(again.publish_at)), public(again.publish_at)) == ([], [again])
    assert release.pending_edition(database_now()) == again


def test_cancelled_return_leaves_the_release_withdrawn(client, release):
    withdraw(release)
    publish(release, soon())
    release.cancel()
    assert release.is_withdrawn
    assert client.get(release.get_absolute_url()).status_code == 410


def test_return_leaves_the_record_of_what_was_withdrawn(release):
    withdraw(release)
    publish(release)
    assert [one.approved_at is None for one in Edition.objects.order_by("number")] == [False, False, False]


def test_release_withdrawn_again_is_gone_again(client, release):
    withdraw(release)
    publish(release)
    withdraw(release, "Seconde erreur.")
    response = client.get(release.get_absolute_url())
    assert (response.status_code, "Seconde erreur." in plain(response.content.decode())) == (410, True)
