"""One number: all there is to know of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from regions.models import Figure, Level
from regions.rows.corrections import Change, changes, public_corrections
from regions.rows.lines import FigureRow, figure_row


@dataclass(frozen=True, slots=True)
class Number:
    """A public figure beside the nation's, what became of it, and its neighbours of the same question."""

    row: FigureRow
    changes: tuple[Change, ...]
    others: tuple[FigureRow, ...]


def number(figure: Figure, at: datetime) -> Number:
    """What is public at `at` of a figure that is out, in two queries."""
    same = Figure.objects.published(at).with_labels().filter(question=figure.question_id)
    found = list(
        same.filter(Q(region=figure.region_id) | Q(region__level=Level.NATION)).order_by(
            "answer__order", "answer__slug", F("base__parent").asc(nulls_first=True), "base__slug"
        )
    )
    nation = {(one.answer_id, one.base_id): one for one in found if one.region.is_nation}
    rows = {
        one.pk: figure_row(one, None if one.region.is_nation else nation.get((one.answer_id, one.base_id)))
        for one in found
        if one.region_id == figure.region_id
    }
    return Number(
        row=rows.pop(figure.pk),
        changes=tuple(changes(public_corrections(at).filter(figure=figure))),
        others=tuple(rows.values()),
    )
