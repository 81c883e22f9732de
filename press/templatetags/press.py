"""Releases and contacts as pages show them."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime

from press.models import Edition, PressContact
from regions.models import Region, Report
from regions.publication import instant

register = template.Library()

LATEST = 4


@register.filter
def moment(at: datetime) -> str:
    """ "29 juin 2017 à 8 h 00, heure de Paris"."""
    local = localtime(at)
    day = "1er" if local.day == 1 else str(local.day)
    return f"{day} {date_format(local, 'F Y à G')}\u00a0h\u00a0{local:%M}, heure de Paris"


@register.filter
def tel(contact: PressContact) -> str:
    """The address that dials: the number without what only helps the eye."""
    return "tel:" + "".join(sign for sign in contact.phone if sign in "+0123456789")


@register.filter
def deputy_at(contact: PressContact, at: datetime) -> PressContact | None:
    """Who may be reached in the absence of a contact."""
    deputy = contact.deputy
    return deputy if deputy is not None and deputy.is_current(at) else None


@register.inclusion_tag("press/_latest.html", takes_context=True)
def latest_releases(context: dict[str, Any], about: Region | Report | None = None) -> dict[str, Any]:
    """The last releases; of a region or a report, those about it. One query, and one for their regions."""
    editions = Edition.objects.current(instant(context["request"])).for_list()
    if isinstance(about, Region):
        editions = editions.filter(regions=about)
    elif isinstance(about, Report):
        editions = editions.filter(report=about)
    return {"editions": editions[:LATEST], "about": about}
