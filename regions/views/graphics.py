"""The charts and maps that readers take away, each from the rows of the page on which it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest

from regions import addresses, rows, sentences
from regions.drawing import standalone
from regions.forms import ComparisonForm
from regions.rows import Block
from regions.views.files import nation_block, region_block, report_block
from regions.views.indicators import analysis, figures_of, possible_choice, series_of


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
    form, page = possible_choice(request, slug)
    return of_map(form, f"{page}#regions")


def comparison(request: HttpRequest, slug: str) -> Graphic:
    form, page = possible_choice(request, slug)
    return of_comparison(form, f"{page}#regions")


def audiences(request: HttpRequest, slug: str) -> Graphic:
    form, page = possible_choice(request, slug)
    return of_audiences(form, f"{page}#publics")


def of_map(form: ComparisonForm, page: str) -> Graphic:
    """The map of what a form has chosen, which stands on a `page`; Http404 where there is none."""
    return _of_regions(form, page, "carte", standalone.map_svg, "regions/embed_map.html")


def of_comparison(form: ComparisonForm, page: str) -> Graphic:
    """The regions that a form has chosen, beside the nation; Http404 where none has a value."""
    return _of_regions(form, page, "regions", standalone.comparison_svg, "regions/embed_comparison.html")


def _of_regions(
    form: ComparisonForm, page: str, kind: str, draw: Callable[..., str], template: str
) -> Graphic:
    compared = form.comparison
    if not form.figures.has_regions or compared.block is None:
        raise Http404
    return Graphic(
        name=f"{form.figures.indicator.slug}-{form.audience.slug}-{kind}",
        title=sentences.comparison_title(compared),
        page=page,
        draw=partial(draw, compared),
        template=template,
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


def series(request: HttpRequest, slug: str, series: str) -> Graphic:
    figures = figures_of(request, slug)
    one = series_of(figures, series)
    return Graphic(
        name=f"{slug}-vagues-{series.replace('/', '-')}",
        title=sentences.series_title(one),
        page=f"{figures.indicator.get_absolute_url()}#vagues",
        draw=partial(standalone.series_svg, one),
        template="regions/embed_series.html",
        context={
            "indicator": figures.indicator,
            "one": one,
            "shown": rows.blocks(one.rows)[0],
        },
    )
