"""One indicator everywhere: region by region, audience by audience, wave by wave."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import In

from regions.models import Answer, Audience, Figure, Indicator, Region, Report
from regions.rows.among import among
from regions.rows.blocks import Block, blocks
from regions.rows.comparisons import Asked, Comparison, main_base
from regions.rows.gaps import Gap
from regions.rows.keys import figure_keys
from regions.rows.lines import FigureRow, absent_row, figure_key, figure_row, unasked_rows
from regions.rows.plans import LONGEST
from regions.rows.profiles import latest_reports
from regions.rows.questions import absent_rows, absent_status, latest_questions
from regions.rows.recent import on_main_base
from regions.rows.series import Series, series_of_rows
from regions.rows.spreads import spread

IN_ORDER = (
    F("question__survey__released_on").asc(nulls_first=True),
    "question__survey__slug",
    "region",
    "pk",
)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The audiences of one territory on one answer, with or without a value, and how far apart they are.

    `spread` is the highest value minus the lowest, of comparable rows of one series; None under two.
    """

    region: Region
    cells: dict[Audience, FigureRow]
    low: FigureRow | None = None
    high: FigureRow | None = None
    spread: Gap | None = None

    @property
    def ends(self) -> tuple[Decimal, Decimal] | None:
        """The lowest and the highest value, where they may be compared."""
        if self.spread is None or self.low is None or self.high is None:
            return None
        return self.low.value or Decimal(0), self.high.value or Decimal(0)

    @property
    def published(self) -> list[FigureRow]:
        return [row for row in self.cells.values() if row.value is not None]


