"""What is said of one measure across some regions, or across the audiences of one."""

from regions import formats
from regions.models import Unit
from regions.rows import FigureRow, Measure, SideBySideMeasures, Verdict
from regions.sentences.citations import base_words, source_list
from regions.sentences.words import (
    STATUS_WORDS,
    arithmetic,
    capitalised,
    difference_words,
    listed,
    marks,
    share,
    test_words,
    value_words,
)


def compared_title(compared: SideBySideMeasures) -> str:
    """ "Bretagne et Grand Est : entreprises", "Bretagne : les publics côte à côte"."""
    if compared.region:
        return f"{compared.region}\u00a0: les publics côte à côte"
    audience = compared.audience.label.lower() if compared.audience else ""
    return f"{listed([str(region) for region in compared.columns])}\u00a0: {audience}"


def measure_sentence(measure: Measure) -> str:
    """The values, their gaps to the nation and how far apart they are, in words of arithmetic."""
    if len({row.region for row in measure.rows}) > 1:
        parts = [
            _of_regions(measure),
            _gaps(measure),
            _apart(measure, "D'une région à l'autre"),
            *_absent(measure),
        ]
    else:
        parts = [_of_audiences(measure), _apart(measure, "D'un public à l'autre")]
    return " ".join(filter(None, parts))


def measure_citation(measure: Measure) -> str:
    """The sentence with its bases and sources."""
    return " ".join([measure_sentence(measure), base_words(*measure.published), source_list(measure.block)])


def _of_regions(measure: Measure) -> str:
    row = measure.first
    values = listed([f"{_value(one)} {one.region.name_in}" for one in measure.published])
    nation = measure.nation
    beside = ""
    if nation and nation.value is not None:
        beside = f" ({_value(nation)} {nation.region.name_in})"
    people = row.base.people if row.base else ""
    if row.answer and row.answer.predicate and row.indicator.unit == Unit.PERCENT and people:
        return f"Parmi les {people}, {values} {row.answer.predicate}{beside}."
    return f"{_subject(measure)} ({people})\u00a0: {values}{beside}."


def _of_audiences(measure: Measure) -> str:
    where = capitalised(measure.first.region.name_in)
    values = listed([_people(row) for row in measure.published])
    predicates = {row.answer.predicate for row in measure.published if row.answer}
    series = {row.question.series for row in measure.published if row.question}
    if len(series) == 1 and measure.indicator.unit == Unit.PERCENT and (predicate := "".join(predicates)):
        return f"{where}, {values} {predicate}."
    subject = _subject(measure)
    return f"{where}, {subject[:1].lower()}{subject[1:]}\u00a0: {values}."


def _gaps(measure: Measure) -> str:
    gaps = [(row, row.gap) for row in measure.rows if row.gap]
    if not gaps:
        return ""
    untested = all(gap.verdict == Verdict.UNTESTED for _, gap in gaps)
    said = [
        f"{arithmetic(gap)} {row.region.name_in}{'' if untested else f' ({test_words(gap)})'}"
        for row, gap in gaps
    ]
    plural = "s" if len(gaps) > 1 else ""
    end = f" (écart{plural} non testé{plural})" if untested else ""
    return f"Par rapport à la France\u00a0: {listed(said)}{end}."


def _apart(measure: Measure, between: str) -> str:
    found = measure.spread
    if found is None or found.gap is None:
        return ""
    size = formats.points(found.gap.points) if found.gap.points else "aucun écart"
    return f"{between}\u00a0: {size} ({difference_words(found.gap, 'écart non testé')})."


def _absent(measure: Measure) -> list[str]:
    reasons: dict[str, list[str]] = {}
    for row in measure.rows:
        if row.value is None:
            reasons.setdefault(STATUS_WORDS[row.status], []).append(row.region.name)
    return [f"{capitalised(reason)}\u00a0: {listed(names)}." for reason, names in reasons.items()]


def _subject(measure: Measure) -> str:
    subject = measure.indicator.short_label
    if measure.shows_answer and measure.answer:
        return f"{subject}, {measure.answer.label[:1].lower()}{measure.answer.label[1:]}"
    return subject


def _people(row: FigureRow) -> str:
    if row.indicator.unit == Unit.PERCENT and row.base:
        return share(row)
    return f"{_value(row)} ({row.base.people if row.base else row.audience.label.lower()})"


def _value(row: FigureRow) -> str:
    return f"{value_words(row)}{marks(row)}"
