"""The agenda: its lists, the page of an event, and what calendar programs subscribe to."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from press import calendars, territories
from press.forms import EventFilter
from press.models import Edition, Event, Fact, Resource
from press.models.dates import next_month
from press.months import build_month
from press.prose import parse, sanitised
from press.tour import build_tour
from press.views.announced import public_one
from regions.models import Region
from regions.publication import instant
from regions.stored import made_file
from regions.views.withdrawn import tells_withdrawal

CALENDAR = "text/calendar; charset=utf-8"
PAST_PER_PAGE = 20
COMING = 30  # a list shows; the months have them all


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    at = instant(request)
    form = EventFilter(Event.objects.published(at), at, request.GET)
    if form.month is not None:
        return _month(request, form)
    page = Paginator(form.past.for_list(), PAST_PER_PAGE).get_page(request.GET.get("page"))
    upcoming = form.upcoming.for_list() if page.number == 1 else form.upcoming.none()
    coming = list(upcoming[: COMING + 1])
    context = {
        "form": form,
        "upcoming": coming[:COMING],
        "is_cut": len(coming) > COMING,
        "page": page,
        "at": at,
    }
    return render(request, "press/event_list.html", context)


def _month(request: HttpRequest, form: EventFilter) -> HttpResponse:
    assert form.month is not None
    events = form.kept.in_month(form.month, next_month(form.month)).for_list()
    context = {
        "form": form,
        "month": build_month(form.month, events, localdate(form.at)),
        "neighbours": form.neighbours,
    }
    return render(request, "press/event_month.html", context)


@require_safe
@tells_withdrawal
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    at = instant(request)
    event = public_one(Event.objects.for_page(), at, slug)
    return render(request, "press/event_detail.html", event_context(event, at))


def event_context(event: Event, at: datetime) -> dict[str, Any]:
    """What the page of an event shows at `at`, whether or not the event itself is public."""
    return {
        "event": event,
        "is_past": event.is_past_at(at),
        "programme": sanitised(event.programme) if parse(event.programme) else "",
        "account": sanitised(event.account) if parse(event.account) else "",
        "report": event.report if event.report and event.report.is_published(at) else None,
        "resources": Resource.objects.published(at).filter(event=event),
        "editions": Edition.objects.current(at).filter(event=event).named(),
    }


@require_safe
def calendar(request: HttpRequest, region: str = "") -> HttpResponse:
    """The feed of the events around now: of all, or of those of one territory."""
    at = instant(request)
    events, name = Event.objects.published(at), "Phare\u00a0: agenda"
    if region:
        territory = get_object_or_404(Region, slug=region)
        events, name = events.filter(region=territory), f"{name}, {territories.name(territory)}"
    around = events.around(at, calendars.COMING, calendars.GONE)
    content = calendars.feed(around, request.build_absolute_uri, name=name, source=request.path)
    return made_file(content, f"{region or 'agenda'}.ics", CALENDAR, inline=True)


@require_safe
@tells_withdrawal
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    event = public_one(Event.objects.for_calendar(), instant(request), slug)
    if not event.is_dated:
        raise Http404
    content = calendars.event_file(event, request.build_absolute_uri)
    return made_file(content, f"{slug}.ics", CALENDAR)


@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    stages = Event.objects.published(instant(request)).stages()
    planned = Fact.objects.filter(key="etapes-prevues").first()
    context = {"tour": build_tour(stages, Region.objects.regions()), "planned": planned}
    return render(request, "press/tour.html", context)
