"""The picture that social media show of a release: its headline, and its first figure with its base."""

from press.sheets import Sheet
from regions.documents.card import Card, CardFigure, card_figure, card_png
from regions.rows import Block, FigureRow


def release_card(sheet: Sheet) -> bytes:
    """A PNG of 1200 × 630 pixels."""
    found = first_figure(sheet)
    return card_png(
        Card(
            headline=sheet.content.headline,
            place=" · ".join(str(region) for region in sheet.content.regions),
            date=sheet.date_line,
            mark="Texte de démonstration" if sheet.content.demonstration else "",
            figure=card_figure(*found) if found else CardFigure(),
        )
    )


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
