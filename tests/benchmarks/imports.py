"""How long 10,000 rows take, first and again: python -m tests.benchmarks.imports (make bench)."""

import os
import sys
import time
import warnings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phare.settings")

import django

django.setup()

import tablib  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from regions.importer import FigureResource  # noqa: E402
from regions.models import Figure  # noqa: E402
from tests.factories import (  # noqa: E402
    make_answer,
    make_base,
    make_indicator,
    make_nation,
    make_question,
    make_report,
    make_survey,
)

ROWS = 10_000
HEADINGS = ["region", "indicator", "survey", "answer", "base", "value", "report", "source"]


def make_rows(count):
    """As many rows as asked, each a figure of its own: 10 surveys × 20 indicators × 50 bases."""
    region = make_nation()
    report = make_report(slug="bench")
    bases = [make_base() for _ in range(50)]
    indicators = [make_indicator() for _ in range(20)]
    answers = {indicator.pk: make_answer(indicator=indicator) for indicator in indicators}
    keys = []
    for _ in range(10):
        survey = make_survey()
        for indicator in indicators:
            make_question(indicator=indicator, survey=survey)
            keys += [(indicator, survey, base) for base in bases]
    return [
        [
            region.code,
            indicator.slug,
            survey.slug,
            answers[indicator.pk].slug,
            base.slug,
            str(number % 100),
            report.slug,
            "Rapport",
        ]
        for number, (indicator, survey, base) in enumerate(keys[:count])
    ]


def timed(name, rows, **options):
    dataset = tablib.Dataset(*rows, headers=HEADINGS)
    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        result = FigureResource().import_data(dataset, rollback_on_validation_errors=True, **options)
        seconds = time.perf_counter() - start
    counts = {kind: number for kind, number in result.totals.items() if number}
    sys.stdout.write(f"  {name:<34} {seconds:6.2f} s  {len(queries):4d} requêtes  {counts}\n")
    return result, seconds


def main():
    warnings.simplefilter("ignore")
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        sys.stdout.write(f"{connection.vendor}, {ROWS} lignes\n")
        rows = make_rows(ROWS)
        spoiled = [*rows[:4999], [*rows[4999][:5], "quarante", *rows[4999][6:]], *rows[5000:]]
        refused, _ = timed("une ligne fausse sur 10 000", spoiled)
        (fault,) = refused.invalid_rows
        stored = Figure.objects.count()
        sys.stdout.write(f"    {stored} chiffres en base, ligne {fault.number + 1} : {fault.error_dict}\n")
        _, first = timed("premier import", rows)
        _, again = timed("le même fichier encore", rows)
        changed = [[*row[:5], str((int(row[5]) + 1) % 100), *row[6:]] for row in rows]
        timed("aperçu, toutes les lignes changées", changed, dry_run=True)
        _, update = timed("toutes les lignes changées", changed)
        sys.stdout.write(
            f"  rapports au premier import : encore {again / first:.2f}, changé {update / first:.2f}\n"
        )
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
