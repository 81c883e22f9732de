"""What one indicator says of one territory, and what is said once under its table."""

from collections.abc import Sequence
from dataclasses import replace

from regions import formats
from regions.models import BaseStatus, Region, Unit
from regions.rows import Block, FigureRow, Verdict
from regions.sentences.words import (
    arithmetic,
    capitalised,
    gap_words,
    listed,
    marks,
    share,
    test_words,
    value_words,
)

LEADING = 2


def block_sentence(block: Block) -> str:
    """What one indicator says of one territory; empty where nothing is published."""
    if not block.published:
        return ""
    region = block.published[0].region
    if not (headlines := sayable(block)):
        return f"{block.indicator.short_label}, {region.name_in}\u00a0: {_listed_values(block)}."
    where = capitalised(region.name_in)
    if len(headlines) == 1:
        return f"{where}, {_figure_clause(headlines[0])}."
    return f"{where}, {_headline_clauses(headlines)}.{_gaps_sentence(headlines)}"


def said_rows(block: Block) -> list[FigureRow]:
    """The rows of which `block_sentence` speaks."""
    return sayable(block) or block.published


def says_gaps(block: Block) -> bool:
    """Whether `block_sentence` speaks of the nation: a plain list of values does not."""
    return bool(sayable(block))


def lead(region: Region, blocks: Sequence[Block]) -> str:
    """The opening of a page: the first featured indicators, each value with the nation's."""
    clauses = [
        _headline_clauses(rows, compared=True)
        for block in blocks
        if block.indicator.featured and (rows := sayable(block))
    ]
    if not clauses:
        return ""
    first, *others = clauses[:LEADING]
    return " ".join([f"{capitalised(region.name_in)}, {first}.", *(f"{clause}." for clause in others)])


def notes(block: Block) -> list[str]:
    """What holds for a whole table, said once under it."""
    rows = block.published
    return [*_gap_notes(rows), *_interval_notes(rows), *_base_notes(block), *_reading_notes(rows)]


def number_sentence(row: FigureRow) -> str:
    """What one row says by itself, with its gap."""
    where = capitalised(row.region.name_in)
    answer = row.answer
    if row.value is not None and row.base and answer and answer.predicate and _is_share(row):
        return f"{where}, {_figure_clause(row)}."
    subject = row.indicator.short_label
    if answer and not answer.headline:
        subject = f"{subject}, {answer.label[:1].lower()}{answer.label[1:]}"
    people = f" ({row.base.people})" if row.base else ""
    gap = f", {gap_words(row.gap)}" if row.gap else ""
    return f"{where}, {subject[:1].lower()}{subject[1:]}{people}\u00a0: {value_words(row)}{marks(row)}{gap}."


def bare_sentence(row: FigureRow) -> str:
    """What one row says by itself, without its gap."""
    return number_sentence(replace(row, gap=None))


def compared_sentence(row: FigureRow) -> str:
    """ "En Bretagne, 43 % des entreprises (37 % en France) ont des partenariats.": both values and no gap.

    As `bare_sentence` where no such sentence can be made.
    """
    if row.value is None or row.base is None or not (row.answer and row.answer.predicate and _is_share(row)):
        return bare_sentence(row)
    return f"{capitalised(row.region.name_in)}, {_headline_clauses([row], compared=True)}."


def sayable(block: Block) -> list[FigureRow]:
    """The headline rows of which a sentence can be made: shares whose answer has a predicate."""
    return [row for row in block.headlines if row.answer and row.answer.predicate and _is_share(row)]


def _is_share(row: FigureRow) -> bool:
    return row.indicator.unit == Unit.PERCENT


def _figure_clause(row: FigureRow) -> str:
    clause = _headline_clauses([row])
    return f"{clause}, {gap_words(row.gap)}" if row.gap else clause


def _headline_clauses(rows: Sequence[FigureRow], *, compared: bool = False) -> str:
    """ "65 % des citoyens et 77 % des responsables associatifs voient …", a clause for each series.

    `compared` adds the nation's value to each: "65 % des citoyens (69 % en France)".
    """
    clauses = []
    for series in dict.fromkeys(_series(row) for row in rows):
        of_series = [row for row in rows if _series(row) == series]
        shares = [f"{share(row)}{_beside(row) if compared else ''}" for row in of_series]
        clauses.append(f"{listed(shares)} {rows[0].answer.predicate if rows[0].answer else ''}")
    return "\u202f; ".join(clauses)


