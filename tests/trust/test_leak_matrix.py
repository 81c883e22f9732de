"""The leak matrix: every public channel × every moment × every reader, through the page cache.

What is not out leaves each answer, byte for byte, as it is in the same world without it: whatever a page
counts, ranks, scales or lists. What is out is told by each channel that tells anything. A cell is who asks,
and a channel.
"""

import logging
import re
from datetime import timedelta

import pytest
from django.core import mail

from press.models import Release
from tests.factories import make_user
from tests.press import announced_leaks as announced
from tests.press import changed_leaks as changed
from tests.press import leaks
from tests.trust import FULL
from tests.trust.leak_world import (
    ANONYMOUS,
    AT,
    CANARIES,
    CHANGES,
    DAY,
    JOURNALIST,
    PLANTED,
    WAYS,
    around,
    ask,
    embargo,
    hide_contact,
    readers,
)
from tests.trust.moved_clock import moved_clock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.no_cover]

SECOND = timedelta(seconds=1)
LEAST = SECOND / 1000  # SQLite's clock has no less
BEFORE = {"7 days": 7 * DAY, "1 hour": 3600 * SECOND, "1 second": SECOND, "1 ms": LEAST}
SINCE = {"none": 0 * SECOND, "1 ms": LEAST, "1 second": SECOND}
LAST, ALL = ["1 ms"], 10**6  # the moment, and the number of channels, that matter the most

ACCESS = {name for name in leaks.CHANNELS if name.startswith("press:access")}
# What they tell of the nation changes with no region, and the rest of them has no instant.
SILENT = {
    *("robots", "sitemap", "press:absent_graphic", "press:nation_factsheet", "regions:correction_feed"),
    *("regions:nation_data", "regions:nation_card", "regions:indicator_card"),
    *(f"regions:nation_block_{kind}" for kind in ("data", "chart", "svg", "png", "embed")),
    *("regions:audiences_embed", "regions:dashboard_audiences_embed"),
}
# They are there while two waves are: what is left of one has no notice.
OF_WAVES = {f"regions:series_{kind}" for kind in ("chart", "svg", "png", "embed")}
# They say since when what they give is as it is: a withdrawal is no secret.
DATED = {"regions:dataset", "regions:dataset_archive"}
NEVER = leaks.NEVER | changed.NEVER


class Cells(dict):
    """The faults of each cell."""

    @property
    def faults(self):
        return {cell: faults for cell, faults in self.items() if faults}

    def note(self, asker, channel, fault):
        self.setdefault((asker, channel), []).extend([fault] if fault else [])

    def each(self, without, found, fault):
        """`fault(asker, expected, told)` of each answer, `expected` that of the world without."""
        for asker, answers in found.items():
            for expected, told in zip(without.get(asker, without[ANONYMOUS]), answers, strict=True):
                self.note(asker, told.channel, fault(asker, expected, told))

    def tells(self, without, found, channels):
        """Each of the channels tells each reader something, in one of its answers; those of a link that
        opens nothing apart."""
        for asker in found.keys() - WAYS:
            pairs = list(zip(without.get(asker, without[ANONYMOUS]), found[asker], strict=True))
            told = {told.channel for expected, told in pairs if told.said != expected.said}
            for channel in channels - (ACCESS if asker != JOURNALIST else set()):
                self.note(asker, channel, channel not in told and "nothing")


@pytest.fixture
def cells(record_property):
    cells = Cells()
    yield cells
    record_property("cells", len(cells))


@pytest.fixture
def clock(settings, tmp_path):
    settings.ALLOWED_HOSTS, settings.MEDIA_ROOT = ["testserver"], tmp_path
    with moved_clock(PLANTED) as clock:
        around()
        yield clock


def same(asker, expected, told):
    return told.said != expected.said and f"{told.address}: {told.status}, {told.marks()}"


def same_but_for_the_link(asker, expected, told):
    """Who was invited reads it before."""
    if asker == JOURNALIST and told.channel in ACCESS:
        return told.status != 200 and f"{told.address}: {told.status}"
    return same(asker, expected, told)


@pytest.mark.parametrize("before", BEFORE if FULL else LAST)
def test_nothing_is_told_before_the_instant(clock, cells, before, caplog):
    caplog.set_level(logging.INFO)
    at = AT - BEFORE[before]
    without = ask(clock, at, size=ALL)
    clock.move(PLANTED)
    embargo()
    found = ask(clock, at, readers(), contact=leaks.contact_pk(), size=ALL)
    cells.each(without, found, same_but_for_the_link)
    assert cells.faults == {}
    asked = "".join(told.address for told in found[ANONYMOUS])
    logged = {name for name, mark in CANARIES.items() if re.search(mark, caplog.text)}
    assert {name for name in logged if not re.search(CANARIES[name], asked)} == set()
    assert mail.outbox == []


