"""Whom to reach, in lines of plain words."""

from collections.abc import Iterator
from datetime import datetime

from press.models import PressContact
from press.templatetags.press import deputy_at


def contact_lines(contact: PressContact, at: datetime) -> Iterator[str]:
    """The name first, then all that helps to reach them, and who does in their absence."""
    agency = contact.agency
    reach = [contact.phone, contact.email, contact.hours, *contact.address.splitlines()]
    yield contact.name
    yield from filter(None, [contact.role, str(agency or ""), agency.tagline if agency else ""])
    yield from filter(None, (line.strip() for line in reach))
    if deputy := deputy_at(contact, at):
        yield "En son absence\u00a0: " + ", ".join(filter(None, [deputy.name, deputy.phone or deputy.email]))
