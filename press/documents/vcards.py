"""Contacts for an address book."""

import re
from collections.abc import Iterable

import vobject
from vobject.vcard import Address, Name

from press.models import PressContact

_CONTROL = re.compile("[\x00-\x1f\x7f\u2028\u2029]+")


def contact_cards(contacts: Iterable[PressContact]) -> bytes:
    """vCard 3.0, a card for each contact."""
    return "".join(_card(contact) for contact in contacts).encode()


def _card(contact: PressContact) -> str:
    name, agency = _line(contact.name), contact.agency
    card = vobject.vCard()
    card.add("fn").value = name
    given, _, family = ("", "", name) if contact.is_desk else name.rpartition(" ")
    card.add("n").value = Name(family=family, given=given)
    card.add("org").value = [_line(agency.name)] if agency else ["Phare, Observatoire des partenariats"]
    for field, value in (("title", contact.role), ("email", contact.email), ("url", agency and agency.link)):
        if value:
            card.add(field).value = _line(value)
    if contact.phone:
        phone = card.add("tel")
        phone.value, phone.type_param = _line(contact.phone), "WORK"
    if contact.address.strip():
        card.add("adr").value = Address(street=", ".join(map(_line, contact.address.split("\n"))))
    if contact.hours:
        card.add("note").value = _line(contact.hours)
    text: str = card.serialize()
    return text


def _line(text: str) -> str:
    """On one line, so that no field can hold another."""
    return _CONTROL.sub(" ", text).strip()
