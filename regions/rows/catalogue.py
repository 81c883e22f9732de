"""The indicators that have something to show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from regions.models import Audience, Figure, Indicator, Level, Region


@dataclass(frozen=True, slots=True)
class IndicatorSummary:
    """A line of the catalogue: who was asked, and in how many regions a value is public."""

    indicator: Indicator
    audiences: tuple[Audience, ...]
    regions: int
    nation: bool


class Offered(NamedTuple):
    """An indicator of which a value is public, and whether a region has one."""

    indicator: Indicator
    regional: bool


def offered(at: datetime) -> list[Offered]:
    """What a reader may choose from, those put forward first, then in the order of the catalogue."""
    valued = Figure.objects.valued(at).filter(question__indicator=OuterRef("pk")).order_by()
    found: Any = Indicator.objects.filter(Exists(valued)).select_related("theme")
    found = found.annotate(regional=Exists(valued.filter(region__level=Level.REGION)))
    ordered = found.order_by("-featured", "theme__order", "theme__slug", "order", "slug")
    return [Offered(one, one.regional) for one in ordered]


def catalogue(at: datetime) -> list[IndicatorSummary]:
    """The indicators of which something is public. One query, that looks for the first value of a kind."""
    valued = Figure.objects.valued(at).order_by()
    here = valued.filter(question__indicator=OuterRef("pk"))
    there = valued.filter(question__indicator=OuterRef(OuterRef("pk")), region=OuterRef("pk"))
    regions = Region.objects.regions().filter(Exists(there)).order_by().values("level")
    found: Any = Indicator.objects.filter(Exists(here)).select_related("theme")
    found = found.annotate(
        regions=Coalesce(Subquery(regions.annotate(n=Count("pk")).values("n")), 0),
        nation=Exists(here.filter(region__level=Level.NATION)),
        **{f"asked_{one}": Exists(here.filter(question__survey__audience=one)) for one in Audience},
    )
    return [
        IndicatorSummary(
            one,
            tuple(audience for audience in Audience if getattr(one, f"asked_{audience}")),
            one.regions,
            one.nation,
        )
        for one in found.order_by("theme__order", "theme__slug", "order", "slug")
    ]


def asked_in(territories: Iterable[Region], at: datetime) -> dict[tuple[int, int], list[Audience]]:
    """By the keys of one of these and of an indicator, the audiences of whom a value is public there."""
    here: Any = Figure.objects.valued(at).filter(region__in=territories).order_by()
    found = here.values_list("region", "question__indicator", "question__survey__audience").distinct()
    asked: dict[tuple[int, int], list[Audience]] = {}
    for region, indicator, audience in found:
        asked.setdefault((region, indicator), []).append(Audience(audience))
    return asked
