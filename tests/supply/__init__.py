"""What the site uses of others: the locks, the bills of materials made from them, the licences."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
BILLS = ROOT / "docs/sbom"
LICENCES = ROOT / "docs/licences.md"
# All that a site may install, with a bucket or without.
LOCK = ROOT / "requirements-s3.txt"
AUDIT = ROOT / ".venv-audit/bin"


def locked(path=LOCK):
    """(name, version) of each package that the lock has for Linux."""
    lines = re.findall(r"^([\w.-]+)==(\S+)(?: ; (.*?))? \\$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {(name, version) for name, version, marker in lines if "'win32'" not in marker}


def locked_scripts():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return {(path.removeprefix("node_modules/"), one["version"]) for path, one in packages.items() if path}


def billed(name):
    """The components of one bill, "python" or "javascript"."""
    return json.loads((BILLS / f"{name}.json").read_text(encoding="utf-8"))["components"]


def licences(component):
    """As its author declares them, an SPDX name where there is one."""
    declared = [
        one.get("expression") or one["license"].get("id") or one["license"]["name"]
        for one in component.get("licenses", [])
    ]
    named = [one.removeprefix("License :: ").removeprefix("OSI Approved :: ") for one in declared]
    return sorted(set(named))


def table():
    """docs/licences.md."""
    rows = [
        f"| {component['name']} | {component['version']} | {', '.join(licences(component))} |"
        for name in ("python", "javascript")
        for component in sorted(billed(name), key=lambda one: one["name"].lower())
    ]
    return "\n".join([*HEAD.splitlines(), *rows, ""])


HEAD = """\
# Licences de ce que le site emploie

Fait par `make lock`, d'après `docs/sbom/` (CycloneDX) : les paquets de `requirements-s3.txt` sur Linux et
ceux de `package-lock.json`, chacun avec la licence que déclarent ses auteurs.

| paquet | version | licence |
|---|---|---|"""
