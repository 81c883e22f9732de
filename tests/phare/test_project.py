"""Promises of the project as a whole."""

import pytest
from django.contrib.auth.models import User
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command

from phare.assets import NpmFinder
from regions.models import Figure


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_demo_loads_the_data_and_prints_the_password_once(capsys):
    call_command("demo")
    said = capsys.readouterr().out
    password = said.split("mot de passe ")[1].split()[0]
    assert User.objects.get(is_superuser=True).check_password(password)
    assert Figure.objects.count() == 102
    call_command("demo")
    assert capsys.readouterr().out == ""


@pytest.mark.django_db
def test_demo_is_refused_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("demo")


@pytest.mark.django_db
def test_home_marks_no_note_that_it_does_not_show(client, programme):
    page = client.get("/").content.decode()
    assert "76\u202f%" in page
    assert "<sup>" not in page


@pytest.fixture
def npm(settings, tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "lib.js").write_text("1")
    settings.NPM_ROOT = tmp_path
    settings.NPM_ASSETS = {"vendor/lib.js": "lib/lib.js", "vendor/absent.js": "absent/absent.js"}
    return tmp_path


def test_npm_files_are_found_by_their_public_names_alone(npm):
    finder = NpmFinder()
    assert finder.find("vendor/lib.js") == str(npm / "lib" / "lib.js")
    assert finder.find("vendor/lib.js", find_all=True) == [str(npm / "lib" / "lib.js")]
    assert [finder.find("vendor/absent.js"), finder.find("lib/lib.js")] == [[], []]
    assert finder.check() == []


def test_npm_files_that_are_there_are_collected(npm):
    ((name, storage),) = NpmFinder().list(None)
    assert (storage.prefix, storage.size(name)) == ("vendor", 1)


def test_stylesheets_are_found():
    assert finders.find("phare/base.css") is not None
    assert finders.find("phare/nulle-part.css") is None
