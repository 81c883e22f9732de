"""Some regions, or the audiences of one region, side by side on all that they were asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from regions.models import Answer, Audience, Figure, Indicator, Level, Region
from regions.rows.blocks import Block, one_table
from regions.rows.comparisons import without_nation
from regions.rows.lines import FigureRow, Status, absent_row, figure_row
from regions.rows.plans import plan
from regions.rows.profiles import latest_reports, profile_page
from regions.rows.questions import absent_status
from regions.rows.spreads import Spread, spread


@dataclass(frozen=True, slots=True)
class Measure:
    """One answer in each column of a comparison: regions on one base, or audiences, each on its own.

    `nation` is there beside regions, where it has a figure.
    """

    slug: str
    rows: tuple[FigureRow, ...]
    nation: FigureRow | None = None

    @property
    def first(self) -> FigureRow:
        """A row with a value, of which there is one at least."""
        return next(row for row in self.rows if row.value is not None)

    @property
    def indicator(self) -> Indicator:
        return self.first.indicator

    @property
    def answer(self) -> Answer | None:
        return self.first.answer

    @property
    def published(self) -> list[FigureRow]:
        return [row for row in self.rows if row.value is not None]

    @property
    def spread(self) -> Spread | None:
        return spread(self.rows)

    @property
    def shows_answer(self) -> bool:
        """Whether the name of the indicator does not say which answer is counted."""
        row = self.first
        several = row.question is not None and row.question.several_answers
        return row.answer is not None and (several or not row.answer.headline or not row.answer.predicate)

    @property
    def block(self) -> Block:
        """What a sentence says of it, with its sources: audiences are told without the nation."""
        return one_table(self.rows if self.nation else map(without_nation, self.rows))


@dataclass(frozen=True, slots=True)
class SideBySideMeasures:
    """The lines of a comparison; `columns` are regions, or audiences where `region` is the only one. There is
    more where it is `cut`."""

    columns: tuple[Region, ...] | tuple[Audience, ...]
    measures: tuple[Measure, ...]
    block: Block | None
    region: Region | None = None
    audience: Audience | None = None
    audiences: frozenset[Audience] = frozenset()
    cut: bool = False

    def measure(self, slug: str) -> Measure | None:
        return next((measure for measure in self.measures if measure.slug == slug), None)


def compare_regions(regions: Sequence[Region], audience: Audience | None, at: datetime) -> SideBySideMeasures:
    """On every question, answer and base of which one of them has a value, in three queries: of the first
    page of what they have (see `plans`).

    Without an `audience`, that of which they have the most values.
    """
    public = Figure.objects.out(at)
    own = public.filter(region__in=regions)
    indicators = Indicator.objects.filter(Exists(own.filter(question__indicator=OuterRef("pk"))))
    page = plan(own, public, indicators, page=1, columns=len(regions))
    both = Region.objects.filter(Q(pk__in=[one.pk for one in regions]) | Q(level=Level.NATION)).order_by()
    shown = Figure.objects.published(at).with_labels().filter(page.shown, region__in=both)
    figures = list(shown.order_by("pk"))
    valued = [one for one in figures if not one.region.is_nation and one.public_value is not None]
    counts = {
        one: sum(figure.question.survey.audience == one for figure in valued) for one in reversed(Audience)
    }
    chosen = audience or max(counts, key=lambda one: counts[one])
    models = {_key(one): one for one in valued if one.question.survey.audience == chosen}
    by_region = {(_key(one), one.region_id): one for one in figures}
    nation = {_key(one): one for one in figures if one.region.is_nation}
    reports = latest_reports(at)
    rows = []
    for key, model in models.items():
        for region in regions:
            figure = by_region.get((key, region.pk))
            if figure is not None:
                rows.append(figure_row(figure, nation.get(key)))
            else:
                status = absent_status(model.question, reports.get(region.pk))
                rows.append(_absent(region, model, status, nation.get(key)))
    block = one_table(sorted(rows, key=lambda row: regions.index(row.region))) if rows else None
    measures = tuple(Measure(_slug(group[0]), tuple(group), group[0].nation) for group in _groups(block))
    audiences = frozenset(one for one in Audience if counts[one])
    return SideBySideMeasures(
        tuple(regions), measures, block, audience=chosen, audiences=audiences, cut=page.is_cut
    )


def compare_audiences(region: Region, at: datetime) -> SideBySideMeasures:
    """The audiences of a region on each answer of which two have a value, from the latest survey of each
    on its main base."""
    found: dict[str, list[FigureRow]] = {}
    page = profile_page(region, at)
    for block in page.blocks:
        latest = {row.audience: row.question for row in reversed(block.rows)}
        current = [row for row in block.rows if row.question == latest[row.audience]]
        for answer in dict.fromkeys(row.answer for row in current if row.value is not None):
            cells = [cell for audience in Audience if (cell := _cell(current, audience, answer))]
            if sum(cell.value is not None for cell in cells) > 1:
                found[f"{block.indicator.slug}:{answer.slug if answer else ''}"] = cells
    shown = {_cell_key(cell): cell for cells in found.values() for cell in cells}
    whole = one_table(shown.values()) if shown else None
    marked = {_cell_key(row): row for row in whole.rows} if whole else {}
    measures = [
        Measure(slug, tuple(marked[_cell_key(cell)] for cell in cells)) for slug, cells in found.items()
    ]
    return SideBySideMeasures(tuple(Audience), tuple(measures), whole, region=region, cut=page.is_cut)


def _cell_key(row: FigureRow) -> tuple[object, ...]:
    return row.indicator, row.audience, row.question, row.answer, row.base


def _cell(rows: Iterable[FigureRow], audience: Audience, answer: Answer | None) -> FigureRow | None:
    """The first row of an audience for an answer, on its main base; else the one that says why not."""
    own = [row for row in rows if row.audience == audience]
    return next(
        (row for row in own if row.answer == answer and row.value is not None),
        next((without_nation(row) for row in own if row.value is None), None),
    )


def _absent(region: Region, model: Figure, status: Status, nation: Figure | None) -> FigureRow:
    """The line of a region without a figure where another has `model`."""
    row = absent_row(region, model.question, status, nation)
    return replace(row, answer=model.answer, base=model.base)


def _groups(block: Block | None) -> list[list[FigureRow]]:
    """The rows of each question, answer and base, in the order of the regions."""
    found: dict[tuple[object, ...], list[FigureRow]] = {}
    for row in block.rows if block else ():
        found.setdefault((row.question, row.answer, row.base), []).append(row)
    return list(found.values())


def _slug(row: FigureRow) -> str:
    assert row.question, "a comparison has no row of an audience that was not asked"
    answer, base = row.answer.slug if row.answer else "", row.base.slug if row.base else ""
    return f"{row.indicator.slug}:{answer}:{row.question.survey.slug}:{base}"


def _key(figure: Figure) -> tuple[int, int, int]:
    return figure.question_id, figure.answer_id, figure.base_id
