from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from regions.publication import database_now
from tests.factories import ago, make_release, make_report, publish
from tests.press.editions import amend, current, public
from tests.regions.pages import answer, text
from tests.regions.releases import soon

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(db):
    """Out for an hour."""
    release = make_release(headline="Premier titre", body="<p>Un mot.</p>")
    publish(release)
    return release


def test_public_text_is_not_amended_without_a_note(release):
    with pytest.raises(ValidationError, match="dites aux lecteurs"):
        amend(release, note=" ", headline="Second titre")
    assert [one.headline for one in current()] == ["Premier titre"]


def test_note_is_asked_anew_for_each_amendment(release):
    assert amend(release).note_to_readers == "Une coquille."
    assert release.note_to_readers == ""


def test_amendment_is_never_dated_in_the_past(release):
    before = database_now()
    second = amend(release, publish_at=ago(days=3))
    assert second.publish_at >= before
    assert public(before - timedelta(seconds=1))[-1].number == 1


def test_amendment_keeps_the_instant_and_the_day_of_the_release(release):
    (before,) = current()
    second = amend(release)
    (after,) = current()
    assert (after, after.first_at, after.day) == (second, before.first_at, before.day)
    assert (after.date_words, after.is_amended) == (before.date_words, True)


def test_amendment_of_a_release_that_came_with_its_report_bears_the_report_s_date():
    report = make_report(publish_at=ago(hours=1))
    release = make_release(report=report, publish_at=None)
    publish(release)
    amend(release)
    assert [(str(one.day), one.date_words) for one in current()] == [("2016-05-26", "26 mai 2016")]


def test_amendment_for_later_leaves_the_present_text_until_then(client, release):
    amend(release, headline="Second titre", publish_at=soon())
    before = answer(client, f"{release.get_absolute_url()}versions/9/")
    page = client.get(release.get_absolute_url()).content.decode()
    assert ("Premier titre" in page, "Second titre" in page) == (True, False)
    assert [one.headline for one in current(soon())] == ["Second titre"]
    assert answer(client, f"{release.get_absolute_url()}versions/2/") == before


def test_amended_page_tells_what_changed_and_links_the_versions(client, release):
    amend(release, headline="Second titre")
    said = text(client, release.get_absolute_url())
    assert "Second titre" in said
    assert "Une coquille." in said
    assert f"{release.get_absolute_url()}versions/" in client.get(release.get_absolute_url()).content.decode()


def test_older_version_stays_readable_at_its_own_address(client, release):
    amend(release, headline="Second titre", body="<p>Deux mots.</p>")
    said = text(client, f"{release.get_absolute_url()}versions/1/")
    assert ("Premier titre" in said, "Un mot." in said, "Deux mots." in said) == (True, True, False)


def test_present_version_is_at_the_address_of_the_release(client, release):
    amend(release)
    response = client.get(f"{release.get_absolute_url()}versions/2/")
    assert (response.status_code, response["Location"]) == (302, release.get_absolute_url())


def test_versions_are_listed_latest_first_with_their_notes(client, release):
    amend(release, note="Une coquille.")
    amend(release, note="Un nom.")
    editions = client.get(f"{release.get_absolute_url()}versions/").context["editions"]
    assert [(one.number, one.note_to_readers) for one in editions] == [
        (3, "Un nom."),
        (2, "Une coquille."),
        (1, ""),
    ]


def test_words_of_a_draft_are_on_no_page_of_its_release(client, release):
    amend(release, headline="Second titre")
    release.headline = release.standfirst = release.place = "Brouillon"
    release.body = "<p>Brouillon</p>"
    release.save()
    root = release.get_absolute_url()
    for place in (root, f"{root}versions/", f"{root}versions/1/", "/communiques/", "/"):
        assert "Brouillon" not in client.get(place).content.decode(), place


def test_versions_to_compare_are_the_last_two_unless_asked(client, release):
    amend(release, headline="Second titre")
    amend(release, headline="Troisième titre")
    place = f"{release.get_absolute_url()}versions/"
    asked = [client.get(place + query).context for query in ("", "?de=1&a=3", "?de=0&a=99", "?de=x&a=%00")]
    assert [(one["old"].number, one["new"].number) for one in asked] == [(2, 3), (1, 3), (2, 3), (2, 3)]


def test_release_of_one_version_has_nothing_to_compare(client, release):
    context = client.get(f"{release.get_absolute_url()}versions/").context
    assert ([one.number for one in context["editions"]], context["changes"]) == ([1], None)


def test_page_of_versions_never_shows_one_to_come(client, release):
    amend(release, headline="Second titre", publish_at=soon(), note="Secret")
    page = client.get(f"{release.get_absolute_url()}versions/?de=1&a=2").content.decode()
    assert ("Second titre" in page, "Secret" in page) == (False, False)
