"""How far one stored figure is from another, where the two may be compared."""

from decimal import Decimal

from regions.models import Figure
from regions.rows.gaps import COMPARED_UNITS, compare, difference, is_exact
from regions.rows.gaps import Verdict as Tested


def measured(figure: Figure, against: Figure) -> tuple[Decimal | None, bool]:
    """The difference of the displayed values in points, and whether it is proven; None where there can be
    none."""
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
    if figure.unit not in COMPARED_UNITS or not (is_exact(figure) and is_exact(against)):
        return None, False
    same_audience = figure.question.survey.audience == against.question.survey.audience
    if same_audience and figure.base_id != against.base_id:
        return None, False
    gap = difference(figure, value, against, reference)
    return gap.points, gap.verdict in (Tested.ABOVE, Tested.BELOW)
