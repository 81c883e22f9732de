"""What the programme's real data lets the checker know, loaded once."""

from functools import cache

import pytest

from press import claims
from regions.publication import database_now


@cache
def _loaded():
    return claims.load(database_now())


@pytest.fixture
def known(programme):
    return _loaded()


@pytest.fixture
def check(known):
    """The numbers of a release of a region, by its code: (text, verdict) of each."""
    regions = {region.code: region for region in known.regions}

    def checked(code, body):
        found = claims.check("Un titre\n\n" + body, [regions[code]], known)
        return [claim for claim in found if claim.value is not None]

    return checked
