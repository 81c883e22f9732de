"""Each job of the desk with a statement that fails, or an operation on a file: all of it, or nothing."""

import logging
import shutil
from contextlib import suppress

import pytest
from django.core.management import CommandError
from django.db import DatabaseError, transaction
from django.test import TestCase
from django.utils import timezone

from phare.files import sweep
from tests.trust import sample
from tests.trust.faults import failing_file, failing_statement
from tests.trust.jobs import JOBS
from tests.trust.picture import Album

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

SIZE = 4
SAMPLE = 4  # of the statements of each job: `make trust` takes every one


class UndoneError(Exception):
    pass


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    logging.disable(logging.CRITICAL)
    yield settings.MEDIA_ROOT
    logging.disable(logging.NOTSET)


@pytest.fixture
def attempt(media, tmp_path):
    """Gives what is there after an act under a fault, and what the sweeper leaves; all is then undone."""

    def attempt(act, fault, album):
        shutil.copytree(media, tmp_path / "kept")
        try:
            with transaction.atomic():
                callbacks = TestCase.captureOnCommitCallbacks(execute=True)
                with callbacks, fault as told, suppress(DatabaseError, OSError, CommandError):
                    act()
                # The statement that failed did not reach the database: the transaction is sound.
                transaction.set_rollback(False)
                sweep(timezone.now())
                raise UndoneError(album.take(), told.count)
        except UndoneError as undone:
            shutil.rmtree(media)
            shutil.move(tmp_path / "kept", media)
            return undone.args

    return attempt


@pytest.mark.parametrize("kind", [failing_statement, failing_file])
@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_job_under_a_fault_is_done_whole_or_not_at_all(job, kind, attempt):
    act = job.make(SIZE)
    album = Album()
    before = album.take()
    attempt(act, kind(), album)  # what a process keeps is then known, and asked no more
    after, count = attempt(act, kind(), album)
    assert after.rows != before.rows
    partial = []
    for nth in sample(range(1, count + 1), SAMPLE):
        seen, _ = attempt(act, kind(nth), album)
        if seen.rows not in (before.rows, after.rows) or seen.lost or seen.orphans:
            partial.append((nth, seen.rows - before.rows, after.rows - seen.rows, seen.lost, seen.orphans))
    assert partial == []
