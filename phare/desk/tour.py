"""Stages of the tour that lack something, the nearest first."""

from django.db.models import Q
from django.http import HttpRequest

from phare.desk.entries import Block, Entry, Link, desk_address, list_address, may_see, named, rows, standing
from press.admin.stages import LACKS, lacking
from press.models import Event
from regions.publication import instant

SHOWN = 6


def stages(request: HttpRequest) -> Block | None:
    """Two queries."""
    if not may_see(request, Event):
        return None
    incomplete = Q(*((name, True) for name, _ in LACKS), _connector=Q.OR)
    found = (
        rows(request, Event)
        .select_related("region")
        .filter(incomplete, tour_stage=True)
        .nearest(instant(request))
    )
    return Block(
        "tour",
        "Étapes du tour incomplètes",
        "Aucune étape du tour ne manque de rien.",
        [_entry(request, event) for event in found[:SHOWN]],
        found.count(),
        Link("Toutes les étapes incomplètes", list_address(Event, "?tour=incompletes")),
    )


def _entry(request: HttpRequest, event: Event) -> Entry:
    form = desk_address(event)
    return Entry(
        named(request, event),
        event.region.name,
        standing(event),
        lead="Manque :",
        links=tuple(
            Link(one.name, form + one.address if one.address.startswith("#") else one.address)
            for one in lacking(event, request)
        ),
    )
