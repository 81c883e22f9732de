"""The draft for the next region: what the last regional release has in common with it, and its own figures.

Nothing of the first region's numbers goes over: a paragraph that holds a number or names the region is left
behind, and the next region's sentences stand in its place.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify
from simple_history.utils import bulk_create_with_history

from press import prose
from press.checks import UNWRITTEN
from press.models import (
    Boilerplate,
    Citation,
    PastAddress,
    PressContact,
    Release,
    ReleaseBoilerplate,
    ReleaseContact,
)
from press.models.parts import SLUG_LENGTH
from regions import rows
from regions.dates import PARIS
from regions.models import Region, Report
from regions.rows import Block
from regions.sentences import block_sentence, lead

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_NUMBER = re.compile(r"\d|\b(?:moitié|tiers|quart|majorité)\b", re.IGNORECASE)


@transaction.atomic
def successor(release: Release, region: Region, *, by: "User", now: datetime) -> Release:
    """A new draft on `region`, after `release`; its report is the region's latest, out or not."""
    Release.objects.select_for_update().get(pk=release.pk)  # clicked twice, it makes two, one by one
    report = Report.objects.filter(region=region).order_by("-pk").first()
    blocks = rows.drafted_blocks(report, now) if report else []
    draft = Release.objects.create(
        slug=_free_slug(f"{slugify(region.name)}-{slugify(str(report.title if report else 'communique'))}"),
        headline=f"{region.name} : {UNWRITTEN}",
        standfirst=lead(region, blocks) or UNWRITTEN,
        body=_body(release, blocks),
        spokesperson=release.spokesperson,
        report=report,
        demonstration=release.demonstration,
        note=f"Préparé d'après « {release.headline} ».",
    )
    draft.regions.set([region])
    draft.organisations.set(release.organisations.all())
    bulk_create_with_history(
        [
            ReleaseContact(release=draft, contact=contact, position=position)
            for position, contact in enumerate(_contacts(release, region, now))
        ],
        ReleaseContact,
    )
    bulk_create_with_history(
        [
            ReleaseBoilerplate(release=draft, boilerplate=boilerplate, position=position)
            for position, boilerplate in enumerate(_boilerplates(release, now))
        ],
        ReleaseBoilerplate,
    )
    bulk_create_with_history(
        [
            Citation(release=draft, figure=row.figure)
            for block in blocks
            for row in block.published
            if row.figure
        ],
        Citation,
    )
    draft.record_edit(by=by)
    return draft


def _body(release: Release, blocks: Iterable[Block]) -> str:
    """The paragraphs in common, with the region's sentences where the first of the others stood."""
    names = [name for region in release.regions.all() for name in (*region.all_names, region.name_in)]
    kept: list[prose.Block] = []
    place: int | None = None
    for block in prose.parse(release.body):
        words = " ".join(one.text for one in prose.paragraphs([block]))
        if _NUMBER.search(words) or any(name and name.lower() in words.lower() for name in names):
            place = len(kept) if place is None else place
        else:
            kept.append(block)
    said = [block_sentence(block) for block in blocks]
    own = [prose.Block("paragraph", runs=[prose.Run(sentence)]) for sentence in said if sentence]
    own = own or [prose.Block("paragraph", runs=[prose.Run(UNWRITTEN)])]
    at = len(kept) if place is None else place
    return prose.html([*kept[:at], *own, *kept[at:]])


def _contacts(release: Release, region: Region, now: datetime) -> list[PressContact]:
    """Those of the release who answer for the region too, then those who answer for it alone."""
    current = PressContact.objects.current(now).prefetch_related("regions")
    covering = {
        contact.pk: contact
        for contact in current
        if not contact.regions.all() or region in contact.regions.all()
    }
    kept = [pk for pk in release.contacts.values_list("contact", flat=True) if pk in covering]
    own = [pk for pk, contact in covering.items() if contact.regions.all() and pk not in kept]
    return [covering[pk] for pk in (*own, *kept)]


def _boilerplates(release: Release, now: datetime) -> list[Boilerplate]:
    """The same subjects, each in the words in force."""
    day = now.astimezone(PARIS).date()
    found = []
    for one in release.boilerplates.select_related("boilerplate"):
        old = one.boilerplate
        same = Boilerplate.objects.in_force(day).filter(kind=old.kind, title=old.title).first()
        found.append(old if old.is_in_force(day) else same)
    return list(dict.fromkeys(one for one in found if one is not None))


def _free_slug(wish: str) -> str:
    taken = set(Release.objects.values_list("slug", flat=True)) | set(
        PastAddress.objects.values_list("slug", flat=True)
    )
    slug, number = wish[:SLUG_LENGTH].strip("-"), 1
    while slug in taken:
        number += 1
        slug = f"{wish[: SLUG_LENGTH - 4].strip('-')}-{number}"
    return slug
