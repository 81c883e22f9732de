"""A world with what is not out, beside the same world without it, and those who ask them."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.test import Client
from django.utils.timezone import localdate

from press.models import PressContact, Release
from tests.factories import make_access
from tests.phare.cached_site import Site
from tests.press import announced_leaks as announced
from tests.press import leaks
from tests.roles import make_editor
from tests.trust import sample

DAY = timedelta(days=1)
AT = datetime.now(UTC).replace(microsecond=0) + 9 * DAY  # everything's instant
PLANTED = AT - 8 * DAY
CHANGES = AT + 2 * DAY  # that of a correction, and of another edition, once all is out

CANARIES = leaks.CANARIES | {f"announced {name}": mark for name, mark in announced.CANARIES.items()}
ANONYMOUS, STALE, OTHER, JOURNALIST, REVOKED = READERS = (
    "anonyme",
    "session finie",
    "autre auteur",
    "journaliste",
    "accès révoqué",
)
# How else somebody anonymous may ask.
WAYS = {
    "HEAD": {"method": "HEAD"},
    "Range": {"range": "bytes=0-99"},
    "If-None-Match": {"if_none_match": "*"},
}
# What each page may be asked beside what `leaks` asks, so that every parameter that one knows is used.
_CHOICE = "?indicateur=pratique&reponse=oui&public=companies&base=base&regions=bretagne&france=sans"
MORE = {
    "home": [_CHOICE],
    "regions:indicator": [_CHOICE],
    "regions:dashboard": [_CHOICE],
    "regions:dashboard_data": [_CHOICE],
    "regions:dashboard_regions_chart": [_CHOICE],
    "regions:dashboard_map_embed": [_CHOICE],
    "regions:comparison_chart": [_CHOICE],
    "regions:map_svg": [_CHOICE],
    "regions:nation": ["?indicateur=pratique", "?page=2"],
    "regions:detail": ["?indicateur=pratique", "?page=2"],
    "regions:report": ["?indicateur=pratique", "?page=2"],
    "regions:corrections": ["?page=2"],
    "regions:compare": ["?regions=bretagne&regions=corse&public=companies&mesure=pratique"],
    "regions:api_collection": ["?region=bretagne", "?page=2", "?taille=1"],
    "press:releases": ["?region=bretagne", "?annee=2016", "?page=2"],
    "press:release": ["?de=1&a=2"],
    "press:editions": ["?de=1&a=2"],
    "press:events": ["?page=2"],
    "press:resources": ["?theme=theme", "?annee=2016", "?page=2"],
    "sitemap_part": ["?p=2"],
}
SAMPLED = 20  # channels, of some 120, where not all are asked


class Reader(NamedTuple):
    """Who asks, with which headers, and the link that opens something to a journalist."""

    name: str = ANONYMOUS
    headers: dict = {}
    token: str = "faux"


class Told(NamedTuple):
    """An answer of a channel."""

    channel: str
    address: str
    status: int
    headers: dict
    body: bytes

    @property
    def said(self):
        """All of it but where it was asked."""
        return self.status, self.headers, self.body

    def marks(self, canaries=CANARIES):
        return leaks.marks(self.headers, self.body, canaries)


def around():
    leaks.around()
    announced.around()


def embargo():
    """All that comes out at AT; the contact is there for one day, after it."""
    release = leaks.embargo(AT)
    announced.embargo(AT)
    hide_contact()
    return release


def hide_contact():
    day = localdate(AT) + DAY
    PressContact.objects.filter(name="QCONTACTQ").update(valid_from=day, valid_until=day)


def readers():
    """Those who ask beside the anonymous one, once there is something to have access to."""
    release = Release.objects.get(slug="qslugq")
    accesses = [make_access(release, accepted_at=PLANTED, invited_at=PLANTED) for _ in range(2)]
    accesses[1].revoke(PLANTED)
    other, stale = _cookie(), _cookie(over=True)
    return [
        Reader(STALE, {"cookie": stale}),
        Reader(OTHER, {"cookie": other}),
        Reader(JOURNALIST, token=accesses[0].token),
        Reader(REVOKED, token=accesses[1].token),
    ]


def _cookie(*, over=False):
    """That of somebody of the agenda, who is signed in, or was."""
    client = Client()
    client.force_login(make_editor("Agenda"))
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    if over:
        client.session.flush()
    return cookie


def ask(at_clock, at, others=(), *, contact=0, size=SAMPLED):
    """By its name, what a site that starts at `at` tells each reader, and the anonymous one in each way:
    a list of Told, for the addresses of `size` channels. `contact`: the number of the one under embargo."""
    at_clock.move(at)
    site = Site()
    told = {one.name: _answers(site, one, {}, contact, size) for one in (Reader(), *others)}
    return told | {name: _answers(site, Reader(), way, contact, size) for name, way in WAYS.items()}


def _answers(site, reader, way, contact, size):
    channels = sample(leaks.CHANNELS, size)
    return [
        Told(channel, address, *site.get(address, **reader.headers, **way).values())
        for channel, address in _places(reader.token, contact or 10**6)
        if channel in channels
    ]


def _places(token, contact):
    for channel, address in leaks.places(token, contact):
        yield channel, address
        if "?" not in address:
            yield from ((channel, address + question) for question in MORE.get(channel, ()))
