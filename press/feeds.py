"""The feeds of releases: all of them, and those of a territory."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html_join

from press.models import Edition
from regions.feeds import ENTRIES, Atom
from regions.models import Region
from regions.publication import instant

# RFC 4151: an id that no other place or time gives again, whatever becomes of the address.
TAG = "tag:{host},2026:communique-{pk}"


@dataclass(frozen=True, slots=True)
class Subject:
    """What one asks for: `region` is None for all territories."""

    at: datetime
    host: str
    region: Region | None


@dataclass(frozen=True, slots=True)
class Entry:
    edition: Edition
    host: str


class ReleaseFeed(Feed[Entry, Subject]):
    feed_type = Atom
    author_name = "Phare"

    def get_object(self, request: HttpRequest, region: str = "") -> Subject:
        at, host = instant(request), request.get_host().partition(":")[0]
        return Subject(at, host, get_object_or_404(Region, slug=region) if region else None)

    def title(self, obj: Subject) -> str:
        return f"Phare : communiqués, {obj.region}" if obj.region else "Phare : communiqués"

    def subtitle(self, obj: Subject) -> str:
        return f"Les communiqués de presse {obj.region.name_of}." if obj.region else "Tous les communiqués."

    def link(self, obj: Subject) -> str:
        return obj.region.get_absolute_url() if obj.region else reverse("press:releases")

    def items(self, obj: Subject) -> list[Entry]:
        editions = Edition.objects.current(obj.at).for_list()
        if obj.region:
            editions = editions.filter(regions=obj.region)
        return [Entry(edition, obj.host) for edition in editions[:ENTRIES]]

    def item_title(self, item: Entry) -> str:
        return item.edition.headline

    def item_description(self, item: Entry) -> str:
        edition = item.edition
        parts = ["Texte de démonstration."] if edition.demonstration else []
        parts.append(edition.standfirst)
        if edition.is_amended and edition.note_to_readers:
            parts.append(f"Texte modifié\u00a0: {edition.note_to_readers}")
        return format_html_join("", "<p>{}</p>", [(part,) for part in parts])

    def item_link(self, item: Entry) -> str:
        return item.edition.release.get_absolute_url()

    def item_guid(self, item: Entry) -> str:
        return TAG.format(host=item.host, pk=item.edition.release_id)

    def item_pubdate(self, item: Entry) -> datetime:
        return item.edition.first_at

    def item_updateddate(self, item: Entry) -> datetime:
        return item.edition.publish_at  # type: ignore[return-value]  # what is out has one

    def item_categories(self, item: Entry) -> list[str]:
        return [region.name for region in item.edition.regions.all()]
