import os
import re
import secrets
import subprocess
import sys

import pytest
from django.core.management import get_commands

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


@pytest.mark.parametrize("unit", sorted(one.name for one in (DEPLOY / "systemd").iterdir()))
def test_units_name_what_there_is(unit):
    text = (DEPLOY / "systemd" / unit).read_text()
    for name in re.findall(r"^OnFailure=(.*)$", text, re.MULTILINE):
        assert (DEPLOY / "systemd" / name.replace("%n.service", ".service")).exists()
    for command in re.findall(r"manage\.py (\w+)", text):
        assert command in get_commands()
    for script in re.findall(r"=/srv/phare/(deploy/\w+)", text):
        assert os.access(ROOT / script, os.X_OK)


@pytest.fixture
def alarm(tmp_path):
    """What deploy/alarm asks of a machine; each command notes how it was called."""
    programs, notes = tmp_path / "bin", tmp_path / "notes"
    for folder in (programs, notes):
        folder.mkdir()
    for name, words in {
        "journalctl": "echo /rapports/x/ devrait être public",
        "hostname": "echo phare1",
        "mail": '(printf "%s, " "$@"; cat) >mail',
        "logger": 'echo "$@" >logger',
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{words}\n")
        (programs / name).chmod(0o755)

    def ring(**variables):
        environment = {"PATH": f"{programs}:/usr/bin:/bin"} | variables
        command = [DEPLOY / "alarm", "phare-watch.service"]
        subprocess.run(command, cwd=notes, env=environment, check=True)
        return {one.name: one.read_text() for one in notes.iterdir()}

    return ring


def test_alarm_writes_to_who_is_named(alarm):
    words = (
        "-s, Phare, phare1 : phare-watch.service a échoué, x@example.org, /rapports/x/ devrait être public\n"
    )
    assert alarm(ALARM_TO="x@example.org") == {"mail": words}


def test_alarm_for_nobody_is_in_the_log_of_the_machine(alarm):
    (words,) = alarm().values()
    assert words.startswith("--priority daemon.alert --tag phare-alarm phare-watch.service a échoué")
