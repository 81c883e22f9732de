"""Releases and events as search engines read them: schema.org's NewsArticle, Event and EventSeries."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from press.models import Event
from press.models.event import EventState
from press.sheets import Corrected, Sheet
from regions.jsonld import ORGANISATION, Address

TOUR = "Le tour PHARE"


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


def event(one: Event, absolute: Address, tour: str) -> dict[str, Any]:
    """Dates are cut to what is known; `tour` is the path of the tour."""
    told = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": one.title,
        "description": one.subject,
        "inLanguage": "fr",
        "url": absolute(one.get_absolute_url()),
        "eventStatus": f"https://schema.org/{_status(one)}",
        "startDate": one.start_iso,
        "endDate": one.end_iso,
        "previousStartDate": [old.start_iso for old in one.former_dates if old.start_iso],
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode" if one.place else None,
        "location": _place(one),
        "organizer": _organisation(one.host.name, one.host.link)
        if one.host
        else _organisation(ORGANISATION, absolute("/")),
        "contributor": [_organisation(partner.name, partner.link) for partner in one.partners.all()],
        "superEvent": {"@type": "EventSeries", "name": TOUR, "url": absolute(tour)}
        if one.tour_stage
        else None,
    }
    return {name: value for name, value in told.items() if value}


def event_series(stages: Iterable[Event], absolute: Address, path: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "EventSeries",
        "name": TOUR,
        "url": absolute(path),
        "organizer": _organisation(ORGANISATION, absolute("/")),
        "subEvent": [_stage(stage, absolute) for stage in stages],
    }


def _status(one: Event) -> str:
    if one.state == EventState.CANCELLED:
        return "EventCancelled"
    if one.state == EventState.POSTPONED:
        return "EventPostponed"
    return "EventRescheduled" if one.former_dates else "EventScheduled"


def _place(one: Event) -> dict[str, str] | None:
    """None where nothing is known of it."""
    if not one.place_words:
        return None
    region = one.territory.name if one.territory else ""
    address = ", ".join(filter(None, (one.address, region)))
    place = {"@type": "Place", "name": one.place or region or one.address, "address": address}
    return {key: value for key, value in place.items() if value}


def _organisation(name: str, url: str) -> dict[str, str]:
    organisation = {"@type": "Organization", "name": name, "url": url}
    return {key: value for key, value in organisation.items() if value}


def _stage(one: Event, absolute: Address) -> dict[str, Any]:
    stage = {
        "@type": "Event",
        "name": one.title,
        "url": absolute(one.get_absolute_url()),
        "startDate": one.start_iso,
        "location": _place(one),
    }
    return {name: value for name, value in stage.items() if value}
