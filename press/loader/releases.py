"""A file of the demonstration into a release, approved."""

from datetime import datetime

from django.core.exceptions import ValidationError

from press.loader.entries import Entry
from press.models import (
    Citation,
    Event,
    Organisation,
    PastAddress,
    PressContact,
    Release,
    ReleaseBoilerplate,
    ReleaseContact,
)
from regions.models import Figure, Region, Report

APPROVAL_REASON = "texte de démonstration"
TEXTS = ("headline", "standfirst", "body", "place", "report", "event")
LISTS = ("regions", "organisations", "boilerplates", "contacts", "cites")
# What a line of `cites` is made of: the public address of a figure.
ADDRESS = (
    "region__slug",
    "question__indicator__slug",
    "question__survey__slug",
    "answer__slug",
    "base__slug",
)


def build_release(entry: Entry, now: datetime) -> Release | None:
    """None where it is stored already, under this address or a former one; its instant is its report's."""
    slug, before = entry.path.stem, len(entry.faults)
    if Release.objects.filter(slug=slug).exists() or PastAddress.objects.filter(slug=slug).exists():
        return None
    entry.expect(*TEXTS, *LISTS)
    release = _release(entry, slug)
    regions = entry.references("regions", Region, "slug")
    organisations = entry.references("organisations", Organisation, "name")
    contacts = entry.references("contacts", PressContact, "name")
    boilerplates = entry.boilerplates("boilerplates", now)
    figures = _figures(entry, now)
    if len(entry.faults) > before or not _saved(release, entry):
        return release
    release.regions.set(regions)
    release.organisations.set(organisations)
    for position, contact in enumerate(contacts):
        ReleaseContact.objects.create(release=release, contact=contact, position=position)
    for position, boilerplate in enumerate(boilerplates):
        ReleaseBoilerplate.objects.create(release=release, boilerplate=boilerplate, position=position)
    for figure in figures:
        Citation.objects.create(release=release, figure=figure)
    _approve(release, entry)
    return release


def _release(entry: Entry, slug: str) -> Release:
    return Release(
        slug=slug,
        headline=entry.text_of("headline"),
        standfirst=entry.text_of("standfirst"),
        body=entry.text_of("body"),
        place=entry.text_of("place", optional=True),
        report=entry.reference("report", Report, "slug"),
        event=entry.reference("event", Event, "title"),
        demonstration=True,
    )


def _figures(entry: Entry, now: datetime) -> list[Figure]:
    """The public figures at the addresses that the file lists, each once."""
    found: dict[int, Figure] = {}
    for address in entry.items("cites"):
        parts = address.split("/")
        if len(parts) != len(ADDRESS):
            entry.fault("cites", f"« {address} » : écrire région/indicateur/enquête/réponse/base.", address)
            continue
        key = dict(zip(ADDRESS, parts, strict=True))
        figure = Figure.objects.published(now).filter(**key).first()
        if figure is None:
            entry.fault("cites", f"aucun chiffre public n'est à l'adresse « {address} ».", address)
        else:
            found[figure.pk] = figure
    return list(found.values())


def _saved(release: Release, entry: Entry) -> bool:
    try:
        release.full_clean()
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            entry.fault(field if field in entry.values else "", " ".join(messages))
        return False
    release.save(force_insert=True)
    return True


def _approve(release: Release, entry: Entry) -> None:
    if holes := release.holes():
        for hole in holes:
            entry.fault({"citations": "cites"}.get(hole.field, hole.field), hole.message)
        return
    release.approve(by=None, alone_because=APPROVAL_REASON)
