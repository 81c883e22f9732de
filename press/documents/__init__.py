"""What a reader takes away from a release: PDF, picture for social media, press kit, contact cards."""

from press.documents.card import release_card
from press.documents.kit import release_kit
from press.documents.pdf import release_pdf
from press.documents.text import release_text
from press.documents.vcards import contact_cards

__all__ = ["contact_cards", "release_card", "release_kit", "release_pdf", "release_text"]
