"""The public pages, for search engines: nothing that `published(at)` does not give.

In pieces: what grows is parted by its keys, so that none of them reads, or counts, what another tells.
"""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Page as Piece
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.urls import reverse

from press.announced import Announced
from press.models import Edition, Event, Page, Release, Resource
from regions.models import Report
from regions.opendata import public

KEYS = 200  # of a piece

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


class Whole(Paginator[Any]):
    """Rows that are few: one piece, of which the index asks nothing."""

    num_pages = 1

    def page(self, number: int | str) -> Piece[Any]:
        return Piece(self.object_list, self.validate_number(number), self)


class Ranges(Paginator[Any]):
    """The rows of a queryset by ranges of their keys, up to that of the last one."""

    def __init__(self, found: Any) -> None:
        super().__init__(found, KEYS)
        self.found = found

    @cached_property
    def num_pages(self) -> int:
        # Without the bound SQLite sorts all that is out.
        found = self.found.filter(pk__gte=0).order_by("-pk")
        return (found.values_list("pk", flat=True).first() or 0) // KEYS + 1

    def page(self, number: int | str) -> Piece[Any]:
        number = self.validate_number(number)
        first = (number - 1) * KEYS
        return Piece(self.found.filter(pk__gte=first, pk__lt=first + KEYS).order_by("pk"), number, self)


class Part(Sitemap[Any]):
    """A kind of page, of which `found` are the rows; those that grow are parted."""

    def __init__(self, found: Any, *, grows: bool = False) -> None:
        self.found, self.grows = found, grows

    @property
    def paginator(self) -> Paginator[Any]:
        return Ranges(self.found) if self.grows else Whole(self.found, len(PAGES))

    def get_latest_lastmod(self) -> None:
        """The index says no date: it would read all that has one."""


class Routes(Part):
    def location(self, item: str) -> str:
        return reverse(item)


class Releases(Part):
    def lastmod(self, item: Any) -> datetime:
        """When its current edition came out."""
        out_at: datetime = item.out_at
        return out_at


class Announcements(Part):
    def lastmod(self, item: Announced) -> datetime:
        """The last edit; or its coming out, where it was ready before."""
        return max(filter(None, (item.publish_at, item.revised_at)))


def sitemaps(at: datetime) -> dict[str, type[Sitemap[Any]] | Sitemap[Any]]:
    """By the names in their addresses. The index asks a query for each kind that grows."""
    editions = Edition.objects.published(at).filter(release=OuterRef("pk")).order_by("-number")
    out_at = editions.values("publish_at")[:1]
    releases = Release.objects.published(at).annotate(out_at=Subquery(out_at)).only("slug")
    events, resources, pages = (
        model.objects.published(at).only("slug", "publish_at", "revised_at")
        for model in (Event, Resource, Page)
    )
    return {
        "rubriques": Routes(PAGES),
        "regions": Part(public.territories(at)),
        "indicateurs": Part(public.indicators(at)),
        "enquetes": Part(public.surveys(at)),
        "rapports": Part(Report.objects.published(at).only("slug"), grows=True),
        "communiques": Releases(releases, grows=True),
        "agenda": Announcements(events, grows=True),
        "ressources": Announcements(resources, grows=True),
        "pages": Announcements(pages),
    }
