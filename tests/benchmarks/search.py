"""How long a search takes among 10,000 releases and 10,000 resources, beside their lists:
python -m tests.benchmarks.search (make bench)."""

import os
import random
import sys
import time
import warnings
from datetime import date, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phare.settings")

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from press.models import Edition, Release, Resource  # noqa: E402
from regions.folding import fold  # noqa: E402
from regions.loader import load_programme  # noqa: E402
from regions.models import Region  # noqa: E402
from tests.factories import ago  # noqa: E402

ROWS = 10_000
WORDS = 400  # of a release; a resource has a tenth
ROUNDS = 5
VOCABULARY = [a + b + c for a in ("par", "ter", "lo", "mu") for b in ("ti", "ra", "ne") for c in "abcdefghij"]
SEARCHES = {
    "un mot que toutes les lignes ont": "partenariat",
    "un mot d'une ligne sur cent": "centieme",
    "un mot d'une seule ligne": "unique",
    "un mot de nulle part": "introuvable",
    "trois mots de toutes les lignes": "partenariat+emploi+territoire",
}


def text(number, length):
    rare = ["centième"] * (number % 100 == 0) + ["unique"] * (number == ROWS // 2)
    return " ".join(["partenariat", "emploi", "territoires", *rare, *random.choices(VOCABULARY, k=length)])


def make_releases():
    day = date(2000, 1, 1)
    releases = Release.objects.bulk_create(
        Release(slug=f"communique-{number}", headline=f"Titre {number}") for number in range(ROWS)
    )
    editions = []
    for number, release in enumerate(releases):
        body = text(number, WORDS)
        editions.append(
            Edition(
                release=release,
                number=1,
                headline=f"Titre {number}",
                standfirst="Un chapô.",
                body=f"<p>{body}</p>",
                day=day + timedelta(days=number // 3),
                date_words="un jour",
                demonstration=False,
                organisations=[],
                boilerplates=[],
                contact_ids=[],
                enclosed=[],
                draft_version=0,
                publish_at=ago(hours=1),
                approved_at=ago(hours=1),
                approved_alone_because="bench",
                search_title=fold(f"Titre {number}"),
                search_text=fold(body),
            )
        )
    Edition.objects.bulk_create(editions, batch_size=500)


def make_resources():
    nation = Region.objects.get(level="nation")
    Resource.objects.bulk_create(
        (
            Resource(
                title=f"Ressource {number}",
                slug=f"ressource-{number}",
                kind="note",
                question="formes",
                summary=(summary := text(number, WORDS // 10)),
                region=nation,
                released_precision="unknown",
                publish_at=ago(hours=1),
                search_title=fold(f"Ressource {number}"),
                search_text=fold(f"{summary} note"),
            )
            for number in range(ROWS)
        ),
        batch_size=500,
    )


def timed(name, path):
    """The median of a few rounds, in seconds."""
    client, rounds = Client(SERVER_NAME="localhost"), []
    for _ in range(ROUNDS):
        with CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            assert client.get(path).status_code == 200
            rounds.append(time.perf_counter() - start)
    seconds = sorted(rounds)[ROUNDS // 2]
    sys.stdout.write(f"  {name:<34} {seconds:6.2f} s  {len(queries):4d} requêtes\n")
    return seconds


def main():
    warnings.simplefilter("ignore")
    random.seed(5)
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        load_programme()
        few = timed("recherche, aucun communiqué", "/recherche/?q=partenariat")
        make_releases()
        make_resources()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        sys.stdout.write(f"{connection.vendor}, {ROWS} communiqués et autant de ressources\n")
        lists = timed("liste des communiqués", "/communiques/") + timed(
            "liste des ressources", "/ressources/"
        )
        ratios = [timed(name, f"/recherche/?q={asked}") / lists for name, asked in SEARCHES.items()]
        said = ", ".join(f"{ratio:.2f}" for ratio in ratios)
        sys.stdout.write(f"  recherche sur les deux listes : {said} ; à vide {few / lists:.2f}\n")
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
