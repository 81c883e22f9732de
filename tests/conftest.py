"""Fixtures for every test."""

import pytest

from press.loader import load_demonstration, load_press
from regions.loader import load_programme
from tests.snapshots import Snapshot

load_programme_once = Snapshot(load_programme)
load_all_once = Snapshot(load_programme, load_press, load_demonstration)


@pytest.fixture
def programme(db):
    """The programme's real data."""
    load_programme_once()


@pytest.fixture
def demonstration(db):
    """All that the demonstration loads: the programme's data, the press room's, releases and contacts."""
    load_all_once()
