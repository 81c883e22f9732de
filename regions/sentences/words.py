"""How one row, gap or interval is put in words."""

from collections.abc import Sequence
from math import ceil, floor

from regions import formats, stats
from regions.models import BaseStatus
from regions.rows import Change, FigureRow, Gap, Status, Verdict

STATUS_WORDS = {
    Status.PUBLISHED: "publié",
    Status.NOT_PUBLISHED: "non publié",
    Status.NOT_YET_ASKED: "non interrogés à cette date",
    Status.NOT_ASKED: "non demandé",
}
VERDICT_WORDS = {
    Verdict.ABOVE: "au-dessus de la France",
    Verdict.BELOW: "au-dessous de la France",
    Verdict.WITHIN: "dans la marge d'erreur",
    Verdict.UNTESTED: "non testé",
}
CAUTION = "à lire avec prudence"
UNCERTAIN = "valeur incertaine"


def listed(parts: Sequence[str]) -> str:
    """ "a", "a et b", "a, b et c"."""
    return " et ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def value_words(row: FigureRow) -> str:
    """The value as it is written, or why there is none."""
    if row.value is None:
        return STATUS_WORDS[row.status]
    qualifier = row.figure.qualifier if row.figure else ""
    return formats.value(row.value, row.indicator.unit, qualifier)


def map_words(row: FigureRow) -> str:
    """The number alone, starred where it has no class; empty where there is none."""
    if row.value is None:
        return ""
    return f"{formats.number(row.value)}{'' if row.comparable else '*'}"


def respondents_words(row: FigureRow) -> str:
    """ "304 répondants", "21 sur 23 répondants"; empty where the number is not known."""
    if row.figure is None or row.figure.respondents is None:
        return ""
    n = row.figure.respondents
    words = f"{formats.number(n)} répondant{'s' if n > 1 else ''}"
    if row.figure.count is None or row.figure.corrected_at:
        return words  # a correction gives no count: that of the first value would belie it
    return f"{formats.number(row.figure.count)} sur {words}"


def gap_words(gap: Gap) -> str:
    """ "6 points de plus que les 37 % de la France (écart non testé)"."""
    link = "que" if gap.points else "avec"
    return f"{arithmetic(gap)} {link} {_reference(gap)} ({test_words(gap)})"


def share(row: FigureRow) -> str:
    assert row.base is not None
    return f"{value_words(row)} des {row.base.people}{marks(row)}"


def marks(row: FigureRow) -> str:
    words = [word for word, on in ((CAUTION, row.caution), (UNCERTAIN, row.uncertain)) if on]
    return f" ({', '.join(words)})" if words else ""


def arithmetic(gap: Gap) -> str:
    if not gap.points:
        return "aucun écart"
    return f"{formats.points(gap.points)} de {'plus' if gap.points > 0 else 'moins'}"


def _reference(gap: Gap) -> str:
    return f"les {formats.value(gap.reference, gap.unit)} de la France"


def test_words(gap: Gap) -> str:
    if gap.verdict in (Verdict.ABOVE, Verdict.BELOW):
        return VERDICT_WORDS[gap.verdict]
    return f"écart {VERDICT_WORDS[gap.verdict]}"


def interval_words(row: FigureRow) -> str:
    """ "de 36 à 50 %", the interval of a value at 95 %, rounded outwards; empty where there is none."""
    if row.interval is None:
        return ""
    low, high = formats.number(floor(row.interval.low)), formats.number(ceil(row.interval.high))
    return f"de {low} à {high}{formats.NARROW_NO_BREAK}%"


def rank_words(interval: stats.RankInterval) -> str:
    """ "1re", "2e à 9e": the places that are possible."""
    best, worst = (formats.feminine_ordinal(place) for place in interval)
    return best if best == worst else f"{best} à {worst}"


def point_words(row: FigureRow) -> str:
    """All that a point on a chart says of its row, after its label: "43 %, +6 points, non testé"."""
    gap = [formats.signed_points(row.gap.points), VERDICT_WORDS[row.gap.verdict]] if row.gap else []
    doubts = [CAUTION] if row.caution and row.value is not None else []
    if row.uncertain:
        doubts.append(UNCERTAIN)
    if row.figure and row.figure.base_status == BaseStatus.UNKNOWN:
        doubts.append("base à confirmer")
    interval = f"intervalle {words}" if (words := interval_words(row)) else ""
    return ", ".join(filter(None, [value_words(row), *gap, respondents_words(row), interval, *doubts]))


def wave_words(row: FigureRow) -> str:
    """The year of a wave."""
    released = row.question.survey.released_on if row.question else None
    return str(released.year) if released else "date inconnue"


def change_words(change: Change) -> str:
    """ "43 %, auparavant publié 44 %."."""
    figure = change.figure
    before = "non publié"
    if change.before is not None:
        before = f"publié {formats.value(change.before, figure.unit, figure.qualifier)}"
    return f"{formats.value(change.after, figure.unit, figure.qualifier)}, auparavant {before}."


def difference_words(gap: Gap, untested: str) -> str:
    """What a test says of two waves or two audiences; `untested` where there was none."""
    if gap.verdict == Verdict.UNTESTED:
        return untested
    return VERDICT_WORDS[Verdict.WITHIN] if gap.verdict == Verdict.WITHIN else "au-delà de la marge d'erreur"


def gap_interval_words(gap: Gap) -> str:
    """ "de −0,4 à +12,6 points"; empty where there is none."""
    if gap.interval is None:
        return ""
    low, high = gap.interval.rounded()
    return f"de {formats.signed(low)} à {formats.signed_points(high)}"