def _beside(row: FigureRow) -> str:
    """ " (69 % en France)", where the two may be compared."""
    if row.gap is None or row.nation is None:
        return ""
    return f" ({value_words(row.nation)} {row.nation.region.name_in})"


def _series(row: FigureRow) -> str:
    return row.question.series if row.question else ""


def _listed_values(block: Block) -> str:
    """Each base's answers: "emploi 7,1 sur 10, environnement 6,3 sur 10 (citoyens)"."""
    several = len({row.answer for row in block.published}) > 1
    bases: dict[tuple[str, str], list[str]] = {}
    for row in block.published:
        assert row.base is not None
        assert row.answer is not None
        label = f"{row.answer.label[:1].lower()}{row.answer.label[1:]} " if several else ""
        wave = str(row.question.survey) if row.question and block.shows_surveys else ""
        values = bases.setdefault((row.base.people, wave), [])
        values.append(f"{label}{value_words(row)}{marks(row)}")
    return "\u202f; ".join(
        f"{', '.join(values)} ({', '.join(filter(None, place))})" for place, values in bases.items()
    )


def _gaps_sentence(rows: Sequence[FigureRow]) -> str:
    compared = [(row, row.gap) for row in rows if row.gap]
    if not compared:
        return ""
    untested = all(gap.verdict == Verdict.UNTESTED for _, gap in compared)
    gaps = []
    for row, gap in compared:
        test = "" if untested else f", {test_words(gap)}"
        people = row.base.people if row.base else ""
        gaps.append(f"{arithmetic(gap)} chez les {people} ({formats.value(gap.reference, gap.unit)}{test})")
    end = "\u202f; écarts non testés" if untested else ""
    return f" Par rapport à la France\u00a0: {listed(gaps)}{end}."


def _gap_notes(rows: Sequence[FigureRow]) -> list[str]:
    gaps = [row.gap for row in rows if row.gap]
    if any(gap.verdict != Verdict.UNTESTED for gap in gaps):
        return [
            "Écarts testés au seuil de 95\u202f%, la région contre le reste de la France\u202f; "
            "marge d'erreur calculée par référence à la méthode aléatoire."
        ]
    if gaps and gaps[0].unit == Unit.PERCENT:
        return [f"Écarts non testés\u00a0: {_untested(rows)}. Rien ne permet de dire s'ils sont réels."]
    if gaps:
        return ["Écarts non testés\u00a0: seules les parts le sont."]
    if any(not row.region.is_nation and not row.uncertain and lacks_reference(row) for row in rows):
        return [
            "Écart non calculé\u00a0: aucune valeur nationale certaine pour la même question et la même base."
        ]
    return []


def _untested(rows: Sequence[FigureRow]) -> str:
    if any(row.figure and row.figure.respondents for row in rows if row.gap):
        return "les effectifs connus ne permettent pas le test"
    return "les effectifs ne sont pas publiés"


def _interval_notes(rows: Sequence[FigureRow]) -> list[str]:
    tested = any(row.gap and row.gap.interval for row in rows)
    if tested or not any(row.interval for row in rows):
        return []  # the note on gaps says it
    return ["Intervalles à 95\u202f%, calculés par référence à la méthode aléatoire."]


def lacks_reference(row: FigureRow) -> bool:
    """Whether there is no certain value of the nation beside a row."""
    return row.nation is None or row.nation.value is None or row.nation.uncertain


def _base_notes(block: Block) -> list[str]:
    if not block.all_implied:
        values = [*block.published, *(row.nation for row in block.published if row.nation)]
        implied = any(row.figure and row.figure.base_status == BaseStatus.IMPLIED for row in values)
        return ["Base déduite\u00a0: du contexte, la source ne l'écrit pas."] if implied else []
    regions = {row.region for row in block.published}
    name = regions.pop().name if len(regions) == 1 else "Régions"
    return [f"{name}\u00a0: la source n'écrit pas la base, déduite du contexte."]


def _reading_notes(rows: Sequence[FigureRow]) -> list[str]:
    found = []
    if any(row.caution for row in rows):
        found.append(
            "À lire avec prudence\u00a0: moins de 30 répondants, ou un effectif régional non publié "
            "dans une enquête aux petites bases régionales."
        )
    if any(row.uncertain for row in rows):
        found.append("Valeur incertaine\u00a0: à confirmer, donnée sans écart.")
    if any(_allows_several(row) and row.indicator.unit == Unit.PERCENT for row in rows):
        found.append("Plusieurs réponses possibles\u00a0: le total peut dépasser 100\u202f%.")
    return found


def _allows_several(row: FigureRow) -> bool:
    return row.question is not None and row.question.several_answers
