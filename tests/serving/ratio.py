"""Pages through nginx against a file of the same bytes that nginx itself sends, over HTTPS and interleaved:
python -m tests.serving.ratio [SECONDS [PAIRS]]. It needs wrk (apt-get install wrk)."""

import re
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.serving.site import HOST, Site, served
from tests.serving.test_pages import PAGES

CONNECTIONS = 16
LINE = "{:72} {:>7} {:>10} {:>10} {:>6}"


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
            print(LINE.format("Page", "octets", "fichier/s", "page/s", "ratio"))
            for path in PAGES:
                body = site.get(path, Accept_Encoding="br").body
                (folder / "_mesure" / "file").write_bytes(body)
                rates = [[rate(site, one, seconds) for one in ("/_mesure/file", path)] for _ in range(pairs)]
                file, page = (median(column) for column in zip(*rates, strict=True))
                ratio = median(page / file for file, page in rates)
                print(LINE.format(path, len(body), f"{file:.0f}", f"{page:.0f}", f"{ratio:.2f}"), flush=True)


def rate(site, path, seconds):
    """Requests in a second; no answer may be an error."""
    headers = ["-H", f"Host: {HOST}", "-H", "Accept-Encoding: br"]
    address = f"https://localhost:{site.ports['https']}{path}"
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}", *headers, address]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "Non-2xx" not in said, said
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
