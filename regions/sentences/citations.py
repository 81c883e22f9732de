"""A number with its base and source, as a reader may quote it."""

from regions.models import BaseStatus
from regions.rows import Block, FigureRow
from regions.sentences.blocks import block_sentence, number_sentence


def citation(row: FigureRow, address: str) -> str:
    """The sentence, the base, the source and the address of one row, on one line."""
    if row.figure is None:
        return number_sentence(row)
    return f"{number_sentence(row)} {base_words(row)} {source_words(row)} {address}"


def block_citation(block: Block) -> str:
    """The sentence of a block with its sources; its bases are in the sentence."""
    reports = {source.report for source in block.sources}
    return f"{block_sentence(block)} Source{'s' if len(reports) > 1 else ''}\u00a0: {listed_sources(block)}."


def listed_sources(block: Block) -> str:
    """The reports of a block with their dates, each once."""
    return "\u00a0; ".join(
        dict.fromkeys(f"{source.report}, {source.report.released}" for source in block.sources)
    )


def base_words(row: FigureRow) -> str:
    """ "Base : entreprises d'au moins 10 salariés (implicite)."."""
    assert row.figure is not None
    status = row.figure.base_status
    doubt = {BaseStatus.IMPLIED: " (implicite)", BaseStatus.UNKNOWN: " (à confirmer)"}.get(
        BaseStatus(status), ""
    )
    return f"Base\u00a0: {row.base}{doubt}."


def source_words(row: FigureRow) -> str:
    """ "Source : PHARE-Entreprises, 30 octobre 2015 ; d'après : …"."""
    assert row.figure is not None
    report = row.figure.report
    return f"Source\u00a0: {report}, {report.released}\u00a0; d'après\u00a0: {row.figure.source}."
