import pytest

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
def region():
    figure = make_figure(region=make_region(name="Normandie", slug="normandie"))
    return figure.region