class IndicatorFigures:
    """What pages say of one indicator at an instant: its latest surveys, in three queries.

    `figures` are the nation's; of each question, answer and base that regions have, that of one region; and
    those of all the regions for the first answer, on main bases. With the address of an earlier `survey`, the
    same of it. `beside` are figures of other indicators, to be read in the same query; `reports` the latest
    of each region, where they are known.
    """

    def __init__(
        self,
        indicator: Indicator,
        at: datetime,
        *,
        survey: str = "",
        beside: "QuerySet[Figure] | None" = None,
        reports: dict[int, Report] | None = None,
    ) -> None:
        self.indicator, self.at = indicator, at
        found = self._read(among("pk", figure_keys(indicator, at, survey, beside)))
        self.figures = [one for one in found if one.question.indicator_id == indicator.pk]
        self.beside = [one for one in found if one.question.indicator_id != indicator.pk]
        self.questions = latest_questions(figure.question for figure in self.figures)
        self._answers: dict[int, list[Figure]] = {}
        self._reports = reports

    def _read(self, *conditions: Q | In, **wanted: Any) -> list[Figure]:
        figures = Figure.objects.published(self.at).with_labels().filter(*conditions, **wanted)
        return list(figures.order_by(*IN_ORDER))

    @cached_property
    def regions(self) -> list[Region]:
        valued = Figure.objects.valued(self.at).filter(question__indicator=self.indicator)
        return list(Region.objects.annotate(valued=Exists(valued.filter(region=OuterRef("pk")))))

    @property
    def territories(self) -> list[Region]:
        """Those that have a value."""
        regions: list[Any] = self.regions
        return [region for region in regions if region.valued]

    @cached_property
    def reports(self) -> dict[int, Report]:
        return latest_reports(self.at) if self._reports is None else self._reports

    @cached_property
    def national(self) -> list[Figure]:
        return [one for one in self.figures if one.region.is_nation]

    def of(self, answer: Answer) -> list[Figure]:
        """Every territory's figures for an answer, on main bases; of the others, some."""
        if answer.pk not in self._answers:
            if answer == self.first_answer:
                found = [one for one in self.figures if one.answer_id == answer.pk]
            else:
                questions = {one.question_id for one in self.figures if one.answer_id == answer.pk}
                found = self._read(on_main_base(self.at), question__in=questions, answer=answer)
                known = {one.pk for one in found}
                found += [one for one in self.figures if one.answer_id == answer.pk and one.pk not in known]
                found.sort(key=_in_order)
            self._answers[answer.pk] = found
        return self._answers[answer.pk]

    @cached_property
    def answers(self) -> list[Answer]:
        """The answers of which something is public, the headline first."""
        found = {figure.answer for figure in self.figures}
        return sorted(found, key=lambda answer: (not answer.headline, answer.order, answer.pk))

    @cached_property
    def audiences(self) -> list[Audience]:
        """The audiences that were asked."""
        asked = {question.survey.audience for question in self.questions}
        return [audience for audience in Audience if audience in asked]

    @cached_property
    def has_regions(self) -> bool:
        """Whether any region has a value, for any answer."""
        return any(not one.region.is_nation and one.public_value is not None for one in self.figures)

    @cached_property
    def first_answer(self) -> Answer:
        """The first that a region has, else the first of all."""
        regional = {
            figure.answer_id
            for figure in self.figures
            if not figure.region.is_nation and figure.public_value is not None
        }
        return next((answer for answer in self.answers if answer.pk in regional), self.answers[0])

    def audiences_of(self, answer: Answer) -> list[Audience]:
        """The audiences of which a value is public for this answer, those with regions first."""
        regional = {
            Audience(figure.question.survey.audience): figure.region.is_nation
            for figure in sorted(self.figures, key=lambda figure: not figure.region.is_nation)
            if figure.answer_id == answer.pk and figure.public_value is not None
        }
        return sorted(regional, key=lambda audience: (regional[audience], -audience.rank))

    def asked_of(self, answer: Answer, audience: Audience) -> list[Asked]:
        """The questions and bases to choose from: that of the latest survey on its main base first, then
        each other one of which a region has a figure."""
        latest = next((one for one in self.questions if one.survey.audience == audience), None)
        if latest is None:
            return []
        own = [one for one in self.of(answer) if one.question.survey.audience == audience]
        main = Asked(latest, main_base([one for one in own if one.question_id == latest.pk]))
        others = [Asked(one.question, one.base) for one in reversed(own) if not one.region.is_nation]
        return list(dict.fromkeys([main, *others]))

    def comparison(self, answer: Answer, audience: Audience, asked: Asked | None = None) -> Comparison:
        """Without `asked`, of the first that may be chosen."""
        question, base = asked or next(iter(self.asked_of(answer, audience)), (None, None))
        if question is None:
            return self._unasked(answer, audience)
        if asked and base and base.parent_id:
            own = self._read(question=question, answer=answer, base=base)
        else:
            key = (question.pk, answer.pk, base and base.pk)
            own = [one for one in self.of(answer) if figure_key(one) == key]
        figures = {one.region_id: one for one in own}
        nation = next((one for one in figures.values() if one.region.is_nation), None)
        rows = [
            figure_row(figures[region.pk], nation)
            if region.pk in figures
            else absent_row(region, question, absent_status(question, self.reports.get(region.pk)), nation)
            for region in self.regions
            if not region.is_nation
        ]
        (block,) = blocks(rows) or (None,)
        return Comparison(
            indicator=self.indicator,
            audience=audience,
            answer=answer,
            base=base,
            question=question,
            nation=self._nation_row(nation, block),
            block=block,
        )

    def _unasked(self, answer: Answer, audience: Audience) -> Comparison:
        asked = [other for other in Audience if other != audience]
        rows = [
            row
            for region in self.regions
            if not region.is_nation
            for row in unasked_rows(region, self.indicator, asked)
        ]
        (block,) = blocks(rows) or (None,)
        return Comparison(self.indicator, audience, answer, None, None, None, block)

    def _nation_row(self, nation: Figure | None, block: Block | None) -> FigureRow | None:
        """The nation's row as the block has marked it, with the places of its source and note."""
        if nation is None:
            return None
        return (block and block.rows[0].nation) or figure_row(nation, None)

    def side_by_side(self, answer: Answer) -> list[SideBySide]:
        """The nation, then each region of which two audiences or more have a value."""
        comparisons = [self.comparison(answer, audience) for audience in self.audiences]
        cells: dict[Region, dict[Audience, FigureRow]] = {}
        for comparison in comparisons:
            for row in filter(None, (comparison.nation, *comparison.rows)):
                cells.setdefault(row.region, {})[row.audience] = row
        ordered = sorted(cells, key=lambda region: (not region.is_nation, region.slug))
        sides = [_side_by_side(region, cells[region]) for region in ordered]
        return [side for side in sides if len(side.published) > 1]

    def series(self, answer: Answer | None = None) -> list[Series]:
        """Questions of one series that were put in several dated surveys, with certain values alone: the
        nation's, and of each region those of an answer, the first unless another is given."""
        waves: dict[tuple[object, ...], list[FigureRow]] = {}
        regional = self.of(answer or self.first_answer) if self.answers else []
        for figure in (*self.national, *(one for one in regional if not one.region.is_nation)):
            row = figure_row(figure, None)
            if row.value is not None and row.is_exact and figure.question.survey.released_on:
                key = (
                    not figure.region.is_nation,
                    figure.region.slug,
                    figure.question.series,
                    row.audience.rank,
                    figure.answer.order,
                    figure.answer_id,
                    figure.base_id,
                )
                waves.setdefault(key, []).append(row)
        return [series_of_rows(waves[key]) for key in sorted(waves) if len(waves[key]) > 1]

    def nation_block(self) -> Block | None:
        """Every answer of every audience in the nation; where that is long, of the last survey alone, or of
        its main bases."""
        last = {question.pk for question in latest_questions(one.question for one in self.national)}
        of_last = [one for one in self.national if one.question_id in last]
        on_main = [one for one in of_last if one.base.parent_id is None]
        choices = (self.national, of_last, on_main or of_last)
        kept = next((some for some in choices if len(some) <= LONGEST), choices[-1])
        found = blocks(figure_row(figure, None) for figure in kept)
        block = next((block for block in found if block.published), None)
        return block and replace(block, cut=kept is not self.national)

    def rows(self) -> list[FigureRow]:
        """What is public everywhere, and what is missing: what a download holds. One query more."""
        figures = self._read(question__indicator=self.indicator)
        nation = [figure for figure in figures if figure.region.is_nation]
        references = {(one.question_id, one.answer_id, one.base_id): one for one in nation}
        found: list[FigureRow] = []
        for region in self.regions:
            own = [figure for figure in figures if figure.region_id == region.pk]
            found += [
                figure_row(
                    one,
                    None
                    if region.is_nation
                    else references.get((one.question_id, one.answer_id, one.base_id)),
                )
                for one in own
            ]
            answered = {figure.question_id for figure in own}
            found += absent_rows(
                region, self.questions, answered, nation, self.reports.get(region.pk)
            ) + unasked_rows(region, self.indicator, self.audiences)
        return found


def _in_order(figure: Figure) -> tuple[object, ...]:
    """As IN_ORDER has them."""
    survey = figure.question.survey
    released = survey.released_on.toordinal() if survey.released_on else 0
    return released, survey.slug, figure.region.level, figure.region.slug, figure.pk


def _side_by_side(region: Region, cells: dict[Audience, FigureRow]) -> SideBySide:
    cells = {audience: cells[audience] for audience in Audience if audience in cells}
    found = spread(list(cells.values()))
    return SideBySide(region, cells, found.low, found.high, found.gap) if found else SideBySide(region, cells)
