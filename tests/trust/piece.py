"""One piece of `make trust`, in the process of its own that tests/trust/__main__.py starts."""

import json
import shlex
import sys
import time
from dataclasses import asdict
from importlib import import_module

import pytest

from tests.trust import FULL, Row


def main(name, what, written):
    began = time.monotonic()
    with open(written, "w", encoding="utf-8") as lines:
        for row in rows(name, what):
            row.seconds, began = time.monotonic() - began, time.monotonic()
            print(json.dumps(asdict(row)), file=lines, flush=True)


def rows(name, what):
    if what.isidentifier():
        return import_module(f"tests.trust.{what}").run(FULL)
    return [tests(name, what)]


def tests(name, selection):
    """The row of tests of the suite."""
    tally = Tally()
    code = pytest.main([*shlex.split(selection), "-n", "auto", "--dist", "worksteal"], plugins=[tally])
    if code and not tally.failures:
        tally.failures.append(f"pytest les refuse (code {code:d}) : voir plus haut.")
    return Row(name.removeprefix("tests/"), tally.cases, tally.failures)


class Tally:
    """Cases are tests, or the "cells" that one records as its property."""

    def __init__(self):
        self.cases, self.failures = 0, []

    def pytest_runtest_logreport(self, report):
        if report.when == "teardown":
            self.cases += dict(report.user_properties).get("cells", 1)
        if report.outcome != "passed":
            self.failures.append(f"{report.nodeid} ({report.outcome})\n{report.longreprtext[-2000:]}")

    def pytest_collectreport(self, report):
        if report.outcome != "passed":
            self.failures.append(f"{report.nodeid} ({report.outcome})\n{report.longreprtext[-2000:]}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
