"""The tour: its stages by region, and where they are on the map."""

from collections.abc import Iterable
from dataclasses import dataclass

from press import territories
from press.models import Event
from press.models.event import EventState
from regions import drawing
from regions.models import Region


@dataclass(frozen=True, slots=True)
class RegionStages:
    """The stages of a region, or those that stand under the nation."""

    region: Region
    stages: tuple[Event, ...]

    @property
    def name(self) -> str:
        return territories.name(self.region)

    @property
    def cancelled(self) -> int:
        return sum(stage.state == EventState.CANCELLED for stage in self.stages)

    @property
    def known(self) -> int:
        return len(self.stages) - self.cancelled

    @property
    def words(self) -> str:
        """ "2 étapes, 1 annulée", "1 étape annulée"."""
        off = f"annulée{'s' * (self.cancelled > 1)}"
        if not self.known:
            return f"{self.cancelled}\u00a0étape{'s' * (self.cancelled > 1)} {off}"
        words = f"{self.known}\u00a0étape{'s' * (self.known > 1)}"
        return f"{words}, {self.cancelled}\u00a0{off}" if self.cancelled else words


@dataclass(frozen=True, slots=True)
class Tour:
    """`known` counts the stages that are not cancelled, `outside` those of them that no region has."""

    regions: tuple[RegionStages, ...]
    map: drawing.Map

    @property
    def known(self) -> int:
        return sum(one.known for one in self.regions)

    @property
    def nationwide(self) -> RegionStages | None:
        """Those that no map of the regions shows."""
        return next((one for one in self.regions if one.region.is_nation), None)

    @property
    def outside(self) -> int:
        return self.nationwide.known if self.nationwide else 0

    @property
    def cancelled(self) -> int:
        return sum(one.cancelled for one in self.regions)


def build_tour(stages: Iterable[Event], regions: Iterable[Region]) -> Tour:
    """`stages` come in the order of a list; each region keeps that order, what is in none comes last."""
    by_region: dict[Region, list[Event]] = {}
    for stage in stages:
        by_region.setdefault(stage.region, []).append(stage)
    ordered = sorted(by_region, key=lambda region: (region.is_nation, region.slug))
    found = tuple(RegionStages(region, tuple(by_region[region])) for region in ordered)
    return Tour(found, drawing.counts(regions, {one.region: (one.known, one.words) for one in found}))
