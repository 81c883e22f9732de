"""Nothing is taken in part by `make test` that `make trust` does not take whole."""

import re
from pathlib import Path

from tests.trust.__main__ import NAMED, PIECES
from tests.trust.mutants import MUTANTS

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ASKS = re.compile(r"from tests\.trust import .*\b(FULL|MANY|sample)\b")


def is_whole(path, source):
    if "1_and_many" in source:
        return path.is_relative_to(ROOT / NAMED["many"].split()[-1])
    return "mark.either" in source or str(path.relative_to(ROOT)) in PIECES


def test_what_make_test_samples_is_whole_in_make_trust():
    asking = {path: path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py")}
    asking = {path: source for path, source in asking.items() if ASKS.search(source)}
    assert len(asking) > 5
    assert [
        str(path.relative_to(ROOT)) for path, source in asking.items() if not is_whole(path, source)
    ] == []


def test_every_long_module_is_a_piece():
    long = {
        path.stem for path in HERE.glob("*.py") if re.search(r"^def run\(", path.read_text("utf-8"), re.M)
    }
    assert long - PIECES.keys() == set()


def test_words_of_every_mutant_are_once_in_their_file():
    assert [one.guard for one in MUTANTS if (ROOT / one.path).read_text("utf-8").count(one.words) != 1] == []
