"""What the demonstration decides of the numbers that the checker cannot tell by itself."""

import re
from datetime import datetime

from press.claimed import context, passages
from press.loader.entries import Entry, spaced
from press.models import Release, Ruling, RulingKind
from regions.models import Figure

KEYS = ("words", "kind", "figure", "against", "reason")
# What a line of `cites` and a decision are made of: the public address of a figure.
ADDRESS = (
    "region__slug",
    "question__indicator__slug",
    "question__survey__slug",
    "answer__slug",
    "base__slug",
)
_EXCERPT = re.compile(r"([^\[\]]*)\[([^\[\]]+)\]([^\[\]]*)")


def figure_at(entry: Entry, key: str, address: str, now: datetime) -> Figure | None:
    """The public figure at an address that the file gives."""
    parts = address.split("/")
    if len(parts) != len(ADDRESS):
        entry.fault(key, f"« {address} » : écrire région/indicateur/enquête/réponse/base.", address)
        return None
    figure = Figure.objects.published(now).filter(**dict(zip(ADDRESS, parts, strict=True))).first()
    if figure is None:
        entry.fault(key, f"aucun chiffre public n'est à l'adresse « {address} ».", address)
    return figure


def build_ruling(entry: Entry, release: Release, now: datetime) -> Ruling | None:
    """One decision; its `words` are an excerpt of the release with the number between brackets."""
    entry.expect(*KEYS)
    before = len(entry.faults)
    kind = entry.choice("kind", RulingKind)
    keys = ("figure", "against") if kind == RulingKind.BOUND else ()
    figures = {key: figure_at(entry, key, str(entry.values[key]), now) for key in keys if key in entry.values}
    reason = entry.text_of("reason", optional=kind == RulingKind.BOUND)
    if kind == RulingKind.BOUND and "figure" not in figures:
        entry.fault("figure", "vide ou absente : l'adresse du chiffre est attendue.")
    excerpt = _EXCERPT.fullmatch(entry.text_of("words"))
    if excerpt is None:
        entry.fault("words", "un passage du communiqué, avec le nombre entre crochets, est attendu.")
    if excerpt is None or len(entry.faults) > before:
        return None
    return _placed(entry, release, excerpt, Ruling(kind=kind, reason=reason, decided_at=now, **figures))


def _placed(entry: Entry, release: Release, excerpt: re.Match[str], ruling: Ruling) -> Ruling | None:
    """The decision with the place of its number, which must be one."""
    led, number, followed = excerpt.groups()
    places = passages(release.headline, release.standfirst, release.body)
    whole = spaced(led + number + followed)
    holding = [place for place in places if whole in place.text]
    if len(holding) != 1 or holding[0].text.count(whole) != 1:
        entry.fault("words", "ce passage n'est pas dans le communiqué, ou y est plusieurs fois.")
        return None
    written = "\n".join(place.text for place in places)
    start = written.index(whole) + len(led)
    ruling.release, ruling.field, ruling.words = release, holding[0].field, spaced(number)
    ruling.before, ruling.after = context(written, start, start + len(number))
    return ruling
