"""A number with its base and source, as a reader may quote it."""

from collections.abc import Iterable, Sequence

from regions.models import BaseStatus, Report
from regions.rows import Block, FigureRow, Verdict
from regions.sentences.blocks import block_sentence, number_sentence, said_rows, says_gaps
from regions.sentences.methods import fieldwork_words
from regions.typography import french

_DOUBTS = {BaseStatus.IMPLIED: "déduite du contexte", BaseStatus.UNKNOWN: "à confirmer"}


def citation(row: FigureRow, address: str) -> str:
    """The sentence, the base, the survey, the source and the address of one row, on one line."""
    if row.figure is None:
        return french(number_sentence(row))
    words = [number_sentence(row), base_words(row), survey_words([row]), source_words(row), address]
    return french(" ".join(words))


def block_citation(block: Block) -> str:
    """The sentence of a block with the surveys and sources of the values that it gives; its bases are in
    it."""
    rows = said_rows(block)
    sources = _sources(rows, with_nation=says_gaps(block))
    return french(f"{block_sentence(block)} {survey_words(rows)} {sources}")


def _sources(rows: Sequence[FigureRow], *, with_nation: bool) -> str:
    """ "Sources : PHARE Bretagne, 2017 ; …": of the values, and of the nation's beside them."""
    figures = [row.figure for row in rows if row.figure]
    if with_nation:
        figures += [row.nation.figure for row in rows if row.gap and row.nation and row.nation.figure]
    sources = list(dict.fromkeys(_dated(figure.report) for figure in figures))
    return f"Source{'s' if len(sources) > 1 else ''}\u00a0: {_listed(sources)}."


def basis(block: Block) -> list[str]:
    """What the headline values of a block rest on: bases, surveys with their fieldwork, reports; and what
    their gaps are worth where no verdict stands beside them.

    Respondents that are known stand beside their values.
    """
    rows = block.headlines
    surveys = dict.fromkeys(row.question.survey for row in rows if row.question)
    dated = [survey for survey in surveys if survey.fieldwork_start or survey.fieldwork_end]
    asked = [f"{one}, terrain {fieldwork_words(one)}" if one in dated else str(one) for one in surveys]
    end = "" if dated else ", dates de terrain non publiées"
    unknown = not any(row.figure and row.figure.respondents for row in rows)
    tested = [row.gap.verdict != Verdict.UNTESTED for row in rows if row.gap]
    gap = "" if any(tested) else "Écarts non testés." if tested else "Écarts à la France non calculés."
    return [
        f"{base_words(*rows).removesuffix('.')}{', effectifs non publiés' if unknown else ''}.",
        f"Enquête{'s' if len(asked) > 1 else ''}\u00a0: {_listed(asked)}{end}.",
        _sources(rows, with_nation=True),
        *([gap] if gap and not rows[0].region.is_nation else []),
    ]


def listed_sources(block: Block) -> str:
    """The reports of a whole block with their dates, the nation's among them, each once."""
    return _listed(dict.fromkeys(_dated(source.report) for source in block.sources))


def source_list(block: Block) -> str:
    """ "Sources : PHARE Bretagne, 2017 ; PHARE-Citoyens, 30 septembre 2015."."""
    reports = {source.report for source in block.sources}
    return f"Source{'s' if len(reports) > 1 else ''}\u00a0: {listed_sources(block)}."


def base_words(*rows: FigureRow) -> str:
    """ "Bases : Ensemble des citoyens (déduite du contexte) ; Dirigeants (à confirmer : Bretagne)."."""
    by_base: dict[str, list[FigureRow]] = {}
    for row in rows:
        if row.base:
            by_base.setdefault(str(row.base), []).append(row)
    if len(by_base) > 1 and all(row.figure and row.figure.base_status == BaseStatus.IMPLIED for row in rows):
        return f"Bases (déduites du contexte)\u00a0: {_listed(by_base)}."
    listed = _listed(f"{base}{_doubts(some)}" for base, some in by_base.items())
    return f"Base{'s' if len(by_base) > 1 else ''}\u00a0: {listed}."


def _doubts(rows: Sequence[FigureRow]) -> str:
    """For which of the rows of a base it is not what their source states."""
    regional = [row for row in rows if not row.region.is_nation]
    found = []
    for status, word in _DOUBTS.items():
        doubted = [row for row in rows if row.figure and row.figure.base_status == status]
        if len(doubted) == len(rows):
            found.append(word)
        elif doubted == regional and len(regional) > 1:
            found.append(f"{word} dans les sources régionales")
        elif doubted:
            found.append(f"{word}\u00a0: {', '.join(row.region.name for row in doubted)}")
    return f" ({_listed(found)})" if found else ""


def _dated(report: Report) -> str:
    return f"{report}, {report.released}"


def _listed(sources: Iterable[str]) -> str:
    return "\u202f; ".join(sources)


def survey_words(rows: Iterable[FigureRow]) -> str:
    """ "Enquêtes : PHARE-Citoyens (2015) ; PHARE-Associations (2015)."."""
    surveys = list(dict.fromkeys(str(row.question.survey) for row in rows if row.question))
    return f"Enquête{'s' if len(surveys) > 1 else ''}\u00a0: {_listed(surveys)}."


def source_words(row: FigureRow) -> str:
    """ "Source : PHARE Bretagne, 2017, d'après : … ; pour la France : PHARE-Citoyens, …"."""
    assert row.figure is not None
    report = row.figure.report
    nation = row.nation.figure.report if row.gap and row.nation and row.nation.figure else None
    reference = f"\u202f; pour la France\u00a0: {_dated(nation)}" if nation else ""
    return f"Source\u00a0: {_dated(report)}, d'après\u00a0: {row.figure.source}{reference}."
