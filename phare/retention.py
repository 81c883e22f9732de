"""What is kept of people, and for how long: `manage.py retention` each night, docs/connexion.md in words.

Texts, figures and who answers for them stay; so does the desk's history of them.
"""

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from press.models import EarlyAccess, PressContact
from press.models.access import FORGOTTEN, LIVE
from press.models.contact import ContactKind
from regions.dates import PARIS

CONTACTS = timedelta(days=2 * 365)  # after the last day on which they could be reached
ACCESSES = timedelta(days=2 * 365)  # after the invitation
LOG = timedelta(days=3 * 365)  # of what was done to accounts, contacts and accesses
OF_PEOPLE = (User, PressContact, EarlyAccess)


def forget(at: datetime) -> dict[str, int]:
    """Forget what is older than it may be at `at`: how many of each, by its French name."""
    call_command("clearsessions")
    return {
        "contacts presse effacés": _contacts(at),
        "journalistes invités oubliés": _accesses(at),
        "lignes du journal du bureau sur des personnes": _log(at),
        "échecs de connexion": _failures(at),
    }


def _contacts(at: datetime) -> int:
    ended = (at - CONTACTS).astimezone(PARIS).date()
    old = PressContact.objects.filter(kind=ContactKind.PERSON, erased_at=None, valid_until__lt=ended)
    for contact in old:
        contact.erase(at)
    return len(old)


def _accesses(at: datetime) -> int:
    """Those that open nothing any more; one to a release that is still to come is of use."""
    found: Any = EarlyAccess.objects.with_state(at).filter(invited_at__lt=at - ACCESSES)
    old = found.exclude(name=FORGOTTEN).exclude(state__in=LIVE)
    for access in old:
        access.forget()
    return len(old)


def _log(at: datetime) -> int:
    kinds = ContentType.objects.get_for_models(*OF_PEOPLE).values()
    return LogEntry.objects.filter(content_type__in=kinds, action_time__lt=at - LOG).delete()[0]


def _failures(at: datetime) -> int:
    """But those that count still: `axes_reset` would open what they close."""
    return int(AccessAttempt.objects.filter(attempt_time__lt=at - settings.AXES_COOLOFF_TIME).delete()[0])
