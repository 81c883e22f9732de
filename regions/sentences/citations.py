"""A number with its base and source, as a reader may quote it."""

from collections.abc import Iterable

from regions.models import BaseStatus
from regions.rows import Block, FigureRow
from regions.sentences.blocks import block_sentence, number_sentence, said_rows


def citation(row: FigureRow, address: str) -> str:
    """The sentence, the base, the source and the address of one row, on one line."""
    if row.figure is None:
        return number_sentence(row)
    return f"{number_sentence(row)} {base_words(row)} {source_words(row)} {address}"


def block_citation(block: Block) -> str:
    """The sentence of a block with the sources of the values that it gives; its bases are in it."""
    sources = _sources(said_rows(block))
    return f"{block_sentence(block)} Source{'s' if len(sources) > 1 else ''}\u00a0: {_listed(sources)}."


def listed_sources(block: Block) -> str:
    """The reports of a block with their dates, each once."""
    return _listed(_sources(block.rows))


def _sources(rows: Iterable[FigureRow]) -> list[str]:
    """The reports of these rows, and of the nation's values beside them, with their dates, each once."""
    figures = [row.figure for row in rows if row.figure]
    figures += [row.nation.figure for row in rows if row.gap and row.nation and row.nation.figure]
    return list(dict.fromkeys(f"{figure.report}, {figure.report.released}" for figure in figures))


def _listed(sources: list[str]) -> str:
    return "\u00a0; ".join(sources)


def base_words(row: FigureRow) -> str:
    """ "Base : entreprises d'au moins 10 salariés (implicite)."."""
    assert row.figure is not None
    status = row.figure.base_status
    doubt = {BaseStatus.IMPLIED: " (implicite)", BaseStatus.UNKNOWN: " (à confirmer)"}.get(
        BaseStatus(status), ""
    )
    return f"Base\u00a0: {row.base}{doubt}."


def source_words(row: FigureRow) -> str:
    """ "Source : PHARE Bretagne, 2017, d'après : … ; pour la France : PHARE-Citoyens, …"."""
    assert row.figure is not None
    report = row.figure.report
    nation = row.nation.figure.report if row.gap and row.nation and row.nation.figure else None
    reference = f"\u00a0; pour la France\u00a0: {nation}, {nation.released}" if nation else ""
    return f"Source\u00a0: {report}, {report.released}, d'après\u00a0: {row.figure.source}{reference}."
