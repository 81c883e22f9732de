"""What a worker of the site weighs after 0, 20,000 and 100,000 requests for all its public pages, each made
anew again and again: python -m tests.benchmarks.memory [REQUESTS…] (make bench). Needs wrk.
"""

import json
import os
import sqlite3
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import servers
from tests.benchmarks.servers import PROXY, children, fetch, granian, wrk
from tests.sitemap import entries

COUNTS = (0, 20_000, 100_000)
MOST_MEGABYTES = 150
SECONDS = 2  # of a run; between two of them the content changes, so that every page is made anew
SCRIPT = """
local paths = {{ {paths} }}
local headers = {{ ["X-Forwarded-Proto"] = "https", ["Accept-Encoding"] = "{encoding}" }}
local at = {start}
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], headers)
end
"""


def main(*counts):
    counts = counts or COUNTS
    servers.check_tools()
    with TemporaryDirectory(prefix="phare-memory-") as folder:
        file = f"{folder}/site.sqlite3"
        variables = servers.prepared(f"sqlite:///{file}")
        with granian("phare.wsgi:application", variables, workers=1) as server:
            paths = public_paths(server.address)
            sys.stdout.write(f"SQLite, un processus, {len(paths)} pages, en tour\n")
            done, tour = 0, 0
            for count in counts:
                while done < count:
                    done += ask(server, paths, folder, tour)
                    tour += 1
                    change(file)
                weight = resident(children(server.pid)[-1])
                over = " TROP" if weight > MOST_MEGABYTES else ""
                sys.stdout.write(
                    f"  après {done:7d} requêtes, {tour:4d} changements : {weight:4.0f} Mo{over}\n"
                )
                sys.stdout.flush()


def public_paths(address):
    """Every page that the sitemap names."""
    return list(entries(lambda path: fetch(f"{address}{path}")[1].decode()))


def ask(server, paths, folder, tour):
    """How many requests one run made, in packed forms and plain ones in turn."""
    script = Path(folder, "tour.lua")
    said = ", ".join(json.dumps(path) for path in paths)
    encoding = ("br", "identity", "gzip")[tour % 3]
    script.write_text(SCRIPT.format(paths=said, encoding=encoding, start=tour * 37 % len(paths)))
    return round(wrk(server, "/", SECONDS, PROXY, connections=8, script=script).rate * SECONDS)


def change(file):
    """As any write does."""
    with sqlite3.connect(file, timeout=20) as database:
        database.execute("UPDATE phare_contentrevision SET number = number + 1")
    database.close()


def resident(pid):
    """Megabytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
