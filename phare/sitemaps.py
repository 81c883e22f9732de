"""The public pages, for search engines: nothing that `published(at)` does not give.

In pieces: what grows is parted by its keys, so that none of them reads, or counts, what another tells.
"""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Page as Piece
from django.core.paginator import Paginator
from django.urls import reverse

from press.announced import Announced
from press.models import Edition, Event, Page, Resource
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
    """The rows of a queryset by ranges of a key, up to that of the last one."""

    def __init__(self, found: Any, key: str) -> None:
        super().__init__(found, KEYS)
        self.found, self.key = found, key

    @cached_property
    def num_pages(self) -> int:
        last: int | None = self.found.order_by(f"-{self.key}").values_list(self.key, flat=True).first()
        return (last or 0) // KEYS + 1

    def page(self, number: int | str) -> Piece[Any]:
        number = self.validate_number(number)
        keys = {f"{self.key}__gte": (number - 1) * KEYS, f"{self.key}__lt": number * KEYS}
        return Piece(self.found.filter(**keys).order_by(self.key), number, self)


class Part(Sitemap[Any]):
    """A kind of page: `found` are its rows, and `key` what parts those that grow."""

    def __init__(self, found: Any, key: str = "") -> None:
        self.found, self.key = found, key

    @property
    def paginator(self) -> Paginator[Any]:
        return Ranges(self.found, self.key) if self.key else Whole(self.found, len(PAGES))

    def get_latest_lastmod(self) -> None:
        """The index says no date: it would read all that has one."""


class Routes(Part):
    def location(self, item: str) -> str:
        return reverse(item)


class Releases(Part):
    def location(self, item: Edition) -> str:
        return item.release.get_absolute_url()

    def lastmod(self, item: Edition) -> datetime | None:
        return item.publish_at


class Announcements(Part):
    def lastmod(self, item: Announced) -> datetime:
        """The last edit; or its coming out, where it was ready before."""
        return max(filter(None, (item.publish_at, item.revised_at)))


def sitemaps(at: datetime) -> dict[str, type[Sitemap[Any]] | Sitemap[Any]]:
    """By the names in their addresses. The index asks a query for each kind that grows."""
    editions = Edition.objects.current(at).select_related("release").only("publish_at", "release__slug")
    events, resources, pages = (
        model.objects.published(at).only("slug", "publish_at", "revised_at")
        for model in (Event, Resource, Page)
    )
    return {
        "rubriques": Routes(PAGES),
        "regions": Part(public.territories(at)),
        "indicateurs": Part(public.indicators(at)),
        "enquetes": Part(public.surveys(at)),
        "rapports": Part(Report.objects.published(at), "pk"),
        "communiques": Releases(editions, "release_id"),
        "agenda": Announcements(events, "pk"),
        "ressources": Announcements(resources, "pk"),
        "pages": Announcements(pages),
    }
