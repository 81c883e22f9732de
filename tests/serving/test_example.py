import os
import re
import secrets
import subprocess
import sys

from tests.serving.site import DEPLOY, ROOT


def test_example_of_settings_passes_the_checks_of_production():
    lines = (DEPLOY / "phare.env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert example["SECRET_KEY"] == ""
    variables = os.environ | example | {"SECRET_KEY": secrets.token_urlsafe(50)}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_night_forgets_people_before_an_archive_that_may_fail():
    unit = (DEPLOY / "systemd" / "phare-nightly.service").read_text()
    assert re.findall(r"^ExecStart=.*manage\.py (\w+)", unit, re.MULTILINE) == [
        "retention",
        "backup",
        "sweep_files",
    ]
