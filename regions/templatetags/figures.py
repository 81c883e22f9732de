"""What templates write of rows: the functions of formats, sentences, drawings and addresses as filters."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse

from regions import addresses, drawing, embedding, formats, sentences
from regions.downloads import FORMAT_NAMES, FORMATS
from regions.models import Audience, Indicator, Report
from regions.rows import Block, Comparison, FigureRow, Gap, Measure, SideBySide, Status

register = template.Library()

CHART_LIBRARY = "vendor/chart.umd.min.js"
PICTURES = ("png", "svg")
CHARTS = {"map": "Carte", "comparison": "Comparaison", "audiences": "Image", "series": "Image"}

for function in (
    addresses.anchor,
    formats.number,
    sentences.analysis_sentence,
    sentences.audiences_title,
    sentences.basis,
    sentences.block_citation,
    sentences.block_sentence,
    sentences.change_words,
    sentences.compared_title,
    sentences.comparison_citation,
    sentences.comparison_sentence,
    sentences.comparison_title,
    sentences.consequence_label,
    sentences.consequences_summary,
    sentences.fieldwork_words,
    sentences.gap_interval_words,
    sentences.interval_words,
    sentences.map_words,
    sentences.measure_citation,
    sentences.measure_sentence,
    sentences.new_gap_words,
    sentences.new_value_words,
    sentences.respondents_words,
    sentences.sample_words,
    sentences.series_sentence,
    sentences.series_title,
    sentences.spread_sentence,
    sentences.value_words,
    drawing.audience_strip,
    drawing.line,
    drawing.nation_strip,
):
    register.filter(function.__name__, function)
register.filter("block_notes", sentences.notes)
register.filter("strip", drawing.row_strip)


@register.filter
def status_words(status: Status) -> str:
    return sentences.STATUS_WORDS[status]


@register.filter
def verdict_words(gap: Gap) -> str:
    return sentences.VERDICT_WORDS[gap.verdict]


@register.filter
def spread_verdict(gap: Gap) -> str:
    return sentences.difference_words(gap, "non testé")


@register.filter
def signed_points(gap: Gap) -> str:
    return formats.signed_points(gap.points)


@register.filter
def points_words(gap: Gap) -> str:
    return formats.points(gap.points)


@register.filter
def margin(points: float) -> str:
    """A half-width in points: "5,6 points"."""
    return formats.points(round(Decimal(points), 1))


@register.filter
def rank_words(report: Report) -> str:
    """ "4e rapport régional", or the kind alone where the rank is not known."""
    kind = report.get_kind_display()
    return f"{formats.ordinal(report.rank)} {kind}" if report.rank else kind


@register.filter
def rank_of(comparison: Comparison, row: FigureRow) -> str:
    """The place of a region, as far as it is known; empty where it is not."""
    interval = comparison.ranks.get(row.region.pk)
    return sentences.rank_words(interval) if interval else ""


@register.filter
def cell(side: SideBySide, audience: Audience) -> FigureRow | None:
    return side.cells.get(audience)


@register.filter
def axis(indicator: Indicator) -> drawing.Axis | None:
    return drawing.axis(indicator.unit)


@register.filter
def stacks(block: Block) -> list[drawing.Stack]:
    return [drawing.stack(rows) for rows in block.stacks]


@register.simple_tag
def data_addresses(scope: addresses.Scope, block: Block | None = None) -> list[tuple[str, str]]:
    """The name and address of each file of a page, or of one of its blocks."""
    return [(FORMAT_NAMES[extension], addresses.data(scope, extension, block)) for extension in FORMATS]


@register.simple_tag
def chart_address(scope: addresses.Scope, block: Block) -> str:
    return addresses.chart(scope, block)


@register.simple_tag
def stack_address(scope: addresses.Scope, block: Block) -> str:
    return addresses.stack_chart(scope, block)


@register.inclusion_tag("regions/_take_away.html", takes_context=True)
def take_block_away(
    context: dict[str, Any], scope: addresses.Scope, block: Block, *, brief: bool = False
) -> dict[str, Any]:
    """The sentence, the picture and the file of a block; unless `brief`, the other formats too, and the lines
    that show it on another site."""
    return _block_away(context, scope, block) | {
        "brief": brief,
        "citation": sentences.block_citation(block),
        "page": addresses.page(scope, block),
        "files": dict(data_addresses(scope, block)),
    }


def _block_away(context: dict[str, Any], scope: addresses.Scope, block: Block) -> dict[str, Any]:
    title = f"{block.indicator.short_label}, {block.rows[0].region.name_in}"
    pictures = {kind: addresses.picture(scope, block, kind) for kind in PICTURES}
    height = embedding.height("block", len(block.asked) + len(block.stacks))
    return _taken_away(context, title, "Image", pictures, addresses.embed(scope, block), height)


@register.inclusion_tag("regions/_take_away.html", takes_context=True)
def take_chart_away(
    context: dict[str, Any], kind: str, title: str, rows: int, *args: str | int
) -> dict[str, Any]:
    """The same of a chart or the map of an indicator, as the form of the page has chosen it.

    `kind` begins the name of its routes, to which `args` lead; it has so many `rows`.
    """
    return _chart_away(context, kind, title, rows, f"?{context['form'].query}", args)


@register.inclusion_tag("regions/_take_away.html", takes_context=True)
def take_measure_away(context: dict[str, Any], measure: Measure) -> dict[str, Any]:
    """The same of a measure of regions, as the dashboard draws it; of the audiences of one, its block."""
    form = context["form"]
    if form.compared.region:
        return _block_away(context, form.compared.region, measure.block)
    title = f"{measure.indicator.short_label}, {sentences.compared_title(form.compared)}"
    query = f"?{form.dashboard_query}"
    return _chart_away(context, "dashboard_comparison", title, len(measure.published), query, ())


def _chart_away(
    context: dict[str, Any], kind: str, title: str, rows: int, query: str, args: Sequence[str | int]
) -> dict[str, Any]:
    pictures = {name: reverse(f"regions:{kind}_{name}", args=args) + query for name in PICTURES}
    embed = reverse(f"regions:{kind}_embed", args=args) + query
    chart = kind.removeprefix("dashboard_")
    return _taken_away(context, title, CHARTS[chart], pictures, embed, embedding.height(chart, rows))


def _taken_away(
    context: dict[str, Any],
    title: str,
    label: str,
    pictures: dict[str, str],
    embed: str,
    height: int,
) -> dict[str, Any]:
    request = context["request"]
    site = f"{request.scheme}://{request.get_host()}"
    return {
        "title": title,
        "label": label,
        "pictures": pictures,
        "code": embedding.snippet(f"{site}{embed}", title, height, site),
    }


@register.simple_tag(takes_context=True)
def whole_address(context: dict[str, Any], path: str) -> str:
    """The address of a path as another site needs it."""
    address: str = context["request"].build_absolute_uri(path)
    return address


@register.simple_tag
def chart_library() -> str:
    """The address of Chart.js; empty where it was not installed, and the drawings stay."""
    collected = staticfiles_storage.exists(CHART_LIBRARY)
    if collected or (settings.WHITENOISE_USE_FINDERS and finders.find(CHART_LIBRARY)):
        return staticfiles_storage.url(CHART_LIBRARY)
    return ""
