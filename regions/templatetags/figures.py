"""Filters that write rows in templates: thin covers of formats, sentences, drawings and addresses."""

from collections.abc import Mapping
from decimal import Decimal

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from regions import addresses, drawing, formats, sentences, stats
from regions.downloads import FORMATS
from regions.models import Audience, Indicator, Report
from regions.rows import Block, Change, Comparison, FigureRow, Gap, Series, SideBySide, Status

register = template.Library()

CHART_LIBRARY = "vendor/chart.umd.min.js"
FORMAT_NAMES = {"csv": "CSV", "excel.csv": "CSV pour Excel", "xlsx": "XLSX", "json": "JSON"}


@register.filter
def value_words(row: FigureRow) -> str:
    return sentences.value_words(row)


@register.filter
def map_words(row: FigureRow) -> str:
    return sentences.map_words(row)


@register.filter
def status_words(status: Status) -> str:
    return sentences.STATUS_WORDS[status]


@register.filter
def respondents_words(row: FigureRow) -> str:
    return sentences.respondents_words(row)


@register.filter
def interval_words(row: FigureRow) -> str:
    return sentences.interval_words(row)


@register.filter
def french_quotes(text: str) -> str:
    """Keeps « and » with the words that they hold."""
    return text.replace("« ", "«\u00a0").replace(" »", "\u00a0»")


@register.filter
def signed_points(gap: Gap) -> str:
    return formats.signed_points(gap.points)


@register.filter
def verdict_words(gap: Gap) -> str:
    return sentences.VERDICT_WORDS[gap.verdict]


@register.filter
def block_sentence(block: Block) -> str:
    return sentences.block_sentence(block)


@register.filter
def block_citation(block: Block) -> str:
    return sentences.block_citation(block)


@register.filter
def block_notes(block: Block) -> list[str]:
    return sentences.notes(block)


@register.filter
def comparison_sentence(comparison: Comparison) -> str:
    return sentences.comparison_sentence(comparison)


@register.filter
def comparison_title(comparison: Comparison) -> str:
    return sentences.comparison_title(comparison)


@register.filter
def spread_sentence(side: SideBySide) -> str:
    return sentences.spread_sentence(side)


@register.filter
def series_sentence(series: Series) -> str:
    return sentences.series_sentence(series)


@register.filter
def points_words(gap: Gap) -> str:
    return formats.points(gap.points)


@register.filter
def spread_verdict(gap: Gap) -> str:
    return sentences.difference_words(gap, "non testé")


@register.filter
def gap_interval_words(gap: Gap) -> str:
    return sentences.gap_interval_words(gap)


@register.filter
def change_words(change: Change) -> str:
    return sentences.change_words(change)


@register.filter
def rank_of(comparison: Comparison, row: FigureRow) -> str:
    """The place of a region, as far as it is known; empty where it is not."""
    interval: stats.RankInterval | None = comparison.ranks.get(row.region.pk)
    return sentences.rank_words(interval) if interval else ""


@register.filter
def cell(side: SideBySide, audience: Audience) -> FigureRow | None:
    return side.cells.get(audience)


@register.filter
def axis(indicator: Indicator) -> drawing.Axis | None:
    return drawing.axis(indicator.unit)


@register.filter
def strip(row: FigureRow) -> drawing.Strip | None:
    return drawing.row_strip(row)


@register.filter
def nation_strip(row: FigureRow) -> drawing.Strip | None:
    return drawing.nation_strip(row)


@register.filter
def audience_strip(cells: Mapping[Audience, FigureRow]) -> drawing.Strip | None:
    return drawing.audience_strip(cells)


@register.filter
def stacks(block: Block) -> list[drawing.Stack]:
    return [drawing.stack(rows) for rows in block.stacks]


@register.filter
def line(series: Series) -> drawing.Line | None:
    return drawing.line(series)


@register.filter
def anchor(block: Block) -> str:
    return addresses.anchor(block)


@register.simple_tag
def data_addresses(scope: addresses.Scope | Indicator, block: Block | None = None) -> list[tuple[str, str]]:
    """The name and address of each file of a page, or of one of its blocks."""
    return [(FORMAT_NAMES[extension], addresses.data(scope, extension, block)) for extension in FORMATS]


@register.simple_tag
def chart_library() -> str:
    """The address of Chart.js; empty where it was not installed, and the drawings stay."""
    collected = staticfiles_storage.exists(CHART_LIBRARY)
    if collected or (settings.WHITENOISE_USE_FINDERS and finders.find(CHART_LIBRARY)):
        return staticfiles_storage.url(CHART_LIBRARY)
    return ""


@register.simple_tag
def chart_address(scope: addresses.Scope, block: Block) -> str:
    return addresses.chart(scope, block)


@register.simple_tag
def stack_address(scope: addresses.Scope, block: Block) -> str:
    return addresses.stack_chart(scope, block)


@register.filter
def rank_words(report: Report) -> str:
    """ "4e rapport régional", or the kind alone where the rank is not known."""
    kind = report.get_kind_display()
    return f"{formats.ordinal(report.rank)} {kind}" if report.rank else kind


@register.filter
def number(value: int | Decimal) -> str:
    return formats.number(value)


@register.filter
def margin(points: float) -> str:
    """A half-width in points: "5,6 points"."""
    return formats.points(round(Decimal(points), 1))
