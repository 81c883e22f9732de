"""A release as search engines read it: schema.org's NewsArticle."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from press.sheets import Corrected, Sheet

ORGANISATION = "Phare, observatoire des partenariats"

Address = Callable[[str], str]


def news_article(sheet: Sheet, path: str, absolute: Address, picture: str) -> dict[str, Any]:
    """`path` is that of the page, `absolute` makes the address of a path; what is not known is left out."""
    content = sheet.content
    organisation = {"@type": "Organization", "name": ORGANISATION, "url": absolute("/")}
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": content.headline,
        "description": content.standfirst,
        "inLanguage": "fr",
        "url": absolute(path),
        "mainEntityOfPage": absolute(path),
        "datePublished": _moment(sheet.first_at),
        "dateModified": _moment(sheet.edition_at),
        "creativeWorkStatus": "Texte de démonstration" if content.demonstration else None,
        "author": organisation,
        "publisher": organisation,
        "image": picture,
        "about": [
            {"@type": "Place", "name": region.name, "url": absolute(region.get_absolute_url())}
            for region in content.regions
        ],
        "isBasedOn": _report(sheet, absolute),
        "correction": list(_corrections(sheet)),
    }
    return {name: value for name, value in article.items() if value}


def _moment(at: datetime | None) -> str | None:
    """In Paris, with its offset."""
    return localtime(at).isoformat(timespec="seconds") if at else None


def _report(sheet: Sheet, absolute: Address) -> dict[str, str] | None:
    if sheet.report is None:
        return None
    return {
        "@type": "Report",
        "name": sheet.content.report_title,
        "url": absolute(sheet.report.get_absolute_url()),
    }


def _corrections(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """The note of a later edition, and each cited figure that is not what it was."""
    if sheet.is_amended and sheet.content.note_to_readers:
        yield _comment(sheet.content.note_to_readers, sheet.edition_at)
    for one in sheet.corrected:
        yield _comment(_words(one), one.figure.corrected_at if one.now is not None else None)


def _words(one: Corrected) -> str:
    figure = one.figure
    return f"{figure.region}, {figure.question.indicator.short_label}, {figure.base}\u00a0: {one.words}"


def _comment(text: str, at: datetime | None) -> dict[str, Any]:
    comment = {"@type": "CorrectionComment", "text": text, "datePublished": _moment(at)}
    return {name: value for name, value in comment.items() if value}
