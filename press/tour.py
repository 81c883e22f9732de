"""The tour: its stages by region, and where they are on the map."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from press import territories
from press.models import Event
from press.models.event import EventState
from press.models.event_lists import EventQuerySet
from regions import drawing
from regions.models import Region

LISTED = 6  # stages of a region; its agenda has them all


@dataclass(frozen=True, slots=True)
class RegionStages:
    """The stages of a region, or those that stand under the nation: the last ones, and how many there are;
    `known` counts those that are not cancelled."""

    region: Region
    stages: tuple[Event, ...]
    known: int
    cancelled: int

    @property
    def name(self) -> str:
        return territories.name(self.region)

    @property
    def has_more(self) -> bool:
        return self.known + self.cancelled > len(self.stages)

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


def build_tour(stages: EventQuerySet, regions: Iterable[Region]) -> Tour:
    """The regions that have stages, what is in none last. Two queries."""
    off = Count("pk", filter=Q(state=EventState.CANCELLED))
    counted = stages.order_by().values("region").annotate(total=Count("pk"), cancelled=off)
    counts = {one["region"]: (one["total"] - one["cancelled"], one["cancelled"]) for one in counted}
    by_region: dict[Region, list[Event]] = {}
    for stage in stages.last_of_each_region(LISTED).soonest_first().for_list():
        by_region.setdefault(stage.region, []).append(stage)
    ordered = sorted(by_region, key=lambda region: (region.is_nation, region.slug))
    found = tuple(RegionStages(one, tuple(by_region[one]), *counts[one.pk]) for one in ordered)
    return Tour(found, drawing.counts(regions, {one.region: (one.known, one.words) for one in found}))
