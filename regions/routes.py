"""Pieces that the addresses of both apps are made of."""

from collections.abc import Callable

from django.urls import URLPattern, path, register_converter
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page

from regions import charts
from regions.downloads import FORMATS
from regions.views import charts as sources
from regions.views.withdrawn import View, tells_withdrawal

Door = Callable[[View], View]


class ExtensionConverter:
    """The end of a file's name: csv, excel.csv, xlsx or json."""

    regex = "|".join(name.replace(".", r"\.") for name in FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ExtensionConverter, "extension")


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
