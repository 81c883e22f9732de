"""What each file holds, and the row that a line or a table of it becomes; None where it is stored."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.text import slugify

from press.loader.entries import Entry, spaced
from press.models import (
    Boilerplate,
    ContactKind,
    Event,
    EventState,
    Fact,
    FactSubject,
    Organisation,
    Page,
    PageMenu,
    PressContact,
    Resource,
    ResourceKind,
    ResourceQuestion,
)
from press.models.parts import SLUG_LENGTH
from regions.loader.lines import Line
from regions.loader.tables import Table
from regions.models import Region, Report


def _organisation(line: Line) -> Organisation | None:
    if Organisation.objects.filter(name=line.text("name")).exists():
        return None
    return Organisation(name=line.text("name"), role=line.text("role"), tagline=line.text("tagline"))


def _slug(title: str) -> str:
    """An elision parts two words: "l'Observatoire" is "l-observatoire"."""
    return slugify(title.replace("'", " "))[:SLUG_LENGTH].rstrip("-")


def _event(line: Line) -> Event | None:
    """By its address: its title may change once it is public, the address does not.

    A draft that nobody edited, from before there was an agenda, becomes what the line says.
    """
    slug = _slug(line.text("title"))
    stored = Event.objects.filter(slug=slug).first()
    if stored is not None and (stored.version or stored.publish_at):
        return None
    held = line.partial_date("date")
    told = {
        "title": line.text("title"),
        "slug": slug,
        "kind": line.text("kind"),
        "state": line.choice("state", EventState),
        "held_on": held.start,
        "held_precision": held.precision,
        "place": line.text("place"),
        "region": line.required("region", Region, code=line.text("region")),
        "host": line.reference("host", Organisation, name=line.text("host")),
        "tour_stage": line.flag("tour_stage"),
        "subject": spaced(line.text("subject")),
        "report": line.reference("report", Report),
    }
    event = stored or Event()
    for name, value in told.items():
        setattr(event, name, value)
    return event


def _resource(line: Line) -> Resource | None:
    """By its address, as events."""
    slug = _slug(line.text("title"))
    if Resource.objects.filter(slug=slug).exists():
        return None
    released = line.partial_date("date")
    return Resource(
        title=spaced(line.text("title")),
        slug=slug,
        kind=line.choice("kind", ResourceKind),
        question=line.choice("question", ResourceQuestion),
        released_on=released.start,
        released_precision=released.precision,
        summary=spaced(line.text("summary")),
        region=line.required("region", Region, code=line.text("region")),
        url=line.text("url"),
        report=line.reference("report", Report),
        event=line.reference("event", Event),
    )


def _set_organisations(resource: Resource, line: Line) -> None:
    resource.organisations.set(_listed(line, "organisations", Organisation, "name"))
    resource.refold()


def _fact(line: Line) -> Fact | None:
    """In the order of the file."""
    identity = {name: line.text(name) for name in ("name", "fact")}
    about = line.choice("about", FactSubject)
    if Fact.objects.filter(about=about, **identity).exists():
        return None
    return Fact(
        about=about,
        **identity,
        value=line.text("value"),
        note=line.text("note"),
        key=line.text("key") or None,
        position=line.number - 1,
    )


def _contact(line: Line) -> PressContact | None:
    if PressContact.objects.filter(name=line.text("name")).exists():
        return None
    return PressContact(
        name=line.text("name"),
        kind=line.choice("kind", ContactKind),
        role=line.text("role"),
        phone=line.text("phone"),
        email=line.text("email"),
        hours=line.text("hours"),
        deputy=line.reference("deputy", PressContact, name=line.text("deputy")),
    )


def _set_regions(contact: PressContact, line: Line) -> None:
    contact.regions.set(_listed(line, "regions", Region, "slug"))


def _listed(line: Line, column: str, model: type[models.Model], field: str) -> list[Any]:
    """The rows of `model` that a cell lists by `field`, with "|" between."""
    names = [name.strip() for name in line.text(column).split("|") if name.strip()]
    found = {getattr(one, field): one for one in model._default_manager.filter(**{f"{field}__in": names})}
    for name in names:
        if name not in found:
            line.fault(column, f"aucune entrée « {model._meta.verbose_name} » ne s'appelle « {name} ».")
    return list(found.values())


def build_boilerplate(entry: Entry) -> Boilerplate | None:
    entry.expect("kind", "title", "text")
    kind, title = entry.choice("kind", Boilerplate.Kind), entry.text_of("title")
    if Boilerplate.objects.filter(kind=kind, title=title).exists():
        return None
    return Boilerplate(kind=kind, title=title, text=entry.text_of("text"))


def build_page(entry: Entry) -> Page | None:
    """Its address is the name of its file."""
    entry.expect("title", "menu_title", "menu", "position", "description", "body", "facts_about")
    if Page.objects.filter(slug=entry.path.stem).exists():
        return None
    return Page(
        slug=entry.path.stem,
        title=entry.text_of("title"),
        menu_title=entry.text_of("menu_title", optional=True),
        menu=entry.choice("menu", PageMenu),
        position=entry.whole("position"),
        description=entry.text_of("description"),
        body=entry.text_of("body"),
        facts_about=entry.choice("facts_about", FactSubject, optional=True),
    )


TABLES = (
    Table("organisations", "name role tagline", _organisation),
    Table("events", "date title kind state place region host tour_stage subject report", _event),
    Table("resources", "title kind date region organisations url question summary report event", _resource),
    Table("facts", "about name fact value note key", _fact),
)
CONTACTS = Table("contacts", "name kind role phone email hours regions deputy", _contact)
# What a row of a file holds beside its columns, set once it is stored.
LISTS: dict[str, Callable[[Any, Line], None]] = {
    "resources": _set_organisations,
    "contacts": _set_regions,
}
