"""How far measures bear out a word that judges them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from press.claims.judging_words import PhraseKind
from press.claims.values import Verdict
from regions import formats
from regions.models import Figure, Region, Unit
from regions.rows.gaps import share_interval

_HALF = Decimal(50)
_LISTED = 6


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure and, where it may be compared, its gap in points to `against`: `tested` where it is proven."""

    figure: Figure
    against: Figure | None = None
    points: Decimal | None = None
    tested: bool = False


@dataclass(frozen=True, slots=True)
class Weighing:
    verdict: Verdict
    message: str
    tested: bool | None = None


def weighed(
    measures: Sequence[Measure], kind: PhraseKind, sense: int, region: Region | None, apart: bool
) -> Weighing:
    """How words stand to the measures that they speak of.

    `sense` is 1 for above, -1 for below, 0 for alike; `apart`: what they compare answers other questions. A
    rank and a likeness are never right: no test proves them. A level goes the way of the words where it is a
    majority (a minority, for those that play it down), or beside the nation.
    """
    if not measures:
        return _nothing(region, apart)
    is_level = kind == "level"
    along = [one for one in measures if _goes(one, sense) or (is_level and _major(one, sense))]
    proven = [one for one in along if one.tested and _goes(one, sense)]
    if is_level:
        proven = [one for one in proven if _proven_major(one, sense)]
    message = _told(measures, along, proven, _level if is_level else _gap)
    if kind == "ranked":
        message += " Ces mots disent un rang, qui n'est pas démontré."
    verdict = Verdict.UNPROVEN
    if not along:
        verdict = Verdict.OPPOSITE
    elif len(proven) == len(measures) and sense and kind != "ranked":
        verdict = Verdict.RIGHT
    return Weighing(verdict, message, len(proven) == len(measures))


def _nothing(region: Region | None, apart: bool) -> Weighing:
    where = f" {region.name_in}" if region else ""
    if apart:
        return Weighing(
            Verdict.OTHER_QUESTION,
            "Ce qui est comparé ne l'est pas : autre question, autre base ou autre série.",
        )
    return Weighing(Verdict.NO_FIGURE, f"Aucune mesure enregistrée{where} ne permet de juger de ces mots.")


def _goes(measure: Measure, sense: int) -> bool:
    """Whether its gap goes the way of the words; a likeness is denied by a proven gap alone."""
    if measure.points is None:
        return False
    return measure.points * sense > 0 if sense else not measure.tested


def _major(measure: Measure, sense: int) -> bool:
    value = measure.figure.public_value
    return measure.figure.unit == Unit.PERCENT and value is not None and (value - _HALF) * sense > 0


def _proven_major(measure: Measure, sense: int) -> bool:
    interval = share_interval(measure.figure, measure.figure.public_value)
    return interval is not None and (interval.low > _HALF if sense > 0 else interval.high < _HALF)


def _told(
    measures: Sequence[Measure],
    along: Sequence[Measure],
    proven: Sequence[Measure],
    words: Callable[[Measure], str],
) -> str:
    listed = " ; ".join(words(one) for one in measures[:_LISTED])
    more = f" ; et {len(measures) - _LISTED} autres" if len(measures) > _LISTED else ""
    if len(measures) == 1:
        stands = "Démontré" if proven else "Vrai, mais non démontré" if along else "Faux"
        return f"{stands} : {listed}."
    said = f"{len(proven)} démontrée{'s' if len(proven) > 1 else ''}" if proven else "aucune démontrée"
    plural = "s" if len(along) > 1 else ""
    return f"Vrai pour {len(along)} mesure{plural} sur {len(measures)}, {said} : {listed}{more}."


def _gap(measure: Measure) -> str:
    said = _value(measure.figure)
    if measure.points is None or measure.against is None:
        return said
    proven = "démontré" if measure.tested else "non testé ou dans la marge d'erreur"
    reference = f"{_number(measure.against)} {measure.against.region.name_in}"
    if measure.against.region_id == measure.figure.region_id:
        reference = f"{_number(measure.against)} ({_whom(measure.against)})"
    return f"{said}, contre {reference} : {formats.signed_points(measure.points)}, {proven}"


def _level(measure: Measure) -> str:
    value = measure.figure.public_value
    if measure.figure.unit != Unit.PERCENT or value is None:
        return _gap(measure)
    part = "majorité" if value > _HALF else "moitié" if value == _HALF else "minorité"
    return f"{_gap(measure)} ({part})"


def _value(figure: Figure) -> str:
    return f"« {figure.question.indicator.short_label} », {figure.base.people} : {_number(figure)}"


def _whom(figure: Figure) -> str:
    return f"{figure.base.people}, {figure.question.survey.name}"


def _number(figure: Figure) -> str:
    assert figure.public_value is not None
    return formats.value(figure.public_value, figure.unit, figure.qualifier)
