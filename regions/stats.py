"""Survey statistics, as pure functions.

Shares are proportions between 0 and 1 here, and percentages everywhere else. Sizes are unweighted
counts of respondents, divided by the design effect where one is known. Intervals are at 95 %, computed
as for simple random samples: for quota samples they are a reference, and are labelled so.
"""

import random
from collections.abc import Sequence
from decimal import Decimal
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

CONFIDENCE = 0.95
DRAWS = 2000
SEED = 20080101


class Interval(NamedTuple):
    low: float
    high: float

    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0

    def rounded(self) -> "tuple[Decimal, Decimal]":
        """Both ends to one decimal, or to as many more as tell an end from zero."""
        low, high = (_told_from_zero(end) for end in self)
        return low, high


def _told_from_zero(end: float) -> Decimal:
    for digits in range(1, 4):
        if number := round(Decimal(end), digits):
            return number
    return Decimal(0)


class RankInterval(NamedTuple):
    """First is 1; both ends are included."""

    best: int
    worst: int


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(share: float, n: float, confidence: float = CONFIDENCE) -> Interval:
    """Score interval of a share among `n` respondents. E. B. Wilson, JASA 22 (1927), p. 209.

    ValueError where `share` is outside 0-1 or `n` is not positive.
    """
    if not 0 <= share <= 1 or n <= 0:
        raise ValueError(f"share {share} of {n}: a share is within 0-1 and n is positive")
    z = _z(confidence)
    middle = share + z * z / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return Interval(max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale))


def difference(p: float, n: float, q: float, m: float, confidence: float = CONFIDENCE) -> Interval:
    """Interval of p − q for two independent samples: R. G. Newcombe, Stat. Med. 17 (1998), method 10."""
    of_p, of_q = wilson(p, n, confidence), wilson(q, m, confidence)
    gap = p - q
    return Interval(
        gap - sqrt((p - of_p.low) ** 2 + (of_q.high - q) ** 2),
        gap + sqrt((of_p.high - p) ** 2 + (q - of_q.low) ** 2),
    )


def part_against_whole(
    part: float,
    n_part: float,
    whole: float,
    n_whole: float,
    *,
    weight: float | None = None,
    design_effect: float = 1,
) -> Interval | None:
    """Interval of part − whole where the part is inside the whole, as a region is in the nation.

    The part is compared with the rest: rest = (whole − w·part) / (1 − w), where w is the part's
    `weight` in the whole, by default n_part / n_whole; then part − whole = (1 − w)(part − rest).
    None where no such rest exists: a share outside 0-1, or a part as large as the whole.
    """
    w = n_part / n_whole if weight is None else weight
    if not 0 < w < 1 or n_part >= n_whole:
        return None
    rest = (whole - w * part) / (1 - w)
    if not 0 <= rest <= 1:
        return None
    low, high = difference(part, n_part / design_effect, rest, (n_whole - n_part) / design_effect)
    return Interval((1 - w) * low, (1 - w) * high)


def rank_intervals(
    shares: Sequence[float], sizes: Sequence[float], confidence: float = CONFIDENCE
) -> list[RankInterval]:
    """Ranks that each share may hold, the highest first, by simulation with a fixed seed.

    Draws come from the beta distribution of each share (Jeffreys' prior), so that 0 and 1 vary too.
    After H. Goldstein and D. J. Spiegelhalter, JRSS A 159 (1996), p. 385.
    """
    generator = random.Random(SEED)  # noqa: S311 - a simulation, not a secret
    parameters = [(share * n + 0.5, (1 - share) * n + 0.5) for share, n in zip(shares, sizes, strict=True)]
    ranks: list[list[int]] = [[] for _ in shares]
    for _ in range(DRAWS):
        drawn = [generator.betavariate(a, b) for a, b in parameters]
        for rank, index in enumerate(sorted(range(len(drawn)), key=drawn.__getitem__, reverse=True), 1):
            ranks[index].append(rank)
    tail = round(DRAWS * (1 - confidence) / 2)
    return [RankInterval(row[tail], row[DRAWS - 1 - tail]) for row in map(sorted, ranks)]
