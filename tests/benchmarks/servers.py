"""Servers to measure, on the loopback: the site as in production, a bare view, nginx; and wrk, which asks.

Behind a proxy that ends HTTPS, as the site is deployed: each request says so, no setting is loosened.
"""

import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import Request, urlopen

from tests.lighthouse.site import HOST, ROOT, free_port, manage

PROXY = {"Host": HOST, "X-Forwarded-Proto": "https"}  # as nginx sends them
WORKERS = os.cpu_count() or 1
SECONDS = 60  # for a server to start
NGINX = """
{user}
daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  types {{ }}
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  open_file_cache max=100;
  client_body_temp_path {folder}/temp;
  proxy_temp_path {folder}/temp;
  fastcgi_temp_path {folder}/temp;
  uwsgi_temp_path {folder}/temp;
  scgi_temp_path {folder}/temp;
  server {{ listen {host}:{port}; root {folder}/pages; }}
}}
"""


class Tool(NamedTuple):
    name: str
    package: str


TOOLS = (Tool("wrk", "wrk"), Tool("nginx", "nginx-light"))


class Server(NamedTuple):
    address: str
    pid: int

    def worked(self):
        """Seconds of computing until now, of its process and those that it began."""
        ticks = sum(sum(map(int, _stat(pid)[11:13])) for pid in (self.pid, *children(self.pid)))
        return ticks / os.sysconf("SC_CLK_TCK")


class Run(NamedTuple):
    """What wrk saw: requests per second, and the 99th centile of the time of an answer, in milliseconds; and
    what a request cost the server, in microseconds of computing."""

    rate: float
    p99: float
    cost: float


def children(pid):
    """The processes that a process began."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _stat(pid):
    """The fields of a process after its name, which may hold spaces."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def check_tools():
    missing = [tool.package for tool in TOOLS if _path(tool.name) is None]
    if missing:
        sys.exit(f"Il manque : apt-get install {' '.join(missing)}")


def _path(name):
    return shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")


def prepared(database):
    """The variables of production for a site on this database, with the demonstration's data in it."""
    manage("demo", DATABASE_URL=database)
    variables = production(database)
    manage("collectstatic", "--noinput", **variables)
    return variables


def production(database):
    return {
        "PHARE_ENV": "production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": HOST,
        "DATABASE_URL": database,
        "BEHIND_HTTPS_PROXY": "1",
    }


@contextmanager
def granian(application, variables, workers=WORKERS):
    """A server of an application of ours."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-log", "--no-ws"),
        *("--host", HOST, "--port", str(port), "--workers", str(workers), "--blocking-threads", "4"),
        application,
    ]
    with _running(command, f"http://{HOST}:{port}", variables) as served:
        yield served


@contextmanager
def nginx(folder):
    """A server of the files in `pages` of this folder."""
    port = free_port()
    user = "user root;" if os.geteuid() == 0 else ""
    config = Path(folder, "nginx.conf")
    config.write_text(NGINX.format(folder=folder, user=user, workers=WORKERS, host=HOST, port=port))
    with _running([_path("nginx"), "-c", config], f"http://{HOST}:{port}", {}) as served:
        yield served


@contextmanager
def _running(command, address, variables):
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | variables, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + SECONDS
        while not _answers(address):
            if time.monotonic() > end or process.poll() is not None:
                raise RuntimeError(f"{command} ne répond pas.")
            time.sleep(0.2)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait()


def _answers(address):
    try:
        urlopen(Request(address, headers=PROXY)).close()
    except URLError as error:
        return hasattr(error, "code")
    return True


def fetch(url, **headers):
    """Status, headers and body, as they come."""
    with urlopen(Request(url, headers=PROXY | headers)) as answer:
        return answer.headers, answer.read()


def wrk(server, path, seconds, headers=(), connections=32):
    """One run; RuntimeError where an answer was an error, or none came."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "--latency"]
    for name, value in {**PROXY, **dict(headers)}.items():
        command += ["-H", f"{name}: {value}"]
    worked = server.worked()
    said = subprocess.run(
        [*command, server.address + path], check=True, capture_output=True, text=True
    ).stdout
    worked = server.worked() - worked
    count = int(_found(r"(\d+) requests in", said))
    if "Non-2xx" in said or "Socket errors" in said or not count:
        raise RuntimeError(f"{path} : {said}")
    rate, p99 = _found(r"Requests/sec:\s+([\d.]+)", said), _found(r"\n +99% +(\S+)", said)
    return Run(float(rate), _milliseconds(p99), 1e6 * worked / count)


def _found(pattern, text):
    found = re.search(pattern, text)
    assert found, text
    return found[1]


def _milliseconds(words):
    """ "1.25ms", "840.00us", "1.02s"."""
    number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", words).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]
