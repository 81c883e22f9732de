"""Contacts and early accesses that end soon, or that ended while a draft still counts on them."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from phare.desk.entries import SHOWN, Block, Entry, instant_words, kind, may_see, named, rows
from phare.desk.waiting import NEVER_OUT
from press.models import EarlyAccess, PressContact, Release, ReleaseContact
from press.models.access import LIVE
from press.states import with_state
from regions.dates import PARIS, day_words
from regions.publication import instant

CONTACTS_SOON = timedelta(days=30)
ACCESSES_SOON = timedelta(days=7)


def expiring(request: HttpRequest) -> Block | None:
    """One query for each of the two."""
    entries = []
    if may_see(request, PressContact):
        entries += _contacts(request)
    if may_see(request, EarlyAccess):
        entries += _accesses(request)
    if not (may_see(request, PressContact) or may_see(request, EarlyAccess)):
        return None
    empty = "Aucun contact et aucun accès anticipé n'expire bientôt."
    return Block("echeances", "Contacts et accès qui expirent", empty, entries[:SHOWN], len(entries))


def _contacts(request: HttpRequest) -> list[Entry]:
    at = instant(request)
    day = at.astimezone(PARIS).date()
    drafts = with_state(Release.objects.all(), at).filter(state__in=NEVER_OUT).values("pk")
    chosen = ReleaseContact.objects.filter(contact=OuterRef("pk"), release__in=drafts)
    found = rows(request, PressContact).filter(erased_at=None, valid_until__lte=day + CONTACTS_SOON)
    found = found.annotate(in_draft=Exists(chosen)).filter(Q(valid_until__gte=day) | Q(in_draft=True))
    return [
        Entry(
            named(request, contact),
            kind(contact),
            when=day_words(contact.valid_until),
            notes=(
                ("N'est plus joignable, et un brouillon le choisit encore.",)
                if contact.valid_until < day
                else ("Un brouillon le choisit.",)
                if contact.in_draft
                else ()
            ),
        )
        for contact in found.order_by("valid_until", "pk")
    ]


def _accesses(request: HttpRequest) -> list[Entry]:
    at = instant(request)
    found = (
        rows(request, EarlyAccess)
        .select_related("release")
        .filter(state__in=LIVE, expires_at__lte=at + ACCESSES_SOON)
    )
    return [
        Entry(
            named(request, access),
            kind(access),
            when=instant_words(access.expires_at),
            notes=(f"Pour « {access.release} »." if may_see(request, Release) else "",),
        )
        for access in found.order_by("expires_at", "pk")
    ]
