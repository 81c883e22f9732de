"""Real lifts, on the site as production serves it: readers who ask from before each instant on see nothing
early, and all of it together."""

import os
import statistics
import threading
import time
from contextlib import suppress
from datetime import timedelta
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from tests.trust import Row

LIFTS, SHIFTED = 60, 10
EVERY, BEFORE, LATEST = 0.5, 0.2, 2.0  # seconds: between lifts, of asking before one, as late as one may be
READERS = 3
FIGURES = 72
SHIFT = 600  # seconds


def run(full):
    from tests.load.site import prepare, served

    with prepare():
        from django.db import connection

        with served() as site:
            yield lifted("levées réelles", site, LIFTS if full else 3)
            yield together(site)
        if connection.vendor == "sqlite":
            return  # its clock is the application's
        for shift in (SHIFT, -SHIFT):
            os.environ["TRUST_SHIFT"] = str(shift)
            with served(application="tests.trust.shifted:application") as site:
                row = lifted(f"levées, application à {shift // 60:+} min", site, SHIFTED if full else 2)
                row.failures += [] if knows_that_clocks_differ(site) else ["Son horloge était juste."]
                yield row


class Seen(NamedTuple):
    """One answer: when it was asked for and was there, in seconds since the instant."""

    place: str
    asked: float
    ended: float
    status: int
    body: bytes


def lifted(title, site, number):
    """A row of lifts, one after the other."""
    releases = [prepared(figures=1) for _ in range(number)]
    seen, places = [], [[release.get_absolute_url(), *_of_report(release)] for release in releases]
    starts = set_off(releases, EVERY)
    readers = [threading.Thread(target=watch, args=(site, places, starts, seen)) for _ in range(READERS)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    early = [f"{one.place}: {-one.ended:.3f} s" for one in seen if one.status == 200 and one.ended < 0]
    late = [f"{one.place}: {one.asked:.3f} s" for one in seen if one.status != 200 and one.asked > LATEST]
    waits = sorted(firsts(seen).values())
    missing = [] if len(waits) == number * 3 else [f"{number * 3 - len(waits)} jamais vus."]
    last = max((one.asked for one in seen if one.status != 200), default=0)
    typical, worst = statistics.median(waits), waits[int(len(waits) * 0.99) - 1]
    words = f"médiane {typical * 1000:.0f} ms, p99 {worst * 1000:.0f} ms"
    words += f", dernier refus demandé à {last * 1000:+.0f} ms"
    return Row(f"{title} ({words})", number, early + late + missing)


def together(site):
    """Pages, files and figures of one release: no reader finds one of them out and, later, another not."""
    release = prepared(figures=FIGURES)
    report = release.report
    place, of_report = release.get_absolute_url(), report.get_absolute_url()
    numbers = [citation.figure.get_absolute_url() for citation in release.citations.all()[:2]]
    pages = [place, of_report, *numbers, f"{place}versions/"]
    files = [f"{place[:-1]}.pdf", f"{place}kit.zip", f"{place}chiffres.csv", f"{of_report[:-1]}.csv"]
    seen, (at,) = [], set_off([release], EVERY)
    readers = [
        threading.Thread(target=watch, args=(site, [pages + files], [at], seen)) for _ in range(READERS)
    ]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    out = [one for one in seen if one.status == 200]
    first = min((one.ended for one in out), default=0)
    faults = [f"{one.place}: {one.ended:.3f} s" for one in out if one.ended < 0]
    faults += [
        f"{one.place}: pas encore, {one.asked - first:.3f} s après un autre"
        for one in seen
        if one.status != 200 and one.asked > first
    ]
    named = f"/chiffres/{report.region.slug}/".encode()
    counted = {one.place: one.body.count(named) for one in out if one.place.endswith(".csv")}
    faults += [f"{place}: {count} chiffres" for place, count in counted.items() if count != FIGURES]
    faults += [f"{one}: jamais vu" for one in {*pages, *files} - {one.place for one in out}]
    return Row(f"{len(pages)} pages, {len(files)} fichiers, {FIGURES} chiffres ensemble", len(seen), faults)


def prepared(figures):
    """A release for tomorrow, with its report and the figures that it cites."""
    from regions.publication import database_now
    from tests.factories import make_figure, make_region, make_release, make_report, publish

    region = make_region()
    report = make_report(region=region, publish_at=database_now() + timedelta(days=1))
    cited = [make_figure(region=region, report=report) for _ in range(figures)]
    return publish(make_release(report=report, figures=cited, publish_at=None)).release


def _of_report(release):
    page = release.report.get_absolute_url()
    return page, f"{page[:-1]}.csv"


def set_off(releases, every):
    """Give each its instant: these, by time.monotonic."""
    from press.models import Edition
    from regions.models import Report
    from regions.publication import database_now

    skew = time.monotonic() - database_now().timestamp()
    start = database_now() + timedelta(seconds=1 + 0.05 * len(releases))
    instants = [start + timedelta(seconds=every * place) for place in range(len(releases))]
    for release, at in zip(releases, instants, strict=True):
        Report.objects.filter(pk=release.report_id).update(publish_at=at)
        Edition.objects.filter(release=release).update(publish_at=at)
    return [at.timestamp() + skew for at in instants]


def watch(site, places, instants, seen):
    """One reader: all the places of each lift, in turn, from before its instant until each was seen."""
    reader = Reader(site)
    for wanted, at in zip(places, instants, strict=True):
        time.sleep(max(0.0, at - BEFORE - time.monotonic()))
        left = list(wanted)
        while left and time.monotonic() < at + 5:
            for place in list(left):
                asked = time.monotonic()
                status, body = reader.get(place)
                seen.append(Seen(place, asked - at, time.monotonic() - at, status, body))
                if status == 200:
                    left.remove(place)
    reader.connection.close()


class Reader:
    def __init__(self, site):
        parts = urlsplit(site.address)
        self.headers = {"Host": site.host, "X-Forwarded-Proto": "https"}
        self.connection = HTTPConnection(parts.hostname, parts.port, timeout=20)

    def get(self, place):
        self.connection.request("GET", place, headers=self.headers)
        response = self.connection.getresponse()
        return response.status, response.read()


def firsts(seen):
    """By place, the seconds after the instant at which it was first there."""
    found = {}
    for one in seen:
        if one.status == 200:
            found[one.place] = min(one.ended, found.get(one.place, one.ended))
    return found


def knows_that_clocks_differ(site):
    """What the probe says: so is the shift proved."""
    request = Request(f"{site.address}/sante/pret", headers={"X-Forwarded-Proto": "https"})
    with suppress(OSError):
        urlopen(request).close()
        return False
    return True
