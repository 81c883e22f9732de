"""Fixtures for tests of the press room."""

import pytest


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Files go where nothing is kept."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
