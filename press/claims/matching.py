"""How a number stands to the stored figures: its verdict, and the words that say it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from press.claims import wording
from press.claims.choosing import is_restricted, of_base, of_wave
from press.claims.clauses import Told
from press.claims.known import Known
from press.claims.numbers import Mention
from press.claims.values import ClaimUnit, Nuance, Subject, Verdict
from regions.models import Audience, Figure, Qualifier, Region, Unit

FRACTION_TOLERANCE = Decimal("1.5")  # points between a share and the fraction that stands for it
TENTH_TOLERANCE = Decimal(3)  # where it is told in tenths: "neuf maires sur dix"
NUANCE_TOLERANCE = Decimal(5)  # points that "plus de" and "près de la moitié" may leave
NEARLY_TOLERANCE = Decimal(3)  # and "près de" before a number
ABOUT_TOLERANCE = Decimal(2)
ROUND_TOLERANCE = Decimal("0.2")  # of the number, behind "plus d'un million"
COUNT_TOLERANCE = Decimal("0.03")  # of the number, where words or its scale round it

_DECIMALS = 6  # beyond which nothing is rounded

_UNIT = {
    ClaimUnit.SHARE: Unit.PERCENT,
    ClaimUnit.MARK: Unit.MARK,
    ClaimUnit.COUNT: Unit.COUNT,
    ClaimUnit.MEAN: Unit.MEAN,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What the matching says of one mention."""

    verdict: Verdict
    message: str
    figure: Figure | None = None
    against: Figure | None = None
    expected: Decimal | None = None
    tested: bool | None = None
    candidates: tuple[Figure, ...] = ()
    value: Decimal | None = None


def fits(mention: Mention, figure: Figure) -> bool:
    """Whether the mention is the public value, its rounding, or a fraction or round number that may stand
    for it."""
    value = figure.public_value
    if value is None or figure.unit != _UNIT[mention.unit]:
        return False
    said, nuance = mention.value, mention.nuance
    if nuance == Nuance.EXACT and rounded(value, said) == said:
        return True
    if mention.unit == ClaimUnit.COUNT:
        is_round = len(said.normalize().as_tuple().digits) <= 2
        wide = is_round and nuance == Nuance.OVER
        room = (ROUND_TOLERANCE if wide else COUNT_TOLERANCE if is_round else 0) * value
        loose = mention.approximate or nuance != Nuance.EXACT or figure.qualifier == Qualifier.ABOUT
        return (loose and abs(said - value) <= room and on_its_side(nuance, said, value)) or said == value
    if nuance == Nuance.EXACT:
        room = TENTH_TOLERANCE if said % 10 == 0 and said != 50 else FRACTION_TOLERANCE
        return mention.approximate and abs(said - value) <= room
    scale = Decimal("0.1") if mention.unit in (ClaimUnit.MARK, ClaimUnit.MEAN) else Decimal(1)
    if nuance == Nuance.ABOUT:
        return abs(said - value) <= ABOUT_TOLERANCE * scale
    if rounded(value, said) == said:
        return True  # "plus de 43 %" of 43 is said of the number itself, before it was rounded
    room = NUANCE_TOLERANCE if mention.approximate or nuance != Nuance.NEARLY else NEARLY_TOLERANCE
    return abs(said - value) <= room * scale and on_its_side(nuance, said, value)


def on_its_side(nuance: Nuance, said: Decimal, value: Decimal) -> bool:
    if nuance in (Nuance.NEARLY, Nuance.UNDER):
        return value <= said
    return value >= said if nuance == Nuance.OVER else True


def rounded(value: Decimal, said: Decimal) -> Decimal:
    """`value` with as many decimals as `said`."""
    exponent = int(said.normalize().as_tuple().exponent)
    if exponent < -_DECIMALS:
        return value
    places = Decimal(1).scaleb(min(0, exponent))
    return value.quantize(places, ROUND_HALF_UP)


