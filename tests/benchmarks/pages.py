"""How many requests per second the pages of the site answer, and how late, beside a bare Django view with
the same middleware and the same bytes, nginx with a file of the same bytes, and the site without its cache:
python -m tests.benchmarks.pages [--short] [--encoding br|identity] (make bench), on the database of
DATABASE_URL, else a SQLite of its own. Needs wrk and nginx.

One round asks each server in turn; a ratio is the median of the ratios of the rounds, so that a machine that
does something else meanwhile wrongs them all alike.
"""

import argparse
import json
import os
import platform
import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks import servers
from tests.benchmarks.servers import fetch, granian, nginx, wrk

PAGES = {
    "accueil": "/",
    "région": "/regions/pays-de-la-loire/",
    "indicateur": "/indicateurs/pratique-partenariats/",
    "tableau de bord": "/tableau-de-bord/?indicateur=pratique-partenariats",
    "communiqué": "/communiques/phare-pays-de-la-loire/",
    "recherche": "/recherche/?q=partenariat",
    "graphique JSON": "/graphiques/indicateurs/pratique-partenariats/regions.json",
    "CSV": "/indicateurs/pratique-partenariats.csv",
}
MANY, FEW = 32, 4  # connections
SLOW = 3  # seconds
WANTED = {"nu": 3.0, "nginx": 0.6, "304": 4.0}
COLUMNS = ("gardée", "nu", "nginx", "sans garde", "304")
ENGINES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def snapshot(address, encoding, folder):
    """Each page as a file, for the bare view and for nginx, and its validator; bytes as they go out."""
    kept = {}
    Path(folder, "pages").mkdir()
    for number, path in enumerate(PAGES.values()):
        headers, body = fetch(address + path, **{"Accept-Encoding": encoding})
        Path(folder, "pages", f"{number}").write_bytes(body)
        kept[path] = {
            "file": str(number),
            "type": headers["Content-Type"],
            "encoding": headers["Content-Encoding"] or "",
            "etag": headers["ETag"],
            "size": len(body),
        }
    Path(folder, "pages", "index.json").write_text(json.dumps(kept))
    return kept


class Bench:
    def __init__(self, encoding, rounds, seconds):
        self.asked = {"Accept-Encoding": encoding}
        self.encoding, self.rounds, self.seconds = encoding, rounds, seconds

    def measure(self, addresses, path, kept):
        """By column, a run for each round; the columns of a round one after the other."""
        nothing_new = self.asked | {"If-None-Match": kept["etag"]}
        asked = {
            "gardée": (addresses["gardée"] + path, self.asked),
            "nu": (addresses["nu"] + path, self.asked),
            "nginx": (f"{addresses['nginx']}/{kept['file']}", self.asked),
            "sans garde": (addresses["sans garde"] + path, self.asked),
            "304": (addresses["gardée"] + path, nothing_new),
        }
        for column, (url, headers) in asked.items():
            if column != "sans garde":
                wrk(url, 1, headers)
        runs = {column: [] for column in COLUMNS}
        for _ in range(self.rounds):
            for column, (url, headers) in asked.items():
                # Pages made anew wait for each other: few ask for them, or none would come in time.
                few = column == "sans garde"
                run = wrk(url, SLOW if few else self.seconds, headers, connections=FEW if few else MANY)
                runs[column].append(run)
        return runs

    def line(self, name, kept, runs):
        """A row of the table, and the ratios that miss what is wanted."""
        rates = {column: median(run.rate for run in found) for column, found in runs.items()}
        late = {column: median(run.p99 for run in found) for column, found in runs.items()}
        ratios = {
            "nu": ratio(runs, "gardée", "nu"),
            "nginx": ratio(runs, "gardée", "nginx"),
            "sans garde": ratio(runs, "gardée", "sans garde"),
            "304": ratio(runs, "304", "nu"),
        }
        cells = [name, f"{kept['size'] / 1000:.1f}"]
        cells += [f"{rates[column]:,.0f} ({late[column]:.0f})".replace(",", " ") for column in COLUMNS]
        cells += [
            f"**{value:.2f}**" if value < WANTED.get(key, 0) else f"{value:.2f}"
            for key, value in ratios.items()
        ]
        return f"| {' | '.join(cells)} |"


def ratio(runs, over, under):
    return median(one.rate / other.rate for one, other in zip(runs[over], runs[under], strict=True))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true", help="Trois tours d'une seconde.")
    parser.add_argument("--encoding", choices=("br", "identity"), default="br")
    asked = parser.parse_args()
    servers.check_tools()
    bench = Bench(asked.encoding, *((3, 1) if asked.short else (5, 2)))
    with TemporaryDirectory(prefix="phare-pages-") as folder, ExitStack() as stack:
        database = os.environ.get("DATABASE_URL", f"sqlite:///{folder}/site.sqlite3")
        variables = servers.prepared(database)
        addresses = {}
        for column, application in (
            ("gardée", "phare.wsgi:application"),
            ("sans garde", "tests.benchmarks.uncached:application"),
        ):
            addresses[column], _ = stack.enter_context(granian(application, variables))
        kept = snapshot(addresses["gardée"], asked.encoding, folder)
        pages = {"BENCH_PAGES": f"{folder}/pages"}
        addresses["nu"], _ = stack.enter_context(
            granian("tests.benchmarks.bare:application", variables | pages)
        )
        addresses["nginx"] = stack.enter_context(nginx(folder))
        tell(bench, ENGINES[database.partition(":")[0].removesuffix("ql")])
        for name, path in PAGES.items():
            print(bench.line(name, kept[path], bench.measure(addresses, path, kept[path])), flush=True)


def tell(bench, engine):
    load = os.getloadavg()[0]
    sys.stdout.write(
        f"\n{engine}, {date.today():%d/%m/%Y}, {os.cpu_count()} cœurs, Python {platform.python_version()}, "
        f"{servers.WORKERS} processus par serveur, {bench.rounds} tours de {bench.seconds} s, "
        f"encodage {bench.encoding}, "
        f"{MANY} connexions ({FEW} sans garde), charge de la machine au départ {load:.1f}\n\n"
        "Requêtes par seconde (99e centile en ms), puis rapports ; en gras, ce qui manque le but "
        "(nu ≥ 3, nginx ≥ 0,6, 304 ≥ 4).\n\n"
        "| page | ko | gardée | Django nu | nginx | sans garde | 304 "
        "| gardée / nu | gardée / nginx | gardée / sans garde | 304 / nu |\n"
        f"|---|{'--:|' * 10}\n"
    )


if __name__ == "__main__":
    main()
