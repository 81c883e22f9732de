"""The whole of what is public at an instant: how much there is, since when, and its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Greatest

from regions.models import Correction, Figure, Level, Question, Region, Report, Withdrawal
from regions.rows.lines import FigureRow, figure_row
from regions.rows.profiles import numbers_out


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is public: values, those of the nation among them, the regions that have one out of all,
    and what else can be listed.

    `changed_at` is the last instant at which a report came out or went, or a correction came out;
    None where nothing ever did.
    """

    figures: int
    national: int
    regions: int
    all_regions: int
    indicators: int
    surveys: int
    reports: int
    corrections: int
    changed_at: datetime | None


def extent(at: datetime) -> Extent:
    """In six queries. A report approved after its instant, one older than this site, came out then."""
    counts = numbers_out(at)
    territories = Region.objects.all()
    regions = [one for one in territories if not one.is_nation]
    listed = Question.objects.filter(
        Exists(Figure.objects.out(at).filter(question=OuterRef("pk")))
    ).aggregate(indicators=Count("indicator", distinct=True), surveys=Count("survey", distinct=True))
    came_out = {"count": Count("pk"), "at": Max(Greatest("publish_at", "approved_at"))}
    reports = Report.objects.published(at).aggregate(**came_out)
    corrections = Correction.objects.published(at).aggregate(**came_out)
    gone = Withdrawal.objects.aggregate(at=Max("withdrawn_at"))
    instants = [found["at"] for found in (reports, corrections, gone) if found["at"]]
    return Extent(
        figures=sum(counts.values()),
        national=sum(counts.get(one.pk, 0) for one in territories if one.is_nation),
        regions=sum(one.pk in counts for one in regions),
        all_regions=len(regions),
        **listed,
        reports=reports["count"],
        corrections=corrections["count"],
        changed_at=max(instants, default=None),
    )


def all_figures(at: datetime) -> "QuerySet[Figure]":
    """Every public figure: the nation's first, then region by region, in the order of the catalogue."""
    return (
        Figure.objects.published(at)
        .with_labels()
        .order_by(
            "region__level",
            "region__slug",
            "question__indicator__theme__order",
            "question__indicator__theme__slug",
            "question__indicator__order",
            "question__indicator__slug",
            "question__survey__slug",
            "answer__order",
            "answer__slug",
            "base__slug",
        )
    )


def rows_of(figures: Sequence[Figure], at: datetime) -> list[FigureRow]:
    """The rows of public figures beside the nation's, in one query."""
    questions = {figure.question_id for figure in figures}
    nation = {
        (one.question_id, one.answer_id, one.base_id): one
        for one in Figure.objects.published(at)
        .with_labels()
        .filter(region__level=Level.NATION, question__in=questions)
    }
    return [
        figure_row(
            one,
            None if one.region.is_nation else nation.get((one.question_id, one.answer_id, one.base_id)),
        )
        for one in figures
    ]


def dataset(at: datetime) -> list[FigureRow]:
    """A row for each public figure, in two queries whatever their number."""
    return rows_of(list(all_figures(at)), at)
