"""What is said of one indicator across regions, audiences and waves."""

from collections.abc import Sequence

from regions import formats
from regions.models import Indicator, Unit
from regions.rows import Comparison, FigureRow, Series, SideBySide, Verdict
from regions.sentences.blocks import number_sentence
from regions.sentences.citations import base_words, source_list
from regions.sentences.words import (
    CAUTION,
    STATUS_WORDS,
    VERDICT_WORDS,
    arithmetic,
    capitalised,
    difference_words,
    listed,
    marks,
    share,
    value_words,
    wave_words,
)

_SEVERAL = 3
_NAMED = 4
_MEASURED = {Unit.PERCENT: "la part", Unit.MARK: "la note", Unit.COUNT: "le nombre", Unit.MEAN: "la moyenne"}


def comparison_title(comparison: Comparison) -> str:
    """ "Fragilité prioritaire, emploi : citoyens, par région", or the names of the chosen regions."""
    title = _subject(comparison)
    return f"{title}\u00a0: {comparison.audience.label.lower()}, {_where(comparison)}"


def _subject(comparison: Comparison) -> str:
    """The indicator, and which answer is counted where its name does not say it."""
    title, answer = comparison.indicator.short_label, comparison.answer
    several = comparison.question is not None and comparison.question.several_answers
    said = title.lower().endswith(answer.label.lower())
    if not said and (several or not answer.headline or not answer.predicate):
        title = f"{title}, {answer.label[:1].lower()}{answer.label[1:]}"
    return title


def _where(comparison: Comparison) -> str:
    """Each region, or those that a reader chose."""
    names = [row.region.name for row in comparison.rows]
    if not comparison.others:
        return "par région"
    return listed(names) if len(names) <= _NAMED else f"{len(names)} régions"


def audiences_title(indicator: Indicator) -> str:
    return f"{indicator.short_label}\u00a0: les publics côte à côte"


def series_title(series: Series) -> str:
    first = series.first
    return f"{first.indicator.short_label} {first.region.name_in}, d'une vague à l'autre"


def finding(comparison: Comparison) -> str:
    """The nation's value as a sentence; empty where there is none that may be said so."""
    row = comparison.nation
    if row is None or row.value is None or row.indicator.unit != Unit.PERCENT:
        return ""
    if row.answer is None or not row.answer.predicate:
        return ""
    return f"{capitalised(row.region.name_in)}, {share(row)} {row.answer.predicate}."


def comparison_sentence(comparison: Comparison) -> str:
    """How the regions spread, and how far that was tested."""
    if comparison.question is None:
        people = comparison.audience.label.lower()
        return f"Aucune enquête publiée n'a posé cette question à ce public ({people})\u00a0: non demandé."
    published = comparison.published
    left = _absent(comparison) if comparison.others else []
    if not published:
        return " ".join(left) or "Aucune valeur régionale n'est publiée pour ce public."
    if len(published) == 1:
        alone = [] if comparison.others else ["Une seule région publiée."]
        return " ".join([number_sentence(published[0]), *alone, *left])
    ordered = comparison.ordered
    others = [row for row in published if not row.comparable]
    spread = _spread(ordered, len(published), _kind(comparison))
    return " ".join(filter(None, [spread, _tests(ordered), *_apart(others), *left]))


def analysis_sentence(comparison: Comparison) -> str:
    """What a choice of regions shows: the nation's value, then theirs."""
    said, nation = comparison_sentence(comparison), comparison.nation
    if nation is None or nation.value is None:
        return said
    if len(comparison.published) == 1 and comparison.published[0].gap:
        return said  # which gives the nation's value
    if nation.answer and nation.answer.predicate:
        return f"{number_sentence(nation)} {said}"
    subject, where = _subject(comparison), capitalised(nation.region.name_in)
    return f"{where}, {subject[:1].lower()}{subject[1:]}\u00a0: {_of(nation)}. {said}"


def comparison_citation(comparison: Comparison) -> str:
    """The sentence with its base and sources; empty where nothing is published."""
    if comparison.block is None or comparison.base is None or not comparison.block.sources:
        return ""
    said = analysis_sentence(comparison)
    if (
        said == comparison_sentence(comparison) and len(comparison.published) != 1
    ):  # which leaves its subject to the title
        said = f"{comparison_title(comparison)}. {said}"
    nation = [comparison.nation] if comparison.nation else []
    return " ".join([said, base_words(*nation, *comparison.published), source_list(comparison.block)])


