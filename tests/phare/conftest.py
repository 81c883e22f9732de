import pytest
from django.db import connection

from tests.factories import make_figure, make_region
from tests.phare.cached_site import Site


@pytest.fixture
def required(settings):
    """As in production."""
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def site(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    return Site()


@pytest.fixture
def json_known(db):
    """Django asks SQLite once for a connection whether it knows JSON: no test is to count that."""
    return connection.features.supports_json_field


@pytest.fixture
def region():
    figure = make_figure(region=make_region(name="Normandie", slug="normandie"))
    return figure.region
