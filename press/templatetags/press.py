"""Releases and contacts as pages show them."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from press import corrected
from press.jsonld import news_article
from press.models import Edition, PressContact, Release
from press.sheets import Sheet
from regions.jsonld import data_block
from regions.models import Figure, Region, Report
from regions.publication import instant

register = template.Library()


LATEST = 4


@register.filter
def tel(contact: PressContact) -> str:
    """The address that dials: the number without what only helps the eye."""
    return "tel:" + "".join(sign for sign in contact.phone if sign in "+0123456789")


@register.filter
def deputy_at(contact: PressContact, at: datetime) -> PressContact | None:
    """Who may be reached in the absence of a contact."""
    deputy = contact.deputy
    return deputy if deputy is not None and deputy.is_current(at) else None


@register.simple_tag(takes_context=True)
def absolute(context: dict[str, Any], path: str) -> str:
    """The whole address of a path."""
    address: str = context["request"].build_absolute_uri(path)
    return address


@register.simple_tag(takes_context=True)
def release_picture(context: dict[str, Any], release: Release) -> str:
    """The address of the picture that stands for a release elsewhere."""
    return absolute(context, reverse("press:release_card", args=[release.slug]))


@register.simple_tag(takes_context=True)
def release_json(context: dict[str, Any], release: Release, sheet: Sheet) -> SafeString:
    """JSON-LD, for a data block."""
    article = news_article(
        sheet,
        release.get_absolute_url(),
        context["request"].build_absolute_uri,
        release_picture(context, release),
    )
    return data_block(article)


@register.inclusion_tag("press/_latest.html", takes_context=True)
def latest_releases(context: dict[str, Any], about: Region | Report | None = None) -> dict[str, Any]:
    """The last releases; of a region or a report, those about it.

    One query, and without `about` one for their regions.
    """
    editions = Edition.objects.current(instant(context["request"])).named()
    all_address = reverse("press:releases")
    region = None
    if isinstance(about, Region):
        region = about
        editions = editions.filter(regions=region)
        all_address += "?" + urlencode({"region": region.slug})
    elif about:
        editions = editions.filter(report=about)
    else:
        editions = editions.prefetch_related("regions")
    return {"editions": list(editions[:LATEST]), "about": about, "region": region, "all_address": all_address}


@register.inclusion_tag("press/_releases_of_number.html", takes_context=True)
def releases_of_number(context: dict[str, Any], figure: Figure) -> dict[str, Any]:
    """On the page of a number: every release that the public reads and that gives it, or measures a gap
    from it. One query."""
    editions = Edition.objects.current(instant(context["request"])).select_related("release")
    found = [(one, _only_compares(one, figure)) for one in editions.filter(citations__figure=figure)]
    return {"found": found}


def _only_compares(edition: Edition, figure: Figure) -> bool:
    """Whether an edition has the number as the other side of a gap, and nowhere else."""
    given = any(claim["figure_id"] == figure.pk for claim in edition.claims)
    return not given and any(claim["against_id"] == figure.pk for claim in edition.claims)


@register.inclusion_tag("admin/press/_citing.html", takes_context=True)
def citing_releases(context: dict[str, Any], figure: Figure) -> dict[str, Any]:
    """At the desk: the releases that cite a figure and who writes them. Two queries.

    Who may not read releases learns whom to tell, and no headline.
    """
    request = context["request"]
    found = corrected.citing(figure, instant(request))
    may_view = any(request.user.has_perm(f"press.{action}_release") for action in ("view", "change"))
    return {"citing": found, "total": len(found), "may_view": may_view}


@register.inclusion_tag("admin/press/_citing_changed.html", takes_context=True)
def citing_changed(context: dict[str, Any], figures: list[int]) -> dict[str, Any]:
    """At the desk: the releases that cite any of these figures. Two queries for each thousand figures."""
    request = context["request"]
    found = corrected.citing_any(figures, instant(request))
    may_view = any(request.user.has_perm(f"press.{action}_release") for action in ("view", "change"))
    return {"citing": found, "total": len(found), "may_view": may_view}
