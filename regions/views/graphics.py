"""The charts and maps that readers take away, each from the rows of the page on which it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from regions import addresses, rows, sentences
from regions.drawing import standalone
from regions.forms import ComparisonForm
from regions.models import Indicator
from regions.rows import Block, Comparison
from regions.views.files import nation_block, region_block, report_block
from regions.views.indicators import analysis, public_figures


@dataclass(frozen=True, slots=True)
class Graphic:
    """A chart or a map: what names its files, its title, and the page on which it stands.

    `draw` gives its SVG text, signed with an imprint; `template` shows it in a frame with `context`.
    """

    name: str
    title: str
    page: str
    draw: Callable[[str], str]
    template: str
    context: dict[str, Any]


Source = Callable[..., Graphic]


def of_nation(request: HttpRequest, indicator: str) -> Graphic:
    return of_block(*nation_block(request, indicator))


def of_region(request: HttpRequest, slug: str, indicator: str) -> Graphic:
    return of_block(*region_block(request, slug, indicator))


def of_report(request: HttpRequest, slug: str, region: str, indicator: str) -> Graphic:
    return of_block(*report_block(request, slug, region, indicator))


def of_block(scope: addresses.Scope, block: Block) -> Graphic:
    region = block.rows[0].region
    return Graphic(
        name=addresses.anchor(block),
        title=f"{block.indicator.short_label}, {region.name_in}",
        page=addresses.page(scope, block),
        draw=lambda signed: standalone.block_svg(block, signed=signed),
        template="regions/embed_block.html",
        context={"shown": block, "region": region},
    )


def map_of_regions(request: HttpRequest, slug: str) -> Graphic:
    form, page = _choice(request, slug)
    return of_map(form, f"{page}#regions")


def comparison(request: HttpRequest, slug: str) -> Graphic:
    form, page = _choice(request, slug)
    return of_comparison(form, f"{page}#regions")


def audiences(request: HttpRequest, slug: str) -> Graphic:
    form, page = _choice(request, slug)
    return of_audiences(form, f"{page}#publics")


def of_map(form: ComparisonForm, page: str) -> Graphic:
    """The map of what a form has chosen, which stands on a `page`; Http404 where there is none."""
    compared = _compared(form)
    return Graphic(
        name=f"{form.figures.indicator.slug}-{form.audience.slug}-carte",
        title=sentences.comparison_title(compared),
        page=page,
        draw=partial(standalone.map_svg, compared),
        template="regions/embed_map.html",
        context=analysis(form),
    )


def of_comparison(form: ComparisonForm, page: str) -> Graphic:
    compared = _compared(form)
    return Graphic(
        name=f"{form.figures.indicator.slug}-{form.audience.slug}-regions",
        title=sentences.comparison_title(compared),
        page=page,
        draw=partial(standalone.comparison_svg, compared),
        template="regions/embed_comparison.html",
        context=analysis(form),
    )


def of_audiences(form: ComparisonForm, page: str) -> Graphic:
    if not (sides := form.sides):
        raise Http404
    return Graphic(
        name=f"{form.figures.indicator.slug}-publics",
        title=sentences.audiences_title(form.figures.indicator),
        page=page,
        draw=partial(standalone.audiences_svg, sides),
        template="regions/embed_audiences.html",
        context=analysis(form),
    )


def _compared(form: ComparisonForm) -> Comparison:
    """Http404 where no region has a value of the indicator."""
    found = form.comparison
    if not form.figures.has_regions or found.block is None:
        raise Http404
    return found


def series(request: HttpRequest, slug: str, number: int) -> Graphic:
    figures = _figures(request, slug)
    found = figures.series()
    if not 0 < number <= len(found):
        raise Http404
    one = found[number - 1]
    return Graphic(
        name=f"{slug}-vagues-{number}",
        title=sentences.series_title(one),
        page=f"{figures.indicator.get_absolute_url()}#vagues",
        draw=partial(standalone.series_svg, one),
        template="regions/embed_series.html",
        context={
            "indicator": figures.indicator,
            "one": one,
            "number": number,
            "shown": rows.blocks(one.rows)[0],
        },
    )


def _choice(request: HttpRequest, slug: str) -> tuple[ComparisonForm, str]:
    """What the query chooses of an indicator, and where it is shown."""
    figures = _figures(request, slug)
    form = ComparisonForm(figures, request.GET)
    return form, f"{figures.indicator.get_absolute_url()}?{form.query}"


def _figures(request: HttpRequest, slug: str) -> rows.IndicatorFigures:
    indicator = get_object_or_404(Indicator.objects.select_related("theme"), slug=slug)
    return public_figures(request, indicator)
