"""An erratum: the draft of a public release brought to what its figures have become since it came out."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from press.claimed import Checked, checked, context, joined, passages
from press.mended import replacement
from press.models import Edition, Release, Ruling, RulingKind
from press.rulings import Reading, bind_inserted, rewrite, settle
from press.sheets import Corrected, edition_sheet
from regions import formats

if TYPE_CHECKING:
    from django.contrib.auth.models import User

NOTE_LENGTH = 500


def corrected_since(release: Release, at: datetime) -> tuple[Corrected, ...]:
    """The figures of the edition that the public reads which were corrected or withdrawn since."""
    edition = release.current_edition(at)
    return edition_sheet(edition, at).corrected if edition else ()


def note_words(corrected: Sequence[Corrected]) -> str:
    """ "Rectificatif : Bretagne, Pratique des partenariats (entreprises …), 43 % corrigé en 41 %."."""
    told = []
    for one in corrected:
        figure = one.figure
        then = formats.value(one.then, figure.unit)
        change = "retiré" if one.now is None else f"corrigé en {formats.value(one.now, figure.unit)}"
        label = f"{figure.region}, {figure.question.indicator.short_label} ({figure.base.people})"
        told.append(f"{label}, {then} {change}")
    listed = "\u202f; ".join(told)
    return f"Rectificatif\u00a0: {listed}."[:NOTE_LENGTH]


def is_prepared(release: Release, corrected: Sequence[Corrected]) -> bool:
    """Whether the draft tells its readers of these corrections already."""
    return release.note_to_readers == note_words(corrected)


@transaction.atomic
def prepare(reading: Reading, corrected: Sequence[Corrected], *, by: "User", seen: int) -> int:
    """Write the new numbers into the draft where the edition's were bound to these figures, and the note to
    its readers; how many were written. The edition stays as it is, and two people approve the next."""
    release, keys = reading.release, {one.figure.pk for one in corrected}
    edition = release.current_edition(reading.at)
    rulings = [*reading.rulings, *(_bindings(edition, keys) if edition else [])]
    found = checked(reading.places, reading.regions, rulings, reading.at, reading.known)
    pairs = [
        (one, edit)
        for one in found
        if one.is_bound
        and keys & {one.figure_id, one.against_id}
        and (edit := replacement(one, reading.place(one).text))
    ]
    release.note_to_readers = note_words(corrected)
    edits = [edit for _, edit in pairs]
    rewrite(reading, edits, by=by, seen=seen, why="Erratum préparé", fields=["note_to_readers"])
    after = Reading.of(release, reading.at, reading.known, reading.regions)
    bound = [(edit.words, one.figure_id) for one, edit in pairs if one.figure_id and one.unit != "points"]
    bind_inserted(after, bound, by=by)
    settle(after)
    return len(edits)


def _bindings(edition: Edition, keys: set[int]) -> list[Ruling]:
    """What the edition's numbers were bound to, as decisions that are not stored."""
    places = passages(edition.headline, edition.standfirst, edition.body)
    written, starts = joined(places)
    offsets = {(place.field, place.block): start for place, start in zip(places, starts, strict=True)}
    found = []
    for one in (Checked.thawed(kept) for kept in edition.claims):
        if one.figure_id is None or not one.is_bound or not keys & {one.figure_id, one.against_id}:
            continue
        start = offsets[one.field, one.block] + one.start
        before, after = context(written, start, start + len(one.text))
        found.append(
            Ruling(
                field=one.field,
                words=one.text,
                before=before,
                after=after,
                kind=RulingKind.BOUND,
                figure_id=one.figure_id,
                against_id=one.against_id,
            )
        )
    return found
