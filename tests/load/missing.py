"""Whether an address under embargo can be told from one never used: python -m tests.load.missing [TIMES]"""

import asyncio
import re
import sys
from datetime import timedelta
from statistics import median

from tests.load.client import Reader, centile
from tests.load.site import prepare, served
from tests.load.table import Table

NEVER = "jamais-rien-ici"


def main(times="1000"):
    times = int(times)
    with prepare(), served(workers=1) as site:
        table = Table(f"404 : sous embargo et jamais employées, {times} fois chacune")
        for path in embargoed():
            asyncio.run(compare(site, path, times, table))
        return table.code()


def embargoed():
    """One of each kind, out in an hour."""
    from regions.publication import database_now
    from tests import factories

    at = database_now() + timedelta(hours=1)
    slug = f"essai-{at:%H%M%S%f}"  # a database may be used again
    report = factories.make_report(slug=slug, publish_at=at)
    release = factories.publish(
        factories.make_release(slug=slug, figures=[], report=None, publish_at=at)
    ).release
    event, page = (
        factories.make_event(slug=slug, publish_at=at),
        factories.make_page(slug=slug, publish_at=at),
    )
    return [one.get_absolute_url() for one in (report, release, event, page)]


async def compare(site, path, times, table):
    """Each time at another port of the host, for which nothing is kept, so that it is made; then as kept."""
    never, reader = re.sub(r"[^/]+/$", f"{NEVER}/", path), Reader(site)
    for name, hosts in (("faite", range(1, times + 1)), ("gardée", [80] * times)):
        seen = {path: [], never: []}
        for number, port in enumerate(hosts):
            for one in (path, never) if number % 2 else (never, path):
                seen[one].append(await reader.ask(one, f"{site.host}:{port}"))
        ours, theirs = ([one.took * 1000 for one in seen[which]] for which in (path, never))
        kind = f"{path.split('/')[1]}, {name}"
        table.at_most(f"{kind} : écart des médianes", abs(median(ours) - median(theirs)), 1, " ms")
        table.told(f"{kind} : médiane", median(ours), " ms")
        table.told(f"{kind} : p99", centile(ours, 0.99), " ms")
        alike = {(one.status, _timeless(one.headers), one.mark) for which in seen.values() for one in which}
        table.at_most(f"{kind} : réponses différentes", len(alike), 1)


def _timeless(headers):
    return re.sub(rb"(?i)date: [^\r]*\r\n", b"", headers)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
