"""The public pages, for search engines: nothing that `published(at)` does not give."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from press.announced import Announced
from press.models import Edition, Event, Page, Resource
from regions import rows
from regions.models import Indicator, Region, Report, Survey

PAGES = (
    "home",
    "regions:list",
    "regions:indicators",
    "regions:dashboard",
    "regions:compare",
    "regions:reports",
    "regions:surveys",
    "regions:corrections",
    "regions:dataset",
    "regions:api",
    "press:releases",
    "press:contacts",
    "press:events",
    "press:tour",
    "press:resources",
)
ANNOUNCED = (Event, Resource, Page)


class SitemapAt(Sitemap[Any]):
    """One part, at the instant of a request. Items are lists, which are counted without a query."""

    def __init__(self, at: datetime) -> None:
        self.at = at


class PageSitemap(SitemapAt):
    def items(self) -> Sequence[str]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class RegionSitemap(SitemapAt):
    def items(self) -> list[Region]:
        return list(Region.objects.all())


class IndicatorSitemap(SitemapAt):
    def items(self) -> list[Indicator]:
        return [one.indicator for one in rows.catalogue(self.at)]


class ReportSitemap(SitemapAt):
    def items(self) -> list[Report]:
        return list(Report.objects.published(self.at))


class SurveySitemap(SitemapAt):
    def items(self) -> list[Survey]:
        return rows.surveys(self.at)


class ReleaseSitemap(SitemapAt):
    def items(self) -> list[Edition]:
        return list(Edition.objects.current(self.at).select_related("release"))

    def location(self, item: Edition) -> str:
        return item.release.get_absolute_url()

    def lastmod(self, item: Edition) -> datetime | None:
        return item.publish_at


class AnnouncedSitemap(SitemapAt):
    """Events, resources and prose pages, in one part: whoever reads it has no use for their kinds."""

    def items(self) -> list[Announced]:
        fields = ("slug", "publish_at", "revised_at")
        return [one for model in ANNOUNCED for one in model.objects.published(self.at).only(*fields)]

    def lastmod(self, item: Announced) -> datetime | None:
        """The last edit; or its coming out, where it was ready before."""
        return max(filter(None, (item.publish_at, item.revised_at)))


def sitemaps(at: datetime) -> dict[str, type[Sitemap[Any]] | Sitemap[Any]]:
    parts = {
        "pages": PageSitemap,
        "regions": RegionSitemap,
        "indicators": IndicatorSitemap,
        "reports": ReportSitemap,
        "surveys": SurveySitemap,
        "releases": ReleaseSitemap,
        "announced": AnnouncedSitemap,
    }
    return {name: part(at) for name, part in parts.items()}
