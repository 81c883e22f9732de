"""The database's clock set forward and back under a page cache: the page is there after its instant alone."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import make_region, make_report
from tests.phare.cached_site import Site, lapse
from tests.trust.moved_clock import moved_clock

AT = datetime(2026, 3, 10, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)
JUMPS = (-3600, -1, 3600, -1, 0, 86400, -86400, 1)  # seconds from the instant


@pytest.mark.django_db(transaction=True)
def test_page_is_there_after_its_instant_alone_whichever_way_the_clock_jumps(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    with moved_clock(AT - 2 * 3600 * SECOND) as clock:
        address = make_report(region=make_region(), publish_at=AT).get_absolute_url()
        site, told = Site(), []
        for jump in JUMPS:
            clock.move(AT + jump * SECOND)
            lapse()
            told.append(site.get(address)["status"])
    assert told == [200 if jump >= 0 else 404 for jump in JUMPS]
