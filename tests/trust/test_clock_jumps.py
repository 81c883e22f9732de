"""The database's clock set forward and back under a page cache: the page is there after its instant alone."""

from datetime import UTC, datetime, timedelta

import pytest

from regions.publication import database_now
from tests.factories import make_region, make_report, make_user
from tests.phare.cached_site import Site, lapse
from tests.trust.moved_clock import moved_clock

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 3, 10, 8, tzinfo=UTC)


class Readers:
    """Of one report, that comes out at AT."""

    def __init__(self, clock):
        self.clock, self.site = clock, Site()
        self.report = make_report(region=make_region(), publish_at=AT)

    def told(self, *jumps):
        """What its address answers so many seconds from AT."""
        return [self._at(jump) for jump in jumps]

    def _at(self, seconds):
        self.clock.move(AT + timedelta(seconds=seconds))
        lapse()
        return self.site.get(self.report.get_absolute_url())["status"]


@pytest.fixture
def readers(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    with moved_clock(AT - timedelta(hours=2)) as clock:
        yield Readers(clock)


def test_clock_is_the_database_s(readers):
    readers.clock.move(AT)
    assert database_now() == AT


def test_page_is_there_after_its_instant_alone_whichever_way_the_clock_jumps(readers):
    assert readers.told(-3600, -1, 3600, -1) == [404, 404, 200, 404]
    assert readers.told(0, 86400, -86400, 1) == [200, 200, 404, 200]


def test_what_is_withdrawn_stays_so_where_the_clock_is_set_back(readers):
    assert readers.told(60) == [200]
    readers.report.withdraw(by=make_user(), notice="Une erreur.")
    assert readers.told(30, 61, 3600) == [410, 410, 410]