@pytest.mark.parametrize("since", SINCE if FULL else LAST)
def test_all_is_told_from_the_instant_on(clock, cells, since):
    at = AT + SINCE[since]
    without = ask(clock, at)
    clock.move(PLANTED)
    embargo()
    found = ask(clock, at, readers(), contact=leaks.contact_pk())
    cells.tells(without, found, {told.channel for told in found[ANONYMOUS]} - SILENT)
    by_reader = {asker: found[asker] for asker in found.keys() - WAYS}
    cells.each(without, by_reader, lambda *pair: pair[1].channel in SILENT and same(*pair))
    uninvited = {asker: answers for asker, answers in by_reader.items() if asker != JOURNALIST}
    cells.each({ANONYMOUS: found[ANONYMOUS]}, uninvited, same)
    assert cells.faults == {}
    assert {told.address for told in found[ANONYMOUS] if told.marks() & NEVER} == set()


def test_nothing_is_told_of_a_draft_after_its_instant(clock, cells):
    without = ask(clock, AT + SECOND)
    clock.move(PLANTED)
    embargo()
    leaks.draft()
    announced.take_back()
    cells.each(without, ask(clock, AT + SECOND, readers(), contact=leaks.contact_pk()), same)
    assert cells.faults == {}


def test_nothing_is_told_at_the_former_instant_of_what_was_moved_later(clock, cells):
    without = ask(clock, AT + SECOND)
    clock.move(PLANTED)
    embargo()
    leaks.move(AT + 3600 * SECOND)
    announced.move(AT + 3600 * SECOND)
    hide_contact()
    found = ask(clock, AT + SECOND, readers(), contact=leaks.contact_pk())
    cells.each(without, found, same_but_for_the_link)
    assert cells.faults == {}


@pytest.fixture
def corrected(clock):
    """What was told before anybody thought of a correction; then it is approved, with another edition."""
    embargo()
    invited, contact = readers(), leaks.contact_pk()
    without = ask(clock, CHANGES - LEAST, invited, contact=contact)
    clock.move(AT + DAY)
    changed.embargo(CHANGES)
    return without, lambda at: ask(clock, at, invited, contact=contact)


def test_nothing_is_told_of_a_correction_before_its_instant(corrected, cells):
    without, ask_at = corrected
    cells.each(without, ask_at(CHANGES - LEAST), same)
    assert cells.faults == {}


def test_correction_is_told_from_its_instant_on_by_each_channel_that_told_the_value(corrected, cells):
    without, ask_at = corrected
    telling = {one.channel for one in without[ANONYMOUS] if one.marks() & {"value", "headline"}}
    found = ask_at(CHANGES)
    cells.tells(without, found, telling - ACCESS)
    assert cells.faults == {}
    assert {one.address for one in found[ANONYMOUS] if one.marks(changed.CANARIES) & NEVER} == set()


def test_notice_alone_is_left_of_what_was_withdrawn(clock, cells):
    without = ask(clock, AT + 3 * DAY)
    clock.move(PLANTED)
    embargo()
    invited, contact = readers(), leaks.contact_pk()
    out = ask(clock, AT, contact=contact)[ANONYMOUS]
    clock.move(AT + DAY)
    Release.objects.get(slug="qslugq").withdraw(by=make_user(), notice="Avis de retrait.")
    announced.withdraw(make_user())
    found = ask(clock, AT + 3 * DAY, invited, contact=contact)
    cells.each(without, found, same_or_notice)
    pairs = zip(out, without[ANONYMOUS], strict=True)
    own = {told.channel for told, never in pairs if told.status != 404 and never.status == 404}
    gone = {one.channel for one in found[ANONYMOUS] if one.status == 410}
    assert (cells.faults, own - OF_WAVES - gone) == ({}, set())


def same_or_notice(asker, expected, told):
    """An old address, or a link, still leads to the notice."""
    if told.said == expected.said or told.channel in DATED:
        return ""
    marks = told.marks()
    leads = told.status in (301, 302) and marks <= {"slug", "report slug", "file name"}
    gone = told.status == 410 and not marks and (asker in WAYS or b"Avis d" in told.body)
    return "" if leads or gone else f"{told.address}: {told.status}, {marks}"
