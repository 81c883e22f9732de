"""A release as a PDF: tagged, in A4, every font inside, the same bytes for the same sheet."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.timezone import localtime

from press import prose
from press.content import Enclosed
from press.documents.contacts import contact_lines
from press.documents.pictures import enclosed_drawing
from press.sheets import Sheet
from regions import sentences
from regions.dates import instant_words
from regions.documents.characters import shows
from regions.documents.typeset import Drawing, typeset
from regions.drawing import axis
from regions.drawing.standalone import axis_svg, row_words, strip_svg
from regions.models import Region
from regions.rows import Block, FigureRow

TEMPLATE = Path(__file__).parent / "release.typ"
DEMONSTRATION = (
    "Texte de démonstration, écrit à partir des chiffres publiés pour montrer ce site\u00a0: "
    "ce n'est pas un communiqué de l'Observatoire."
)


def release_pdf(sheet: Sheet, address: str, notice: str = "") -> bytes:
    """The PDF of a sheet. `notice` stands on each page: an embargo, whom the copy is for."""
    sheet = sheet.carried(site_of(address))
    data = {
        **_words(sheet),
        "address": address,
        "notice": notice,
        "made": _parts(sheet.edition_at or sheet.first_at or sheet.at),
        "facts": [list(fact) for fact in facts(sheet)],
        "territories": [
            {"name": _titled(str(region)), "blocks": [_block(block, region) for block in blocks]}
            for region, blocks in sheet.territories
        ],
        "enclosed": [_enclosed(one) for one in sheet.content.enclosed],
        "contacts": [list(contact_lines(contact, sheet.at)) for contact in sheet.contacts],
    }
    return typeset(TEMPLATE, data, format="pdf", pdf_standards=["ua-1"])


def site_of(address: str) -> str:
    """ "https://phare.example.org/communiques/…" → "https://phare.example.org"."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def notices(sheet: Sheet) -> list[str]:
    """What a reader is told before the text: that it is an example, that it or its figures changed."""
    found = [DEMONSTRATION] if sheet.content.demonstration else []
    if sheet.is_amended and sheet.edition_at:
        note = sheet.content.note_to_readers
        since = f"Texte modifié. Version {sheet.number}, depuis le {instant_words(sheet.edition_at)}"
        found.append(f"{since}\u00a0: {note}" if note else f"{since}.")
    if sheet.corrected:
        plural = "s" if len(sheet.corrected) > 1 else ""
        found.append(f"Chiffre{plural} rectifié{plural} depuis. Le texte reste tel qu'il a paru.")
    for one in sheet.corrected:
        figure = one.figure
        found.append(
            f"{figure.region}, {figure.question.indicator.short_label}, {figure.base}\u00a0: {one.words}"
        )
    return found


def facts(sheet: Sheet) -> Iterable[tuple[str, str]]:
    """What stands around the text, under its name."""
    content = sheet.content
    if content.report_title:
        yield "Rapport", content.report_title
    if content.event_words:
        yield "Rendez-vous", content.event_words
    if content.recipients:
        yield "Remis à", content.recipients
    if content.spokesperson:
        yield "Porte-parole", content.spokesperson
    if content.organisations:
        yield "Partenaires", ", ".join(str(one) for one in content.organisations)


def _words(sheet: Sheet) -> dict[str, Any]:
    content = sheet.content
    return {
        "headline": _titled(content.headline),
        "running": content.headline,
        "standfirst": content.standfirst,
        "dateline": sheet.date_line,
        "eyebrow": " · ".join(["Communiqué de presse", *(str(region) for region in content.regions)]),
        "notices": notices(sheet),
        "demonstration": content.demonstration,
        "body": _body(sheet.blocks),
        "boilerplates": [
            {"title": _titled(one.title), "paragraphs": _paragraphs(one.text)} for one in content.boilerplates
        ],
    }


def _titled(title: str) -> str:
    return title if shows(title) else "Sans titre"


def _parts(at: datetime) -> list[int]:
    """Year to second, in Paris."""
    return list(localtime(at).timetuple()[:6])


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def _body(blocks: list[prose.Block]) -> list[dict[str, Any]]:
    """The tree of the text; no heading stands deeper than one level under the one before."""
    levels: dict[int, int] = {}
    deepest = 1
    for block in prose.paragraphs(blocks):
        if block.kind == "heading" and shows(block.text):
            deepest = levels[id(block)] = min(block.level, deepest + 1)
    return [_prose(block, levels) for block in blocks]


def _prose(block: prose.Block, levels: dict[int, int]) -> dict[str, Any]:
    """`levels` holds those of headings, by identity; one that shows nothing has none."""
    heading = block.kind == "heading"
    return {
        "kind": "paragraph" if heading and id(block) not in levels else block.kind,
        "level": levels.get(id(block), block.level),
        "runs": [asdict(run) | {"href": run.href if _leads(run.href) else ""} for run in block.runs],
        "blocks": [_prose(one, levels) for one in block.blocks],
    }


def _leads(href: str) -> bool:
    """Whether a link may stand on paper: an address of the web or of a person, that PDF can hold."""
    return href.startswith(("http://", "https://", "mailto:")) and len(href) < LONGEST_ADDRESS


LONGEST_ADDRESS = 2000


def _block(block: Block, region: Region) -> dict[str, Any]:
    drawn = axis(block.indicator.unit) is not None
    rows = [_row(block, row) for row in block.asked]
    if block.not_asked:
        audiences = ", ".join(row.audience.label for row in block.not_asked)
        rows.append(_line([audiences], sentences.value_words(block.not_asked[0])))
    return {
        "title": _titled(block.indicator.short_label),
        "definition": f"{block.indicator.label}.",
        "sentence": sentences.block_sentence(block),
        "region": str(region),
        "compared": not region.is_nation,
        "doubts": block.has_doubts,
        "axis": Drawing(axis_svg(block)) if drawn else "",
        "first": "Réponse, public et base" if block.shows_answers else "Public et base",
        "rows": rows,
        "notes": sentences.notes(block),
        "lettered": list(block.notes),
        "sources": [f"{one.report}, {one.report.released}\u00a0: {one.text}" for one in block.sources],
    }


def _row(block: Block, row: FigureRow) -> dict[str, Any]:
    words = row_words(block, row)
    line = _line(list(words.label), words.value) | {
        "published": row.value is not None,
        "audience": row.audience.value,
        "marks": list(words.marks),
        "source": row.source_number if block.numbers_sources else 0,
        "gap": words.gap,
        "nation": list(words.nation),
    }
    if row.question and (drawing := strip_svg(row)):
        line["strip"] = Drawing(drawing)
        line["alt"] = ", ".join([*words.label, sentences.point_words(row), *words.nation[:1]])
    return line


def _line(label: list[str], value: str) -> dict[str, Any]:
    return {
        "label": label,
        "value": value,
        "published": False,
        "audience": "",
        "marks": [],
        "source": 0,
        "gap": "",
        "nation": [],
        "strip": "",
        "alt": "",
    }


def _enclosed(one: Enclosed) -> dict[str, Any]:
    drawing = enclosed_drawing(one)
    return {
        "title": one.title,
        "credit": one.credit,
        "alternative": one.alternative or one.title,
        "drawing": Drawing(drawing),
    }
