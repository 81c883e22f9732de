"""Workers that are killed under load: python -m tests.load.killed"""

import asyncio
import itertools
import sys
import time

from tests.load.client import LOST, centile, crowd
from tests.load.site import WORKERS, prepare, served
from tests.load.table import Table

READERS, PAUSE = 40, 0.1
PATHS = ("/", "/regions/", "/indicateurs/", "/communiques/", "/agenda/", "/jamais/")
# Seconds between them: granian gives up on a worker that dies twice in 5.5 s, and systemd starts it all anew.
KILLS, EVERY = 3, 8


def main():
    with prepare(), served() as site:
        right = asyncio.run(settled(site))
        back = []

        async def play():
            for _ in range(KILLS):
                await asyncio.sleep(EVERY / 2)
                back.append(await asyncio.to_thread(kill, site))
                await asyncio.sleep(EVERY / 2)

        seen = asyncio.run(crowd(site, lambda: itertools.cycle(PATHS), play, readers=READERS, pause=PAUSE))
        return show(seen, right, back)


async def settled(site):
    """What each path answers when nothing happens."""
    seen = await crowd(site, lambda: itertools.cycle(PATHS), lambda: asyncio.sleep(3), readers=8, pause=0.1)
    right = {(one.path, one.status, one.mark) for one in seen}
    assert len(right) == len(PATHS), "The pages are not the same each time."
    return right


def kill(site):
    """Seconds until there are as many workers again."""
    workers, began = site.workers(), time.monotonic()
    victim = workers[0]
    victim.kill()
    while victim in (now := site.workers()) or len(now) < WORKERS or not all(map(is_ready, now)):
        if time.monotonic() > began + 60:
            break
        time.sleep(0.05)
    return time.monotonic() - began


def is_ready(worker):
    """Its threads begin once it has read the site's code."""
    return worker.num_threads() > 1


def show(seen, right, back):
    lost = [one for one in seen if one.status == LOST]
    told = [one for one in seen if one.status != LOST]
    table = Table(f"kill -9 d'un des {WORKERS} processus, {KILLS} fois, sous {READERS} lecteurs")
    table.told("demandes", len(seen))
    table.at_most("réponses fausses", sum((one.path, one.status, one.mark) not in right for one in told), 0)
    # Each reader has one request in flight at most.
    table.at_most("demandes perdues", len(lost), KILLS * READERS)
    table.at_most("processus revenu après", max(back), 5, " s")
    table.at_most("demandes perdues, d'affilée", spread(lost), 1, " s")
    table.told("p99", centile([one.took * 1000 for one in told], 0.99), " ms")
    return table.code()


def spread(lost):
    """Seconds from the first to the last that one kill took along."""
    runs = [[]]
    for one in sorted(one.ended for one in lost):
        if runs[-1] and one - runs[-1][-1] > EVERY / 2:
            runs.append([])
        runs[-1].append(one)
    return max(run[-1] - run[0] for run in runs if run) if lost else 0.0


if __name__ == "__main__":
    sys.exit(main())
