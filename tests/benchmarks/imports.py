"""How long 100,000 rows take to import and to export, and how much memory:
python -m tests.benchmarks.imports (make bench).

Every measure is a process of its own, so that its peak is its own.
"""

import multiprocessing
import os
import resource
import sys
import tempfile
import time
import warnings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phare.settings")

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from regions.importer import Check, Reading, write  # noqa: E402
from regions.importer.reading import find_table, read_book  # noqa: E402
from regions.models import Figure, FigureImport, Report  # noqa: E402
from regions.publication import database_now  # noqa: E402
from tests.factories import (  # noqa: E402
    ago,
    make_answer,
    make_base,
    make_indicator,
    make_nation,
    make_question,
    make_report,
    make_survey,
    make_user,
)

ROWS = 100_000
MOST_SECONDS, MOST_MEGABYTES = 60, 500
EXPORTS = ("/donnees/phare.csv", "/donnees/phare.json", "/donnees/phare.xlsx", "/donnees/phare.zip")
HEADINGS = "region;indicator;survey;answer;base;value;report;source"


def make_file(count, more=0):
    """A CSV of as many rows, each a figure of its own: 20 surveys × 50 indicators × 100 bases."""
    region, report = make_nation(), "bench"
    if not more:
        make_report(slug=report)
        bases = [make_base(slug=f"base-{number}") for number in range(100)]
        indicators = [make_indicator(slug=f"indicateur-{number}") for number in range(50)]
        for indicator in indicators:
            make_answer(indicator=indicator, slug="oui")
        for number in range(20):
            survey = make_survey(slug=f"enquete-{number}")
            for indicator in indicators:
                make_question(indicator=indicator, survey=survey)
        assert len(bases) == 100
    lines = [HEADINGS]
    for number in range(count):
        survey, rest = divmod(number, 5000)
        indicator, base = divmod(rest, 100)
        value = (number + more) % 100
        lines.append(
            f"{region.code};indicateur-{indicator};enquete-{survey};oui;base-{base};{value};{report};Rapport"
        )
    return "\n".join(lines).encode()


def check(data):
    (sheet,) = read_book(data).sheets
    return Check(Reading.recognised(find_table(sheet))).run()


def plan_alone(data, user):
    return check(data).counts


def whole_import(data, user):
    plan = check(data)
    at = database_now()
    record = FigureImport.objects.create(
        name="bench.csv", sha256="", author_id=user, created_at=at, imported_at=at, state="done"
    )
    counts = plan.counts
    write(plan, by=record.author, at=at, reason=record.reason)
    return counts


def export(path):
    answer = Client(SERVER_NAME="localhost").get(path)
    assert answer.status_code == 200, path
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return {"octets": sum(map(len, parts))}


def _measured(work, given, results):
    connection.close()
    connection.force_debug_cursor = True
    with CaptureQueriesContext(connection) as queries:
        start, worked = time.perf_counter(), time.process_time()
        counts = work(*given)
        seconds, worked = time.perf_counter() - start, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    results.put((seconds, worked, peak, len(queries), counts))


def timed(name, work, *given):
    """Seconds of one piece of work, in a process of its own."""
    connection.close()
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    process = context.Process(target=_measured, args=(work, given, results))
    process.start()
    seconds, worked, peak, queries, counts = results.get()
    process.join()
    told = {kind: number for kind, number in counts.items() if number}
    over = " TROP" if seconds > MOST_SECONDS or peak > MOST_MEGABYTES else ""
    sys.stdout.write(
        f"  {name:<40} {seconds:6.1f} s, dont {worked:5.1f} s de calcul  {peak:4.0f} Mo  "
        f"{queries:4d} requêtes  {told}{over}\n"
    )
    sys.stdout.flush()
    return seconds


def main(rows=ROWS):
    warnings.simplefilter("ignore")
    runner = DiscoverRunner(verbosity=0, interactive=False)
    # A file: processes do not share a database in memory.
    folder = tempfile.TemporaryDirectory(prefix="phare-bench-")
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = f"{folder.name}/bench.sqlite3"
    databases = runner.setup_databases()
    try:
        sys.stdout.write(f"{connection.vendor}, {rows} lignes, historique compris\n")
        user = make_user().pk
        data = make_file(rows)
        timed("vérification, tout est nouveau", plan_alone, data, user)
        first = timed("vérification et premier import", whole_import, data, user)
        again = timed("le même fichier encore", whole_import, data, user)
        changed = make_file(rows, more=1)
        preview = timed("vérification, toutes changées", plan_alone, changed, user)
        update = timed("vérification et import, toutes changées", whole_import, changed, user)
        assert Figure.objects.count() == rows
        assert Figure.history.count() == 2 * rows
        sys.stdout.write(
            f"  rapports au premier import : encore {again / first:.2f}, "
            f"aperçu {preview / first:.2f}, changé {update / first:.2f}\n"
        )
        out = {"publish_at": ago(hours=1), "approved_at": ago(hours=1), "approved_alone_because": "bench"}
        Report.objects.update(**out)
        for path in EXPORTS:
            seconds = timed(f"export {path}", export, path)
            sys.stdout.write(f"    {rows / seconds:.0f} lignes par seconde\n")
    finally:
        runner.teardown_databases(databases)
        folder.cleanup()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
