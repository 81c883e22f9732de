"""Maps of the regions: five fixed classes for an indicator, the same for all its audiences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from regions import formats, geometry
from regions.models import Indicator, Region
from regions.rows import Comparison, FigureRow, RegionSummary, Status

CLASSES = 5


@dataclass(frozen=True, slots=True)
class Area:
    """One region: its shape, where its value is printed, and how it is filled.

    `fill` is class-1 to class-5; unclassed, where the value may not be ordered; or the status of what
    is missing.
    """

    region: Region
    path: str
    x: str
    y: str
    fill: str
    row: FigureRow | None = None
    count: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Legend:
    """What the map uses: its classes with their bounds in words, and the other fills."""

    classes: tuple[tuple[str, str], ...]
    unclassed: bool
    missing: tuple[Status, ...]
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    areas: tuple[Area, ...]
    legend: Legend | None
    width: int = geometry.WIDTH
    height: int = geometry.HEIGHT


def choropleth(comparison: Comparison, indicator: Indicator) -> Map:
    """The values of one answer and audience; a region without geometry is left to the table.

    The regions that a reader left out are plain.
    """
    shapes = geometry.shapes()
    areas = tuple(
        _area(row.region, _fill(row, indicator), row) for row in comparison.rows if row.region.code in shapes
    )
    left_out = _plain_map((region, "plain") for region in comparison.others).areas
    fills = {area.fill for area in areas}
    return Map(
        (*left_out, *areas),
        Legend(
            classes=_class_words(indicator) if any(fill.startswith("class-") for fill in fills) else (),
            unclassed="unclassed" in fills,
            missing=tuple(status for status in Status if status.value in fills),
            left_out=bool(left_out),
        ),
    )


def locator(regions: Iterable[Region], here: Region) -> Map:
    """Where a region is, on a map some 150 pixels wide."""
    shapes = geometry.shapes()
    plain = _plain_map((region, "here" if region == here else "plain") for region in regions)
    areas = tuple(replace(area, path=shapes[area.region.code].small_path) for area in plain.areas)
    return Map(areas, None, geometry.WIDTH // geometry.SMALL, geometry.HEIGHT // geometry.SMALL)


def coverage(summaries: Iterable[RegionSummary]) -> Map:
    """The regions to choose from, those with public figures apart."""
    return _plain_map(
        (one.region, "covered" if one.figures else Status.NOT_PUBLISHED.value) for one in summaries
    )


def counts(regions: Iterable[Region], by_region: Mapping[Region, tuple[int, str]]) -> Map:
    """How many of something there are in each region, and the words for it; those with some are filled."""
    shapes = geometry.shapes()
    told = ((region, *by_region.get(region, (0, ""))) for region in regions if region.code in shapes)
    areas = (
        replace(_area(region, "covered" if number else "plain"), count=number, words=words)
        for region, number, words in told
    )
    return Map(tuple(areas), None)


def _plain_map(fills: Iterable[tuple[Region, str]]) -> Map:
    shapes = geometry.shapes()
    return Map(tuple(_area(region, fill) for region, fill in fills if region.code in shapes), None)


def bounds(indicator: Indicator) -> list[Decimal]:
    """The four values at which a new class begins; none where there are no classes."""
    if indicator.map_range is None:
        return []
    low, high = indicator.map_range
    return [low + (high - low) * step / CLASSES for step in range(1, CLASSES)]


def _area(region: Region, fill: str, row: FigureRow | None = None) -> Area:
    shape = geometry.shapes()[region.code]
    x, y = shape.label
    return Area(region, shape.path, f"{x:g}", f"{y:g}", fill, row)


def _fill(row: FigureRow, indicator: Indicator) -> str:
    if row.value is None:
        return row.status.value
    limits = bounds(indicator)
    if not row.comparable or not limits:
        return "unclassed"
    return f"class-{1 + sum(row.value >= limit for limit in limits)}"


def _class_words(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """("class-1", "moins de 67 %"), ("class-2", "de 67 à moins de 74 %") … ("class-5", "88 % et plus")."""
    edges = [(formats.number(bound), formats.value(bound, indicator.unit)) for bound in bounds(indicator)]
    between = [f"de {low} à moins de {high}" for (low, _), (_, high) in pairwise(edges)]
    words = [f"moins de {edges[0][1]}", *between, f"{edges[-1][1]} et plus"]
    return tuple((f"class-{index}", text) for index, text in enumerate(words, 1))
