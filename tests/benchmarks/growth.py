"""A large database of made-up data, for benchmarks alone: python -m tests.benchmarks.growth FIGURES
[--releases 20000] [--events 5000] [--indicators N] [--waves N], into the empty database of DATABASE_URL.

The programme's own data first, then, until there are as many figures: for each wave and audience a survey,
a report for each territory, approved by another person than its author and out since; in it, for each
indicator and base, a table of three answers that make 100. Everything reads "d'essai": no number, name or
word of it is anybody's. Only the internal history is left out.
"""

import argparse
import os
import random
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phare.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.management.color import no_style  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from phare.revision import count_writes, stop_counting  # noqa: E402
from press.loader import load_press  # noqa: E402
from regions.loader import load_programme  # noqa: E402
from regions.models import Figure, Region  # noqa: E402
from tests.benchmarks.growth_press import make_events, make_releases  # noqa: E402
from tests.benchmarks.growth_programme import Programme, Shape  # noqa: E402


def grow(figures: int, releases: int = 20_000, events: int = 5_000, *, shape: Shape | None = None) -> None:
    """Into a database that holds the tables and no row. AssertionError where it holds some."""

    assert not Region.objects.exists(), "La base n'est pas vide : donnez-en une autre par DATABASE_URL."
    chance = random.Random(9)
    stop_counting()
    with transaction.atomic():
        load_programme()
        load_press()
        author, approver = (User.objects.create_user(f"essai-{one}") for one in ("auteur", "approbation"))
        programme = Programme(figures, shape or Shape.of(figures), chance)
        programme.build(author, approver)
        make_events(programme, events, chance, author)
        made = make_releases(programme, releases, chance, author, approver)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [Figure, *made]):
                cursor.execute(statement)
    count_writes()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("figures", type=int)
    for name, usual in (("releases", 20_000), ("events", 5_000), ("indicators", 0), ("waves", 0)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = parser.parse_args()
    assert not settings.PRODUCTION, "Jamais dans la base d'un site."
    call_command("migrate", verbosity=0)
    shape, began = Shape.of(asked.figures, asked.indicators, asked.waves), time.monotonic()
    grow(asked.figures, asked.releases, asked.events, shape=shape)
    sys.stdout.write(f"{shape}, {asked.figures} chiffres : {time.monotonic() - began:.0f} s\n")


if __name__ == "__main__":
    main()
