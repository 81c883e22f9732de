"""The gap of a region to the nation, and how far it may be judged."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from regions import stats
from regions.models import BaseStatus, Certainty, Figure, Unit

SMALL_BASE = 30
COMPARED_UNITS = (Unit.PERCENT, Unit.MARK)


class Verdict(Enum):
    """What a test says of a gap; anything but ABOVE and BELOW allows no word of judgement."""

    ABOVE = "above"
    BELOW = "below"
    WITHIN = "within"
    UNTESTED = "untested"


@dataclass(frozen=True, slots=True)
class Gap:
    """One displayed value minus another, in points: region minus nation, unless said otherwise.

    `interval` is that of the gap at 95 %, in points, where both have respondents.
    """

    points: Decimal
    reference: Decimal
    unit: str
    verdict: Verdict
    interval: stats.Interval | None = None


def compare(
    figure: Figure, value: Decimal | None, nation: Figure | None, reference: Decimal | None
) -> Gap | None:
    """The gap between two public values, or None where there can be none.

    None: the same question, answer and base on both sides is required, both certain, exact and on a
    known base, of a unit in which points mean something.
    """
    if nation is None or value is None or reference is None or figure.unit not in COMPARED_UNITS:
        return None
    same = (figure.question_id, figure.answer_id, figure.base_id) == (
        nation.question_id,
        nation.answer_id,
        nation.base_id,
    )
    if not same or not is_exact(figure) or not is_exact(nation):
        return None
    interval = None if is_cautious(figure) else _interval(figure, value, nation, reference)
    return Gap(value - reference, reference, figure.unit, _verdict(interval), interval)


def is_exact(figure: Figure) -> bool:
    """Certain, neither "about" nor "over", on a known base: what may be compared."""
    return (
        figure.certainty == Certainty.CERTAIN
        and figure.base_status != BaseStatus.UNKNOWN
        and not figure.qualifier
    )


def is_cautious(figure: Figure) -> bool:
    """Under 30 respondents, or unknown ones in a survey whose regional bases are small."""
    if figure.respondents is not None:
        return figure.respondents < SMALL_BASE
    return figure.question.survey.small_regional_bases and not figure.region.is_nation


def difference(figure: Figure, value: Decimal, other: Figure, reference: Decimal, pairs: int = 1) -> Gap:
    """The gap of one value to another of an independent sample: two waves, or two audiences.

    Where it is chosen as the widest of `pairs`, the interval is that of Bonferroni: at 1 − 5 % / pairs.
    """
    sizes = [effective_size(side) for side in (figure, other)]
    interval = None
    if figure.unit == Unit.PERCENT and all(sizes) and not (is_cautious(figure) or is_cautious(other)):
        confidence = 1 - (1 - stats.CONFIDENCE) / pairs
        interval = _in_percent(
            stats.difference(
                float(value) / 100, sizes[0] or 1, float(reference) / 100, sizes[1] or 1, confidence
            )
        )
    return Gap(value - reference, reference, figure.unit, _verdict(interval), interval)


def share_interval(figure: Figure, value: Decimal | None) -> stats.Interval | None:
    """Interval of a public share at 95 %, in %, where its respondents are known; else None."""
    if figure.unit != Unit.PERCENT or value is None or not figure.respondents or figure.qualifier:
        return None
    return _in_percent(stats.wilson(float(value) / 100, effective_size(figure) or 1))


def effective_size(figure: Figure) -> float | None:
    """Respondents divided by the design effect."""
    if not figure.respondents:
        return None
    return figure.respondents / float(figure.question.survey.design_effect)


def _interval(figure: Figure, value: Decimal, nation: Figure, reference: Decimal) -> stats.Interval | None:
    if figure.unit != Unit.PERCENT or not figure.respondents or not nation.respondents:
        return None
    interval = stats.part_against_whole(
        float(value) / 100,
        figure.respondents,
        float(reference) / 100,
        nation.respondents,
        design_effect=float(figure.question.survey.design_effect),
    )
    return interval and _in_percent(interval)


def _in_percent(interval: stats.Interval) -> stats.Interval:
    return stats.Interval(100 * interval.low, 100 * interval.high)


def _verdict(interval: stats.Interval | None) -> Verdict:
    if interval is None:
        return Verdict.UNTESTED
    if not interval.excludes_zero():
        return Verdict.WITHIN
    return Verdict.ABOVE if interval.low > 0 else Verdict.BELOW
