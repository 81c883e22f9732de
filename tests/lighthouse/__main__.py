"""Lighthouse and the weight of the main pages, as production serves them:
python -m tests.lighthouse [PATH…] (make lighthouse). Fails where a page misses what is asked of it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.browser.chromium import FLAGS
from tests.lighthouse.site import served
from tests.lighthouse.weights import weigh

LIGHTHOUSE = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
RUNS = 5
TRIES = 3  # on a machine that is busy, Lighthouse asks to be run again
PAGES = [
    "/",
    "/regions/pays-de-la-loire/",
    "/indicateurs/pratique-partenariats/",
    "/tableau-de-bord/",
    "/communiques/phare-pays-de-la-loire/",
    "/agenda/",
]
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")
# The least of each score; the most of each metric (ms, none, ms), and of kilobytes.
SCORES = (98, 100, 100, 100)
LIMITS = (1200, 0.01, 50)
BEFORE, DRAWN = 100, 190
LINE = "{:40} {:>5} {:>5} {:>5} {:>5} {:>8} {:>6} {:>6} {:>7} {:>7} {:>4}"
HEADING = ("Page", "Perf", "Acc", "Prat", "SEO", "LCP ms", "CLS", "TBT", "ko", "ko lue", "req")


def main(paths):
    load, cores = os.getloadavg()[0], os.cpu_count()
    if load > cores / 2:
        print(f"La machine est occupée (charge {load:.1f} pour {cores} cœurs) : les temps seront trop longs.")
    with served() as base:
        weights = weigh(base, paths)
        print(LINE.format(*HEADING), flush=True)
        missed = [path for path in paths if not show(path, measure(base + path), weights[path])]
    print("".join(f"En dehors des limites : {path}\n" for path in missed), end="")
    return bool(missed)


def measure(address):
    """The median of each score and of each metric."""
    results = [audit(address) for _ in range(RUNS)]
    return [median(values) for values in zip(*results, strict=True)]


def audit(address):
    """The scores of CATEGORIES out of 100, then the values of METRICS."""
    flags = [*FLAGS, "--headless=new", "--ignore-certificate-errors"]
    command = [
        *(shutil.which("node", path=path_of_tools()), LIGHTHOUSE, address, "--quiet", "--output=json"),
        *(f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(flags)}"),
    ]
    environment = {"CHROME_PATH": shutil.which("chromium") or ""} | os.environ
    for attempt in range(TRIES):
        done = subprocess.run(command, check=attempt == TRIES - 1, capture_output=True, env=environment)
        if done.returncode == 0:
            break
    report = json.loads(done.stdout)
    scores = [round(100 * report["categories"][name]["score"]) for name in CATEGORIES]
    return [*scores, *(report["audits"][name]["numericValue"] for name in METRICS)]


def path_of_tools():
    """Node from the packages of this project first: Lighthouse needs a recent one."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])


def show(path, measured, weight):
    """Print one line; whether everything is within its limit."""
    scores, metrics = measured[: len(SCORES)], measured[len(SCORES) :]
    before, drawn = weight.before / 1000, weight.drawn / 1000
    lcp, cls, tbt = metrics
    cells = [
        *scores,
        f"{lcp:.0f}",
        f"{cls:.3f}",
        f"{tbt:.0f}",
        f"{before:.1f}",
        f"{drawn:.1f}",
        weight.requests,
    ]
    print(LINE.format(path, *cells), flush=True)
    reached = all(score >= least for score, least in zip(scores, SCORES, strict=True))
    light = before <= BEFORE and drawn <= DRAWN
    return reached and light and all(value < limit for value, limit in zip(metrics, LIMITS, strict=True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or PAGES))
