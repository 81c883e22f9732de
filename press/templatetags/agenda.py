"""Events as pages show them."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from press import jsonld, territories
from press.models import Event, EventState
from press.tour import RegionStages
from regions.jsonld import data_block
from regions.models import Region
from regions.publication import instant

register = template.Library()

NEXT = 3


@register.simple_tag(takes_context=True)
def webcal(context: dict[str, Any], path: str) -> str:
    """The address by which calendar programs subscribe."""
    address: str = context["request"].build_absolute_uri(path)
    return f"webcal:{address.partition(':')[2]}"


@register.simple_tag(takes_context=True)
def event_json(context: dict[str, Any], event: Event) -> SafeString:
    """JSON-LD, for a data block."""
    absolute = context["request"].build_absolute_uri
    return data_block(jsonld.event(event, absolute, reverse("press:tour")))


@register.simple_tag(takes_context=True)
def tour_json(context: dict[str, Any], regions: Iterable[RegionStages]) -> SafeString:
    """JSON-LD, for a data block."""
    stages = [stage for one in regions for stage in one.stages]
    absolute = context["request"].build_absolute_uri
    return data_block(jsonld.event_series(stages, absolute, reverse("press:tour")))


@register.inclusion_tag("press/_event_state.html", takes_context=True)
def event_state(context: dict[str, Any], event: Event) -> dict[str, Any]:
    """Its state, in words. That a date which has passed was confirmed tells nothing any more."""
    told = event.state != EventState.CONFIRMED or not event.is_past_at(instant(context["request"]))
    return {"event": event, "told": told}


@register.inclusion_tag("press/_event_next.html", takes_context=True)
def next_events(context: dict[str, Any], region: Region | None = None) -> dict[str, Any]:
    """The next dates that will be kept, of a region or of all; where there is none, the last ones.

    One query. A region always says where to learn of the next ones.
    """
    at = instant(context["request"])
    events = Event.objects.published(at).select_related("region")
    address = reverse("press:events")
    if region is not None:
        events = events.filter(region=region)
        address += "?" + urlencode({"region": region.slug})
    nearest = list(events.nearest(at)[:NEXT])
    past = bool(nearest) and nearest[0].is_past_at(at)
    return {
        "events": [event for event in nearest if event.is_past_at(at) == past],
        "past": past,
        "region": region,
        "name_in": territories.name_in(region) if region else "",
        "all_address": address,
        "request": context["request"],
    }
