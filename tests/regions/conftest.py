"""Fixtures for tests of regions."""

import pytest

from tests.factories import make_user


@pytest.fixture
def desk(client):
    """A client signed in as a superuser, who is `desk.user`."""
    client.user = make_user(username="chef", is_staff=True, is_superuser=True)
    client.force_login(client.user)
    return client
