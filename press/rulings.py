"""What editors decide of the numbers of a draft: each decision, and each edit of the text that follows one.

Every act counts as an edit of the release by who does it, and is refused where somebody saved since.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from press import claims, prose
from press.claimed import Checked, Place, checked, cited_figures, context, joined, passages
from press.claims import Known
from press.mended import Edit, read_whom
from press.models import Citation, Release, Ruling, RulingKind
from regions.folding import places
from regions.history import REASON_LENGTH
from regions.models import Figure, Region
from regions.publication import database_now

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from press.claims.lexicon import Cue
    from press.claims.text import Text

STALE = (
    "Quelqu'un a enregistré ce communiqué depuis que vous avez ouvert cette page : rien n'est changé. "
    "Relisez, puis recommencez."
)
GONE = "Ce nombre n'est plus dans le texte : rien n'est changé."
FOUND = "Donné par le texte"  # why a figure is cited that nobody chose


@dataclass
class Reading:
    """The passages of a draft and its numbers, as the figures are known at `at`. Three queries, and one for
    the decisions."""

    release: Release
    regions: Sequence[Region]
    at: datetime
    known: Known
    rulings: Sequence[Ruling]

    @classmethod
    def of(
        cls,
        release: Release,
        now: datetime,
        known: Known | None = None,
        regions: Sequence[Region] | None = None,
    ) -> "Reading":
        at = release.next_instant(now) or now
        rulings = list(release.rulings.select_related("decided_by")) if release.pk else []
        if regions is None:
            regions = list(release.regions.all())
        return cls(release, regions, at, known or claims.load(at), rulings)

    @cached_property
    def places(self) -> list[Place]:
        return passages(self.release.headline, self.release.standfirst, self.release.body)

    @cached_property
    def found(self) -> tuple[Checked, ...]:
        return checked(self.places, self.regions, self.rulings, self.at, self.known)

    @cached_property
    def by_key(self) -> dict[str, Checked]:
        return {key(one): one for one in self.found}

    @cached_property
    def _whom(self) -> "dict[Place, tuple[Text, list[Cue]]]":
        return {}

    def whom(self, place: Place) -> "tuple[Text, list[Cue]]":
        """What `with_base` reads of a passage, which is read once."""
        if place not in self._whom:
            self._whom[place] = read_whom(place, self.known)
        return self._whom[place]

    def place(self, one: Checked | Edit) -> Place:
        return next(place for place in self.places if (place.field, place.block) == (one.field, one.block))

    def context(self, one: Checked | Edit, length: int | None = None) -> tuple[str, str]:
        """The words around it, by which a decision finds it again."""
        written, starts = joined(self.places)
        start = starts[self.places.index(self.place(one))] + one.start
        return context(written, start, start + (one.end - one.start if length is None else length))


def key(one: Checked) -> str:
    """A number of a draft by its place: good for one version of it."""
    return f"{one.field}-{one.block}-{one.start}-{one.end}"


@transaction.atomic
def decide(
    reading: Reading,
    one: Checked,
    kind: RulingKind,
    *,
    by: "User",
    seen: int,
    reason: str = "",
    figure: Figure | None = None,
    against: Figure | None = None,
) -> None:
    """Store what `by` decides of a number; ValidationError where somebody saved since version `seen`."""
    if kind != RulingKind.BOUND and not reason.strip():
        raise ValidationError(
            "Écrivez d'où vient ce nombre." if kind == RulingKind.EXTERNAL else "Écrivez la raison."
        )
    why = f"« {one.text} » : {kind.label}" + (f" ({reason})" if reason else "")
    _begin(reading.release, seen, by, why)
    ruling = _held(reading, one) or Ruling(release=reading.release)
    ruling.field, ruling.words = one.field, one.text[:120]
    ruling.before, ruling.after = reading.context(one)
    ruling.kind, ruling.reason = kind, reason.strip()
    ruling.figure, ruling.against = figure, against
    _store(ruling, by, why)
    settle(reading)


@transaction.atomic
def bind_inserted(reading: Reading, inserted: Iterable[tuple[str, int]], *, by: "User") -> None:
    """Bind the numbers that were inserted, words and key of the figure, and do not conform by themselves.

    It is a part of the save of the form, which counts as the edit.
    """
    left = [one for one in reading.found if not one.is_settled and not one.ruling]
    for words, pk in inserted:
        figure = reading.known.figure_by_pk.get(pk)
        one = next((one for one in left if _folded(one.text) == _folded(words)), None)
        if figure is None or one is None:
            continue
        left.remove(one)
        before, after = reading.context(one)
        ruling = Ruling(release=reading.release, field=one.field, words=one.text[:120], figure=figure)
        ruling.before, ruling.after, ruling.kind = before, after, RulingKind.BOUND
        _store(ruling, by, f"« {one.text} » : inséré avec son chiffre")


def _folded(words: str) -> list[str]:
    return [word.folded for word in places(words)]


@transaction.atomic
def reopen(reading: Reading, one: Checked, *, by: "User", seen: int) -> None:
    """Take a decision back: the number is judged as if there had been none."""
    why = f"« {one.text} » : décision retirée"
    _begin(reading.release, seen, by, why)
    ruling = _held(reading, one)
    if ruling is None:
        raise ValidationError(GONE)
    ruling._change_reason = why[:REASON_LENGTH]  # type: ignore[attr-defined]
    ruling.delete()
    settle(reading)


@transaction.atomic
def rewrite(
    reading: Reading, edits: Iterable[Edit], *, by: "User", seen: int, why: str, fields: Sequence[str] = ()
) -> None:
    """Write other words into the text, and save with it the `fields` that were changed beside it.

    Decisions on the numbers that are rewritten hold for what takes their place.
    """
    edits = sorted(edits, key=lambda edit: (edit.field, edit.block, edit.start), reverse=True)
    release, rulings = reading.release, {one.pk: one for one in reading.rulings}
    beside = {name: getattr(release, name) for name in fields}
    held = {(one.field, one.block, one.start): one.ruling_id for one in reading.found if one.ruling_id}
    _begin(release, seen, by, why)
    for name, value in beside.items():
        setattr(release, name, value)
    blocks = prose.parse(release.body)
    for edit in edits:
        if edit.field == "body":
            prose.rewrite(list(prose.paragraphs(blocks))[edit.block], edit.start, edit.end, edit.words)
        else:
            text = getattr(release, edit.field)
            setattr(release, edit.field, text[: edit.start] + edit.words + text[edit.end :])
    changed = {edit.field for edit in edits}
    if "body" in changed:
        release.body = str(prose.sanitised(prose.html(blocks)))
    others = [field.name for field in release._meta.fields if field.name not in {*changed, *fields}]
    release.clean_fields(exclude=others)
    release.save(update_fields=[*changed, *fields])
    after = Reading(release, reading.regions, reading.at, reading.known, ())
    for edit in edits:
        ruling = rulings.get(held.get((edit.field, edit.block, edit.start)) or 0)
        if ruling and edit.end > edit.start:
            moved = _moved(edit, edits)
            ruling.words = edit.words[:120]
            ruling.before, ruling.after = after.context(moved, len(edit.words))
            _store(ruling, ruling.decided_by, why)
    settle(reading)


def _moved(edit: Edit, edits: Iterable[Edit]) -> Edit:
    """Where it begins once all are written."""
    before = [
        one for one in edits if (one.field, one.block) == (edit.field, edit.block) and one.start < edit.start
    ]
    shift = sum(len(one.words) - (one.end - one.start) for one in before)
    return Edit(edit.field, edit.block, edit.start + shift, edit.end + shift, edit.words)


def settle(reading: Reading) -> Reading:
    """What follows each save of a draft: its decisions keep up with the words around their numbers, and the
    figures that its text gives are cited."""
    release = reading.release
    rulings = list(release.rulings.all())
    fresh = Reading(release, reading.regions, reading.at, reading.known, rulings)
    by_pk = {one.pk: one for one in rulings}
    for one in fresh.found:
        if ruling := by_pk.get(one.ruling_id or 0):
            around = tuple(words[:200] for words in fresh.context(one))
            if (ruling.before, ruling.after) != around or ruling.field != one.field:
                # Not a decision: the words around it alone, of which no history is kept.
                Ruling.objects.filter(pk=ruling.pk).update(field=one.field, before=around[0], after=around[1])
    cite(fresh.release, fresh.found)
    return fresh


def cite(release: Release, found: Iterable[Checked]) -> None:
    """Cite the figures that the text gives; those cited for that alone, and given no more, go."""
    given = cited_figures(found)
    rows = {one.figure_id: one for one in release.citations.all()}
    for pk in given:
        if pk not in rows:
            row = Citation(release=release, figure_id=pk)
            row._change_reason = FOUND  # type: ignore[attr-defined]
            row.save()
    left = [row for pk, row in rows.items() if pk not in given]
    for row in left and _unchosen(left):
        row._change_reason = "Le texte ne le donne plus"  # type: ignore[attr-defined]
        row.delete()


def _unchosen(rows: Sequence[Citation]) -> list[Citation]:
    """Those that no editor chose."""
    added = Citation.history.filter(id__in=[row.pk for row in rows], history_type="+")
    reasons = dict(added.order_by("history_date", "history_id").values_list("id", "history_change_reason"))
    return [row for row in rows if reasons.get(row.pk) == FOUND]


def _begin(release: Release, seen: int, by: "User", why: str) -> None:
    """Hold the release and note who edits it."""
    stored = release._locked()
    if not stored.version == release.version == seen:
        raise ValidationError(STALE, code="stale")
    release._change_reason = why[:REASON_LENGTH]  # type: ignore[attr-defined]
    release.record_edit(by=by)


def _held(reading: Reading, one: Checked) -> Ruling | None:
    return next((ruling for ruling in reading.rulings if ruling.pk == one.ruling_id), None)


def _store(ruling: Ruling, by: "User | None", why: str) -> None:
    ruling.decided_by, ruling.decided_at = by, database_now()
    ruling._change_reason = why[:REASON_LENGTH]  # type: ignore[attr-defined]
    ruling.save()
