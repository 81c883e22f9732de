from datetime import timedelta

import pytest

from press.corrected import citing, releases_citing_corrected
from press.models import Release
from regions.publication import database_now
from tests.factories import ago, make_correction, make_figure, make_release, make_user, publish
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db


def corrected_release(**kwargs):
    """Out an hour ago; one of its figures was corrected a minute ago."""
    release = make_release(**kwargs)
    publish(release)
    make_correction(figure=release.citations.get().figure, value=41, publish_at=ago(minutes=1))
    return release


def told(**kwargs):
    return releases_citing_corrected(database_now(), **kwargs)


def test_release_that_cites_a_corrected_figure_is_told_with_its_editors():
    author = make_user(username="dominique")
    release = corrected_release(author=author)
    make_release()
    found = told()
    assert [(one.release, one.editors, plain(one.words), one.is_out) for one in found] == [
        (release, (author,), "43 % → 41 %", True)
    ]


def test_correction_that_is_approved_and_not_out_is_told_so():
    release = make_release()
    publish(release)
    figure = release.citations.get().figure
    make_correction(figure=figure, value=41, publish_at=database_now() + timedelta(days=1))
    assert [one.is_out for one in told()] == [False]


def test_draft_of_a_correction_concerns_nobody():
    release = make_release()
    publish(release)
    make_correction(figure=release.citations.get().figure, value=41)
    assert told() == []


def test_release_amended_with_the_new_value_is_no_longer_told():
    release = corrected_release()
    Release.objects.update(note_to_readers="Le chiffre a été rectifié.")
    publish(release)
    assert told() == []


def test_correction_back_to_the_cited_value_is_not_told():
    release = corrected_release()
    make_correction(figure=release.citations.get().figure, value=43, publish_at=ago(seconds=1))
    assert told() == []


def test_release_that_is_withdrawn_or_a_draft_is_not_told():
    corrected_release().withdraw(by=make_user(), notice="Erreur.")
    draft = make_release()
    make_correction(figure=draft.citations.get().figure, value=41, publish_at=ago(minutes=1))
    assert told() == []


def test_since_keeps_the_corrections_that_were_approved_after_it():
    release = corrected_release()
    assert [one.release for one in told(since=ago(hours=1))] == [release]
    assert told(since=database_now() + timedelta(hours=1)) == []


def test_latest_correction_comes_first():
    first, second = corrected_release(), corrected_release()
    make_correction(figure=first.citations.get().figure, value=40, publish_at=ago(seconds=1))
    assert [(one.release, plain(one.words)) for one in told()] == [
        (first, "43 % → 40 %"),
        (second, "43 % → 41 %"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_corrected_releases_take_four_queries(count, django_assert_num_queries):
    for _ in range(count):
        corrected_release(author=make_user())
    at = database_now()
    with django_assert_num_queries(4):
        found = releases_citing_corrected(at)
        assert len([(str(one.figure), one.editors) for one in found]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_citing_releases_take_two_queries(count, django_assert_num_queries):
    figure, at = make_figure(), database_now()
    releases = [make_release(figures=[figure], author=make_user()) for _ in range(count)]
    make_release()
    with django_assert_num_queries(2):
        found = citing(figure, at)
        assert [(one.release, one.editors) for one in found] == [
            (one, (one.author,)) for one in reversed(releases)
        ]


def test_release_cites_what_its_public_version_cites():
    figure = make_figure()
    release = make_release(figures=[figure])
    publish(release)
    release.citations.all().delete()
    assert [one.release for one in citing(figure, database_now())] == [release]
