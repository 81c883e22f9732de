"""Pages through nginx against a file of the same bytes that nginx itself sends, over HTTPS and interleaved:
python -m tests.serving.ratio [SECONDS [PAIRS]]. It needs wrk (apt-get install wrk)."""

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.benchmarks.servers import Server, wrk
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


class Both(NamedTuple):
    """nginx and granian as one server: what a request costs is what both compute for it."""

    site: Site

    @property
    def address(self):
        return f"https://localhost:{self.site.ports['https']}"

    def worked(self):
        return sum(Server("", one.pid).worked() for one in (self.site.nginx, self.site.granian))


def run(site, path, seconds):
    return wrk(Both(site), path, seconds, {"Host": HOST, "Accept-Encoding": "br"}, connections=CONNECTIONS)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
