"""The press sheet of a territory as a PDF: one page of A4, tagged, every font inside."""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime

from press.documents.contacts import contact_lines
from press.factsheets import Extract, Factsheet
from regions import formats, rows, sentences
from regions.dates import instant_words
from regions.documents.typeset import Drawing, count_pages, typeset
from regions.drawing.standalone import axis_svg, row_words, strip_svg
from regions.models import Survey
from regions.rows import Block, FigureRow

TEMPLATE = Path(__file__).with_name("factsheet.typ")
MOST = 14  # figures, of which a reader keeps an overview
SIZES = (1.4, 1.3, 1.25, 1.2, 1.15, 1.1, 1.05, 1)  # of the type, in the least that is still read well


def factsheet_pdf(sheet: Factsheet, address: str) -> bytes:
    """With as many figures as one page holds. `address` is that of the territory's page, in full."""
    dated = {"at": instant_words(sheet.at), "made": list(localtime(sheet.at).timetuple()[:6])}
    tries = (_data(sheet.first(count), address) | dated for count in range(_most(sheet), 0, -1))
    smallest = {"size": SIZES[-1]}
    data = next(one for one in tries if one["shown"] == 1 or count_pages(TEMPLATE, one | smallest) == 1)
    sized = [data | {"size": size} for size in SIZES]
    largest = bisect_left(sized[:-1], True, key=lambda one: count_pages(TEMPLATE, one) == 1)
    return typeset(TEMPLATE, sized[largest], format="pdf", pdf_standards=["ua-1"])


def factsheet_tag(sheet: Factsheet, address: str) -> str:
    """The same as long as the sheet would say the same, but for the instant at which it was made."""
    said = json.dumps(_data(sheet.first(_most(sheet)), address))
    return hashlib.sha256(said.encode()).hexdigest()


def _most(sheet: Factsheet) -> int:
    return min(len(sheet.ordered), MOST)


def _data(extract: Extract, address: str) -> dict[str, Any]:
    sheet, table = extract.sheet, extract.table
    axes = {axis_svg(block) for block in extract.blocks}
    lines = [list(contact_lines(contact, sheet.at)) for contact in sheet.contacts]
    return {
        "title": f"Fiche presse\u00a0: {sheet.region}",
        "region": str(sheet.region),
        "compared": not sheet.region.is_nation,
        "lead": sheet.lead,
        "shown": len(table.rows),
        "left": _left_out(extract.left_out),
        "respondents": "effectifs non publiés" if not _known(table.rows) else "",
        "axis": Drawing(axes.pop()) if len(axes) == 1 else "",
        "groups": [_group(block, table) for block in extract.blocks],
        "doubts": table.has_doubts,
        "method": [_survey(survey) for survey in extract.surveys],
        "limits": extract.limits,
        "lettered": list(table.notes),
        "sources": list(dict.fromkeys(f"{one.report}, {one.report.released}" for one in table.sources)),
        "contacts": lines,
        "address": address,
    }


def _left_out(count: int) -> str:
    if not count:
        return "Tous les chiffres publics de ce territoire sont sur cette fiche."
    if count == 1:
        return "Un autre chiffre public est sur le site."
    return f"{formats.number(count)} autres chiffres publics sont sur le site."


def _group(block: Block, table: Block) -> dict[str, Any]:
    """An indicator's rows, marked as in the whole table."""
    marked = [row for row in table.rows if row.indicator == block.indicator]
    return {
        "title": block.indicator.short_label,
        "definition": f"{block.indicator.label}.",
        "axis": Drawing(axis_svg(block)),
        "rows": [_row(block, table, row) for row in marked],
    }


def _row(block: Block, table: Block, row: FigureRow) -> dict[str, Any]:
    words = row_words(table, row)
    answer = row.answer.label if block.shows_answers and row.answer else ""
    unknown = _known(table.rows) and not _known([row])
    respondents = ["effectif non publié"] if unknown else []
    return {
        "audience": row.audience.value,
        "name": f"{row.audience.label}\u00a0: {answer}" if answer else row.audience.label,
        "base": row.base.label if row.base else "",
        "survey": str(row.question.survey) if row.question else "",
        "value": words.value,
        "marks": [*respondents, *words.marks],
        "gap": words.gap,
        "nation": list(words.nation),
        "strip": Drawing(strip_svg(row)),
        "alt": ", ".join(
            [row.audience.label, answer or row.indicator.short_label, sentences.point_words(row)]
        ),
    }


def _known(rows: Iterable[FigureRow]) -> bool:
    """Whether the respondents of any are published."""
    return any(row.figure and row.figure.respondents for row in rows)


def _survey(survey: Survey) -> dict[str, str]:
    """Who was asked, by whom, when, how many, and how exact that is."""
    margin = rows.survey_margin(survey)
    exact = (
        f"au plus {formats.points(round(Decimal(margin), 1))} sur une part nationale"
        if margin
        else "non calculable"
    )
    field = f" ({survey.field})" if survey.field else ""
    return {
        "name": str(survey),
        "words": (
            f"{survey.get_audience_display()}{field}. {survey.institute or 'Institut non publié'}. "
            f"Terrain\u00a0: {sentences.fieldwork_words(survey)}. "
            f"Échantillon\u00a0: {sentences.sample_words(survey)}. Marge d'erreur\u00a0: {exact}."
        ),
    }
