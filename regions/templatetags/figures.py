"""Filters that write rows in templates: thin covers of formats and sentences."""

from django import template

from regions import formats, sentences
from regions.models import Report
from regions.rows import Block, FigureRow, Gap

register = template.Library()


@register.filter
def value_words(row: FigureRow) -> str:
    return sentences.value_words(row)


@register.filter
def respondents_words(row: FigureRow) -> str:
    return sentences.respondents_words(row)


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
def block_notes(block: Block) -> list[str]:
    return sentences.notes(block)


@register.filter
def rank_words(report: Report) -> str:
    """ "4e rapport régional", or the kind alone where the rank is not known."""
    kind = report.get_kind_display()
    return f"{formats.ordinal(report.rank)} {kind}" if report.rank else kind


@register.filter
def number(value: int) -> str:
    return formats.number(value)
