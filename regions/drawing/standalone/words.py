"""What is written in the cells of a row, and once under all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regions import formats, sentences
from regions.models import BaseStatus
from regions.rows import Block, FigureRow

SEMICOLON = "\u202f; "


@dataclass(frozen=True, slots=True)
class RowWords:
    """What a row says in a table: cells of short lines, the strongest first."""

    label: tuple[str, ...]
    value: str
    marks: tuple[str, ...]
    gap: str
    nation: tuple[str, ...]


def row_words(block: Block, row: FigureRow) -> RowWords:
    """The cells of a row, as the page has them."""
    wave = str(row.question.survey) if block.shows_surveys and row.question else ""
    answer = row.answer.label if block.shows_answers and row.answer else ""
    verdict = verdict_words(block, row)
    return RowWords(
        label=filled([answer, row.audience.label, str(row.base or ""), wave]),
        value=sentences.value_words(row),
        marks=value_marks(block, row),
        gap=gap_words(row),
        nation=() if row.region.is_nation else filled([verdict, *_nation(block, row)]),
    )


def value_marks(block: Block, row: FigureRow) -> tuple[str, ...]:
    """What stands under a value: its respondents, its interval, its doubts."""
    return filled([sentences.respondents_words(row), _interval(row), *_doubts(block, row)])


def gap_words(row: FigureRow) -> str:
    if row.gap:
        return formats.signed_points(row.gap.points)
    return "écart non calculé" if row.value is not None and not row.region.is_nation else ""


def verdict_words(block: Block, row: FigureRow) -> str:
    """Empty where no gap of the block is tested: the note says so for all of them."""
    return sentences.VERDICT_WORDS[row.gap.verdict] if row.gap and block.shows_verdicts else ""


def foot_lines(block: Block) -> list[str]:
    """What is said once under the rows: surveys, notes, the lettered ones, and the sources."""
    lettered = {row.note_mark: row.note for row in _with_nations(block) if row.note_mark}
    sources = sentences.listed_sources(block)
    several = len({one.report for one in block.sources}) > 1
    named = f"Source{'s' if several else ''}\u00a0: {sources}." if sources else ""
    return [
        *filled([_surveys(block)]),
        *sentences.notes(block),
        *(f"{mark}. {note}" for mark, note in lettered.items()),
        *filled([named]),
    ]


def filled(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _surveys(block: Block) -> str:
    """ "Enquête : PHARE-Entreprises, OpinionWay ; effectifs non publiés."."""
    named = [", ".join(filled([str(one), one.institute])) for one in block.surveys]
    if not named:
        return ""
    sizes = _sizes(block.published)
    plural = "s" if len(named) > 1 else ""
    return f"Enquête{plural}\u00a0: {SEMICOLON.join(filled([*named, sizes]))}."


def _sizes(rows: Sequence[FigureRow]) -> str:
    """How far the respondents of values are known; empty where each value has its own."""
    unknown = [row for row in rows if not sentences.respondents_words(row)]
    if not unknown:
        return ""
    if len(unknown) < len(rows):
        return "effectif non publié là où il n'est pas écrit"
    return "effectif non publié" if len(rows) == 1 else "effectifs non publiés"


def _with_nations(block: Block) -> Iterable[FigureRow]:
    for row in block.rows:
        yield row
        if row.nation:
            yield row.nation


def _doubts(block: Block, row: FigureRow) -> list[str]:
    """Why a value is to be read with care."""
    if row.figure is None:
        return []
    status = row.figure.base_status
    said_for_all = block.all_implied and not row.region.is_nation
    return [
        "base déduite" if status == BaseStatus.IMPLIED and not said_for_all else "",
        "base à confirmer" if status == BaseStatus.UNKNOWN else "",
        sentences.CAUTION if row.caution and row.value is not None else "",
        "incertain" if row.uncertain else "",
        f"note {row.note_mark}" if row.note_mark else "",
    ]


def _nation(block: Block, row: FigureRow) -> list[str]:
    if row.question is None:
        return []
    if row.nation is None:
        return ["France non publié"]
    doubts = [sentences.respondents_words(row.nation), *_doubts(block, row.nation)]
    return [f"France {sentences.value_words(row.nation)}", *doubts]


def _interval(row: FigureRow) -> str:
    words = sentences.interval_words(row)
    return f"intervalle {words}" if words else ""
