"""The regions beside the nation, on one answer of one audience."""

from collections.abc import Iterable
from dataclasses import replace

from regions import sentences
from regions.drawing.standalone.lines import TINY, plain, soft, strong, title
from regions.drawing.standalone.strips import (
    DOUBTS_KEY,
    NATION_KEY,
    audience_colour,
    coloured,
    keys,
    own_key,
)
from regions.drawing.standalone.tables import Row, absent_row, missing, table, value_cell
from regions.drawing.standalone.words import foot_lines, gap_words, value_marks, verdict_words
from regions.drawing.strips import nation_strip, row_strip
from regions.models import Region
from regions.rows import Block, Comparison, FigureRow, Status


def comparison_svg(comparison: Comparison, signed: str = "") -> str:
    """The nation, then each region beside it, then those without a value."""
    block, sentence = comparison.block, sentences.comparison_sentence(comparison)
    assert block is not None, "no region, no picture"
    name = sentences.comparison_title(comparison)
    rows = [_nation_row(block, comparison.nation)] if comparison.nation else []
    rows += [_region_row(block, row) for row in comparison.published]
    rows += [absent_row(_listed(regions), _status(status)) for status, regions in comparison.absent]
    own = own_key(comparison.audience.label, audience_colour(comparison.audience))
    doubts = any(row.doubtful for row in (*comparison.rows, comparison.nation) if row)
    compared = comparison.nation is not None or any(row.nation for row in comparison.rows)
    return table(
        comparison.indicator,
        name=name,
        description=sentence,
        head=[title(name), soft(f"{comparison.indicator.label}."), plain(sentence)],
        keys=keys([own, *([NATION_KEY] if compared else []), *([DOUBTS_KEY] if doubts else [])]),
        rows=rows,
        foot=comparison_foot(comparison, signed),
        reference=_reference(comparison.nation),
    )


def comparison_foot(comparison: Comparison, signed: str) -> list[str]:
    """What is said once under the regions, in their table and under their map."""
    assert comparison.block is not None
    nation = comparison.nation
    implied = nation and nation.figure and nation.figure.base_status == "implied"
    base = f"Base\u00a0: {comparison.base}{', déduite du contexte pour la France' if implied else ''}."
    return [base if comparison.base else "", *foot_lines(comparison.block), signed]


def _reference(nation: FigureRow | None) -> str:
    """Where the line of the nation stands; empty where its value is missing or doubtful."""
    strip = nation_strip(nation) if nation else None
    return next((mark.x for mark in strip.marks if mark.kind == "nation"), "") if strip else ""


def _region_row(block: Block, row: FigureRow) -> Row:
    verdict = verdict_words(block, row)
    return Row(
        label=[strong(str(row.region))],
        values=value_cell(row),
        marks=[*missing(row), *(soft(mark, TINY) for mark in value_marks(block, row))],
        gap=[strong(gap_words(row)), *([soft(verdict)] if verdict else [])],
        strip=coloured(row_strip(row), row.audience),
    )


def _nation_row(block: Block, row: FigureRow) -> Row:
    strip = coloured(nation_strip(row), row.audience)
    return replace(_region_row(block, row), gap=(), strip=strip)


def _listed(regions: Iterable[Region]) -> str:
    return ", ".join(str(region) for region in regions)


def _status(status: Status) -> str:
    return sentences.STATUS_WORDS[status]
