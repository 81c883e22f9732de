"""What the index and the review page of the desk ask of the database, whatever they list."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.utils.timezone import localtime

from phare.desk.index import blocks
from phare.desk.waiting import CHECKED
from regions.publication import database_now
from tests.factories import (
    ago,
    make_access,
    make_contact,
    make_correction,
    make_event,
    make_figure,
    make_page,
    make_release,
    make_report,
    make_resource,
    publish,
)
from tests.phare.blocks import asked, chief, soon
from tests.trust import MANY

pytestmark = pytest.mark.django_db

INDEX = 23
LATE = 123  # with the checks of the five most urgent


def grow(user, number):
    """As many lines in each block of the index; nothing that is late, which is checked for holes."""
    day = localtime(database_now()).date()
    for _ in range(number):
        publish(make_release(publish_at=ago(seconds=1)))
        make_page(author=user)
        make_page(publish_at=ago())
        make_resource(author=user)
        make_event(author=user, held_on=day, publish_at=ago())
        make_event(tour_stage=True, held_on=day + timedelta(3))
        report = make_report()
        figure = make_figure(report=report, region=report.region)
        report.record_edit(by=user)
        make_correction(figure=make_figure()).record_edit(by=user)
        draft = make_release(publish_at=soon(days=3), contacts=[make_contact(valid_until=day)])
        draft.record_edit(by=user)
        draft.submit(by=user)
        make_access(draft, expires_at=soon(days=1))
        LogEntry.objects.log_actions(user.pk, [figure], CHANGE, "Modifié", single_object=True)


@pytest.mark.parametrize("number", [1, MANY])
def test_index_asks_as_much_for_one_line_as_for_many(django_assert_num_queries, number):
    user = chief()
    grow(user, number)
    request = asked(user)
    with django_assert_num_queries(INDEX):
        found = blocks(request)
    # What is late has a test of its own below; what cites a corrected figure, in tests/press.
    assert {one.slug for one in found if not one.entries} == {"en-retard", "rectifies"}


@pytest.mark.parametrize("number", [CHECKED, CHECKED + MANY])
def test_index_looks_for_the_holes_of_the_most_urgent_only(django_assert_num_queries, number):
    user = chief()
    for _ in range(number):
        make_release(publish_at=ago(hours=1))
    request = asked(user)
    with django_assert_num_queries(LATE):
        blocks(request)
