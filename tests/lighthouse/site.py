"""The demonstration as it is served in production, on this machine: granian, HTTPS, hashed static files."""

import os
import secrets
import socket
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

HOST = "127.0.0.1"
ROOT = Path(__file__).parent.parent.parent
SECONDS = 30
CERTIFICATE = [
    *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
    *("-days", "2", "-subj", "/CN=phare"),
]


@contextmanager
def served():
    """The address of a site with a database, a key and a certificate of its own, which go with it.

    Production sends every visitor to HTTPS: granian speaks it itself, so that no setting is loosened.
    """
    with TemporaryDirectory(prefix="phare-lighthouse-") as folder:
        database = f"sqlite:///{folder}/site.sqlite3"
        manage("demo", DATABASE_URL=database)
        production = {
            "PHARE_ENV": "production",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": HOST,
            "DATABASE_URL": database,
        }
        manage("collectstatic", "--noinput", "--clear", **production)
        key, certificate = make_certificate(Path(folder), f"IP:{HOST}")
        port = free_port()
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-log", "--no-ws"),
                *("--host", HOST, "--port", str(port), "--blocking-threads", "4"),
                *("--ssl-certificate", certificate, "--ssl-keyfile", key, "phare.wsgi:application"),
            ],
            cwd=ROOT,
            env=os.environ | production,
            stderr=subprocess.DEVNULL,  # a line for each request
        )
        try:
            address = f"https://{HOST}:{port}"
            wait_for(address, certificate)
            yield address
        finally:
            server.terminate()
            server.wait()


def make_certificate(folder, name):
    """The paths of a key and of its certificate, good for two days and for `name` alone."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = [*CERTIFICATE, "-addext", f"subjectAltName={name}", "-keyout", key, "-out", certificate]
    subprocess.run(command, check=True, capture_output=True)
    return key, certificate


def manage(*arguments, **variables):
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | variables,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def free_port():
    with socket.socket() as found:
        found.bind((HOST, 0))
        return found.getsockname()[1]


def wait_for(address, certificate):
    trusted = ssl.create_default_context(cafile=certificate)
    end = time.monotonic() + SECONDS
    while True:
        try:
            return urlopen(address, context=trusted).close()
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
