"""Fixtures for every test."""

import pytest

from regions.loader import load_programme


@pytest.fixture
def programme(db):
    """The programme's real data."""
    load_programme()
