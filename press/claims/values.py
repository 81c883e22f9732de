"""What a claim is: a statistic in a text, what it is about, and how it stands to the stored figures."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from regions.models import Answer, Audience, Base, Figure, Indicator, Region


class Verdict(StrEnum):
    """How a claim stands; the first that applies."""

    OTHER_QUESTION = "question différente"
    WRONG = "faux"
    OPPOSITE = "sens contraire"
    NO_BASE = "base absente"
    AMBIGUOUS = "ambigu"
    NO_FIGURE = "sans chiffre"
    GAP_RIGHT = "écart conforme"
    RIGHT = "conforme"
    UNPROVEN = "non démontré"

    @property
    def is_settled(self) -> bool:
        """Whether a release may go out with it as it is."""
        return self in (Verdict.RIGHT, Verdict.GAP_RIGHT)


class ClaimUnit(StrEnum):
    SHARE = "%"
    POINTS = "points"
    MARK = "/10"
    COUNT = "effectif"
    MEAN = "moyenne"


class Nuance(StrEnum):
    """What a word before the number does to it."""

    EXACT = ""
    NEARLY = "près de"
    ABOUT = "environ"
    OVER = "plus de"
    UNDER = "moins de"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom and what a number is about, as far as the text tells; None where it does not.

    `surveys` and `bases` hold the keys of those that the text names near the number; empty where it names
    none.
    """

    region: Region | None = None
    audience: Audience | None = None
    indicator: Indicator | None = None
    answer: Answer | None = None
    bases: frozenset[int] = frozenset()
    surveys: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statistic at characters `start` to `end` (exclusive) of the text as it was written.

    `value` is in `unit`; None for words of comparison. `figure` is the stored figure that it is bound to,
    and `against` the one that a gap is measured from; `candidates` are those that fit where it is
    ambiguous. `expected` is the right number where the verdict is that it is wrong; `tested` says of a gap
    whether it is proven, False where it was not tested, None where there is no gap.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    unit: ClaimUnit | None
    subject: Subject
    verdict: Verdict
    message: str
    figure: Figure | None = None
    against: Figure | None = None
    expected: Decimal | None = None
    tested: bool | None = None
    base: Base | None = None
    candidates: tuple[Figure, ...] = field(default=())
