"""How well the checker finds and understands the claims of the corpus:
python -m tests.claims.score [open|blind] [-v]."""

import os
import sys
from collections import Counter
from dataclasses import dataclass, field

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phare.settings")

import django

django.setup()

from django.test.runner import DiscoverRunner  # noqa: E402

from press import claims  # noqa: E402
from regions.loader import load_programme  # noqa: E402
from regions.publication import database_now  # noqa: E402
from tests.claims.corpus import FOLDER, SUBJECT, labelled, told  # noqa: E402

RIGHT = ("conforme", "écart conforme")


@dataclass
class Score:
    """Counts over texts. `falsely` holds the wrong numbers that were called right."""

    expected: int = 0
    found: int = 0
    matched: int = 0
    subjects: int = 0
    verdicts: int = 0
    words: int = 0
    words_found: int = 0
    words_extra: int = 0
    of_words: Counter = field(default_factory=Counter)
    misread: Counter = field(default_factory=Counter)
    confusion: Counter = field(default_factory=Counter)
    falsely: list = field(default_factory=list)
    remarks: list = field(default_factory=list)


def score(texts, known) -> Score:
    total = Score()
    regions = {region.code: region for region in known.regions}
    for text in texts:
        found = claims.check(text.text, [regions[text.region]], known)
        _compare(text, found, total)
    return total


def _compare(text, found, total):
    numbers = [claim for claim in found if claim.value is not None]
    words = [claim for claim in found if claim.value is None]
    left = list(numbers)
    total.found += len(numbers)
    for one in text.expected:
        pool = words if one.value is None else left
        claim = next((each for each in pool if each.start < one.end and one.start < each.end), None)
        if one.value is None:
            total.words += 1
            total.words_found += claim is not None
            total.of_words[one.verdict, claim.verdict.value if claim else "-"] += 1
            _word(text, one, claim, total)
            if claim:
                words.remove(claim)
            continue
        total.expected += 1
        if claim is None:
            total.remarks.append(f"{text.name}: MISSED « {one.of['text']} »")
            continue
        left.remove(claim)
        total.matched += 1
        _subject(text, one, claim, total)
        total.confusion[one.verdict, claim.verdict.value] += 1
        total.verdicts += one.verdict == claim.verdict
        if claim.verdict.value in RIGHT and one.verdict not in RIGHT:
            total.falsely.append(f"{text.name}: « {one.of['text']} » {one.verdict} called {claim.verdict}")
        if one.verdict != claim.verdict.value:
            near = " ".join(text.text[max(0, one.start - 50) : one.end + 50].split())
            total.remarks.append(f"{text.name}: {one.verdict} → {claim.verdict}: …{near}… [{claim.message}]")
    total.words_extra += len(words)
    total.remarks += [
        f"{text.name}: WORDS « {claim.text} » {claim.verdict} [{claim.message}] "
        f"…{text.text[max(0, claim.start - 60) : claim.end + 30]!r}"
        for claim in words
    ]
    total.remarks += [
        f"{text.name}: FALSE « {claim.text} » …{text.text[max(0, claim.start - 30) : claim.end + 30]!r}"
        for claim in left
    ]


def _word(text, one, claim, total):
    if claim is None:
        total.remarks.append(f"{text.name}: MISSED WORDS « {one.of['text']} »")
    elif one.verdict != claim.verdict.value:
        total.remarks.append(
            f"{text.name}: {one.verdict} → {claim.verdict} « {claim.text} » [{claim.message}]"
        )


def _subject(text, one, claim, total):
    mine = told(claim)
    wrong = [name for name in SUBJECT if one.of.get(name) is not None and one.of[name] != mine[name]]
    total.subjects += not wrong
    total.misread.update(wrong)
    if abs(claim.value - one.value) > 0.06:
        total.remarks.append(f"{text.name}: VALUE {one.value} → {claim.value} « {one.of['text']} »")
    if wrong:
        near = " ".join(text.text[max(0, one.start - 70) : one.end + 60].split())
        said = ", ".join(f"{name} {one.of[name]} → {mine[name]}" for name in wrong)
        total.remarks.append(f"{text.name}: SUBJECT {said}: …{near}…")


def report(total: Score, *, verbose: bool) -> None:
    def part(some, whole):
        return f"{some}/{whole} = {100 * some / max(1, whole):.1f} %"

    print("rappel", part(total.matched, total.expected))
    print("précision", part(total.matched, total.found))
    print("sujet juste", part(total.subjects, total.matched))
    print("verdict juste", part(total.verdicts, total.matched))
    print("mal compris :", ", ".join(f"{name} {count}" for name, count in total.misread.most_common()))
    print("mots de comparaison trouvés", part(total.words_found, total.words))
    print("mots, précision", part(total.words_found, total.words_found + total.words_extra))
    for (expected, found), count in sorted(total.of_words.items()):
        print(f"  {expected:20} → {found:20} {count}")
    print("faux dits conformes", len(total.falsely))
    for (expected, found), count in sorted(total.confusion.items()):
        print(f"  {expected:20} → {found:20} {count}")
    for line in total.falsely:
        print("  !", line)
    if verbose:
        for line in total.remarks:
            print("  -", line)


def main(arguments) -> None:
    names = [one for one in arguments if not one.startswith("-")] or ["open", "blind"]
    runner = DiscoverRunner(verbosity=0)
    databases = runner.setup_databases()
    try:
        load_programme()
        known = claims.load(database_now())
        for name in names:
            print(f"== {name}")
            report(score(labelled(FOLDER / name), known), verbose="-v" in arguments)
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main(sys.argv[1:])
