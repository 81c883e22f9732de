"""What changed values mean, in words."""

from regions import formats, stats
from regions.consequences import Aspect, Consequence, Consequences
from regions.rows import FigureRow, Gap
from regions.sentences.words import VERDICT_WORDS, listed, marks, rank_words, respondents_words, value_words

ARROW = " → "
NO_GAP = "aucun écart calculé"


def consequence_label(one: Consequence) -> str:
    """ "Bretagne – Partenariats – PHARE-Entreprises (2015) – Oui (Entreprises)"."""
    return str(one.after.figure)


def new_value_words(one: Consequence) -> str:
    """ "43 % → 41 %", "41 % (nouveau)"; the value alone where it stays."""
    after = _read_words(one.after)
    if one.before is None:
        return f"{after} (nouveau)"
    before = _read_words(one.before)
    if before != after:
        return f"{before}{ARROW}{after}"
    # Respondents are told where nothing else changes of the figure itself.
    counts = [respondents_words(row) or "répondants non publiés" for row in (one.before, one.after)]
    return f"{after}, {ARROW.join(counts)}" if counts[0] != counts[1] else after


def new_gap_words(one: Consequence) -> str:
    """ "+6 points, non testé → +4 points, dans la marge d'erreur"; the gap alone where it stays; empty
    where there is none before and none after."""
    before, after = one.before.gap if one.before else None, one.after.gap
    if before is None and after is None:
        return ""
    if not one.aspects & {Aspect.GAP, Aspect.VERDICT}:
        return _gap_words(after)
    if one.before is None:
        return _gap_words(after)
    return f"{_gap_words(before)}{ARROW}{_gap_words(after)}"


def consequence_words(one: Consequence) -> str:
    """ "Bretagne : 43 % → 41 % ; écart à la France : +6 points, non testé → +4 points, non testé."."""
    gap = new_gap_words(one)
    told = f"{one.after.region} : {new_value_words(one)}"
    return f"{told} ; écart à la France : {gap}." if gap else f"{told}."


def rank_change_words(before: stats.RankInterval | None, after: stats.RankInterval | None) -> str:
    """ "3e à 7e → 2e à 5e"; empty where neither has a rank."""
    if before is None and after is None:
        return ""
    words = [rank_words(one) if one else "non calculé" for one in (before, after)]
    return ARROW.join(dict.fromkeys(words))


def consequences_summary(found: Consequences) -> str:
    """ "Changent : 3 valeurs, 5 écarts à la France et 1 verdict."."""
    counted = [
        _counted(found.values, "valeur", "valeurs"),
        _counted(found.gaps, "écart à la France", "écarts à la France"),
        _counted(found.verdicts, "verdict", "verdicts"),
        _counted(found.cautions, "mention de prudence", "mentions de prudence"),
    ]
    told = listed([words for words in counted if words])
    if told:
        total = found.values + found.gaps + found.verdicts + found.cautions
        return f"{'Changent' if total > 1 else 'Change'}\u00a0: {told}."
    if found.figures:
        return "Aucune valeur, aucun écart et aucun verdict ne changent."
    return "Rien ne change."


def _counted(number: int, one: str, many: str) -> str:
    return f"{formats.number(number)} {many if number > 1 else one}" if number else ""


def _read_words(row: FigureRow) -> str:
    return f"{value_words(row)}{marks(row)}"


def _gap_words(gap: Gap | None) -> str:
    if gap is None:
        return NO_GAP
    return f"{formats.signed_points(gap.points)}, {VERDICT_WORDS[gap.verdict]}"
