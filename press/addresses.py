"""Where the files and charts of a release are."""

from press.models import Release
from regions import addresses


@addresses.route.register
def _(release: Release) -> addresses.Route:
    return addresses.Route("press:release", [release.slug], names_territory=True)
