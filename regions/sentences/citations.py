"""A number with its base and source, as a reader may quote it."""

from collections.abc import Iterable, Sequence

from regions.models import BaseStatus, Report
from regions.rows import Block, FigureRow
from regions.sentences.blocks import block_sentence, number_sentence, said_rows, says_gaps
from regions.typography import french


def citation(row: FigureRow, address: str) -> str:
    """The sentence, the base, the source and the address of one row, on one line."""
    if row.figure is None:
        return french(number_sentence(row))
    return french(f"{number_sentence(row)} {base_words(row)} {source_words(row)} {address}")


def block_citation(block: Block) -> str:
    """The sentence of a block with the sources of the values that it gives; its bases are in it."""
    rows = said_rows(block)
    figures = [row.figure for row in rows if row.figure]
    if says_gaps(block):
        figures += [row.nation.figure for row in rows if row.gap and row.nation and row.nation.figure]
    sources = list(dict.fromkeys(_dated(figure.report) for figure in figures))
    return french(
        f"{block_sentence(block)} Source{'s' if len(sources) > 1 else ''}\u00a0: {_listed(sources)}."
    )


def listed_sources(block: Block) -> str:
    """The reports of a whole block with their dates, the nation's among them, each once."""
    return _listed(dict.fromkeys(_dated(source.report) for source in block.sources))


def source_list(block: Block) -> str:
    """ "Sources : PHARE Bretagne, 2017 ; PHARE-Citoyens, 30 septembre 2015."."""
    reports = {source.report for source in block.sources}
    return f"Source{'s' if len(reports) > 1 else ''}\u00a0: {listed_sources(block)}."


def base_list(bases: Sequence[str]) -> str:
    """ "Bases : Ensemble des citoyens ; Dirigeants d'entreprise."."""
    return f"Base{'s' if len(bases) > 1 else ''}\u00a0: {_listed(bases)}."


def _dated(report: Report) -> str:
    return f"{report}, {report.released}"


def _listed(sources: Iterable[str]) -> str:
    return "\u202f; ".join(sources)


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
    reference = f"\u202f; pour la France\u00a0: {_dated(nation)}" if nation else ""
    return f"Source\u00a0: {_dated(report)}, d'après\u00a0: {row.figure.source}{reference}."
