"""How a number stands to the stored figures: its verdict, and the words that say it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from press.claims.known import Known
from press.claims.lexicon import base_cues
from press.claims.numbers import Mention
from press.claims.clauses import Told
from press.claims.values import ClaimUnit, Nuance, Subject, Verdict
from regions import formats
from regions.models import Audience, Base, Figure, Qualifier, Region, Unit
from regions.rows.gaps import Verdict as Tested
from regions.rows.gaps import compare, difference

FRACTION_TOLERANCE = Decimal("1.5")  # points between a share and the fraction that stands for it
NUANCE_TOLERANCE = Decimal(5)  # points that "près de" and "plus de" may leave
ABOUT_TOLERANCE = Decimal(2)
COUNT_TOLERANCE = Decimal("0.03")  # of the number, where words or its scale round it

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
    """Whether the mention is the public value, its rounding, or a fraction or round number that may stand for it."""
    value = figure.public_value
    if value is None or figure.unit != _UNIT[mention.unit]:
        return False
    said, nuance = mention.value, mention.nuance
    if nuance == Nuance.EXACT and _rounded(value, said) == said:
        return True
    if mention.unit == ClaimUnit.COUNT:
        room = COUNT_TOLERANCE * value
        loose = mention.approximate or nuance != Nuance.EXACT or figure.qualifier == Qualifier.ABOUT
        return (loose and abs(said - value) <= room and _on_its_side(nuance, said, value)) or said == value
    if nuance == Nuance.EXACT:
        return mention.approximate and abs(said - value) <= FRACTION_TOLERANCE
    scale = Decimal("0.1") if mention.unit in (ClaimUnit.MARK, ClaimUnit.MEAN) else Decimal(1)
    if nuance == Nuance.ABOUT:
        return abs(said - value) <= ABOUT_TOLERANCE * scale
    if _rounded(value, said) == said:
        return True  # "plus de 43 %" of 43 is said of the number itself, before it was rounded
    return abs(said - value) <= NUANCE_TOLERANCE * scale and _on_its_side(nuance, said, value)


def _on_its_side(nuance: Nuance, said: Decimal, value: Decimal) -> bool:
    if nuance in (Nuance.NEARLY, Nuance.UNDER):
        return value <= said
    return value >= said if nuance == Nuance.OVER else True


def _rounded(value: Decimal, said: Decimal) -> Decimal:
    """`value` with as many decimals as `said`."""
    exponent = said.normalize().as_tuple().exponent
    places = Decimal(1).scaleb(min(0, int(exponent)))
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
        if (
            subject.region is None
            or subject.audience is None
            or subject.indicator is None
            or subject.answer is None
        ):
            return self._unknown_subject(mention, subject, told)
        stored = self.known.of(subject.region, subject.audience, subject.answer)
        figures = self._of_wave(stored, subject.surveys)
        if not figures:
            return self._without(mention, subject, told)
        chosen = self._of_base(figures, subject.bases)
        right = [figure for figure in chosen if fits(mention, figure)]
        if len(right) > 1:
            return Finding(Verdict.AMBIGUOUS, _several(right), candidates=tuple(right))
        if right:
            return self._right(right[0], paragraph)
        part = [figure for figure in figures if fits(mention, figure) and figure not in chosen]
        named = [figure for figure in part if _restricted(figure) and figure.base_id not in paragraph]
        if named and not subject.bases & {figure.base_id for figure in chosen}:
            return self._right(named[0], paragraph)
        if len(chosen) > 1 and not subject.bases:
            return Finding(Verdict.AMBIGUOUS, _several(chosen), candidates=tuple(chosen))
        return self._wrong(chosen[0])

    def _right(self, figure: Figure, paragraph: frozenset[int]) -> Finding:
        if _restricted(figure) and figure.base_id not in paragraph:
            return Finding(
                Verdict.NO_BASE,
                f"Ce chiffre vaut pour une base restreinte, que le paragraphe ne dit pas : {figure.base.people}.",
                figure,
            )
        return Finding(Verdict.RIGHT, f"C'est la valeur enregistrée : {_words(figure)}.", figure)

    def _wrong(self, figure: Figure) -> Finding:
        return Finding(
            Verdict.WRONG,
            f"Le chiffre enregistré est {_words(figure)}.",
            figure,
            expected=figure.public_value,
        )

    def _of_wave(self, figures: list[Figure], surveys: frozenset[int]) -> list[Figure]:
        """Those of the waves that the text names, else of the latest."""
        named = [figure for figure in figures if figure.question.survey_id in surveys]
        if named or not figures:
            return named
        latest = max(figures, key=_released).question.survey_id
        return [figure for figure in figures if figure.question.survey_id == latest]

    def _of_base(self, figures: list[Figure], named: frozenset[int]) -> list[Figure]:
        """Those of the bases that the text names, the narrower first; else of the broadest."""
        told = [figure for figure in figures if figure.base_id in named]
        if told:
            narrow = [figure for figure in told if _restricted(figure) and figure.base.parent_id]
            return narrow or told
        ids = {figure.base_id for figure in figures}
        broad = [figure for figure in figures if figure.base.parent_id not in ids]
        whole = [figure for figure in broad if not figure.base.parent_id]
        return whole or broad

    def _sample(self, told: Told, subject: Subject) -> Finding | None:
        """A number of people who were asked."""
        mention = told.mention
        if (
            mention.unit != ClaimUnit.COUNT
            or subject.audience is None
            or (subject.indicator and subject.answer and mention.value > 5000)
        ):
            return None
        surveys = [one for one in self.known.surveys.values() if one.audience == subject.audience]
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
            return Finding(Verdict.AMBIGUOUS, _several(fitting), candidates=tuple(fitting[:8]))
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
        others = [figure for figure in self._same_answer(subject, subject.region) if fits(mention, figure)]
        if others and told.contrast:
            return Finding(
                Verdict.OTHER_QUESTION,
                f"Ce chiffre répond à une autre question : « {others[0].question.indicator.short_label} ».",
                others[0],
            )
        place = subject.region.name_in
        return Finding(Verdict.NO_FIGURE, f"Aucun chiffre n'est enregistré sur cela {place}.")

    def _same_answer(self, subject: Subject, region: Region) -> list[Figure]:
        """The figures of a region and audience about the same thing, asked another way."""
        if subject.audience is None or subject.answer is None:
            return []
        figures = self.known.by_place.get((region.pk, subject.audience), [])
        return [
            figure
            for figure in figures
            if figure.answer.slug == subject.answer.slug and figure.answer_id != subject.answer.pk
        ]

    # Gaps

    def gap(self, told: Told, subject: Subject, side: "Side") -> Finding:
        """Of a number of points: `side` says what is measured from what."""
        said, sign = told.mention.value, side.sign
        value = said if sign >= 0 else -said
        if side.figure is None or side.against is None:
            return self._no_gap(subject, side, said, value)
        if side.other_question:
            return Finding(
                Verdict.OTHER_QUESTION,
                _apart(side.figure, side.against),
                side.figure,
                side.against,
                value=value,
            )
        points, tested = measured(side.figure, side.against)
        if points is None:
            if _comparable_question(side.figure, side.against):
                return Finding(
                    Verdict.NO_FIGURE,
                    "Une des deux valeurs est incertaine : leur écart ne se calcule pas.",
                    side.figure,
                    side.against,
                    value=value,
                )
            return Finding(
                Verdict.OTHER_QUESTION,
                _apart(side.figure, side.against),
                side.figure,
                side.against,
                value=value,
            )
        if sign == 0:
            value = said if points >= 0 else -said
        if not _same_size(points, told.mention):
            return Finding(
                Verdict.WRONG,
                f"L'écart entre {_words(side.figure)} et {_words(side.against)} est de {formats.signed_points(points)}.",
                side.figure,
                side.against,
                expected=points,
                tested=tested,
                value=value,
            )
        if sign and points and (sign > 0) != (points > 0):
            return Finding(
                Verdict.OPPOSITE,
                f"L'écart est dans l'autre sens : {_words(side.figure)}, contre {_words(side.against)}.",
                side.figure,
                side.against,
                expected=points,
                tested=tested,
                value=value,
            )
        proven = "démontré" if tested else "non démontré : il n'est pas testé ou tient dans la marge d'erreur"
        return Finding(
            Verdict.GAP_RIGHT,
            f"C'est la différence des valeurs enregistrées ; l'écart est {proven}.",
            side.figure,
            side.against,
            tested=tested,
            value=value,
        )

    def _no_gap(self, subject: Subject, side: "Side", said: Decimal, value: Decimal) -> Finding:
        if side.figure is None and subject.region:
            others = self._same_answer(subject, subject.region)
            if others:
                return Finding(
                    Verdict.OTHER_QUESTION,
                    f"{subject.region.name} n'a de chiffre que pour une autre question : "
                    f"« {others[0].question.indicator.short_label} ».",
                    others[0],
                    side.against,
                    value=value,
                )
        if side.figure is not None and side.region is not None:
            others = self._same_answer(subject, side.region)
            if any(abs((side.figure.public_value or 0) - (one.public_value or 0)) == said for one in others):
                return Finding(
                    Verdict.OTHER_QUESTION,
                    _apart(side.figure, others[0]),
                    side.figure,
                    others[0],
                    value=value,
                )
            return Finding(
                Verdict.NO_FIGURE,
                f"Aucun chiffre comparable n'est enregistré {side.region.name_in}.",
                side.figure,
                value=value,
            )
        return Finding(
            Verdict.NO_FIGURE, "Aucun chiffre enregistré ne permet de calculer cet écart.", value=value
        )

    def figure(self, region: Region | None, subject: Subject) -> Figure | None:
        """The one figure of `subject` in `region`, or None."""
        if region is None or subject.audience is None or subject.answer is None:
            return None
        figures = self._of_wave(self.known.of(region, subject.audience, subject.answer), subject.surveys)
        chosen = self._of_base(figures, subject.bases) if figures else []
        return chosen[0] if len(chosen) == 1 else None


@dataclass(frozen=True, slots=True)
class Side:
    """What a gap is measured from what: `sign` is that of its words, 0 where they have none."""

    figure: Figure | None
    against: Figure | None
    sign: int
    region: Region | None = None
    other_question: bool = False


def measured(figure: Figure, against: Figure) -> tuple[Decimal | None, bool]:
    """The difference of the displayed values, and whether it is proven; None where there can be none."""
    value, reference = figure.public_value, against.public_value
    if value is None or reference is None:
        return None, False
    if figure.question.series != against.question.series or figure.answer_id != against.answer_id:
        return None, False
    if against.region.is_nation and figure.question_id == against.question_id and not figure.region.is_nation:
        gap = compare(figure, value, against, reference)
        if gap is None:
            return None, False
        return gap.points, gap.verdict in (Tested.ABOVE, Tested.BELOW)
    if figure.certainty != "certain" or against.certainty != "certain":
        return None, False
    same_audience = figure.question.survey.audience == against.question.survey.audience
    if same_audience and figure.base_id != against.base_id:
        return None, False
    gap = difference(figure, value, against, reference)
    return gap.points, gap.verdict in (Tested.ABOVE, Tested.BELOW)


def _comparable_question(figure: Figure, against: Figure) -> bool:
    return figure.question.series == against.question.series and figure.base_id == against.base_id


def _same_size(points: Decimal, mention: Mention) -> bool:
    size = abs(points)
    if mention.nuance == Nuance.EXACT:
        return _rounded(size, mention.value) == mention.value
    near = abs(size - mention.value) <= 2
    return near and _on_its_side(mention.nuance, mention.value, size)


def _released(figure: Figure) -> tuple[str, int]:
    survey = figure.question.survey
    return (str(survey.released_on or ""), survey.pk)


def _restricted(figure: Figure) -> bool:
    return bool(figure.base.restriction)


def _digits(words: str) -> Decimal | None:
    digits = "".join(sign for sign in words if sign.isdigit())
    return Decimal(digits) if digits else None


def _words(figure: Figure) -> str:
    assert figure.public_value is not None
    value = formats.value(figure.public_value, figure.unit, figure.qualifier)
    return f"{value} ({figure.region.name}, {figure.base.people}, {figure.question.survey.name})"


def _several(figures: Iterable[Figure]) -> str:
    return (
        "Plusieurs chiffres conviennent : " + " ; ".join(_words(figure) for figure in list(figures)[:4]) + "."
    )


def _apart(figure: Figure, against: Figure) -> str:
    return (
        f"« {figure.question.indicator.short_label} » ({figure.base.people}) et "
        f"« {against.question.indicator.short_label} » ({against.base.people}) ne se comparent pas : "
        "autre question, autre base ou autre série."
    )


def base_words(base: Base) -> list[str]:
    return base_cues(base)
