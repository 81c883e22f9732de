"""The site as production serves it, on the loopback, and its processes: to be loaded, stopped and killed.

The database is that of DATABASE_URL (python -m tests.postgres starts one), else a file of its own. HTTPS ends
in front of granian, as in deploy/: each request says so, and no setting is loosened.
"""

import os
import secrets
import subprocess
import sys
import time
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import Request, urlopen

import psutil

from tests.lighthouse.site import HOST, ROOT, free_port, manage

WORKERS = 2
SECONDS = 30
# As deploy/systemd has it.
RESPAWN = ("--respawn-failed-workers", "--workers-kill-timeout", "5")


class Site:
    """Where it answers, and the process of granian, None where the site was running before."""

    def __init__(self, address, host=HOST, process=None):
        self.address, self.host, self.process = address, host, process

    def workers(self):
        """The processes that answer; granian has helpers beside them that never do."""
        return [one for one in psutil.Process(self.process.pid).children() if _answers_requests(one)]


def _answers_requests(process):
    try:
        return "resource_tracker" not in " ".join(process.cmdline())
    except psutil.Error:
        return False


def prepare():
    """The database of the demonstration, for this process too. Before any import of the models."""
    folder = TemporaryDirectory(prefix="phare-load-")
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder.name}/site.sqlite3")
    os.environ["DJANGO_SETTINGS_MODULE"] = "phare.settings"
    manage("demo")
    import django  # reads DATABASE_URL

    django.setup()
    return folder


@contextmanager
def served(workers=WORKERS, application="phare.wsgi:application"):
    variables = {
        "PHARE_ENV": "production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": HOST,
        "BEHIND_HTTPS_PROXY": "1",
        "MALLOC_ARENA_MAX": "2",  # as deploy/systemd has it
    }
    manage("collectstatic", "--noinput", **variables)
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-log", "--no-ws"),
        *("--workers", str(workers), "--blocking-threads", "4", *RESPAWN),
        *("--host", HOST, "--port", str(port), application),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | variables, stderr=subprocess.DEVNULL)
    site = Site(f"http://{HOST}:{port}", HOST, process)
    try:
        until(lambda: answers(site.address))
        yield site
    finally:
        process.terminate()
        process.wait()


def answers(address):
    try:
        urlopen(Request(address, headers={"X-Forwarded-Proto": "https"})).close()
    except URLError as error:
        return hasattr(error, "code")
    return True


def until(happens):
    end = time.monotonic() + SECONDS
    while not happens():
        if time.monotonic() > end:
            raise TimeoutError("Ce qui a été lancé ne répond pas.")
        time.sleep(0.1)
