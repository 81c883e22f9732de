"""PostgreSQL that stops, or freezes, under load: python -m tests.postgres python -m tests.load.outage

`python -m tests.load.outage 30 frozen`: for so many seconds; frozen: its processes are stopped where they
are, so that it neither answers nor refuses.
"""

import asyncio
import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psutil

from tests.load.client import LOST, centile, crowd
from tests.load.site import prepare, served
from tests.load.table import Table

READERS, PAUSE = 40, 0.1
WARM = ("/", "/regions/", "/indicateurs/", "/communiques/", "/agenda/")
BEFORE, AFTER = 4, 10  # seconds under load


class Database:
    """The PostgreSQL of DATABASE_URL, on this machine, by the folder of its socket."""

    def __init__(self):
        folder = Path(unquote(urlsplit(os.environ["DATABASE_URL"]).netloc.rpartition("@")[2]))
        self.process = psutil.Process(int((folder / "postmaster.pid").read_text().split()[0]))
        self.command, self.user = self.process.cmdline(), self.process.uids().real
        self.group, self.folder = self.process.gids().real, self.process.cwd()

    def stop(self):
        """Fast: it ends what runs and cuts every connection."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)

    def start(self):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.Popen(self.command, cwd=self.folder, user=self.user, group=self.group, **quiet)

    def freeze(self):
        self.frozen = [self.process, *self.process.children(recursive=True)]
        for one in self.frozen:
            one.suspend()

    def thaw(self):
        for one in self.frozen:
            one.resume()


def main(seconds="30", way="stopped"):
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        sys.exit("Une panne de PostgreSQL : python -m tests.postgres python -m tests.load.outage")
    with prepare(), served() as site:
        database, instants = Database(), []
        out, back = {
            "stopped": (database.stop, database.start),
            "frozen": (database.freeze, database.thaw),
        }[way]

        async def play():
            for act, wait in ((None, BEFORE), (out, float(seconds)), (back, AFTER)):
                instants.append(time.time())
                await asyncio.to_thread(act or time.time)
                await asyncio.sleep(wait)

        # A site that has been running: each worker keeps these.
        kept = asyncio.run(
            crowd(site, lambda: itertools.cycle(WARM), lambda: asyncio.sleep(5), readers=20, pause=0.1)
        )
        seen = asyncio.run(crowd(site, addresses, play, readers=READERS, pause=PAUSE))
        return show(kept + seen, *instants[1:], way)


numbers = itertools.count()


def addresses():
    """In turn one that is kept and one that nobody asked before."""
    for path in itertools.cycle(WARM):
        yield path
        yield f"/recherche/?q=panne-{next(numbers)}"


def show(seen, out, back, way):
    right = {(one.path, one.mark) for one in seen if one.status == 200 and one.began < out}
    during = [one for one in seen if out <= one.began < back]
    kept = [one for one in during if one.path in WARM]
    asleep = [one for one in during if one.status == 503]
    served_, told = {200, 503}, [one.took * 1000 for one in during]
    table = Table(f"PostgreSQL {way}, {back - out:.0f} s, {READERS} lecteurs")
    table.told("demandes pendant la panne", len(during))
    table.at_least("pages gardées, données", sum(one.status == 200 for one in kept) / len(kept), 0.95)
    wrong = [one for one in kept if one.status == 200 and (one.path, one.mark) not in right]
    table.at_most("pages gardées, autres qu'avant", len(wrong), 0)
    table.told("réponses 503", len(asleep))
    table.at_most("  sans Retry-After", sum(b"retry-after" not in one.headers.lower() for one in asleep), 0)
    # What was being made at that moment, by one thread or another.
    table.at_most("autres erreurs", sum(one.status not in served_ for one in during), READERS)
    table.told("  dont perdues", sum(one.status == LOST for one in during))
    table.told("médiane pendant la panne", centile(told, 0.5), " ms")
    table.at_most("p99 pendant la panne", centile(told, 0.99), 500, " ms")
    table.told("la plus longue", max(told), " ms")
    later = [one.ended for one in seen if one.began > out and one.status != 200]
    table.at_most("dernière réponse autre que 200, après le retour", max([*later, back]) - back, 5, " s")
    return table.code()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
