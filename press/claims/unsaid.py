"""What a release leaves unsaid: its regions' largest gaps to the nation that no claim is bound to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from press.claims.known import Known
from press.claims.values import Claim
from regions import formats
from regions.models import Figure, Region
from regions.rows.gaps import Verdict, compare, is_cautious

_PROVEN = {
    Verdict.ABOVE: "écart démontré",
    Verdict.BELOW: "écart démontré",
    Verdict.WITHIN: "dans la marge d'erreur",
    Verdict.UNTESTED: "écart non testé",
}


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A figure of a region, the nation's, and the gap between them in points."""

    figure: Figure
    against: Figure
    points: Decimal
    verdict: Verdict

    @property
    def tested(self) -> bool:
        """Whether the gap is proven."""
        return self.verdict in (Verdict.ABOVE, Verdict.BELOW)

    @property
    def cautious(self) -> bool:
        return is_cautious(self.figure)

    @property
    def subject(self) -> str:
        """Indicator and base; with the answer, unless it is the headline."""
        figure = self.figure
        answer = "" if figure.answer.headline else f" ({figure.answer.label})"
        return f"{figure.question.indicator.short_label}{answer}, {figure.base.people}"

    @property
    def words(self) -> str:
        """ "26 % en Bretagne, contre 38 % en France : −12 points, écart non testé"."""
        said = (
            f"{_value(self.figure)}, contre {_value(self.against)} : {formats.signed_points(self.points)}, "
        )
        caution = ", à lire avec prudence" if self.cautious else ""
        return f"{said}{_PROVEN[self.verdict]}{caution}"


def unsaid(claims: Iterable[Claim], regions: Sequence[Region], known: Known, most: int = 5) -> list[Unsaid]:
    """At most `most` of them: those without caution first, then by size, favourable or not."""
    told = {one.pk for claim in claims for one in (claim.figure, claim.against) if one is not None}
    found = [one for one in _gaps(regions, known) if one.points and one.figure.pk not in told]
    return sorted(found, key=_rank)[:most]


def _gaps(regions: Sequence[Region], known: Known) -> Iterator[Unsaid]:
    """Every gap of the regions' figures to the nation's that may be computed."""
    codes = {region.pk for region in regions if not region.is_nation}
    nation = {_question(one): one for one in known.figures if one.region.is_nation} if codes else {}
    for figure in known.figures:
        against = nation.get(_question(figure)) if figure.region_id in codes else None
        if against is None:
            continue
        gap = compare(figure, figure.public_value, against, against.public_value)
        if gap is not None:
            yield Unsaid(figure, against, gap.points, gap.verdict)


def _question(figure: Figure) -> tuple[int, int, int]:
    return figure.question_id, figure.answer_id, figure.base_id


def _rank(one: Unsaid) -> tuple[bool, Decimal, int, str, int, int]:
    figure = one.figure
    indicator = figure.question.indicator
    return one.cautious, -abs(one.points), indicator.order, indicator.slug, figure.answer.order, figure.pk


def _value(figure: Figure) -> str:
    assert figure.public_value is not None
    return f"{formats.value(figure.public_value, figure.unit, figure.qualifier)} {figure.region.name_in}"