class Matcher:
    """Compares what a text tells with what is known; `paragraph` finds the bases that a paragraph names."""

    def __init__(self, known: Known) -> None:
        self.known = known

    def value(self, told: Told, subject: Subject, paragraph: frozenset[int]) -> Finding:
        """Of a share, mark, count or mean."""
        mention = told.mention
        if sample := self._sample(told, subject):
            return sample
        if "elsewhere" in told.own:
            return Finding(Verdict.NO_FIGURE, "Le texte dit ce nombre d'une autre source : notez-la.")
        if (
            subject.region is None
            or subject.audience is None
            or subject.indicator is None
            or subject.answer is None
        ):
            return self._unknown_subject(mention, subject, told)
        stored = self.known.of(subject.region, subject.audience, subject.answer)
        figures = of_wave(stored, subject.surveys, self.known.surveys)
        if not figures:
            return self._without(mention, subject, told)
        chosen = of_base(figures, subject.bases)
        right = [figure for figure in chosen if fits(mention, figure)]
        if len(right) > 1:
            return Finding(Verdict.AMBIGUOUS, wording.several(right), candidates=tuple(right))
        if right:
            return self._right(right[0], paragraph)
        part = [figure for figure in figures if fits(mention, figure) and figure not in chosen]
        named = [figure for figure in part if is_restricted(figure) and figure.base_id not in paragraph]
        if named and not subject.bases & {figure.base_id for figure in chosen}:
            return self._right(named[0], paragraph)
        if len(chosen) > 1 and not subject.bases:
            return Finding(Verdict.AMBIGUOUS, wording.several(chosen), candidates=tuple(chosen))
        return self._wrong(chosen[0])

    def bound(self, mention: Mention, figure: Figure, paragraph: frozenset[int]) -> Finding:
        """Of a number that an editor bound to `figure`."""
        return self._right(figure, paragraph) if fits(mention, figure) else self._wrong(figure)

    def _right(self, figure: Figure, paragraph: frozenset[int]) -> Finding:
        if is_restricted(figure) and figure.base_id not in paragraph:
            return self.without_base(figure)
        return Finding(Verdict.RIGHT, f"C'est la valeur enregistrée : {wording.words(figure)}.", figure)

    def without_base(self, figure: Figure) -> Finding:
        """The number is right, its restricted base is not said."""
        people = figure.base.people
        return Finding(
            Verdict.NO_BASE,
            f"Ce chiffre vaut pour une base restreinte, que le paragraphe ne dit pas : {people}.",
            figure,
        )

    def _wrong(self, figure: Figure) -> Finding:
        return Finding(
            Verdict.WRONG,
            f"Le chiffre enregistré est {wording.words(figure)}.",
            figure,
            expected=figure.public_value,
        )

    def _sample(self, told: Told, subject: Subject) -> Finding | None:
        """A number of people who were asked."""
        mention = told.mention
        if (
            mention.unit != ClaimUnit.COUNT
            or not told.asked
            or (subject.indicator and subject.answer and mention.value > 5000)
        ):
            return None
        asked = subject.audience if "audience" in told.own else None
        surveys = [one for one in self.known.surveys.values() if asked in (None, one.audience)]
        for survey in surveys:
            if survey.respondents == mention.value or _digits(survey.respondents_text) == mention.value:
                return Finding(Verdict.RIGHT, f"C'est l'échantillon de {survey.name}.")
        return None

    def _unknown_subject(self, mention: Mention, subject: Subject, told: Told) -> Finding:
        """Its subject is not known: the figures that fit, if any."""
        fitting = [
            figure for figure in self._around(subject) if mention.unit in _UNIT and fits(mention, figure)
        ]
        if subject.indicator is None or not fitting:
            fitting = [
                figure
                for figure in fitting
                if not told.topics or figure.answer_id in {t.answer for t in told.topics}
            ]
        if fitting:
            return Finding(Verdict.AMBIGUOUS, wording.several(fitting), candidates=tuple(fitting[:8]))
        return Finding(Verdict.NO_FIGURE, "Aucun chiffre enregistré ne porte sur cela.")

    def _around(self, subject: Subject) -> Iterable[Figure]:
        regions = [subject.region] if subject.region else list(self.known.regions)
        audiences = [subject.audience] if subject.audience else list(Audience)
        for region in regions:
            for audience in audiences:
                for figure in self.known.by_place.get((region.pk, audience), ()):
                    if subject.indicator is None or figure.question.indicator_id == subject.indicator.pk:
                        yield figure

    def _without(self, mention: Mention, subject: Subject, told: Told) -> Finding:
        """No figure of this subject: another question may have given the number."""
        assert subject.region
        others = [figure for figure in self.same_answer(subject, subject.region) if fits(mention, figure)]
        if others and told.contrast:
            return Finding(
                Verdict.OTHER_QUESTION,
                f"Ce chiffre répond à une autre question : « {others[0].question.indicator.short_label} ».",
                others[0],
            )
        place = subject.region.name_in
        return Finding(Verdict.NO_FIGURE, f"Aucun chiffre n'est enregistré sur cela {place}.")

    def same_answer(self, subject: Subject, region: Region) -> list[Figure]:
        """The figures of a region and audience about the same thing, asked another way."""
        if subject.audience is None or subject.answer is None:
            return []
        figures = self.known.by_place.get((region.pk, subject.audience), [])
        return [
            figure
            for figure in figures
            if figure.answer.slug == subject.answer.slug and figure.answer_id != subject.answer.pk
        ]

    def figure(self, region: Region | None, subject: Subject) -> Figure | None:
        """The one figure of `subject` in `region`, or None."""
        if region is None or subject.audience is None or subject.answer is None:
            return None
        figures = of_wave(
            self.known.of(region, subject.audience, subject.answer), subject.surveys, self.known.surveys
        )
        chosen = of_base(figures, subject.bases) if figures else []
        return chosen[0] if len(chosen) == 1 else None


def _digits(words: str) -> Decimal | None:
    digits = "".join(sign for sign in words if sign.isdigit())
    return Decimal(digits) if digits else None
