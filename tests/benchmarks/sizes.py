"""What a page costs as the database grows, without the page cache: milliseconds and queries of each kind of
page at 1,000, 100,000 and 1,000,000 figures, beside 20,000 releases and 5,000 events:
python -m tests.benchmarks.sizes [FIGURES…] (make bench)."""

import logging
import os
import sys
import tempfile
import time
import warnings

os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")  # that of the measure is a file, see below

from tests.benchmarks.cold import Site  # isort: skip  # it sets production up

from django.core.management import call_command
from django.db import connection, connections
from django.test.runner import DiscoverRunner

from tests.benchmarks.growth import grow

SIZES = (1_000, 100_000, 1_000_000)
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


def of_size(figures):
    """By kind of page its queries, milliseconds and kilobytes, in a database of that size."""
    runner = DiscoverRunner(verbosity=0, interactive=False)
    connection.settings_dict["TEST"]["MIGRATE"] = False
    databases = runner.setup_databases()
    try:
        began, worked = time.monotonic(), time.process_time()
        grow(figures)
        seconds, worked = time.monotonic() - began, time.process_time() - worked
        sys.stdout.write(f"{figures} chiffres écrits en {seconds:.0f} s, dont {worked:.0f} s de calcul ici\n")
        sys.stdout.flush()
        site = Site()
        return {
            name: (*site.measure(path, warming=1, builds=5), len(site.build(path)) / 1000)
            for name, path in PAGES.items()
        }
    finally:
        runner.teardown_databases(databases)


def main(*sizes):
    warnings.simplefilter("ignore")
    logging.disable(logging.INFO)
    call_command("collectstatic", interactive=False, verbosity=0)
    sizes = sizes or SIZES
    connections.settings.pop("public", None)  # it would stay on the database of the first size
    with tempfile.TemporaryDirectory(prefix="phare-sizes-") as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/sizes.sqlite3"
        found = {figures: of_size(figures) for figures in sizes}
    heads = " | ".join(f"{figures:,}".replace(",", " ") for figures in sizes)
    sys.stdout.write(
        f"\n{connection.vendor} : ms, requêtes, ko ; puis les ms de la plus grande base sur celles de la "
        f"plus petite\n\n| page | {heads} | rapport |\n|---|{'--:|' * (len(sizes) + 1)}\n"
    )
    for name in PAGES:
        rows = [found[figures][name] for figures in sizes]
        cells = [f"{spent:.1f}, {queries}, {size:.0f}" for queries, spent, size in rows]
        grown = rows[-1][1] / rows[0][1]
        cells.append(f"{grown:.2f}" if grown <= MOST_RATIO else f"**{grown:.2f}**")
        sys.stdout.write(f"| {name} | {' | '.join(cells)} |\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
