"""What tests of documents share."""

import io
import re

from pypdf import PdfReader

from press.documents import release_pdf
from press.sheets import edition_sheet
from regions.publication import database_now
from tests.factories import make_release, publish

ADDRESS = "https://phare.example/communiques/essai/"


def sheet_of(release=None, **kwargs):
    """A release that is out, as it is read now."""
    return edition_sheet(publish(release or make_release(**kwargs)), database_now())


def pdf_of(sheet, **kwargs):
    return PdfReader(io.BytesIO(release_pdf(sheet, ADDRESS, **kwargs)))


def plain(text):
    """Words with plain spaces, those cut at the end of a line made whole."""
    return " ".join(re.sub(r"[\u00ad\u200b]|[-\u2010]\n", "", text).split())


def words(reader):
    return plain("\n".join(page.extract_text() for page in reader.pages))
