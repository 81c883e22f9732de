"""What a worker weighs over many requests of all kinds: python -m tests.load.memory [REQUESTS]
(make bench)."""

import asyncio
import random
import re
import sys

from tests.load.client import Reader
from tests.load.site import prepare, served
from tests.load.table import Table
from tests.sitemap import entries

REQUESTS, READERS, STEPS = 100_000, 8, 10
LARGEST, GROWTH = 150, 10  # megabytes: of a worker, and of its second half
MADE_UP = 0.05  # of the requests: addresses never asked before


def main(arguments):
    count = int(arguments[0]) if arguments else REQUESTS
    with prepare(), served(workers=1) as site:
        worker = site.workers()[0]
        find_paths(site)
        table = Table(f"Mémoire d'un processus, {count} demandes")
        sizes = []
        for step in range(STEPS):
            statuses = asyncio.run(ask(site, count // STEPS, step))
            write()
            sizes.append(worker.memory_info().rss / 2**20)
            table.told(f"après {(step + 1) * count // STEPS} demandes", sizes[-1], " Mo")
            table.at_most("  erreurs (5xx ou perdues)", sum(not 200 <= one < 500 for one in statuses), 0)
        table.at_most("le plus", max(sizes), LARGEST, " Mo")
        table.at_most("de la moitié à la fin", sizes[-1] - sizes[STEPS // 2 - 1], GROWTH, " Mo")
        return table.code()


PATHS = []


def find_paths(site):
    """All that the sitemap names, and the files and charts to which those pages lead."""
    from django.test import Client

    client, found = Client(headers={"host": site.host}), set()
    for page in entries(lambda path: client.get(path).content.decode()):
        text = client.get(page).content.decode()
        found |= {page, *re.findall(r'(?:href|src|data-chart)="(/(?!admin|static)[^"#]*)', text)}
    PATHS.extend(sorted(one.replace("&amp;", "&") for one in found))


async def ask(site, count, step):
    choose, left, statuses = random.Random(step), iter(range(count)), []

    async def read():
        reader = Reader(site)
        for number in left:
            made_up = choose.random() < MADE_UP
            kind = "/recherche/?q=essai" if number % 2 else "/jamais"
            path = f"{kind}-{step}-{number}" if made_up else choose.choice(PATHS)
            statuses.append((await reader.ask(path)).status)
        reader.close()

    await asyncio.gather(*(read() for _ in range(READERS)))
    return statuses


def write():
    """Something that makes every page anew."""
    from regions.models import Region

    Region.objects.first().save()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
