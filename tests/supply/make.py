"""Writes docs/sbom/ and docs/licences.md from the locks: python -m tests.supply.make (make lock does it)"""

import json
import subprocess
import sys
from tempfile import TemporaryDirectory

from tests.supply import AUDIT, BILLS, LICENCES, LOCK, ROOT, table

# They change with each run, or say where packages are fetched from here.
DROPPED = {"serialNumber", "timestamp", "externalReferences"}


def main():
    BILLS.mkdir(exist_ok=True)
    write("python", of_packages())
    write("javascript", ran("npm", "sbom", "--package-lock-only", "--sbom-format", "cyclonedx"))
    LICENCES.write_text(table(), encoding="utf-8")


def of_packages():
    """Installed apart: the licences are in the packages."""
    with TemporaryDirectory(prefix="phare-sbom-") as folder:
        python = f"{folder}/bin/python"
        ran("uv", "venv", "--quiet", folder)
        ran("uv", "pip", "sync", "--quiet", "--require-hashes", str(LOCK), "--python", python)
        options = ("--pyproject", "pyproject.toml", "--output-reproducible")
        return ran(str(AUDIT / "cyclonedx-py"), "environment", python, *options)


def ran(*command):
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def write(name, bill):
    bill = pruned(json.loads(bill))
    bill["metadata"]["component"]["name"] = "phare"  # npm writes the name of the folder
    text = json.dumps(bill, indent=1, ensure_ascii=False)
    (BILLS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def pruned(value):
    if isinstance(value, dict):
        return {key: pruned(one) for key, one in value.items() if key not in DROPPED}
    return [pruned(one) for one in value] if isinstance(value, list) else value


if __name__ == "__main__":
    sys.exit(main())
