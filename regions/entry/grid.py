"""What the grid of one question shows: its bases, regions and answers, what is stored, what may be typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from regions.entry.cells import Key, Seen, common
from regions.models import Answer, Base, Correction, Figure, Question, Region, Report
from regions.versions import hold

# What one form may send (Django's DATA_UPLOAD_MAX_NUMBER_FIELDS is 1000), its head included.
MOST_CELLS = 900


@dataclass(frozen=True, slots=True)
class Rights:
    add: bool
    change: bool
    delete: bool


@dataclass(slots=True)
class Grid:
    question: Question
    bases: list[Base]
    regions: list[Region]
    answers: list[Answer]
    figures: dict[Key, Figure]
    frozen: dict[int, Decimal | None]  # what no grid changes: the pk of a figure, and its public value
    reports: list[Report]  # those that are not public, so that they may take new figures
    rights: Rights

    @property
    def unit(self) -> str:
        return self.question.indicator.unit

    @property
    def keys(self) -> Iterable[Key]:
        return (
            (base.pk, region.pk, answer.pk)
            for base in self.bases
            for region in self.regions
            for answer in self.answers
        )

    def row(self, base: Base, region: Region) -> list[Figure]:
        found = (self.figures.get((base.pk, region.pk, answer.pk)) for answer in self.answers)
        return [figure for figure in found if figure is not None]

    def is_open(self, key: Key) -> bool:
        """Whether this person may type into the cell."""
        figure = self.figures.get(key)
        if figure is None:
            return self.rights.add
        return self.rights.change and figure.pk not in self.frozen

    def is_row_open(self, base: Base, region: Region) -> bool:
        """Whether this person may type the respondents of the row."""
        row = self.row(base, region)
        if not row:
            return self.rights.add
        return self.rights.change and any(figure.pk not in self.frozen for figure in row)

    def respondents(self, base: Base, region: Region) -> tuple[bool, int | None]:
        """As `common`, of what is stored in a row."""
        return common(figure.respondents for figure in self.row(base, region))

    def seen(self) -> dict[Key, Seen]:
        return {
            key: Seen(figure.version, figure.value, figure.respondents)
            for key, figure in self.figures.items()
        }

    def candidates(self, region: Region) -> list[Report]:
        """The reports that may publish new figures of a region, its own ones first."""
        own = [report for report in self.reports if report.region_id == region.pk]
        return own if region.is_nation else own + self.national

    @property
    def national(self) -> list[Report]:
        return [report for report in self.reports if report.kind == "national"]


def bases_of(question: Question) -> list[Base]:
    """The bases of the audience that was asked, each with `used`, how many figures of this question it
    has: first the one that has most, else has most of this indicator in other surveys."""

    def uses(**kwargs: Any) -> Count:
        return Count("figures", filter=Q(**kwargs))

    found = Base.objects.filter(audience=question.survey.audience).annotate(
        used=uses(figures__question=question),
        used_before=uses(figures__question__indicator=question.indicator),
        used_anywhere=Count("figures"),
    )
    return list(found.order_by("-used", "-used_before", "-used_anywhere", "label"))


def load_grid(
    question: Question, bases: list[Base], at: datetime, rights: Rights, *, held: bool = False
) -> Grid:
    """All of it in six queries. `held`: the rows stay as read until the end of the transaction; in which
    order all who save hold them, regions.versions tells."""
    if held:
        hold(Question.objects.filter(pk=question.pk))
    figures = Figure.objects.filter(question=question, base__in=bases, answer__indicator=question.indicator)
    figures = figures.select_related("report").order_by("pk")
    stored = hold(figures) if held else list(figures)
    corrections = Correction.objects.approved().filter(figure__question=question, figure__base__in=bases)
    corrected = set(corrections.values_list("figure", flat=True))
    answers = list(Answer.objects.filter(indicator=question.indicator).order_by("order", "slug"))
    regions = list(Region.objects.order_by("level", "slug"))
    by_pk = (
        {one.pk: one for one in bases},
        {one.pk: one for one in regions},
        {one.pk: one for one in answers},
    )
    for figure in stored:
        figure.question, figure.base = question, by_pk[0][figure.base_id]
        figure.region, figure.answer = by_pk[1][figure.region_id], by_pk[2][figure.answer_id]
    frozen = [figure for figure in stored if figure.pk in corrected or figure.report.is_published(at)]
    reports = Report.objects.exclude(pk__in=Report.objects.published(at)).select_related("region")
    return Grid(
        question=question,
        bases=bases,
        regions=regions,
        answers=answers,
        figures={(figure.base_id, figure.region_id, figure.answer_id): figure for figure in stored},
        frozen=_public_values(frozen, corrected, at),
        reports=list(reports),
        rights=rights,
    )


def _public_values(frozen: list[Figure], corrected: set[int], at: datetime) -> dict[int, Decimal | None]:
    values = {figure.pk: figure.value for figure in frozen}
    if corrected:
        out = Figure.objects.published(at).filter(pk__in=corrected)
        values |= {figure.pk: figure.public_value for figure in out}
    return values
