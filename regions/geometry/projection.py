"""Lambert-93, the legal map projection of metropolitan France.

Parameters: EPSG:2154, RGF93 v1 / Lambert-93 (GRS 1980 ellipsoid, standard parallels 44° and 49° N, false
origin 46.5° N 3° E at 700 000 m, 6 600 000 m). Formulas: J. P. Snyder, "Map Projections: A Working Manual",
U.S. Geological Survey Professional Paper 1395 (1987), pages 107-109, equations 14-15 and 15-7 to 15-11.
"""

from math import cos, log, pi, pow, radians, sin, sqrt, tan

from regions.geometry.polygon import Point

SEMI_MAJOR_AXIS = 6_378_137.0
FLATTENING = 1 / 298.257222101
SOUTH_PARALLEL, NORTH_PARALLEL = radians(44), radians(49)
ORIGIN_LONGITUDE, ORIGIN_LATITUDE = radians(3), radians(46.5)
FALSE_EASTING, FALSE_NORTHING = 700_000.0, 6_600_000.0

ECCENTRICITY = sqrt(2 * FLATTENING - FLATTENING**2)


def _parallel_radius(latitude: float) -> float:
    """Snyder's m (14-15): the radius of a parallel, in semi-major axes."""
    return cos(latitude) / sqrt(1 - (ECCENTRICITY * sin(latitude)) ** 2)


def _isometric(latitude: float) -> float:
    """Snyder's t (15-9)."""
    flattened = ECCENTRICITY * sin(latitude)
    return tan(pi / 4 - latitude / 2) / pow((1 - flattened) / (1 + flattened), ECCENTRICITY / 2)


# Snyder's n (15-8) and aF (15-10).
CONE = log(_parallel_radius(SOUTH_PARALLEL) / _parallel_radius(NORTH_PARALLEL)) / log(
    _isometric(SOUTH_PARALLEL) / _isometric(NORTH_PARALLEL)
)
CONE_RADIUS = SEMI_MAJOR_AXIS * _parallel_radius(SOUTH_PARALLEL) / (CONE * _isometric(SOUTH_PARALLEL) ** CONE)
ORIGIN_RADIUS = CONE_RADIUS * _isometric(ORIGIN_LATITUDE) ** CONE


def lambert93(degrees: Point) -> Point:
    """Longitude and latitude in degrees → easting and northing in metres."""
    longitude, latitude = map(radians, degrees)
    radius = CONE_RADIUS * _isometric(latitude) ** CONE
    angle = CONE * (longitude - ORIGIN_LONGITUDE)
    return FALSE_EASTING + radius * sin(angle), FALSE_NORTHING + ORIGIN_RADIUS - radius * cos(angle)
