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
MANY, FEW = 32, 2  # connections
SLOW = 3  # seconds that they are given
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

    def measure(self, beside, path, kept):
        """By column, a run for each round; the columns of a round one after the other."""
        nothing_new = self.asked | {"If-None-Match": kept["etag"]}
        asked = {
            "gardée": (beside["gardée"], path, self.asked),
            "nu": (beside["nu"], path, self.asked),
            "nginx": (beside["nginx"], f"/{kept['file']}", self.asked),
            "sans garde": (beside["sans garde"], path, self.asked),
            "304": (beside["gardée"], path, nothing_new),
        }
        for column, (server, place, headers) in asked.items():
            if column != "sans garde":
                wrk(server, place, 1, headers)
        runs = {column: [] for column in COLUMNS}
        for _ in range(self.rounds):
            for column, (server, place, headers) in asked.items():
                # Pages made anew wait for each other: few ask for them, or none would come in time.
                seconds, many = (SLOW, FEW) if column == "sans garde" else (self.seconds, MANY)
                runs[column].append(wrk(server, place, seconds, headers, connections=many))
        return runs


def line(name, kept, runs):
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
        f"**{value:.2f}**" if value < WANTED.get(key, 0) else f"{value:.2f}" for key, value in ratios.items()
    ]
    return f"| {' | '.join(cells)} |"


def costs_line(name, runs):
    """A row of the table of costs."""
    cost = {column: median(run.cost for run in found) for column, found in runs.items()}
    shares = (cost["nu"] / cost["gardée"], cost["nginx"] / cost["gardée"], cost["nu"] / cost["304"])
    cells = [name, *(f"{cost[column]:.0f}" for column in COLUMNS), *(f"{share:.2f}" for share in shares)]
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
        beside = {}
        for column, application in (
            ("gardée", "phare.wsgi:application"),
            ("sans garde", "tests.benchmarks.uncached:application"),
        ):
            beside[column] = stack.enter_context(granian(application, variables))
        kept = snapshot(beside["gardée"].address, asked.encoding, folder)
        pages = {"BENCH_PAGES": f"{folder}/pages"}
        beside["nu"] = stack.enter_context(granian("tests.benchmarks.bare:application", variables | pages))
        beside["nginx"] = stack.enter_context(nginx(folder))
        tell(bench, ENGINES[database.partition(":")[0].removesuffix("ql")])
        costs = []
        for name, path in PAGES.items():
            runs = bench.measure(beside, path, kept[path])
            print(line(name, kept[path], runs), flush=True)
            costs.append(costs_line(name, runs))
        tell_costs(costs)


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


def tell_costs(lines):
    """What another load of the machine hardly changes."""
    heads = " | ".join((*COLUMNS, "nu / gardée", "nginx / gardée", "nu / 304"))
    said = "\n".join(lines)
    print(f"\nCalcul du serveur pour une demande, en µs :\n\n| page | {heads} |\n|---|{'--:|' * 8}\n{said}")


if __name__ == "__main__":
    main()
