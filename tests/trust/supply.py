"""Known faults of what the site uses, and whether Django is at its newest patch. A package that could not be
looked up fails, as does a database of faults that does not answer."""

import json
import re
import subprocess
import sys

from tests.supply import AUDIT, ROOT, locked
from tests.trust import Row

SERIES = "5.2."


def run(full):
    for lock in ("requirements-s3.txt", "requirements-dev.txt", "requirements-audit.txt"):
        yield audited(lock)
    yield scripts()
    yield newest_django()


def audited(lock):
    tool = (str(AUDIT / "pip-audit"), "--requirement", lock, "--require-hashes", "--disable-pip")
    told = ran(*tool, "--format", "json", "--progress-spinner", "off")
    title = f"failles connues : {lock}"
    try:
        packages = json.loads(told.stdout)["dependencies"]
    except ValueError:
        return Row(title, 0, [f"pip-audit n'a rien pu dire.\n{told.stderr[-500:]}"])
    faults = [one["skip_reason"] for one in packages if "skip_reason" in one]
    faults += [
        f"{one['name']} {one['version']} : {fault['id']}, mendé par {fault['fix_versions'] or 'rien'}"
        for one in packages
        for fault in one.get("vulns", [])
    ]
    missing = len(locked(ROOT / lock)) - len(packages)
    return Row(title, len(packages), [*faults, *([f"{missing} paquets non examinés"] if missing else [])])


def scripts():
    told = json.loads(ran("npm", "audit", "--package-lock-only", "--json").stdout or "{}")
    if "vulnerabilities" not in told:
        return Row("failles connues : package-lock.json", 0, [told.get("message", "npm audit n'a rien dit.")])
    faults = [f"{name} : {one['severity']}" for name, one in told["vulnerabilities"].items()]
    return Row("failles connues : package-lock.json", told["metadata"]["dependencies"]["total"], faults)


def newest_django():
    told = ran(sys.executable, "-m", "pip", "index", "versions", "django").stdout
    offered = [one for one in re.findall(r"[\d.]+", told) if one.startswith(SERIES)]
    newest = max(offered, key=lambda one: int(one.removeprefix(SERIES).partition(".")[0]), default=None)
    ours = dict(locked())["django"]
    faults = {None: ["L'index n'a pas répondu."], ours: []}
    return Row(
        "Django à sa dernière correction", 1, faults.get(newest, [f"{ours} est verrouillé, {newest} offert."])
    )


def ran(*command):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
