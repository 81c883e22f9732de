"""The resource centre: its list, the page of a resource, and its file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from press.forms import ResourceFilter
from press.models import Resource
from press.models.resource import ResourceQuestion
from press.uploads import CONTENT_TYPES
from press.views.announced import public_one
from regions.publication import instant
from regions.stored import stored_file
from regions.views.withdrawn import WithdrawnError, tells_withdrawal

RESOURCES_PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Shelf:
    """One of the three questions, with what a page shows on it."""

    question: ResourceQuestion
    resources: list[Resource]


@require_safe
def resource_list(request: HttpRequest) -> HttpResponse:
    form = ResourceFilter(Resource.objects.published(instant(request)), request.GET)
    page = Paginator(form.found.for_list(), RESOURCES_PER_PAGE).get_page(request.GET.get("page"))
    shelves = _shelves(page.object_list)
    if form.chosen or page.has_other_pages():
        shelves = [shelf for shelf in shelves if shelf.resources]
    return render(request, "press/resource_list.html", {"form": form, "page": page, "shelves": shelves})


@require_safe
@tells_withdrawal
def resource_detail(request: HttpRequest, slug: str) -> HttpResponse:
    at = instant(request)
    resource = _public(at, slug)
    event = resource.event if resource.event and resource.event.is_public(at) else None
    context = {
        "resource": resource,
        "question": ResourceQuestion(resource.question),
        "organisations": resource.organisations.all(),
        "event": event,
    }
    return render(request, "press/resource_detail.html", context)


@require_safe
@tells_withdrawal
def resource_file(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """The file under its present name, and no other: who kept an old address learns that it changed."""
    resource = _public(instant(request), slug)
    if name != resource.file_name:
        raise Http404
    return stored_file(resource.file, name, CONTENT_TYPES[name.rpartition(".")[2]])


def _public(at: datetime, slug: str) -> Resource:
    """The resource that is public; WithdrawnError where it, or its report, left; Http404 otherwise."""
    try:
        found: Resource = public_one(
            Resource.objects.select_related("region", "theme", "report", "event"), at, slug
        )
    except Http404:
        gone = Resource.objects.gone_with_report(at).select_related("report").filter(slug=slug).first()
        if gone is None or gone.report is None:
            raise
        raise WithdrawnError(gone.report) from None
    return found


def _shelves(resources: Iterable[Resource]) -> list[Shelf]:
    found = list(resources)
    return [
        Shelf(question, [one for one in found if one.question == question]) for question in ResourceQuestion
    ]
