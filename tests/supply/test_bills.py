"""The bills of materials and the licences say what the locks say. `make lock` makes them again."""

import re

import pytest

from tests.supply import LICENCES, LOCK, ROOT, billed, licences, locked, locked_scripts, table

LOCKS = sorted(path.name for path in ROOT.glob("requirements*.txt"))
# Any of these, under which the site may be served and its source kept closed or opened.
FREE = re.compile(r"Apache|BSD|ISC|MIT|MPL|PSF|Unlicense|LGPL|Dual License")


def written(name):
    """As locks write it: django-otp, et-xmlfile."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_bill_of_packages_is_that_of_the_lock():
    assert {(written(one["name"]), one["version"]) for one in billed("python")} == locked()


def test_bill_of_scripts_is_that_of_the_lock():
    assert {(one["name"], one["version"]) for one in billed("javascript")} == locked_scripts()


def test_runtime_and_bucket_locks_agree():
    assert locked(ROOT / "requirements.txt") - locked(LOCK) == set()


@pytest.mark.parametrize("name", ["python", "javascript"])
def test_each_component_has_a_licence_that_lets_the_site_use_it(name):
    assert [one["name"] for one in billed(name) if not any(map(FREE.search, licences(one)))] == []


def test_page_of_licences_is_that_of_the_bills():
    assert LICENCES.read_text(encoding="utf-8") == table()


@pytest.mark.parametrize("name", LOCKS)
def test_each_locked_package_has_hashes(name):
    entries = re.split(r"\n(?=\w)", (ROOT / name).read_text(encoding="utf-8").partition("\n\n")[0])
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert [entry for entry in packages if "--hash=sha256:" not in entry] == []
