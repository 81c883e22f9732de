"""How long the numbers of a long text take to check against 1,000 figures, and how that grows with the text:
python -m tests.benchmarks.claims (make bench)."""

import os
import sys
import time
import warnings
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle, product

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phare.settings")

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from press import claims  # noqa: E402
from regions import formats  # noqa: E402
from regions.loader import load_programme  # noqa: E402
from regions.models import Answer, Base, Figure, Question, Region, Report  # noqa: E402
from regions.publication import database_now  # noqa: E402
from tests.claims.corpus import FOLDER, labelled  # noqa: E402

FIGURES = 1000
WORDS = (5_000, 10_000, 20_000)
ROUNDS = 5
MOST_SECONDS, MOST_QUERIES = 0.150, 3


def make_figures():
    """Of every region, question, answer and base, beside the programme's own, until there are enough."""
    report = Report.objects.first()
    told = {(one.region_id, one.question_id, one.answer_id, one.base_id) for one in Figure.objects.all()}
    asked = [
        (question, answer, base)
        for question in Question.objects.select_related("survey", "indicator").order_by("pk")
        for answer in Answer.objects.filter(indicator=question.indicator).order_by("pk")
        for base in Base.objects.filter(audience=question.survey.audience).order_by("pk")
    ]
    figures = [
        Figure(
            region=region,
            question=question,
            answer=answer,
            base=base,
            report=report,
            value=Decimal(number * 7 % (10 if question.indicator.unit == "/10" else 90)),
            unit=question.indicator.unit,
            source="Rapport",
        )
        for number, ((question, answer, base), region) in enumerate(product(asked, Region.objects.all()))
        if (region.pk, question.pk, answer.pk, base.pk) not in told
    ]
    kept = figures[:: len(figures) // (FIGURES - len(told))]
    Figure.objects.bulk_create(kept[: FIGURES - len(told)])
    assert Figure.objects.count() == FIGURES


def sentences(known):
    """One for each share: "En Bretagne, 43 % des maires et adjoints …, soit 6 points de plus que …"."""
    national = {(one.question_id, one.answer_id): one for one in known.figures if one.region.is_nation}
    for one in known.figures:
        if one.unit != "%" or not one.answer.predicate:
            continue
        place = one.region.name_in[0].upper() + one.region.name_in[1:]
        said = f"{place}, {formats.value(one.public_value, '%')} des {one.base.people} {one.answer.predicate}"
        against = national.get((one.question_id, one.answer_id))
        if against and not one.region.is_nation:
            gap = one.public_value - against.public_value
            side = "plus" if gap > 0 else "moins"
            said += f", {formats.points(gap)} de {side} que la moyenne nationale"
            said += f" ({formats.value(against.public_value, '%')})"
        yield f"{said}."


def dense(known):
    """Hardly anything but numbers: "Emploi en France : citoyens 43 %, maires 44 %, …"."""
    for one in known.figures:
        if one.unit == "%":
            values = [
                f"{people} {(one.public_value + step) % 100:.0f} %"
                for step, people in enumerate(("citoyens", "maires", "associations", "entreprises"))
            ]
            yield f"{one.answer.label} {one.region.name_in} : {', '.join(values)}."


def text_of(parts, words):
    """At least as many words; four parts to a line, but for those that end no sentence."""
    written, count = ["Un long communiqué\n\n"], 0
    endless = enumerate(cycle(parts), 1)
    while count < words:
        number, part = next(endless)
        written.append(part + (" " if number % 4 or part.endswith(",") else "\n\n"))
        count += len(part.split())
    return "".join(written)


@dataclass(frozen=True)
class Round:
    """Seconds by the clock to load the figures and to check the text, and of them those of computing."""

    load: float
    check: float
    computing: float
    queries: int
    found: int


def timed(text, regions):
    """The median of a few rounds, by the clock."""
    rounds = []
    for _ in range(ROUNDS):
        at = database_now()
        with CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            known = claims.load(at)
            loaded, computed = time.perf_counter(), time.process_time()
            found = claims.check(text, regions, known)
            checked, computed = time.perf_counter() - loaded, time.process_time() - computed
        rounds.append(Round(loaded - start, checked, computed, len(queries), len(found)))
    return sorted(rounds, key=lambda one: one.load + one.check)[ROUNDS // 2]


def measure(name, parts, regions):
    """The first length beside its limits, the others beside the first: twice as long, twice the computing."""
    first = None
    for words in WORDS:
        one = timed(text_of(parts, words), regions)
        first = first or one
        slow = one is first and one.load + one.check > MOST_SECONDS
        sys.stdout.write(
            f"  {name:<24} {words:6d} mots, {one.found:4d} chiffres trouvés : "
            f"lecture {1000 * one.load:4.0f} ms, vérification {1000 * one.check:5.0f} ms, "
            f"dont {1000 * one.computing:5.0f} de calcul "
            f"(rapport {one.computing / first.computing:3.1f})  {one.queries} requêtes"
            f"{' TROP' if slow or one.queries > MOST_QUERIES else ''}\n"
        )
        sys.stdout.flush()


def main():
    warnings.simplefilter("ignore")
    runner = DiscoverRunner(verbosity=0, interactive=False)
    connection.settings_dict["TEST"]["MIGRATE"] = False
    databases = runner.setup_databases()
    try:
        load_programme()
        make_figures()
        sys.stdout.write(f"{connection.vendor}, {FIGURES} chiffres enregistrés\n")
        known = claims.load(database_now())
        regions = [one for one in known.regions if one.code == "52"]
        releases = [one.text for one in labelled(FOLDER / "open")]
        for name, parts in (
            ("communiqués du corpus", releases),
            ("phrases d'un rapport", list(sentences(known))),
            ("presque que des nombres", list(dense(known))),
            ("une seule phrase", [part.replace(".", ",") for part in dense(known)]),
        ):
            measure(name, parts, regions)
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
