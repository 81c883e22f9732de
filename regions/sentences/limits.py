"""What the figures of one territory do not say, computed from them and from what is missing beside them."""

from collections.abc import Iterable, Sequence

from regions.models import Unit
from regions.rows import Block, FigureRow, Status
from regions.sentences.blocks import lacks_reference, notes
from regions.sentences.words import STATUS_WORDS, capitalised, listed, wave_words

_MISSING = (Status.NOT_PUBLISHED, Status.NOT_YET_ASKED, Status.NOT_ASKED)


def limits(table: Block, missing: Iterable[FigureRow] = ()) -> list[str]:
    """The most important first. `table` holds the values that are given, of one or of several indicators;
    `missing` the rows without one."""
    rows = table.published
    found = [
        *notes(table),
        _without_gap(rows),
        _restricted(rows),
        *_absences([*(row for row in table.rows if row.value is None), *missing]),
        _waves(rows),
        _counts(rows),
    ]
    return [words for words in found if words]


def _without_gap(rows: Sequence[FigureRow]) -> str:
    """Where others have a gap: for those without any, `notes` says it."""
    without = [row for row in rows if not row.region.is_nation and row.gap is None and lacks_reference(row)]
    if not without or not any(row.gap for row in rows):
        return ""
    several = "s" if len(without) > 1 else ""
    return f"{len(without)} chiffre{several} sans valeur nationale comparable, donc sans écart."


def _restricted(rows: Sequence[FigureRow]) -> str:
    bases = _once(row.base.people for row in rows if row.base and row.base.restriction)
    if not bases:
        return ""
    return f"Rien sur ceux qui sont hors de la base\u00a0: {listed(bases)}."


def _absences(rows: Iterable[FigureRow]) -> list[str]:
    """For each reason, the subjects with the audiences that are missing."""
    found: dict[Status, dict[str, list[str]]] = {}
    for row in rows:
        subjects = found.setdefault(row.status, {})
        audiences = subjects.setdefault(row.indicator.short_label, [])
        if row.audience.label.lower() not in audiences:
            audiences.append(row.audience.label.lower())
    return [
        f"{capitalised(STATUS_WORDS[status])}\u00a0: "
        f"{listed([f'{subject} ({listed(of)})' for subject, of in found[status].items()])}."
        for status in _MISSING
        if status in found
    ]


def _waves(rows: Sequence[FigureRow]) -> str:
    years: dict[str, set[str]] = {}
    waves: dict[tuple[int, str], set[int]] = {}
    for row in rows:
        if row.question:
            years.setdefault(wave_words(row), set()).add(row.audience.label.lower())
            waves.setdefault((row.indicator.pk, row.audience), set()).add(row.question.survey_id)
    if not waves:
        return ""
    several = any(len(surveys) > 1 for surveys in waves.values())
    once = "" if several else "Une seule vague par question\u00a0: rien sur une évolution."
    if len(years) < 2:
        return once
    asked = "\u202f; ".join(f"{listed(sorted(of))} ({year})" for year, of in sorted(years.items()))
    return f"Publics interrogés à des dates différentes\u00a0: {asked}. {once}".strip()


def _counts(rows: Sequence[FigureRow]) -> str:
    audiences: dict[str, set[str]] = {}
    for row in rows:
        if row.indicator.unit == Unit.COUNT:
            audiences.setdefault(row.indicator.short_label, set()).add(row.audience)
    several = [subject for subject, of in audiences.items() if len(of) > 1]
    if not several:
        return ""
    return capitalised(f"{listed(several)}\u00a0: les décomptes de publics différents ne s'additionnent pas.")


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
