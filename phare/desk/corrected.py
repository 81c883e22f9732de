"""Releases of which the readers have another value than a correction gives."""

from django.http import HttpRequest

from phare.desk.entries import SHOWN, Block, Entry, instant_words, kind, may_see, named
from press.corrected import CitedCorrection, releases_citing_corrected
from press.models import Release
from regions.models import Correction
from regions.publication import instant


def corrected(request: HttpRequest) -> Block | None:
    """Four queries at most."""
    if not (may_see(request, Release) and may_see(request, Correction)):
        return None
    found = releases_citing_corrected(instant(request))
    empty = "Aucun communiqué ne cite un chiffre rectifié depuis."
    entries = [_entry(request, one) for one in found[:SHOWN]]
    return Block("rectifies", "Communiqués à chiffre rectifié", empty, entries, len(found))


def _entry(request: HttpRequest, one: CitedCorrection) -> Entry:
    editors = ", ".join(str(editor) for editor in one.editors)
    assert one.correction.publish_at is not None
    when = instant_words(one.correction.publish_at)
    return Entry(
        named(request, one.release),
        kind(one.release),
        when=when if one.is_out else f"à partir du {when}",
        notes=(f"{one.figure} : {one.words}.", f"Écrit par {editors}." if editors else ""),
    )
