import os
import re
import secrets
import subprocess
import sys

import pytest
from django.core.management import get_commands

from tests.environment import of_the_machine
from tests.serving.site import DEPLOY, ROOT


def test_example_of_settings_passes_the_checks_of_production():
    lines = (DEPLOY / "phare.env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert example["SECRET_KEY"] == ""
    variables = of_the_machine() | example | {"SECRET_KEY": secrets.token_urlsafe(50)}
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
    units = re.findall(r"^OnFailure=(.*)$", text, re.MULTILINE)
    if unit.endswith(".timer"):
        units.append(unit.replace(".timer", ".service"))
    for name in units:
        assert (DEPLOY / "systemd" / name.replace("%n.service", ".service")).exists()
    for command in re.findall(r"manage\.py (\w+)", text):
        assert command in get_commands()
    for script in re.findall(r"=/srv/phare/(deploy/\w+)", text):
        assert os.access(ROOT / script, os.X_OK)


TOLD = "/rapports/x/ : devrait être public, réponse 404."


@pytest.fixture
def alarm(tmp_path):
    """What deploy/alarm asks of a machine; each command notes how it was called, and what it was given."""
    programs, notes = tmp_path / "bin", tmp_path / "notes"
    for folder in (programs, notes):
        folder.mkdir()

    def program(name, words):
        (programs / name).write_text(f"#!/bin/sh\n{words}\n")
        (programs / name).chmod(0o755)

    def ring(mail="exit 0", journal=f"echo '{TOLD}'", **variables):
        program("journalctl", journal)
        program("hostname", "echo phare1")
        program("mail", f'(echo "$@"; cat) >mail; {mail}')
        program("logger", '(echo "$@"; [ $# -gt 4 ] || cat) >>logger')
        environment = {"PATH": f"{programs}:/usr/bin:/bin"} | variables
        command = [DEPLOY / "alarm", "phare-watch.service"]
        done = subprocess.run(command, cwd=notes, env=environment, check=False)
        return done.returncode, {one.name: one.read_text() for one in notes.iterdir()}

    return ring


LOGGED = f"--priority daemon.alert --tag phare-alarm\nphare-watch.service a échoué.\n{TOLD}\n"


def test_alarm_is_in_the_log_of_the_machine(alarm):
    assert alarm() == (0, {"logger": LOGGED})


def test_alarm_goes_to_who_is_named_too(alarm):
    mail = f"-s Phare, phare1 : phare-watch.service a échoué x@example.org\n{TOLD}\n"
    assert alarm(ALARM_TO="x@example.org") == (0, {"logger": LOGGED, "mail": mail})


def test_alarm_says_that_its_message_is_not_gone(alarm):
    code, notes = alarm(mail="exit 1", ALARM_TO="x@example.org")
    assert code == 1
    assert notes["logger"].splitlines()[-1].endswith("Le message à ALARM_TO n'est pas parti.")


def test_alarm_without_a_journal_is_an_alarm(alarm):
    code, notes = alarm(journal="exit 1")
    assert (code, notes["logger"].splitlines()[-1]) == (0, "journalctl ne répond pas.")
