"""Charts and maps as files, and as pages that other sites may frame."""

from functools import wraps
from typing import Any, NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regions.documents.picture import svg_png
from regions.drawing.standalone import imprint
from regions.publication import instant
from regions.stored import made_file
from regions.views.graphics import Graphic, Source
from regions.views.withdrawn import View, WithdrawnError, withdrawal_notice


def svg(source: Source) -> View:
    @require_safe
    def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        graphic = source(request, **kwargs)
        drawn = _drawn(request, graphic).encode()
        return made_file(drawn, f"phare-{graphic.name}.svg", "image/svg+xml", inline=True)

    return view


def png(source: Source) -> View:
    @require_safe
    def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        graphic = source(request, **kwargs)
        drawn = svg_png(_drawn(request, graphic))
        return made_file(drawn, f"phare-{graphic.name}.png", "image/png", inline=True)

    return view


def embed(source: Source) -> View:
    """A page of its own; where the graphic was withdrawn, the notice stands there."""

    @require_safe
    def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            graphic = source(request, **kwargs)
        except WithdrawnError as gone:
            return withdrawal_notice(request, gone, base="regions/embed.html")
        address = request.build_absolute_uri(graphic.page)
        context = {"graphic": graphic, "address": address, **graphic.context}
        return render(request, graphic.template, context)

    return view


def tells_absence(view: View) -> View:
    """In a frame, of which the reader sees no address: says that the graphic is not there, or no longer.

    The same of what is under embargo as of what never was.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = view(request, *args, **kwargs)
        except Http404:
            return render(request, "regions/embed_absent.html", status=404)
        return response

    return wrapped


@require_safe
def no_embed(request: HttpRequest, place: str) -> NoReturn:
    """Any other address of the frames, such as an older one."""
    raise Http404


def _drawn(request: HttpRequest, graphic: Graphic) -> str:
    return graphic.draw(imprint(request.build_absolute_uri(graphic.page), instant(request)))
