"""What search engines and social media show of a page: a title, a description, and a picture of its number.

Both say what the page says, in words of arithmetic, and are as long as is usually shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from regions import sentences
from regions.documents.card import Card, CardFigure, card_figure
from regions.models import Indicator, Region, Report
from regions.rows import Block, Comparison, FigureRow, blocks

LONGEST_TITLE = 60 - len(" – Phare")
LONGEST_DESCRIPTION = 160

Found = tuple[Block, FigureRow]


@dataclass(frozen=True, slots=True)
class Social:
    """The words and the picture of a page; its number is in both, or in neither."""

    title: str
    description: str
    card: Card

    @property
    def alternative(self) -> str:
        """What the picture shows, for who does not see it."""
        figure = self.card.figure
        number = " ".join([figure.value, *filter(None, figure.lines)])
        return ". ".join(filter(None, [self.card.headline.removesuffix("."), number, self.card.date]))


def of_region(region: Region, shown: Iterable[Block]) -> Social:
    found = number_of(shown)
    if found is None:
        said = f"Aucun chiffre public {region.name_in} à cette date."
        return Social(_title(region.name), said, Card(region.name, date=said))
    name = f"{region}\u00a0: les partenariats en chiffres"
    row = found[1]
    return Social(
        _title(_bare(row), name, region.name),
        _description(row, sentences.lead(region, [found[0]])),
        _card(found, region.name),
    )


def of_indicator(indicator: Indicator, comparison: Comparison, nation: Block | None) -> Social:
    """The nation's number; without one, none: that of a region is not the indicator's."""
    name = indicator.short_label
    found = number_of([nation] if nation else [])
    spread = sentences.comparison_sentence(comparison)
    if found is None:
        told = [sentences.block_sentence(nation)] if nation else [spread]
        return Social(_title(name), _fitting(LONGEST_DESCRIPTION, *told, f"{indicator.label}."), Card(name))
    row = found[1]
    said = sentences.compared_sentence(row)
    return Social(
        _title(f"{name}\u00a0: la France et ses régions", name),
        _fitting(LONGEST_DESCRIPTION, f"{said} {spread}", said, f"{indicator.label}."),
        _card(found, name),
    )


def of_report(report: Report, shown: Iterable[Block]) -> Social:
    found = number_of(shown)
    title, date = _title(str(report)), str(report.released)
    if found is None:
        return Social(title, f"{report}, {date}.", Card(str(report), place=report.region.name, date=date))
    return Social(
        title,
        _description(found[1]),
        _card(found, report.region.name),
    )


def of_number(row: FigureRow) -> Social:
    (block,) = blocks([row])
    name, value = row.indicator.short_label, sentences.value_words(row)
    return Social(
        _title(_bare(row), f"{value}\u00a0: {name}, {row.region}", f"{value}\u00a0: {name}"),
        _description(row),
        _card((block, row), name),
    )


def number_of(shown: Iterable[Block]) -> Found | None:
    """The number that stands for a page: the first headline of its featured indicators, without caution
    where there is one; None where nothing may stand for it."""
    found = [(block, row) for block in shown for row in block.headlines]
    return min(found, key=lambda one: (one[1].caution, not one[0].indicator.featured), default=None)


def _description(row: FigureRow, *first: str) -> str:
    told = [sentences.number_sentence(row), sentences.compared_sentence(row), f"{_bare(row)}."]
    return _fitting(LONGEST_DESCRIPTION, *filter(None, first), *told)


def _bare(row: FigureRow) -> str:
    """The value alone, as a sentence without its end."""
    return sentences.bare_sentence(row).removesuffix(".")


def _card(found: Found, place: str) -> Card:
    block, row = found
    figure = card_figure(block, row) if row.value is not None else CardFigure()
    return Card(sentences.bare_sentence(row), place, _source(row), figure=figure)


def _source(row: FigureRow) -> str:
    return f"Source\u00a0: {row.figure.report}, {row.figure.report.released}" if row.figure else ""


def _title(*texts: str) -> str:
    return _fitting(LONGEST_TITLE, *texts)


def _fitting(longest: int, *texts: str) -> str:
    """The first that is short enough, else the shortest: a sentence is never cut."""
    return next((text for text in texts if len(text) <= longest), min(texts, key=len))
