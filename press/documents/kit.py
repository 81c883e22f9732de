"""The press kit: one archive with all that a newsroom takes from a release."""

import logging
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.text import slugify

from press.content import Partner
from press.documents.contacts import contact_lines
from press.documents.pdf import facts, notices, release_pdf, site_of
from press.documents.text import release_text
from press.documents.vcards import contact_cards
from press.sheets import Sheet
from press.uploads import extension
from regions import addresses
from regions.downloads import FORMATS, Table
from regions.drawing.standalone import block_svg
from regions.sentences import notes
from regions.zipped import zipped

logger = logging.getLogger(__name__)

# A file of the kit: its name, what it is, and its bytes.
KitFile = tuple[str, str, bytes]


def release_kit(sheet: Sheet, address: str, notice: str = "") -> bytes:
    """A ZIP, the same bytes for the same sheet. `notice`, an embargo, is in each file that
    tells what the release does.
    """
    sheet = sheet.carried(site_of(address))
    files = [
        *_texts(sheet, address, notice),
        *_figures(sheet, address, notice),
        *_drawings(sheet, notice),
        *_logos(sheet.content.organisations, notice),
        *_enclosed(sheet),
    ]
    readme = _readme(sheet, address, notice, files)
    made = sheet.edition_at or sheet.first_at or sheet.at
    return zipped([("LISEZMOI.txt", readme), *((name, data) for name, _, data in files)], made)


def _texts(sheet: Sheet, address: str, notice: str) -> Iterator[KitFile]:
    name = sheet.release.slug if sheet.release else "communique"
    context = {
        "sheet": sheet,
        "address": address,
        "notice": notice,
        "notices": notices(sheet),
        "facts": list(facts(sheet)),
        "contacts": [list(contact_lines(contact, sheet.at)) for contact in sheet.contacts],
    }
    yield f"{name}.pdf", "le communiqué, mis en page", release_pdf(sheet, address, notice)
    yield f"{name}.txt", "le texte seul", release_text(sheet, address, notice).encode()
    yield f"{name}.html", "le texte mis en forme", render_to_string("press/kit.html", context).encode()
    if sheet.contacts:
        yield "contacts.vcf", "les contacts presse", contact_cards(sheet.contacts)


def _figures(sheet: Sheet, address: str, notice: str) -> Iterator[KitFile]:
    """The rows of the page. `notice` is a line before their headings."""
    blocks = [block for _, found in sheet.territories for block in found]
    if not blocks:
        return
    parts = urlsplit(address)
    table = Table(
        name="chiffres",
        title=sheet.content.headline,
        address=parts.path,
        rows=[row for block in blocks for row in block.rows],
        notes=list(dict.fromkeys(note for block in blocks for note in notes(block))),
    )
    for kind, what in (("csv", "les chiffres cités"), ("excel.csv", "les mêmes, pour un Excel français")):
        data: bytes = FORMATS[kind].write(table, f"{parts.scheme}://{parts.netloc}")
        mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        head = f"# {_line(notice)}\r\n".encode() if notice else b""
        yield f"chiffres.{kind}", what, mark + head + data.removeprefix(mark)


def _drawings(sheet: Sheet, notice: str) -> Iterator[KitFile]:
    for region, blocks in sheet.territories:
        for block in blocks:
            what = f"{block.indicator.short_label}, {region.name_in}"
            yield f"graphiques/{addresses.anchor(block)}.svg", what, block_svg(block, notice).encode()


def _logos(organisations: Iterable[Partner], notice: str) -> Iterator[KitFile]:
    terms = [notice] if notice else []
    for one in organisations:
        data = _stored(one.logo) if one.logo else None
        if data is None:
            continue
        # Two names may be alike once written in plain letters.
        stem = f"{slugify(one.name)[:60] or 'organisme'}-{one.organisation_id}"
        name = f"logos/{stem}.{extension(ContentFile(data))}"
        terms.append(f"{name.removeprefix('logos/')}\n{one.name}\u00a0: {one.logo_terms}")
        yield name, f"logo, {one.name}", data
    if len(terms) > bool(notice):
        yield "logos/CONDITIONS.txt", "à quelles conditions les montrer", ("\n\n".join(terms) + "\n").encode()


def _enclosed(sheet: Sheet) -> Iterator[KitFile]:
    for one in sheet.content.enclosed:
        data = _stored(one.file.file.name or "")
        if data is not None:
            what = " – ".join(filter(None, [one.title, one.credit]))
            yield f"fichiers/{one.file.name}", what, data


def _stored(place: str) -> bytes | None:
    """The bytes of a stored file; None where storage has lost it."""
    try:
        with default_storage.open(place) as stream:
            data: bytes = stream.read()
            return data
    except OSError:
        logger.error("A file of a press kit is not in storage: %s.", place)
        return None


def _readme(sheet: Sheet, address: str, notice: str, files: Iterable[KitFile]) -> bytes:
    listed = [f"{name}\n    {_line(what)}" for name, what, _ in files]
    head = [notice, _line(sheet.content.headline), sheet.date_line, *notices(sheet), address]
    return ("\n\n".join([*filter(None, head), "Ce dossier contient\u00a0:", *listed]) + "\n").encode()


def _line(text: str) -> str:
    return " ".join(text.split())
