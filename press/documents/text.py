"""A release in plain words, with all that stands around it."""

from press.documents.contacts import contact_lines
from press.documents.pdf import facts, notices
from press.sheets import Sheet
from regions import sentences

TOLD = ("Remis à", "Porte-parole")  # in the text of a sheet


def release_text(sheet: Sheet, address: str, notice: str = "") -> str:
    """The text with its notices, figures, contacts and address; an empty line between parts."""
    figures = [sentences.block_citation(block) for _, blocks in sheet.territories for block in blocks]
    contacts = ["\n".join(contact_lines(contact, sheet.at)) for contact in sheet.contacts]
    parts = [
        notice,
        *notices(sheet),
        sheet.text,
        "\n".join(f"{name}\u00a0: {words}" for name, words in facts(sheet) if name not in TOLD),
        *(["LES CHIFFRES CITÉS", *figures] if figures else []),
        *(["CONTACTS PRESSE", *contacts] if contacts else []),
        address,
    ]
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"
