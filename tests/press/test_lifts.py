"""Real lifts of an embargo, against the database's clock: never early, and there
at the first look after it. How long that is after the instant is printed, and how much of it is the
answer itself (the rest is the round of the looks before): pytest -rP."""

import os
import time
from datetime import timedelta

import pytest
from django.test import Client

from press.models import Edition
from regions.models import Report
from regions.publication import database_now
from tests.factories import make_figure, make_region, make_release, make_report, publish
from tests.regions.releases import soon

LIFTS = int(os.environ.get("PRESS_LIFTS", "20"))
EVERY = timedelta(milliseconds=int(os.environ.get("PRESS_LIFTS_EVERY", "400")))  # one lift after the other
BEFORE = timedelta(milliseconds=200)  # the polls of one begin
SETTING_OFF = timedelta(milliseconds=40)  # enough to give one its instant
ADDRESSES = 3


def prepare(number):
    """A release for tomorrow, with its report."""
    region = make_region(name=f"Levée {number}")
    figure = make_figure(region=region, report=make_report(region=region, publish_at=soon()))
    return publish(make_release(report=figure.report, figures=[figure], publish_at=None))


def set_off(edition, at):
    """Give it, and its report, their instant; gives its page and its chart."""
    Report.objects.filter(pk=edition.report_id).update(publish_at=at)
    Edition.objects.filter(pk=edition.pk).update(publish_at=at)
    figure, release = edition.citations.get().figure, edition.release
    chart = f"communiques/{release.slug}/{figure.region.slug}/{figure.question.indicator.slug}.json"
    return release.get_absolute_url(), f"/graphiques/{chart}"


def poll(client, lifts, seen, missed):
    """Ask for what was not seen yet. Notes how long after the instant it was there, and how long the answer
    took of that; or that it was due and not there."""

    def note(place, at, asked, out):
        if out:
            answered = database_now()
            seen.setdefault(place, (answered - at, answered - max(asked, at)))
        elif asked >= at:
            missed.append((place, asked - at))

    awaited = {page: at for (page, _), at in lifts.items() if f"list {page}" not in seen}
    if awaited:
        asked = database_now()
        listed = client.get("/communiques/").content.decode()
        for page, at in awaited.items():
            note(f"list {page}", at, asked, f'"{page}"' in listed)
    for places, at in lifts.items():
        for place in set(places) - seen.keys():
            asked = database_now()
            note(place, at, asked, client.get(place).status_code == 200)


@pytest.mark.django_db(transaction=True)
def test_each_release_is_there_at_the_first_look_after_its_instant_and_at_none_before():
    editions = [prepare(number) for number in range(LIFTS)]
    client, seen, missed = Client(), {}, []
    client.get("/communiques/")  # what is compiled once
    start = database_now() + timedelta(seconds=1) + LIFTS * SETTING_OFF
    instants = [start + number * EVERY for number in range(LIFTS)]
    lifts = {set_off(edition, at): at for edition, at in zip(editions, instants, strict=True)}
    while len(seen) < ADDRESSES * LIFTS and database_now() < instants[-1] + timedelta(seconds=30):
        near = {places: at for places, at in lifts.items() if at - database_now() < BEFORE}
        poll(client, near, seen, missed)
        time.sleep(0.002)
    for what, times in zip(("wait", "answer"), zip(*seen.values(), strict=True), strict=True):
        print(f"{LIFTS} lifts: longest {what} {max(times)}, median {sorted(times)[len(times) // 2]}")
    early = [place for place, (wait, _) in seen.items() if wait < timedelta()]
    assert (len(seen), early, missed) == (ADDRESSES * LIFTS, [], [])
