"""What stands under the nation may be national as well as abroad: lists say so, and never "France"."""

from regions.models import Region

NATIONWIDE = "à l'échelle nationale et hors de France"


def name(region: Region) -> str:
    """ "Bretagne"."""
    return NATIONWIDE if region.is_nation else region.name


def name_in(region: Region) -> str:
    """ "en Bretagne", after what is not there."""
    return "à l'échelle nationale ou hors de France" if region.is_nation else region.name_in
