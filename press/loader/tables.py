"""What each file holds, and the row that a line or a table of it becomes; None where it is stored."""

from press.loader.entries import Entry
from press.models import Boilerplate, ContactKind, Event, Organisation, PressContact
from regions.importer import ChoiceWidget
from regions.loader.lines import Line
from regions.loader.tables import Table
from regions.models import Region, Report


def _organisation(line: Line) -> Organisation | None:
    if Organisation.objects.filter(name=line.text("name")).exists():
        return None
    return Organisation(name=line.text("name"), role=line.text("role"), tagline=line.text("tagline"))


def _event(line: Line) -> Event | None:
    region = line.required("region", Region, code=line.text("region"))
    if Event.objects.filter(title=line.text("title"), region=region).exists():
        return None
    held = line.partial_date("date")
    return Event(
        title=line.text("title"),
        kind=line.text("kind"),
        held_on=held.start,
        held_precision=held.precision,
        place=line.text("place"),
        region=region,
        host=line.reference("host", Organisation, name=line.text("host")),
        tour_stage=line.flag("tour_stage"),
        subject=line.text("subject"),
        report=line.reference("report", Report),
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


def set_regions(contact: PressContact, line: Line) -> None:
    """The regions of a contact that was just stored; a cell lists their slugs, with "|" between."""
    slugs = [slug for slug in line.text("regions").split("|") if slug]
    found = {region.slug: region for region in Region.objects.filter(slug__in=slugs)}
    for slug in slugs:
        if slug not in found:
            line.fault("regions", f"aucune région n'a l'adresse « {slug} ».")
    contact.regions.set(found.values())


def build_boilerplate(entry: Entry) -> Boilerplate | None:
    entry.expect("kind", "title", "text")
    title = entry.text_of("title")
    try:
        kind = ChoiceWidget(Boilerplate.Kind).clean(entry.text_of("kind"))
    except ValueError as error:
        entry.fault("kind", error)
        return None
    if Boilerplate.objects.filter(kind=kind, title=title).exists():
        return None
    return Boilerplate(kind=kind, title=title, text=entry.text_of("text"))


TABLES = (
    Table("organisations", "name role tagline", _organisation),
    Table("events", "date title kind place region host tour_stage subject report", _event),
)
CONTACTS = Table("contacts", "name kind role phone email hours regions deputy", _contact)
