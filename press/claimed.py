"""The numbers of a release: each claim at its place in the text, with what was decided of it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from press import claims, prose
from press.claims.text import PassageKind
from regions.folding import places

if TYPE_CHECKING:
    from press.claims import Claim, Known
    from press.models import Ruling
    from regions.models import Region

_MINUS = re.compile(r"\s*[-\u2212\u2013]\s*\d")
CONTEXT = 5  # words on each side by which a decision finds its number again


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a release: the title, the lead, or the `block`-th block of words of the body."""

    field: str
    block: int
    text: str
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim at characters `start` to `end` (exclusive) of its passage.

    `value`, `expected` and `points` are numbers as text, in `unit` ("points" for a gap); `ruling` is what was
    decided of it, as RulingKind has it, with its `reason`. `candidates` are keys of the figures that fit.
    """

    field: str
    block: int
    start: int
    end: int
    text: str
    value: str | None
    unit: str | None
    verdict: str
    message: str
    figure_id: int | None = None
    against_id: int | None = None
    expected: str | None = None
    tested: bool | None = None
    base: str = ""
    ruling: str = ""
    ruling_id: int | None = None
    reason: str = ""
    candidates: tuple[int, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether the release may go out with it: it conforms, or somebody answers for it."""
        if self.ruling in ("external", "not-statistic", "overruled"):
            return True
        return claims.Verdict(self.verdict).is_settled

    @property
    def is_bound(self) -> bool:
        """Whether it is said of its figure, and not of another source or against it."""
        return self.ruling in ("", "bound")

    def frozen(self) -> dict[str, Any]:
        """What an edition keeps of it."""
        return asdict(self) | {"candidates": [], "ruling_id": None}

    @classmethod
    def thawed(cls, kept: dict[str, Any]) -> "Checked":
        return cls(**{**kept, "candidates": ()})


def passages(headline: str, standfirst: str, body: str) -> list[Place]:
    """Every passage of a release that holds words, in reading order."""
    found = [Place("headline", 0, headline, "title"), Place("standfirst", 0, standfirst, "paragraph")]
    for number, (block, kind) in enumerate(_blocks(prose.parse(body))):
        found.append(Place("body", number, block.text, kind))
    return found


def _blocks(
    blocks: Iterable[prose.Block], *, within_list: bool = False
) -> Iterable[tuple[prose.Block, PassageKind]]:
    for block in blocks:
        if block.runs:
            yield block, "item" if within_list else "heading" if block.kind == "heading" else "paragraph"
        yield from _blocks(block.blocks, within_list=within_list or block.kind in ("bullets", "numbers"))


def joined(places_: Sequence[Place]) -> tuple[str, list[int]]:
    """The passages as one text, a line each, and the character at which each begins."""
    lines = [place.text.replace("\r", " ").replace("\n", " ") for place in places_]
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    return "\n".join(lines), starts


def checked(
    places_: Sequence[Place],
    regions: "Sequence[Region]",
    rulings: "Sequence[Ruling]",
    at: datetime,
    known: "Known | None" = None,
) -> tuple[Checked, ...]:
    """The claims of the passages, in order, each with the decision that holds for it.

    Three queries without `known`.
    """
    written, starts = joined(places_)
    kinds = tuple(place.kind for place in places_)
    known = known or claims.load(at)
    found = claims.check(written, regions, known, kinds)
    if rulings and found:
        fields = [places_[_at(starts, claim)].field for claim in found]
        held = _held(written, found, fields, rulings)
        bound = {
            claim.start: (one.figure_id, one.against_id)
            for claim, one in zip(found, held, strict=True)
            if one is not None and one.figure_id is not None
        }
        if bound:
            found = claims.check(written, regions, known, kinds, bound=bound)
    else:
        held = [None] * len(found)
    return tuple(_placed(claim, one, places_, starts) for claim, one in zip(found, held, strict=True))


def _placed(
    claim: "Claim", ruling: "Ruling | None", places_: Sequence[Place], starts: Sequence[int]
) -> Checked:
    number = _at(starts, claim)
    place = places_[number]
    return Checked(
        field=place.field,
        block=place.block,
        start=claim.start - starts[number],
        end=claim.end - starts[number],
        text=claim.text,
        value=_written(claim.value),
        unit=claim.unit,
        verdict=claim.verdict.value,
        message=claim.message,
        figure_id=claim.figure.pk if claim.figure else None,
        against_id=claim.against.pk if claim.against else None,
        expected=_written(claim.expected),
        tested=claim.tested,
        base=claim.base.label if claim.base else "",
        ruling=ruling.kind if ruling else "",
        ruling_id=ruling.pk if ruling else None,
        reason=ruling.reason if ruling else "",
        candidates=tuple(figure.pk for figure in claim.candidates),
    )


def _at(starts: Sequence[int], claim: "Claim") -> int:
    """The number of the passage that holds a claim."""
    return bisect_right(starts, claim.start) - 1


def _written(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"


def context(written: str, start: int, end: int) -> tuple[str, str]:
    """The folded words before and after characters `start` to `end`, by which they are found again."""
    before = [word.folded for word in places(written[max(0, start - 120) : start])][-CONTEXT:]
    after = [word.folded for word in places(written[end : end + 120])][:CONTEXT]
    return " ".join(before), " ".join(after)


def _same_words(one: str, other: str) -> bool:
    """The same words, with the same signs before their numbers."""
    return _said(one) == _said(other)


def _said(words: str) -> tuple[list[str], bool]:
    return [word.folded for word in places(words)], bool(_MINUS.match(words))


def _held(
    written: str, found: "Sequence[Claim]", fields: Sequence[str], rulings: "Sequence[Ruling]"
) -> "list[Ruling | None]":
    """For each claim the decision that was made of it: the same number with most of the same words around it,
    in the same field rather than another.

    A decision holds for one claim, and for none where half of its words are gone.
    """
    scores = []
    for index, claim in enumerate(found):
        before, after = context(written, claim.start, claim.end)
        for number, ruling in enumerate(rulings):
            if not _same_words(ruling.words, claim.text):
                continue
            known = len(ruling.before.split()) + len(ruling.after.split())
            alike = _alike(before.split(), ruling.before.split()) + _alike(
                after.split(), ruling.after.split()
            )
            if 2 * alike >= known:
                scores.append((alike, fields[index] == ruling.field, -abs(index - number), index, number))
    held: list[Ruling | None] = [None] * len(found)
    used: set[int] = set()
    for *_, index, number in sorted(scores, reverse=True):
        if held[index] is None and number not in used:
            held[index] = rulings[number]
            used.add(number)
    return held


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> int:
    left = list(ours)
    count = 0
    for word in theirs:
        if word in left:
            left.remove(word)
            count += 1
    return count


def cited_figures(found: Iterable[Checked]) -> list[int]:
    """The keys of the figures that the text gives, or measures a gap from, each once, in its order."""
    bound = [one for one in found if one.is_bound and one.is_settled]
    keys = [key for one in bound for key in (one.figure_id, one.against_id) if key]
    return list(dict.fromkeys(keys))
