"""What a reader takes away: PDF, picture for social media and press kit of a release, contact cards, the
press sheet of a territory."""

from press.documents.card import release_card
from press.documents.factsheet import factsheet_pdf, factsheet_tag
from press.documents.kit import release_kit
from press.documents.pdf import release_pdf
from press.documents.text import release_text
from press.documents.vcards import contact_cards

__all__ = [
    "contact_cards",
    "factsheet_pdf",
    "factsheet_tag",
    "release_card",
    "release_kit",
    "release_pdf",
    "release_text",
]