def spread_sentence(side: SideBySide) -> str:
    """How far apart the audiences of one territory stand."""
    where = capitalised(side.region.name_in)
    if side.spread is None or side.low is None or side.high is None:
        return f"{where}\u00a0: {listed([_of(row) for row in side.published])}."
    if not side.spread.points:
        return f"{where}\u00a0: {listed([_of(row) for row in side.cells.values() if row.comparable])}."
    return (
        f"{where}, de {_of(side.low)} à {_of(side.high)}\u00a0: {formats.points(side.spread.points)} "
        f"d'un public à l'autre ({difference_words(side.spread, 'écart non testé')})."
    )


def series_sentence(series: Series) -> str:
    """The first and last wave, and what lies between them."""
    first, last = series.first, series.last
    where, answer = capitalised(first.region.name_in), first.answer
    clause = _of(first)
    if answer and answer.predicate and first.indicator.unit == Unit.PERCENT:
        clause = f"{clause} {answer.predicate}"
    sentence = (
        f"{where}, {clause} en {wave_words(first)}, {value_words(last)}{marks(last)} en {wave_words(last)}"
    )
    if series.change is None:
        return f"{sentence}."
    change = f"{arithmetic(series.change)} ({difference_words(series.change, 'évolution non testée')})"
    return f"{sentence}\u00a0: {change}."


def _kind(comparison: Comparison) -> str:
    """Which regions: those that are published, or of those that a reader chose."""
    if not comparison.others:
        return "régions publiées"
    return "régions choisies et publiées" if comparison.absent else "régions choisies"


def _absent(comparison: Comparison) -> list[str]:
    """The chosen regions without a value, by reason."""
    return [
        f"{capitalised(STATUS_WORDS[status])}\u00a0: {listed([region.name for region in regions])}."
        for status, regions in comparison.absent
    ]


def _spread(rows: Sequence[FigureRow], published: int, kind: str) -> str:
    """ "Dans les 5 régions publiées, de 65 % en Nouvelle-Aquitaine à 91 % en PACA."."""
    if not rows:
        return ""
    high, low = rows[0], rows[-1]
    if len(rows) == published and high.value == low.value:
        return f"{value_words(high)} dans chacune des {published} {kind}."
    where = f"les {published} {kind}"
    if len(rows) < published:
        where = f"{len(rows)} des {published} {kind}"
    if high.value == low.value:
        return f"Dans {where}, {value_words(high)}\u00a0: {_places(rows, high)}."
    return (
        f"Dans {where}, {_MEASURED[Unit(high.indicator.unit)]} va de {value_words(low)} {_places(rows, low)} "
        f"à {value_words(high)} {_places(rows, high)}."
    )


def _places(rows: Sequence[FigureRow], extreme: FigureRow) -> str:
    """The regions that share an extreme value, or how many they are."""
    found = [row.region.name_in for row in rows if row.value == extreme.value]
    return f"dans {len(found)} d'entre elles" if len(found) > _SEVERAL else listed(found)


def _tests(rows: Sequence[FigureRow]) -> str:
    gaps = [(row, row.gap) for row in rows if row.gap]
    if not gaps:
        return ""
    if all(gap.verdict == Verdict.UNTESTED for _, gap in gaps):
        return "Écarts à la France non testés."
    parts = []
    for verdict in (Verdict.ABOVE, Verdict.BELOW, Verdict.WITHIN, Verdict.UNTESTED):
        names = [row.region.name for row, gap in gaps if gap.verdict == verdict]
        if names:
            parts.append(f"{VERDICT_WORDS[verdict]}\u00a0: {listed(names)}")
    return capitalised("\u202f; ".join(parts)) + "."


def _apart(rows: Sequence[FigureRow]) -> list[str]:
    """The values that may not be ordered, each with the reason."""
    found: dict[str, list[str]] = {}
    for row in rows:
        reason = (
            "à confirmer" if row.uncertain else CAUTION if row.caution else "donné comme un ordre de grandeur"
        )
        found.setdefault(reason, []).append(f"{value_words(row)} {row.region.name_in}")
    return [f"{capitalised(reason)}\u00a0: {listed(values)}." for reason, values in found.items()]


def _of(row: FigureRow) -> str:
    """ "43 % des maires (à lire avec prudence)", "environ 1 200 000 (associations partenaires)"."""
    if row.base is None:
        return f"{value_words(row)}{marks(row)}"
    if row.indicator.unit == Unit.PERCENT:
        return share(row)
    return f"{value_words(row)} ({row.base.people}){marks(row)}"
