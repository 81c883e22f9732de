"""The site as docs/deployment.md sets it up, on this machine: the shipped nginx configuration, granian with
the shipped command, a database of the engine under test."""

import fcntl
import os
import re
import secrets
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from tests.environment import of_the_machine
from tests.lighthouse.site import ROOT, free_port, make_certificate

DEPLOY = ROOT / "deploy"
HOST = "phare.example.org"
SECONDS = 60
COPIES = 14  # seconds for which a copy serves, instead of a minute; the site is slow after five


class Answer(NamedTuple):
    status: int
    headers: dict
    body: bytes


class Site:
    """nginx and granian, each stopped and started at will, over one folder."""

    def __init__(self, folder, shared, database_url):
        self.folder, self.shared, self.runtime = folder, shared, folder / "run"
        self.runtime.mkdir()
        self.ports = {name: free_port() for name in ("http", "https", "copies", "granian")}
        self.environment = of_the_machine() | {
            "PHARE_ENV": "production",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": HOST,
            "DATABASE_URL": database_url,
            "BEHIND_HTTPS_PROXY": "1",
            "ACCEL_ROOT": "/_fichiers/",
            "RUNTIME_DIRECTORY": str(self.runtime),
        }
        self.granian = self.nginx = None

    def prepare(self):
        with ThreadPoolExecutor() as both:
            loaded = both.submit(self.manage, "demo", PHARE_ENV="development", ALLOWED_HOSTS="")
            self.collect()
            loaded.result()
        self.configure()

    def collect(self):
        """Static files into their folder, which every process that runs these tests shares: once."""
        done = self.shared / "collected"
        with (self.shared / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                self.manage("collectstatic", "--noinput")
                done.touch()

    def configure(self):
        _, certificate = make_certificate(self.folder, f"DNS:{HOST}")
        self.trusted = ssl.create_default_context(cafile=certificate)
        (self.folder / "nginx.conf").write_text(self.configuration())

    def configuration(self):
        """deploy/nginx/phare.conf with this folder and these ports. What it replaces has to be there."""
        text = (DEPLOY / "nginx" / "phare.conf").read_text()
        for pattern, ours in {
            r"/etc/letsencrypt/live/phare.example.org/fullchain.pem": f"{self.folder}/certificate.pem",
            r"/etc/letsencrypt/live/phare.example.org/privkey.pem": f"{self.folder}/key.pem",
            r"/var/lib/nginx/": f"{self.folder}/",
            r"/var/log/nginx/": f"{self.folder}/",
            r"/srv/phare/var/": f"{ROOT}/var/",
            r"/run/phare/": f"{self.runtime}/",
            r"listen \[::\]:\d+[^;]*;": "",
            r"listen 80\b": f"listen 127.0.0.1:{self.ports['http']}",
            r"listen 443\b": f"listen 127.0.0.1:{self.ports['https']}",
            r"127.0.0.1:8001": f"127.0.0.1:{self.ports['copies']}",
            r"127.0.0.1:8000": f"127.0.0.1:{self.ports['granian']}",
            r"410 58s;": f"410 {COPIES}s;",
        }.items():
            text, found = re.subn(pattern, ours, text)
            assert found, f"{pattern} is not in the configuration"
        user = "user root;\n" if os.geteuid() == 0 else ""
        return (
            f"{user}worker_processes 2;\npid {self.folder}/nginx.pid;\nerror_log {self.folder}/error.log;\n"
            "events { worker_connections 1024; }\n"
            f"http {{\ninclude /etc/nginx/mime.types;\nsendfile on;\n{text}\n}}\n"
        )

    def manage(self, *arguments, **variables):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment | variables, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start_nginx(self):
        binary = shutil.which("nginx") or "/usr/sbin/nginx"
        flags = ["-c", self.folder / "nginx.conf", "-p", self.folder, "-g", "daemon off;"]
        self.nginx = subprocess.Popen([binary, *flags], stderr=subprocess.DEVNULL)
        wait_for(lambda: listens(self.ports["https"]))

    def start_granian(self):
        with (self.folder / "granian.log").open("a") as log:
            self.granian = subprocess.Popen(
                self.command(), cwd=ROOT, env=self.environment, start_new_session=True, stderr=log
            )
        address = f"http://127.0.0.1:{self.ports['granian']}/sante/vivant"
        wait_for(lambda: urlopen(address).close() or True)

    def command(self):
        """ExecStart of the shipped unit, here."""
        unit = (DEPLOY / "systemd" / "phare.service").read_text().replace("\\\n", " ")
        line = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)[1]
        _, *flags = shlex.split(line.replace("--port 8000", f"--port {self.ports['granian']}"))
        return [sys.executable, "-m", "granian", *flags]

    def granian_group(self, number):
        """A signal to granian and its workers."""
        os.killpg(self.granian.pid, number)

    def stop(self):
        stop(self.nginx)
        stop(self.granian)

    def get(self, path, method="GET", body=None, *, host=HOST, **headers):
        """What a visitor gets over HTTPS: header names in small letters."""
        named = {"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
        with socket.create_connection(("127.0.0.1", self.ports["https"]), timeout=20) as plain:
            connection = HTTPConnection(host)
            with self.trusted.wrap_socket(plain, server_hostname=host) as connection.sock:
                connection.request(method, path, body, named)
                answer = connection.getresponse()
                known = {name.lower(): value for name, value in answer.getheaders()}
                return Answer(answer.status, known, answer.read())


@contextmanager
def served(folder, shared, database_url, kind=Site):
    """`folder` is this site's alone, `shared` of all those that run at once."""
    site = kind(folder, shared, database_url)
    try:
        site.prepare()
        site.start_granian()
        site.start_nginx()
        yield site
    finally:
        site.stop()


def stop(process):
    if process and process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(SECONDS)


def listens(port):
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def wait_for(happens):
    end = time.monotonic() + SECONDS
    while True:
        try:
            if happens():
                return
        except (URLError, OSError):
            pass
        assert time.monotonic() < end, "what was started does not answer"
        time.sleep(0.05)
