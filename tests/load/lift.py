"""An embargo that lifts, then a withdrawal, under readers who keep asking: python -m tests.load.lift

With `nginx`: behind it, as deploy/ has it. With an address and a host (https://127.0.0.1:8443
phare.example.org): of a site that runs already on the database of DATABASE_URL.
"""

import asyncio
import itertools
import os
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from tests.load.client import centile, crowd
from tests.load.site import Site, prepare, served
from tests.load.table import Table

READERS, PAUSE = 200, 0.2
BEFORE, AFTER, GONE = 4, 6, 4  # seconds under load: before the instant, after it, after the withdrawal
WARM = 1  # seconds after the instant


def main(arguments):
    folder = prepare()
    if arguments == ["nginx"]:
        with folder as name, behind_nginx(Path(name)) as site:
            return measure(site, late=2)
    if arguments:
        return measure(Site(*arguments), late=2)
    with folder, served() as site:
        return measure(site, late=0.2)


@contextmanager
def behind_nginx(folder):
    from tests.serving.site import HOST, served

    folder.chmod(0o755)  # nginx opens it under another user
    with served(folder, folder, os.environ["DATABASE_URL"]) as site:
        yield Site(f"https://127.0.0.1:{site.ports['https']}", HOST)


def measure(site, late):
    from regions.publication import database_now
    from tests.factories import make_release, publish

    # A site that has been running: each worker has shown a release before.
    older = publish(make_release(figures=[], report=None)).release.get_absolute_url()
    asyncio.run(crowd(site, lambda: itertools.repeat(older), lambda: asyncio.sleep(2), readers=20, pause=0.1))
    skew = database_now().timestamp() - time.time()
    at = database_now() + timedelta(seconds=BEFORE)
    release = publish(make_release(figures=[], report=None, publish_at=at)).release
    path, withdrawn = release.get_absolute_url(), []

    async def play():
        await asyncio.sleep(BEFORE + AFTER)
        withdrawn.append(await asyncio.to_thread(withdraw, release))
        await asyncio.sleep(GONE)

    seen = asyncio.run(crowd(site, lambda: itertools.repeat(path), play, readers=READERS, pause=PAUSE))
    return show(seen, at.timestamp() - skew, withdrawn[0], late)


def withdraw(release):
    """When it was done."""
    from tests.factories import make_user

    release.withdraw(by=make_user(), notice="Retiré pour essai.")
    return time.time()


def show(seen, at, withdrawn, late):
    by_status = {status: [one for one in seen if one.status == status] for status in (200, 404, 410)}
    out, missing, gone = by_status.values()
    warm = [one.took * 1000 for one in out if one.began > at + WARM]
    table = Table(f"Levée d'embargo : {READERS} lecteurs, une demande chacun toutes les {PAUSE} s")
    table.told("demandes", len(seen))
    table.at_most("erreurs (autres que 200, 404, 410)", len(seen) - len(out) - len(missing) - len(gone), 0)
    table.at_most("réponses en avance", sum(one.ended < at for one in out), 0)
    table.at_most("première bonne réponse après l'instant", min(one.ended for one in out) - at, 2, " s")
    table.at_most("dernier 404 demandé après l'instant", last(missing, at), late, " s")
    table.told("p99 avant l'instant", centile([one.took * 1000 for one in missing], 0.99), " ms")
    table.at_most("p99 une fois la page faite", centile(warm, 0.99), 50, " ms")
    table.at_most("dernier 200 demandé après le retrait", last(out, withdrawn), 2, " s")
    table.at_least("réponses 410 après le retrait", len(gone), 1)
    table.at_most("réponses 410 avant le retrait", sum(one.ended < withdrawn - 1 for one in gone), 0)
    return table.code()


def last(seen, instant):
    """Seconds after the instant at which the last of these was asked for."""
    return max((one.began - instant for one in seen if one.began > instant), default=0.0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
