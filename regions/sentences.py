"""Words about numbers, built from rows alone. Arithmetic is always said; judgement only where tested."""

from collections.abc import Sequence

from regions import formats
from regions.models import Region, Unit
from regions.rows import Block, FigureRow, Gap, Status, Verdict

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


def respondents_words(row: FigureRow) -> str:
    """ "304 répondants", "21 sur 23 répondants"; empty where the number is not known."""
    if row.figure is None or row.figure.respondents is None:
        return ""
    n = row.figure.respondents
    words = f"{formats.number(n)} répondant{'s' if n > 1 else ''}"
    return words if row.figure.count is None else f"{formats.number(row.figure.count)} sur {words}"


def gap_words(gap: Gap) -> str:
    """ "6 points de plus que les 37 % de la France (écart non testé)"."""
    link = "que" if gap.points else "avec"
    return f"{_arithmetic(gap)} {link} {_reference(gap)} ({_test(gap)})"


def block_sentence(block: Block) -> str:
    """What one indicator says of one territory; empty where nothing is published."""
    if not block.published:
        return ""
    region = block.published[0].region
    if not (headlines := _sayable(block)):
        return f"{block.indicator.short_label}, {region.name_in}\u00a0: {_listed_values(block)}."
    where = capitalised(region.name_in)
    if len(headlines) == 1:
        return f"{where}, {_figure_clause(headlines[0])}."
    return f"{where}, {_headline_clauses(headlines)}.{_gaps_sentence(headlines)}"


def lead(region: Region, blocks: Sequence[Block]) -> str:
    """The opening of a page: values of the featured indicators, without gaps."""
    clauses = [
        _headline_clauses(rows) for block in blocks if block.indicator.featured and (rows := _sayable(block))
    ]
    if not clauses:
        return ""
    first, *others = clauses
    return " ".join([f"{capitalised(region.name_in)}, {first}.", *(f"{clause}." for clause in others)])


def notes(block: Block) -> list[str]:
    """What holds for a whole table, said once under it."""
    rows = block.published
    return [*_gap_notes(rows), *_base_notes(block), *_reading_notes(rows)]


def _sayable(block: Block) -> list[FigureRow]:
    """The headline rows of which a sentence can be made: shares whose answer has a predicate."""
    if block.indicator.unit != Unit.PERCENT:
        return []
    return [row for row in block.headlines if row.answer and row.answer.predicate]


def _figure_clause(row: FigureRow) -> str:
    clause = _headline_clauses([row])
    return f"{clause}, {gap_words(row.gap)}" if row.gap else clause


def _headline_clauses(rows: Sequence[FigureRow]) -> str:
    """ "65 % des citoyens et 77 % des responsables associatifs voient …", a clause for each series."""
    clauses = []
    for series in dict.fromkeys(row.question.series for row in rows):
        shares = [_share(row) for row in rows if row.question.series == series]
        clauses.append(f"{listed(shares)} {rows[0].answer.predicate if rows[0].answer else ''}")
    return "\u00a0; ".join(clauses)


def _share(row: FigureRow) -> str:
    assert row.base is not None
    return f"{value_words(row)} des {row.base.people}{_marks(row)}"


def _marks(row: FigureRow) -> str:
    marks = [word for word, on in ((CAUTION, row.caution), (UNCERTAIN, row.uncertain)) if on]
    return f" ({', '.join(marks)})" if marks else ""


def _listed_values(block: Block) -> str:
    """Each base's answers: "emploi 7,1 sur 10, environnement 6,3 sur 10 (citoyens)"."""
    several = len({row.answer for row in block.published}) > 1
    bases: dict[tuple[str, str], list[str]] = {}
    for row in block.published:
        assert row.base is not None
        assert row.answer is not None
        label = f"{row.answer.label[:1].lower()}{row.answer.label[1:]} " if several else ""
        wave = str(row.question.survey) if block.shows_surveys else ""
        values = bases.setdefault((row.base.people, wave), [])
        values.append(f"{label}{value_words(row)}{_marks(row)}")
    return "\u00a0; ".join(
        f"{', '.join(values)} ({', '.join(filter(None, place))})" for place, values in bases.items()
    )


def _gaps_sentence(rows: Sequence[FigureRow]) -> str:
    compared = [(row, row.gap) for row in rows if row.gap]
    if not compared:
        return ""
    untested = all(gap.verdict == Verdict.UNTESTED for _, gap in compared)
    gaps = []
    for row, gap in compared:
        test = "" if untested else f", {_test(gap)}"
        people = row.base.people if row.base else ""
        gaps.append(f"{_arithmetic(gap)} chez les {people} ({formats.value(gap.reference, gap.unit)}{test})")
    end = "\u00a0; écarts non testés" if untested else ""
    return f" Par rapport à la France\u00a0: {listed(gaps)}{end}."


def _arithmetic(gap: Gap) -> str:
    if not gap.points:
        return "aucun écart"
    return f"{formats.points(gap.points)} de {'plus' if gap.points > 0 else 'moins'}"


def _reference(gap: Gap) -> str:
    return f"les {formats.value(gap.reference, gap.unit)} de la France"


def _test(gap: Gap) -> str:
    if gap.verdict in (Verdict.ABOVE, Verdict.BELOW):
        return VERDICT_WORDS[gap.verdict]
    return f"écart {VERDICT_WORDS[gap.verdict]}"


def _gap_notes(rows: Sequence[FigureRow]) -> list[str]:
    gaps = [row.gap for row in rows if row.gap]
    if any(gap.verdict != Verdict.UNTESTED for gap in gaps):
        return [
            "Écarts testés au seuil de 95\u202f%, la région contre le reste de la France\u00a0; "
            "marge d'erreur calculée par référence à la méthode aléatoire."
        ]
    if gaps and gaps[0].unit == Unit.PERCENT:
        return ["Écarts non testés\u00a0: les effectifs ne sont pas publiés, ou ne permettent pas le test."]
    if gaps:
        return ["Écarts non testés\u00a0: seules les parts le sont."]
    if any(not row.region.is_nation and not row.uncertain and _lacks_reference(row) for row in rows):
        return ["Pas d'écart\u00a0: aucune valeur nationale certaine pour la même question et la même base."]
    return []


def _lacks_reference(row: FigureRow) -> bool:
    return row.nation is None or row.nation.value is None or row.nation.uncertain


def _base_notes(block: Block) -> list[str]:
    if block.all_implied:
        name = block.published[0].region.name
        return [f"{name}\u00a0: base implicite, que la source n'écrit pas."]
    return []


def _reading_notes(rows: Sequence[FigureRow]) -> list[str]:
    found = []
    if any(row.caution for row in rows):
        found.append(
            "À lire avec prudence\u00a0: moins de 30 répondants, ou un effectif régional non publié "
            "dans une enquête aux petites bases régionales."
        )
    if any(row.uncertain for row in rows):
        found.append("Valeur incertaine\u00a0: à confirmer, donnée sans écart.")
    if any(row.question.several_answers and row.indicator.unit == Unit.PERCENT for row in rows):
        found.append("Plusieurs réponses possibles\u00a0: le total peut dépasser 100\u202f%.")
    return found
