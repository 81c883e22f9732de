"""What a release leaves unsaid: its regions' largest gaps to the nation that none of its numbers gives."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from press.claims.known import Known
from regions.models import Figure, Region
from regions.rows.gaps import compare, is_cautious


def unsaid(told: Collection[int], regions: Sequence[Region], known: Known, most: int = 5) -> list[Figure]:
    """At most `most` figures of the regions, but for those whose keys are `told`: the farthest from the
    nation's first, favourable or not, those to be read with caution last."""
    own = {region.pk for region in regions if not region.is_nation}
    nation = {_question(one): one for one in known.figures if one.region.is_nation} if own else {}
    ranked = []
    for figure in known.figures:
        against = nation.get(_question(figure)) if figure.region_id in own else None
        if against is None or figure.pk in told:
            continue
        gap = compare(figure, figure.public_value, against, against.public_value)
        if gap is not None and gap.points:
            ranked.append((_rank(figure, gap.points), figure))
    return [figure for _, figure in sorted(ranked, key=lambda one: one[0])[:most]]


def _question(figure: Figure) -> tuple[int, int, int]:
    return figure.question_id, figure.answer_id, figure.base_id


def _rank(figure: Figure, points: Decimal) -> tuple[bool, Decimal, int, str, int, int]:
    indicator = figure.question.indicator
    return is_cautious(figure), -abs(points), indicator.order, indicator.slug, figure.answer.order, figure.pk
