"""Pages through nginx against a file of the same bytes that nginx itself sends, over HTTPS and interleaved:
python -m tests.serving.ratio [SECONDS [PAIRS]]. It needs wrk (apt-get install wrk)."""

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.serving.site import HOST, Site, served
from tests.serving.test_pages import PAGES

CONNECTIONS = 16
LINE = "{:72} {:>7} {:>10} {:>10} {:>6} {:>10}"


class Measured(Site):
    """With /_mesure/, a folder of files, under a name that wrk can call."""

    def configuration(self):
        text = super().configuration()
        place = f"server_tokens off;\nlocation /_mesure/ {{ root {self.folder}; }}"
        named = text.replace(f"server_name {HOST};", f"server_name {HOST} localhost;")
        assert named != text
        return named.replace("server_tokens off;", place)


def main(seconds=2, pairs=5):
    with TemporaryDirectory(prefix="phare-ratio-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with served(folder, folder, f"sqlite:///{folder}/site.sqlite3", Measured) as site:
            (folder / "_mesure").mkdir()
            print(LINE.format("Page", "octets", "fichier/s", "page/s", "ratio", "processeur"))
            for path in PAGES:
                body = site.get(path, Accept_Encoding="br").body
                (folder / "_mesure" / "file").write_bytes(body)
                runs = [[run(site, one, seconds) for one in ("/_mesure/file", path)] for _ in range(pairs)]
                show(path, len(body), runs)


def show(path, size, runs):
    """Rates, their ratio, and that of what each request costs nginx and granian together: the last holds
    where the machine does other work too."""
    file, page = (median(run.rate for run in column) for column in zip(*runs, strict=True))
    ratio = median(page.rate / file.rate for file, page in runs)
    cost = median(file.cost / page.cost for file, page in runs)
    print(LINE.format(path, size, f"{file:.0f}", f"{page:.0f}", f"{ratio:.2f}", f"{cost:.2f}"), flush=True)


class Run(NamedTuple):
    """Requests in a second, and processor seconds for each."""

    rate: float
    cost: float


def run(site, path, seconds):
    """No answer may be an error."""
    headers = ["-H", f"Host: {HOST}", "-H", "Accept-Encoding: br"]
    address = f"https://localhost:{site.ports['https']}{path}"
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}", *headers, address]
    before = processor_seconds(site)
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    spent = processor_seconds(site) - before
    assert "Non-2xx" not in said, said
    requests = int(re.search(r"(\d+) requests in", said)[1])
    return Run(float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), spent / requests)


def processor_seconds(site):
    """What nginx and granian have used, workers included."""
    ours, ticks = {site.nginx.pid, site.granian.pid}, 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            values = file.read_text().rpartition(")")[2].split()
            if int(values[1]) in ours or int(file.parent.name) in ours:
                ticks += int(values[11]) + int(values[12])
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
