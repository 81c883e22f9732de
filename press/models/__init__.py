"""What the press office writes, and whom it knows."""

from press.models.access import AccessOpening, EarlyAccess
from press.models.attachment import Attachment
from press.models.boilerplate import Boilerplate
from press.models.contact import ContactKind, PressContact, contacts_at
from press.models.dates import EventDates
from press.models.edition import Edition, EditionCitation, Reliance
from press.models.event import Event, EventChange, EventState
from press.models.organisation import Organisation
from press.models.page import Fact, FactSubject, Page, PageMenu
from press.models.parts import Citation, PastAddress, ReleaseBoilerplate, ReleaseContact
from press.models.release import Release
from press.models.resource import Resource, ResourceKind, ResourceQuestion
from press.models.ruling import Ruling, RulingKind
from press.models.spokesperson import Spokesperson, SpokespersonTitle

__all__ = [
    "AccessOpening",
    "Attachment",
    "Boilerplate",
    "Citation",
    "ContactKind",
    "EarlyAccess",
    "Edition",
    "EditionCitation",
    "Event",
    "EventChange",
    "EventDates",
    "EventState",
    "Fact",
    "FactSubject",
    "Organisation",
    "Page",
    "PageMenu",
    "PastAddress",
    "PressContact",
    "Release",
    "ReleaseBoilerplate",
    "ReleaseContact",
    "Reliance",
    "Resource",
    "ResourceKind",
    "ResourceQuestion",
    "Ruling",
    "RulingKind",
    "Spokesperson",
    "SpokespersonTitle",
    "contacts_at",
]
