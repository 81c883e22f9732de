"""The public data for programs: JSON, page by page, to be read by any site."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from regions import licence
from regions.downloads import plain_number
from regions.models import Figure, Level
from regions.opendata import COLLECTIONS, Collection
from regions.opendata.openapi import description
from regions.opendata.query import MAX_PAGE_SIZE, PAGE_SIZE, CollectionForm
from regions.publication import instant
from regions.views.dataset import revalidated

METHODS = ("GET", "HEAD")


def for_programs(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Any site may read the answer; nobody may send anything."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse
        if request.method in METHODS:
            response = revalidated(view)(request, *args, **kwargs)
        else:
            response = _refusal(405, "Cette API se lit seulement\u00a0: employer GET ou HEAD.")
            response["Allow"] = ", ".join(METHODS)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return wrapped


@require_safe
def api(request: HttpRequest) -> HttpResponse:
    context = {
        "collections": COLLECTIONS.values(),
        "page_size": PAGE_SIZE,
        "max_page_size": MAX_PAGE_SIZE,
        "site": _site(request),
        **_example(request),
    }
    return render(request, "regions/api.html", context)


@for_programs
def api_collection(request: HttpRequest, name: str) -> HttpResponse:
    collection, at = COLLECTIONS[name], instant(request)
    form = CollectionForm(collection, request.GET, at)
    if problems := form.problems():
        return _refusal(400, "Cette demande ne peut pas être suivie.", problems)
    paginator = Paginator(collection.public(at).filter(**form.chosen), form.size)
    if form.page > paginator.num_pages:
        return _refusal(
            404, f"Il n'y a pas de page {form.page}\u00a0: la dernière est {paginator.num_pages}."
        )
    return _json(_body(request, collection, paginator.page(form.page)))


@for_programs
def api_description(request: HttpRequest) -> HttpResponse:
    return _json(description(instant(request), _site(request)))


def _body(request: HttpRequest, collection: Collection, page: Page[Any]) -> dict[str, Any]:
    lines = collection.lines(list(page.object_list), instant(request), _site(request))
    return {
        "table": collection.name,
        "titre": collection.title,
        "source": request.build_absolute_uri(reverse("regions:dataset")),
        "licence": licence.NAME,
        "total": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "taille": page.paginator.per_page,
        "precedente": _address(request, page.previous_page_number()) if page.has_previous() else None,
        "suivante": _address(request, page.next_page_number()) if page.has_next() else None,
        "lignes": [{name: plain_number(cell) for name, cell in line.items()} for line in lines],
    }


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _example(request: HttpRequest) -> dict[str, Any]:
    """A telling figure of a region, if there is one, as the API gives it: what is shown is what is."""
    at = instant(request)
    figures = COLLECTIONS["chiffres"]
    valued = Figure.objects.valued(at).order_by("question", "pk")
    regional = valued.filter(region__level=Level.REGION)
    telling = regional.filter(question__indicator__featured=True, answer__headline=True)
    for some in (telling, regional, valued):
        found = figures.public(at).filter(pk__in=some.values("pk")[:1])
        for line in figures.lines(list(found), at, _site(request)):
            cells = {name: plain_number(cell) for name, cell in line.items()}
            return {"example": line, "example_json": json.dumps(cells, ensure_ascii=False, indent=2)}
    return {}


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").removesuffix("/")


def _refusal(status: int, message: str, problems: list[dict[str, str]] | None = None) -> HttpResponse:
    return _json({"message": message, "filtres": problems or []}, status)


def _json(thing: dict[str, Any], status: int = 200) -> HttpResponse:
    text = json.dumps(thing, ensure_ascii=False)
    return HttpResponse(text.encode(), content_type="application/json", status=status)
