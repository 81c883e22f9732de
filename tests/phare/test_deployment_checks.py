"""Django's own checks of a site in production, with the variables that it is given there."""

import re
import secrets
import subprocess
import sys
from pathlib import Path

import django
import pytest

from tests.environment import of_the_machine

ROOT = Path(__file__).parent.parent.parent
PRODUCTION = {
    "PHARE_ENV": "production",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "phare.example.org",
    "DATABASE_URL": "postgres://phare:secret@127.0.0.1/phare",
    "BEHIND_HTTPS_PROXY": "1",
}


def checked(**variables):
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    environment = of_the_machine() | PRODUCTION | variables
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "storage",
    [
        {"ACCEL_ROOT": "/_fichiers/"},
        {"MEDIA_BUCKET": "phare", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"},
    ],
    ids=["folder", "bucket"],
)
def test_production_has_nothing_to_mend(storage):
    assert checked(**storage) == (0, "System check identified no issues (0 silenced).\n")


def test_development_key_does_not_start():
    code, words = checked(SECRET_KEY="court")
    assert code == 1
    assert "SECRET_KEY manque ou est trop courte" in words


def locked(name):
    return set(re.findall(r"^[a-z0-9._-]+==\S+", (ROOT / name).read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-s3.txt"])
def test_what_is_installed_is_what_is_tested(name):
    assert locked(name) - locked("requirements-dev.txt") == set()
    assert f"django=={django.__version__}" in locked(name)
