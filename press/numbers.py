"""What readers are told of each number of a release: the figure as it was approved, its base and source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from press.claimed import Checked
from press.content import Cited
from press.marks import Mark
from regions import formats
from regions.dates import PartialDate, Precision
from regions.models import Figure, WordingStatus
from regions.rows.gaps import Verdict, is_cautious
from regions.sentences import VERDICT_WORDS

NO_BREAK = formats.NO_BREAK


@dataclass(frozen=True, slots=True)
class Number:
    """The `order`-th number of a text, whose words are those of `claim`.

    `then` is the figure as it was approved, `gap` what it is measured from and whether that is tested;
    without a figure the number is that of another source, which the claim's reason names. `notices` say what
    changed since; `first` is the order of the first number of the text that has the same figure.
    """

    order: int
    claim: Checked
    figure: Figure | None = None
    then: str = ""
    gap: str = ""
    notices: tuple[str, ...] = ()
    is_public: bool = False
    first: int = 0

    @property
    def base(self) -> str:
        label = self.claim.base or str(self.figure.base if self.figure else "")
        return label[:1].lower() + label[1:]

    @property
    def question(self) -> str:
        """ "Pratique des partenariats : « … » (libellé exact)"."""
        if self.figure is None:
            return ""
        question = self.figure.question
        if not question.wording:
            return f"{question.indicator.short_label} (libellé de la question inconnu)"
        status = WordingStatus(question.wording_status).label
        return (
            f"{question.indicator.short_label}{NO_BREAK}: «{NO_BREAK}{question.wording}{NO_BREAK}» "
            f"(libellé {status})"
        )

    @property
    def answer(self) -> str:
        return self.figure.answer.label if self.figure else ""

    @property
    def source(self) -> str:
        """ "PHARE-Institutions (2016), OpinionWay, terrain du 3 au 9 mai 2016, 304 répondants"."""
        if self.figure is None:
            return self.claim.reason
        survey = self.figure.question.survey
        parts = [str(survey), survey.institute, _fieldwork(self.figure)]
        if self.figure.respondents:
            plural = "s" if self.figure.respondents > 1 else ""
            parts.append(f"{formats.number(self.figure.respondents)} répondant{plural}")
        return ", ".join(filter(None, parts))

    @property
    def cautions(self) -> tuple[str, ...]:
        if self.figure is None:
            return ()
        uncertain = ("valeur incertaine",) if self.figure.certainty == "uncertain" else ()
        return (*uncertain, "à lire avec prudence") if is_cautious(self.figure) else uncertain

    @property
    def whom(self) -> str:
        """ "Pays de la Loire, entreprises d'au moins 10 salariés"."""
        return f"{self.figure.region}, {self.base}" if self.figure else "chiffre d'une autre source"

    @property
    def rounded(self) -> str:
        """The figure, where the words of the text are not the same: "deux tiers" for 67 %."""
        same = "".join(self.claim.text.split()) == "".join(self.then.split())
        return "" if self.gap or same else self.then

    @property
    def told(self) -> str:
        """What a pointer shows, line by line."""
        doubts = f" ({', '.join(self.cautions)})" if self.cautions else ""
        value = f"{self.then}, " if self.then and not self.gap else ""
        answer = f"Réponse{NO_BREAK}: {self.answer}" if self.answer else ""
        source = f"Source{NO_BREAK}: {self.source}"
        lines = [f"{value}{self.whom}{doubts}", self.gap, self.question, answer, source]
        whole = "\n".join(filter(None, [*lines, *self.notices]))
        return whole[:1].upper() + whole[1:]


def numbers(
    claims: Iterable[Checked],
    cited: Sequence[Cited],
    figures: Mapping[int, Figure],
    public: Mapping[int, Figure],
    changed: Mapping[int, str],
) -> tuple[Number, ...]:
    """Those that are bound to one of `figures`, or are another source's, in the order of the text.

    `public` are the figures that have a page, `changed` what became of those that were corrected since.
    """
    values = {one.figure_id: one.value for one in cited}
    found: list[Number] = []
    seen: dict[tuple[int | None, str], int] = {}
    for claim in claims:
        order = len(found) + 1
        if claim.ruling == "external":
            found.append(Number(order, claim))
        elif claim.ruling in ("", "bound") and claim.is_settled and claim.figure_id in figures:
            one = _bound(order, claim, values, figures, public, changed)
            found.append(replace(one, first=seen.setdefault((claim.figure_id, one.gap), order)))
    return tuple(found)


def _bound(
    order: int,
    claim: Checked,
    values: Mapping[int, Decimal | None],
    figures: Mapping[int, Figure],
    public: Mapping[int, Figure],
    changed: Mapping[int, str],
) -> Number:
    assert claim.figure_id is not None
    figure = figures[claim.figure_id]
    against = figures.get(claim.against_id) if claim.against_id and claim.unit == "points" else None
    sides = [one for one in (figure, against) if one is not None]
    value, other = values.get(figure.pk), values.get(against.pk) if against else None
    gap = ""
    if against is not None and value is not None and other is not None:
        gap = (
            f"{formats.signed_points(value - other)}{NO_BREAK}: {_value(figure, value)} "
            f"({_apart(figure, against)}) contre {_value(against, other)} ({_apart(against, figure)}), "
            f"{_verdict(claim, sides)}"
        )
    return Number(
        order=order,
        claim=claim,
        figure=figure,
        then=_value(figure, value),
        gap=gap,
        notices=tuple(f"Rectifié depuis{NO_BREAK}: {changed[one.pk]}" for one in sides if one.pk in changed),
        is_public=figure.pk in public,
    )


def _value(figure: Figure, value: Decimal | None) -> str:
    return "" if value is None else formats.value(value, figure.unit, figure.qualifier)


def _apart(one: Figure, other: Figure) -> str:
    """What tells one side of a gap from the other: its territory, its survey or its base."""
    if one.region_id != other.region_id:
        return str(one.region)
    return one.question.survey.name if one.question_id != other.question_id else str(one.base)


def _verdict(claim: Checked, sides: Iterable[Figure]) -> str:
    if claim.tested:
        return "écart en dehors de la marge d'erreur"
    sized = all(one.respondents and not is_cautious(one) for one in sides)
    return f"écart {VERDICT_WORDS[Verdict.WITHIN if sized else Verdict.UNTESTED]}"


def _fieldwork(figure: Figure) -> str:
    survey = figure.question.survey
    start, end = survey.fieldwork_start, survey.fieldwork_end
    if start and end:
        return f"terrain du {_day(start)} au {_day(end)}"
    if end:
        return f"terrain jusqu'au {_day(end)}"
    return f"terrain à partir du {_day(start)}" if start else ""


def _day(day: date) -> str:
    return str(PartialDate(day, Precision.DAY))


def marks(found: Iterable[Number], field: str, block: int = 0) -> list[Mark]:
    """Where the numbers of a passage lead to the list."""
    return [
        Mark(one.claim.start, one.claim.end, one.order, one.told)
        for one in found
        if (one.claim.field, one.claim.block) == (field, block)
    ]
