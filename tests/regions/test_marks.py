import time

import pytest
from django.db import transaction

from regions.marks import SPAN, mark_withdrawal
from tests.factories import ago, make_report, make_user


def marks(folder):
    return sorted(mark.name for mark in folder.iterdir())


@pytest.fixture
def folder(settings, tmp_path):
    settings.RUNTIME_DIR = str(tmp_path)
    return tmp_path


def test_withdrawal_is_marked_for_this_span_and_the_next(folder):
    (folder / "retrait-1").touch()
    before = int(time.time()) // SPAN
    mark_withdrawal()
    after = int(time.time()) // SPAN
    assert marks(folder) in [[f"retrait-{span}", f"retrait-{span + 1}"] for span in (before, after)]


@pytest.mark.django_db(transaction=True)
def test_withdrawal_is_marked_once_it_is_stored(folder):
    report = make_report(publish_at=ago(days=1))
    with transaction.atomic():
        report.withdraw(by=make_user(), notice="Retiré.")
        assert marks(folder) == []
    assert len(marks(folder)) == 2
