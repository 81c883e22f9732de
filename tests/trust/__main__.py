"""Runs the pieces, or those that are named, and prints one table: python -m tests.trust [--quick] [NAMES]

Code 1 with a failure. Each piece has a process and an empty database of its own on each engine, DATABASE_URL.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.trust import Row

ONCE, BOTH = ("",), ("SQLite", "PostgreSQL")
SHOWN = 10  # failures of a row

# A module of this folder, with run(full), or what pytest is given, with TRUST=full. ONCE: without a database.
PIECES = {
    "supply": ONCE,
    "coverage": ("SQLite",),
    "either": BOTH,
    "tests/regions/test_simultaneous_saves.py": BOTH,
    "many": BOTH,
    "tests/phare/test_desk_queries.py": BOTH,
    "tests/trust/test_leak_matrix.py": BOTH,
    "tests/trust/test_never_used.py": BOTH,
    "tests/trust/test_guessed_places.py": BOTH,
    "lifts": BOTH,
    "mutants": ONCE,
    "front": ONCE,
    "full_disk": BOTH,
    "kills": BOTH,
    "together": BOTH,
    "tests/trust/test_every_statement.py": BOTH,
    "input": BOTH,
    "tests/trust/test_exports.py": BOTH,
    "tests/trust/test_scripts.py": BOTH,
    "tests/trust/test_links.py": BOTH,
    "tests/browser/test_scripts.py": BOTH,
    "tests/phare/test_roles.py": BOTH,
    "tests/trust/test_rights.py": BOTH,
    "tests/trust/test_fields.py": BOTH,
    "tests/trust/test_requests.py": BOTH,
    "tests/trust/test_headers.py": BOTH,
    "tests/trust/test_objects.py": BOTH,
    "tests/trust/test_erasure.py": BOTH,
    "tests/trust/test_twice.py": BOTH,
}
# What pytest is given for these.
NAMED = {
    "coverage": "--cov --cov-report=term:skip-covered -m 'not either' --ignore=tests/trust",
    "either": "-m either --ignore=tests/phare/test_roles.py --ignore=tests/browser/test_scripts.py",
    "many": "-k 1_and_many tests/regions",
}


def main(arguments):
    full = "--quick" not in arguments
    names = [one for one in arguments if one != "--quick"] or list(PIECES)
    if unknown := [name for name in names if name not in PIECES]:
        sys.exit(f"Inconnus : {', '.join(unknown)}. Il y a : {', '.join(PIECES)}.")
    told = [(engine, row) for name in names for engine in PIECES[name] for row in play(name, engine, full)]
    show(told)
    return int(any(row.failures for _, row in told))


def play(name, engine, full):
    print(f"\n— {name} {engine}", flush=True)
    with TemporaryDirectory(prefix="phare-trust-") as folder:
        rows, server = Path(folder, "rows"), ()
        variables = os.environ | {"TRUST": "full" if full else "", "DJANGO_SETTINGS_MODULE": "phare.settings"}
        if engine == "PostgreSQL":
            server = (sys.executable, "-m", "tests.postgres")
        else:
            variables["DATABASE_URL"] = f"sqlite:///{folder}/trust.sqlite3"
        command = [*server, sys.executable, "-m", "tests.trust.piece", name, NAMED.get(name, name), str(rows)]
        code = subprocess.run(command, env=variables, check=False).returncode
        told = [Row(**json.loads(line)) for line in rows.read_text().splitlines()] if rows.exists() else []
    if code or not told:
        told.append(Row(name, 0, [f"N'est pas allé au bout (code {code})."]))
    return told


def show(told):
    wide = max(len(row.test) for _, row in told)
    print(f"\n{'essai':<{wide}} {'moteur':<10} {'cas':>8} {'échecs':>7} {'durée':>8}")
    for engine, row in told:
        print(f"{row.test:<{wide}} {engine:<10} {row.cases:>8} {len(row.failures):>7} {row.seconds:>6.0f} s")
    for engine, row in told:
        if row.failures:
            print(f"\nÉCHEC {row.test} {engine}", *row.failures[:SHOWN], sep="\n")
        if len(row.failures) > SHOWN:
            print(f"… et {len(row.failures) - SHOWN} de plus")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
