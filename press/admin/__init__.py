"""The desk of the press office."""

from press.admin.access import EarlyAccessAdmin
from press.admin.contact import PressContactAdmin
from press.admin.reference import BoilerplateAdmin, EventAdmin, OrganisationAdmin, SpokespersonAdmin
from press.admin.release import ReleaseAdmin

__all__ = [
    "BoilerplateAdmin",
    "EarlyAccessAdmin",
    "EventAdmin",
    "OrganisationAdmin",
    "PressContactAdmin",
    "ReleaseAdmin",
    "SpokespersonAdmin",
]
