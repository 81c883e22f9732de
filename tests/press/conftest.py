"""Fixtures for tests of the press room."""

import shutil

import pytest

from press.loader import FOLDER
from tests.press.loads import PLACE


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Files go where nothing is kept."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def folder(tmp_path):
    """A copy of the files that a test may spoil, with one release."""
    copy = shutil.copytree(FOLDER, tmp_path / "data")
    for path in (copy / "releases").iterdir():
        if path.stem != PLACE:
            path.unlink()
    return copy
