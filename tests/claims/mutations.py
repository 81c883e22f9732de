"""How many of the errors put into right texts the checker flags: python -m tests.claims.mutations."""

import os
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phare.settings")

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402

from press import claims  # noqa: E402
from regions.loader import load_programme  # noqa: E402
from regions.publication import database_now  # noqa: E402
from tests.claims.change import Facts  # noqa: E402
from tests.claims.changed_numbers import listed, numbers, swapped  # noqa: E402
from tests.claims.changed_subjects import audiences, bases, regions, signs  # noqa: E402
from tests.claims.corpus import FOLDER, labelled  # noqa: E402

CORRECT = {"conforme", "écart conforme", "sans chiffre"}
CHANGES = (numbers, listed, swapped, audiences, regions, signs, bases)


@dataclass
class Result:
    """By kind: mutations flagged anywhere, flagged at a number that they made wrong, and all. `misses` are
    those not flagged, `left_out` those of numbers that the checker did not take for right before either."""

    flagged: Counter = field(default_factory=Counter)
    at_its_place: Counter = field(default_factory=Counter)
    total: Counter = field(default_factory=Counter)
    misses: list = field(default_factory=list)
    left_out: list = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.flagged.total() / self.total.total()


def correct_texts():
    return [
        text
        for text in labelled(FOLDER / "open")
        if text.expected and {one.verdict for one in text.expected} <= CORRECT
    ]


def mutations(text, facts):
    """All of a right text, kind by kind."""
    return [mutation for change in CHANGES for mutation in change(text, facts)]


def run(known) -> Result:
    result, facts = Result(), Facts(known)
    for text in correct_texts():
        territories = [facts.regions[text.region]]
        settled = [one for one in claims.check(text.text, territories, known) if one.verdict.is_settled]
        for mutation in mutations(text, facts):
            if not any(_over(one, each) for one in mutation.wrong for each in settled):
                result.left_out.append(mutation)
                continue
            result.total[mutation.kind] += 1
            found = claims.check(mutation.text, territories, known)
            result.at_its_place[mutation.kind] += _is_flagged(mutation, mutation.wrong, found)
            if _is_flagged(mutation, settled, found):
                result.flagged[mutation.kind] += 1
            else:
                result.misses.append(mutation)
    return result


def _over(one, other) -> bool:
    return one.start < other.end and other.start < one.end


def _is_flagged(mutation, those, found) -> bool:
    """Whether an open claim stands where one of those stood: a number that is not found flags nothing."""
    places = [(mutation.moved(one.start), mutation.moved(one.end, last=True)) for one in those]
    still_open = [one for one in found if not one.verdict.is_settled]
    return any(one.start < end and start < one.end for one in still_open for start, end in places)


def report(result: Result) -> None:
    print(f"{'':26} signalées, dont au bon endroit")
    for kind, total in [*result.total.items(), ("en tout", result.total.total())]:
        flagged, placed = (
            some.total() if kind == "en tout" else some[kind]
            for some in (result.flagged, result.at_its_place)
        )
        print(f"{kind:26} {flagged:4d}/{total:<4d} {100 * flagged / total:5.1f} %  {placed:4d}")
    print(f"laissées de côté, le nombre n'était pas reconnu avant : {len(result.left_out)}")
    by_kind = defaultdict(list)
    for mutation in result.misses:
        by_kind[mutation.kind].append(mutation)
    for kind, some in by_kind.items():
        print(f"== {kind}, non signalées")
        for mutation in some:
            print("  -", mutation)
    for mutation in result.left_out:
        print("  (", mutation)


def main(arguments) -> None:
    runner = DiscoverRunner(verbosity=0)
    connection.settings_dict["TEST"]["MIGRATE"] = False
    databases = runner.setup_databases()
    try:
        load_programme()
        report(run(claims.load(database_now())))
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main(sys.argv[1:])
