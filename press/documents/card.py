"""The picture that social media show of a release: its headline, and its first figure with its base."""

from typing import Any

from press.documents.characters import breakable
from press.documents.typeset import typeset
from press.sheets import Sheet
from regions import sentences
from regions.drawing.standalone import row_words
from regions.rows import Block, FigureRow

LONGEST_WORD = 20


def release_card(sheet: Sheet) -> bytes:
    """A PNG of 1200 × 630 pixels."""
    data: dict[str, Any] = {
        "headline": breakable(sheet.content.headline, LONGEST_WORD),
        "place": " · ".join(str(region) for region in sheet.content.regions),
        "date": sheet.date_line,
        "mark": "Texte de démonstration" if sheet.content.demonstration else "",
        "value": "",
        "audience": "",
        "lines": [],
    }
    found = first_figure(sheet)
    if found is not None:
        data |= _figure(*found)
    return typeset("card.typ", data, format="png", ppi=72)


def first_figure(sheet: Sheet) -> tuple[Block, FigureRow] | None:
    """The first figure cited that has a value and a base; None where there is none."""
    rows = {
        row.figure.pk: (block, row)
        for _, blocks in sheet.territories
        for block in blocks
        for row in block.published
        if row.figure and row.base
    }
    return next((rows[one.figure_id] for one in sheet.content.cited if one.figure_id in rows), None)


def _figure(block: Block, row: FigureRow) -> dict[str, Any]:
    """The number, and what it may not be without: its subject, its base, its territory, its doubts."""
    answer = row.answer.label if row.answer and block.shows_answers else ""
    wave = str(row.question.survey) if row.question else ""
    words = row_words(block, row)
    doubts = [word for word in words.marks if not word.startswith("note ")]
    gap = sentences.gap_words(row.gap) if row.gap else ""
    subject = f"{block.indicator.short_label}\u00a0: {answer}" if answer else block.indicator.short_label
    return {
        "value": words.value,
        "audience": row.audience.value,
        "lines": [
            f"{subject}, {row.region.name_in}",
            f"{sentences.base_words(row)} {wave}.",
            ", ".join(filter(None, [gap, *doubts])),
        ],
    }
