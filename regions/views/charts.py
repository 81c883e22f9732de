"""The data of each chart: the rows of the page on which it stands."""

from collections.abc import Callable

from django.http import Http404, HttpRequest

from regions import addresses, charts
from regions.charts import Chart
from regions.rows import Block
from regions.views.files import nation_block, region_block, report_block
from regions.views.indicators import figures_of, possible_choice, series_of

BlockChart = Callable[[Block, str], Chart | None]


def of_nation(draw: BlockChart) -> Callable[..., Chart]:
    def source(request: HttpRequest, indicator: str) -> Chart:
        return of_block(draw, *nation_block(request, indicator))

    return source


def of_region(draw: BlockChart) -> Callable[..., Chart]:
    def source(request: HttpRequest, slug: str, indicator: str) -> Chart:
        return of_block(draw, *region_block(request, slug, indicator))

    return source


def of_report(draw: BlockChart) -> Callable[..., Chart]:
    def source(request: HttpRequest, slug: str, region: str, indicator: str) -> Chart:
        return of_block(draw, *report_block(request, slug, region, indicator))

    return source


def comparison(request: HttpRequest, slug: str) -> Chart:
    form, address = possible_choice(request, slug)
    return drawn(charts.comparison_chart(form.comparison, address))


def audiences(request: HttpRequest, slug: str) -> Chart:
    form, address = possible_choice(request, slug)
    if not (sides := form.sides):
        raise Http404
    return drawn(charts.audiences_chart(sides, address))


def series(request: HttpRequest, slug: str, series: str) -> Chart:
    figures = figures_of(request, slug)
    return drawn(charts.series_chart(series_of(figures, series), figures.indicator.get_absolute_url()))


def of_block(draw: BlockChart, scope: addresses.Scope, block: Block) -> Chart:
    return drawn(draw(block, addresses.page(scope, block)))


def drawn(chart: Chart | None) -> Chart:
    if chart is None:
        raise Http404
    return chart
