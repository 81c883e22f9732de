"""The desk of the press office."""

from press.admin.access import EarlyAccessAdmin
from press.admin.contact import PressContactAdmin
from press.admin.event import EventAdmin
from press.admin.page import FactAdmin, PageAdmin
from press.admin.reference import BoilerplateAdmin, OrganisationAdmin, SpokespersonAdmin
from press.admin.release import ReleaseAdmin
from press.admin.resource import ResourceAdmin

__all__ = [
    "BoilerplateAdmin",
    "EarlyAccessAdmin",
    "EventAdmin",
    "FactAdmin",
    "OrganisationAdmin",
    "PageAdmin",
    "PressContactAdmin",
    "ReleaseAdmin",
    "ResourceAdmin",
    "SpokespersonAdmin",
]
