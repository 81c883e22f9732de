"""Pieces that the addresses of both apps are made of."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, register_converter
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import conditional_page

from regions import charts
from regions.downloads import FORMATS
from regions.opendata import COLLECTIONS
from regions.views import charts as sources
from regions.views import pictures
from regions.views.graphics import Source
from regions.views.withdrawn import View, tells_withdrawal

Door = Callable[[View], View]
Policy = Mapping[str, Any]


class OneOf:
    """A part of an address that is one of a few names."""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ExtensionConverter(OneOf):
    """The end of a file's name: csv, excel.csv, xlsx or json."""

    regex = "|".join(name.replace(".", r"\.") for name in FORMATS)


class CollectionConverter(OneOf):
    """The name of a collection of open data."""

    regex = "|".join(COLLECTIONS)


register_converter(ExtensionConverter, "extension")
register_converter(CollectionConverter, "collection")


def chart(source: View, door: Door = tells_withdrawal) -> View:
    view = charts.ChartView.as_view(source=source)
    return conditional_page(cache_control(public=True, max_age=1)(door(view)))


def block_charts(
    name: str, place: str, of: Callable[[sources.BlockChart], View], door: Door = tells_withdrawal
) -> list[URLPattern]:
    """The two charts of a block: its rows, and its bars of 100 %."""
    return [
        path(f"graphiques/{place}.json", chart(of(charts.block_chart), door), name=f"{name}_block_chart"),
        path(
            f"graphiques/{place}/repartition.json",
            chart(of(charts.stack_chart), door),
            name=f"{name}_stack_chart",
        ),
    ]


def graphic(name: str, place: str, source: Source, door: Door = tells_withdrawal) -> list[URLPattern]:
    """A chart or a map to take away: its picture in two formats, and its page for frames."""
    files = {"svg": pictures.svg(source), "png": pictures.png(source)}
    return [
        *(
            path(f"{place}.{kind}", door(under(settings.FILES_POLICY, view)), name=f"{name}_{kind}")
            for kind, view in files.items()
        ),
        path(f"integrer/{place}/", framed(door(pictures.embed(source))), name=f"{name}_embed"),
    ]


def framed(view: View) -> View:
    """Any site may frame it, and what it answers where there is nothing."""
    return xframe_options_exempt(under(settings.EMBED_POLICY, pictures.tells_absence(view)))


def card(name: str, place: str, view: View) -> URLPattern:
    """The picture that social media show of the page at a place."""
    return path(
        f"{place}image.png", tells_withdrawal(under(settings.FILES_POLICY, view)), name=f"{name}_card"
    )


def under(policy: Policy, view: View) -> View:
    """Answers with an ETag under a policy, 304 among them: browsers keep the headers that came last. What is
    made for other sites, who may show it in their pages."""
    conditional = conditional_page(cache_control(public=True, max_age=1)(view))

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = conditional(request, *args, **kwargs)
        response._csp_replace = policy  # type: ignore[attr-defined]  # as csp_replace does
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return wrapped
