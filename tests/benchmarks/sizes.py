"""What a page costs as the database grows, without the page cache: milliseconds and queries of each kind of
page at 1,000, 100,000 and 1,000,000 figures, beside 20,000 releases and 5,000 events:
python -m tests.benchmarks.sizes [FIGURES…] (make bench)."""

import sys
import time
import warnings

from tests.benchmarks.growth import grow

from django.db import connection  # isort: skip
from django.test import Client
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext

SIZES = (1_000, 100_000, 1_000_000)
ROUNDS = 5
MOST_RATIO = 1.5
PAGES = {
    "accueil": "/",
    "région": "/regions/bretagne/",
    "indicateur": "/indicateurs/essai-1/",
    "tableau de bord": "/tableau-de-bord/?indicateur=essai-1",
    "rapport": "/rapports/essai-bretagne-2025-06-04/",
    "communiqué": "/communiques/communique-d-essai-7/",
    "liste des communiqués": "/communiques/",
    "événement": "/agenda/rencontre-d-essai-3/",
    "agenda": "/agenda/",
    "recherche": "/recherche/?q=centieme",
    "graphique JSON": "/graphiques/indicateurs/essai-1/regions.json",
    "CSV": "/indicateurs/essai-1.csv",
}


def measured(client, path):
    """Milliseconds of computing and by the clock, queries and kilobytes; the medians of a few rounds."""
    computing, clock, count, size = [], [], 0, 0
    for _ in range(ROUNDS + 1):
        with CaptureQueriesContext(connection) as queries:
            began, worked = time.perf_counter(), time.process_time()
            answer = client.get(path)
            body = answer.getvalue()
            computing.append(1000 * (time.process_time() - worked))
            clock.append(1000 * (time.perf_counter() - began))
        assert answer.status_code == 200, (path, answer.status_code)
        count, size = len(queries), len(body) / 1000
    return sorted(computing[1:])[ROUNDS // 2], sorted(clock[1:])[ROUNDS // 2], count, size


def of_size(figures):
    """By kind of page, in a database of its own."""
    runner = DiscoverRunner(verbosity=0, interactive=False)
    connection.settings_dict["TEST"]["MIGRATE"] = False
    databases = runner.setup_databases()
    try:
        began, worked = time.monotonic(), time.process_time()
        grow(figures)
        seconds, worked = time.monotonic() - began, time.process_time() - worked
        sys.stdout.write(
            f"{figures} chiffres, écrits en {seconds:.0f} s, dont {worked:.0f} s de calcul ici\n"
        )
        client = Client(SERVER_NAME="localhost")
        return {name: measured(client, path) for name, path in PAGES.items()}
    finally:
        runner.teardown_databases(databases)


def main(*sizes):
    warnings.simplefilter("ignore")
    sizes = sizes or SIZES
    found = {}
    for figures in sizes:
        found[figures] = of_size(figures)
        sys.stdout.flush()
    heads = " | ".join(f"{figures:,}".replace(",", " ") for figures in sizes)
    sys.stdout.write(
        f"\n{connection.vendor} : ms (dont calcul), requêtes, ko ; puis le rapport des extrêmes\n\n"
        f"| page | {heads} | rapport |\n|---|{'--:|' * (len(sizes) + 1)}\n"
    )
    for name in PAGES:
        cells = [name]
        for figures in sizes:
            computing, clock, count, size = found[figures][name]
            cells.append(f"{clock:.0f} ({computing:.0f}), {count}, {size:.0f}")
        grown = found[sizes[-1]][name][1] / found[sizes[0]][name][1]
        cells.append(f"{grown:.2f}" if grown <= MOST_RATIO else f"**{grown:.2f}**")
        sys.stdout.write(f"| {' | '.join(cells)} |\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
