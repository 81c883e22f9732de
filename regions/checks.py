"""What a figure and a table of figures must satisfy: one validation for admin, import and loader.

Rules that one row states alone are database constraints on the models. Here stand those that need
several rows. Saving a draft asks for `figure_errors` only; `report_holes` decides on publication.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from regions import formats
from regions.publication import Hole

if TYPE_CHECKING:
    from regions.models import Figure, Indicator, Report, Unit

RANGES = {"%": (Decimal(0), Decimal(100)), "/10": (Decimal(0), Decimal(10))}
ROUNDING = Decimal("0.5")


def value_error(value: Decimal | None, unit: "Unit | str") -> str | None:
    """Why `value` cannot be in `unit`, in French, or None."""
    if value is None:
        return None
    low, high = RANGES.get(unit, (Decimal(0), None))
    if value < low or (high is not None and value > high):
        bounds = f"de {low} à {high}" if high is not None else "à partir de 0"
        return f"{formats.number(value)} est hors limites : attendu {bounds}."
    return None


def figure_errors(figure: "Figure") -> dict[str, str]:
    """Errors of a figure against what it refers to, by field. Reads no row that is not loaded."""
    errors: dict[str, str] = {}
    question, survey = figure.question, figure.question.survey
    if error := value_error(figure.value, question.indicator.unit):
        errors["value"] = error
    if figure.answer.indicator_id != question.indicator_id:
        errors["answer"] = f"« {figure.answer.label} » n'est pas une réponse à « {question.indicator} »."
    if figure.base.audience != survey.audience:
        errors["base"] = (
            f"« {figure.base} » n'est pas une base de cette enquête, "
            f"qui porte sur : {survey.get_audience_display().lower()}."
        )
    if figure.respondents is not None:
        if figure.respondents == 0:
            errors["respondents"] = "Zéro répondant : laissez vide si l'effectif n'est pas publié."
        elif survey.respondents is not None and figure.respondents > survey.respondents:
            errors["respondents"] = (
                f"{formats.number(figure.respondents)} répondants, mais l'enquête n'en a que "
                f"{formats.number(survey.respondents)}."
            )
        if figure.count is not None and figure.count > figure.respondents:
            errors["count"] = "L'effectif de la réponse dépasse celui de la base."
    if figure.unit == "count" and figure.value is not None and figure.value % 1:
        errors["value"] = "Un effectif est un nombre entier."
    if figure.report.kind == "regional" and figure.report.region_id != figure.region_id:
        errors["report"] = f"Ce rapport porte sur {figure.report.region}, pas sur {figure.region}."
    return errors


def table_errors(figures: Iterable["Figure"]) -> list[Hole]:
    """Errors between figures of one question, base and region: totals, and "dont" within its whole.

    A total is checked where one answer is allowed, with 0.5 for each: 100 where all answers are there, no
    more where some are missing.
    """
    tables: dict[tuple[int, int, int], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.value is not None:
            tables[figure.question_id, figure.base_id, figure.region_id].append(figure)
    answers = _whole_answers([table[0].question.indicator for table in tables.values()])
    return [hole for table in tables.values() for hole in part_errors(table) + total_errors(table, answers)]


def part_errors(table: "list[Figure]") -> list[Hole]:
    """Where a "dont" of one question, base and region is more than its whole; all have values."""
    values = {figure.answer_id: figure.value for figure in table}
    holes = []
    for figure in table:
        whole = values.get(figure.answer.parent_id) if figure.answer.parent_id else None
        if whole is not None and figure.value is not None and figure.value > whole:
            message = (
                f"{figure} : {formats.value(figure.value, figure.unit)} dépasse "
                f"{formats.value(whole, figure.unit)}, la réponse dont elle est une partie."
            )
            holes.append(Hole(figure, "value", message))
    return holes


def total_errors(table: "list[Figure]", answers: dict[int, set[int]]) -> list[Hole]:
    """The total of such a table, where it cannot be; `answers` are those that make it up, by indicator."""
    first = table[0]
    expected = answers[first.question.indicator_id]
    values = [figure.value for figure in table if figure.answer_id in expected]
    if first.unit != "%" or first.question.several_answers or len(expected) < 2:
        return []
    complete = len(values) == len(expected)
    total = sum((value for value in values if value is not None), Decimal(0))
    excess, tolerance = total - 100, ROUNDING * len(values)
    if (abs(excess) if complete else excess) <= tolerance:
        return []
    message = (
        f"{first.region} – {first.question} ({first.base}) : une seule réponse était possible, "
        f"mais le total fait {'' if complete else 'déjà '}{formats.value(total, first.unit)}."
    )
    return [Hole(first, "value", message)]


def _whole_answers(indicators: "list[Indicator]") -> dict[int, set[int]]:
    """The answers of each indicator that are not parts of others."""
    prefetch_related_objects(indicators, "answers")
    return {
        indicator.pk: {answer.pk for answer in indicator.answers.all() if answer.parent_id is None}
        for indicator in indicators
    }


def report_holes(report: "Report", at: datetime) -> list[Hole]:
    """What keeps the figures of a report from publication, each with the field to mend."""
    figures = list(report.figures.with_labels())
    holes = [hole for figure in figures for hole in _figure_holes(figure)]
    return holes + table_errors(figures + _public_neighbours(figures, at))


def _public_neighbours(figures: "list[Figure]", at: datetime) -> "list[Figure]":
    """What other reports have published already in the tables of these figures."""
    tables = {(figure.question_id, figure.base_id, figure.region_id) for figure in figures}
    if not figures:
        return []
    found = type(figures[0]).objects.published(at).with_labels()
    questions, regions = {key[0] for key in tables}, {key[2] for key in tables}
    neighbours = []
    for figure in found.filter(question__in=questions, region__in=regions):
        if (figure.question_id, figure.base_id, figure.region_id) in tables:
            figure.value = figure.public_value
            neighbours.append(figure)
    return neighbours


def _figure_holes(figure: "Figure") -> list[Hole]:
    holes = [Hole(figure, field, f"{figure} : {text}") for field, text in figure_errors(figure).items()]
    if figure.value is None and not figure.note:
        message = f"{figure} : la valeur manque, écrivez pourquoi dans sa note publique."
        holes.append(Hole(figure, "note", message))
    if figure.base_status == "unknown" and figure.certainty == "certain":
        message = f"{figure} : la base est inconnue, la valeur ne peut pas être certaine."
        holes.append(Hole(figure, "certainty", message))
    return holes
