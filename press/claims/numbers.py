"""Statistics in a text: shares, gaps in points, marks, fractions, counts and means; never dates, ordinals,
telephone numbers or the number of a base."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from math import gcd

from press.claims.counted import COUNTED, PEOPLE
from press.claims.numerals import DIGITS, NUMBER, SPELT, SPELT_WORDS, number, starts
from press.claims.text import Text
from press.claims.values import ClaimUnit, Nuance

_PER_CENT = r"(?:%|pour[ -]?cents?\b|pour 100\b(?! ?\d)|pct\b|p\. ?(?:100|cent)\b)"

_SHARE = re.compile(rf"(?P<n>{NUMBER}) ?{_PER_CENT}")
_SIGN = re.compile(r"(?<![\w-])(?P<sign>[+-] ?)$")
_POINTS = re.compile(rf"(?P<n>{NUMBER}) ?-?(?:points?|pts?)\b")
_RELATIVE = re.compile(
    r" (?:de (?:plus|moins|mieux)(?! en (?:plus|moins))\b|superieure?s?\b|inferieure?s?\b|au[- ]dess(?:us|"
    r"ous)\b|"
    r"plus eleve|d'ecart\b|supplementaires?\b)"
)
_OTHER_POINTS = re.compile(
    r" (?:de (?:vente|contact|restauration|rencontre|vue|fidelite|depart|repere|rupture|controle|collecte|"
    r"livraison|"
    r"passage|convergence|friction|blocage|vigilance|accord|rendez)|d'(?:attention|entree|appui|eau|acces|"
    r"information|"
    r"accueil|ancrage|honneur|orgue|etape|interet|accord|alerte|interrogation|exclamation)|fort|cle|"
    r"faible|commun|"
    r"chaud|essentiel|sensible|majeur|saillant|a retenir|a l'ordre|important|sur lesquel|principau|d'apport)"
)
_TOLD_POINTS = re.compile(
    r" ?(?:de (?:plus|moins|pourcentage|difference|retard|mieux|hausse|baisse)|d'(?:ecart|avance)|"
    r"au[- ]de|en[- ](?:de|plus|moins|dessous)|"
    r"sous|sur|supplementaire|seulement|superieur|inferieur|separe)"
)
_SCALE = re.compile(rf"(?P<n>{NUMBER}) ?(?P<over>/|sur) ?(?:10|dix)\b(?! 0)")
_MARKED = re.compile(
    r"\b(?:note|notes|notee?s?|notent|moyenne|score|cote|importance|evalue\w*|gravite|attribue\w*)\b"
)
_PART = re.compile(
    rf"\b(?P<n>{NUMBER}) (?P<who>(?:[a-z][a-z'-]* ){{0,4}}?(?:\d+ salaries? )?)"
    rf"sur (?P<of>\d{{1,3}}|{SPELT_WORDS})\b"
)
_PARTS = {"tiers": 3, "quart": 4, "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "dixieme": 10}
_FRACTION = re.compile(r"\b(?P<of>tiers|(?:quart|cinquieme|sixieme|septieme|huitieme|dixieme)s?|moitie)\b")
_HOW_MANY = re.compile(
    r"(?:\b(?P<n>un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|[1-9])[ -]|\bl[ea] |\bl')$"
)
_SLASHED = re.compile(r"(?<![\w,.:/])(?P<n>[1-9])/(?P<of>[2-9])(?= (?:des? (?!\d)|du |d'))")
_OTHER_FRACTION = re.compile(
    r"[ -](?:d'heure|lieu|lieux|secteur|payant|de confiance|exterieur|independant|de finale|temps|moins|"
    r"plus|nord|sud|est|ouest|"
    r"monde|de siecle|d'annee|de l'annee|du temps|de tour|rapport|edition)"
)
_MILLION = re.compile(
    rf"(?P<n>{NUMBER}|\bun\b) ?(?P<scale>millions?|milliards?|milliers|mille)\b(?P<of> (?:de |"
    rf"d')?(?:\w+ ){{0,2}}?)?"
)
_COUNT = re.compile(rf"(?<![\w,.])(?P<n>{DIGITS}) (?P<of>(?:d'|de )?(?:[a-z][a-z'-]* ){{0,2}}?){COUNTED}\b")
_LARGE = re.compile(r"(?<![\w,.+])(?P<n>\d{1,3}(?: \d{3})+|\d{5,9})(?![\w%]|[,.]\d| \d{3}\b)")
_MONEY = re.compile(
    r" ?(?:€|k€|(?:d'|de )?(?:euro|dollar|franc)s?\b|km|m2|ha\b|kg|tonne|kwh|an\b|ans\b|annee|heure|jour|"
    r"mois|page|signe|mot|"
    r"metre|exemplaire|salarie|degre|minute)"
)
_DECIMAL = re.compile(
    r"(?<![\w,.])(?P<n>\d+[.,]\d+)(?= (?:[a-z'-]+ ){0,2}(?:partenariat|partenaire|alliance|cooperation|"
    r"organisation)s?\b| en moyenne)"
    r"|\ben moyenne,? (?P<m>\d+[.,]\d+)(?! ?%| ?/| sur| points?)|\bmoyenne (?:de|a|est de|s'etablit a|"
    r"atteint) (?P<o>\d+[.,]\d+)(?! ?%| ?/| sur| points?)"
)
_PHONE = re.compile(r"(?:\+33|\b0\d)(?:[ .-]?\d{2}){4}\b|(?:\b\d{2}[ .]){4}\d{2}\b")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_BEFORE = re.compile(
    r"(?<![\w,.])(?P<n>\d+(?:[.,]\d+)?)(?P<link> ?(?:,|;|/|et|ou|a|contre|puis|au lieu de|, contre|, puis|"
    r", et|et non) )$"
)
_AFTER = re.compile(
    r"[^.;:%\n]{0,60}?(?:,|\bcontre|\bet|\bpuis|\ba) (?:seulement |environ |que |"
    r"de )?(?P<n>\d{1,2}(?:[.,]\d+)?)"
    r"(?= (?:pour (?!ce)|chez|parmi|des|du|de la|de l'|en (?!20|19)|aux|dans|au niveau|au plan|"
    r"a l'echelle|seulement|ailleurs|auparavant)|[.;)]|,(?! ?\d)|$)"
)
_BEFORE_MARK = re.compile(r"\((?P<n>\d,\d)\)")
_AFTER_MARK = re.compile(r"[^.;\n%]{0,70}?[ (](?P<n>\d,\d)(?= (?:pour|chez|en|au|a|celle|celui)\b|[).;,]|$)")
_NOTED = re.compile(
    r"\bnot(?:es?|ee?s?|ent)\b[^.;\n%\d]{0,60}[ (](?P<n>\d,\d)(?! ?[%/]| sur| points?| partenariats?|"
    r" million)"
)
_NUANCES = (
    (Nuance.NEARLY, r"pres d(?:es?|u|') ?|presque|quasi(?:ment)?|un peu moins d[e'] ?|a peine moins d[e'] ?"),
    (
        Nuance.OVER,
        r"(?:un peu |bien |nettement |legerement )?plus (?:d[e'] ?|des )|au[ -]dela d[eu]'? ?|au moins|"
        r"plus que",
    ),
    (Nuance.UNDER, r"moins d(?:es?|') ?|a peine|tout juste moins de|au plus"),
    (
        Nuance.ABOUT,
        r"environ|autour d(?:es?|u) ?|quelque|approximativement|de l'ordre d(?:es?|u|') ?|"
        r"aux alentours d(?:es?|u)|voisin d(?:es?|u)",
    ),
)
_NUANCE = re.compile(
    "(?:" + "|".join(f"(?P<{one.name}>{words})" for one, words in _NUANCES) + r") ?(?:les? |la |l'|d'|des )?$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A statistic at `start` to `end` of the folded text; `value` in `unit`.

    `sign` is that written before a gap, 0 where none is. `approximate` is a fraction in words, or a number
    that its scale rounds ("1,2 million"). `compares` is a share said of a gap ("5 % de plus").
    """

    start: int
    end: int
    value: Decimal
    unit: ClaimUnit
    nuance: Nuance = Nuance.EXACT
    sign: int = 0
    approximate: bool = False
    compares: bool = False


def mentions(text: Text) -> list[Mention]:
    """Every statistic, in order, none over another."""
    folded, places = text.folded, starts(text)
    shares = list(_shares(folded, places))
    found = [
        *shares,
        *_listed(folded, shares),
        *_points(folded, places),
        *_marks(folded, places),
        *_parts(folded, places),
        *_fractions(folded),
        *_slashed(folded),
        *_means(folded),
        *_counts(folded, places),
    ]
    return _apart(found, folded)


def _apart(found: list[Mention], folded: str) -> list[Mention]:
    """Each place once, the longest first where they start together, none in a telephone number; with the
    nuance before it."""
    kept: list[Mention] = []
    phones = [place.span() for place in _PHONE.finditer(folded)]
    at = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        while at < len(phones) and phones[at][1] <= one.start:
            at += 1
        if at < len(phones) and phones[at][0] < one.end:
            continue
        if not kept or one.start >= kept[-1].end:
            kept.append(replace(one, nuance=_nuance(folded, one.start)))
    return kept


def _nuance(folded: str, start: int) -> Nuance:
    before = _NUANCE.search(folded[max(0, start - 30) : start])
    return Nuance[before.lastgroup] if before and before.lastgroup else Nuance.EXACT


def _each(pattern: re.Pattern[str], folded: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Where a pattern that begins with a number is found."""
    for place in places:
        if found := pattern.match(folded, place):
            yield found


def _shares(folded: str, places: list[int]) -> Iterator[Mention]:
    for found in _each(_SHARE, folded, places):
        if found["n"] == "100" and folded[max(0, found.start() - 2) : found.start()] == "a ":
            continue  # an idiom
        compares = bool(_RELATIVE.match(folded, found.end()))
        yield Mention(found.start(), found.end(), number(found["n"]), ClaimUnit.SHARE, compares=compares)


def _listed(folded: str, shares: list[Mention]) -> Iterator[Mention]:
    """Numbers that share the unit of another: "65, 77 et 80 %", "de 46 à 53 %", "43 % contre 37"."""
    for share in shares:
        at = share.start
        while before := _BEFORE.search(folded[max(0, at - 40) : at]):
            start = max(0, at - 40) + before.start("n")
            value = number(before["n"])
            if value > 100 or _YEAR.match(before["n"]):
                break
            yield Mention(start, start + len(before["n"]), value, ClaimUnit.SHARE)
            at = start
        at = share.end
        while after := _AFTER.match(folded, at):
            yield Mention(after.start("n"), after.end("n"), number(after["n"]), ClaimUnit.SHARE)
            at = after.end("n")


def _points(folded: str, places: list[int]) -> Iterator[Mention]:
    for found in _each(_POINTS, folded, places):
        if _OTHER_POINTS.match(folded, found.end()):
            continue
        spelt = not found["n"][0].isdigit()
        if spelt and SPELT[found["n"]] < 2 and not _TOLD_POINTS.match(folded, found.end()):
            continue
        written = _SIGN.search(folded[max(0, found.start() - 3) : found.start()])
        start = found.start() - len(written["sign"]) if written else found.start()
        sign = (1 if written["sign"][0] == "+" else -1) if written else 0
        yield Mention(start, found.end(), number(found["n"]), ClaimUnit.POINTS, sign=sign)


def _marks(folded: str, places: list[int]) -> Iterator[Mention]:
    marks = []
    for found in _each(_SCALE, folded, places):
        if not found["n"][0].isdigit() or number(found["n"]) > 10:
            continue
        near = folded[max(0, found.start() - 120) : found.end() + 60]
        if "," in found["n"] or "." in found["n"] or found["over"] == "/" or _MARKED.search(near):
            marks.append(Mention(found.start(), found.end(), number(found["n"]), ClaimUnit.MARK))
    for found in _NOTED.finditer(folded):
        marks.append(Mention(found.start("n"), found.end("n"), number(found["n"]), ClaimUnit.MARK))
    yield from marks
    for mark in marks:
        floor = max(0, mark.start - 160)
        before = max(floor, *(folded.rfind(sign, floor, mark.start) for sign in ".;\n%"))
        for found in _BEFORE_MARK.finditer(folded, before, mark.start):
            yield Mention(found.start("n"), found.end("n"), number(found["n"]), ClaimUnit.MARK)
        at = mark.end
        while after := _AFTER_MARK.match(folded, at):
            yield Mention(after.start("n"), after.end("n"), number(after["n"]), ClaimUnit.MARK)
            at = after.end("n")


def _parts(folded: str, places: list[int]) -> Iterator[Mention]:
    """ "deux entreprises sur trois"."""
    for found in _each(_PART, folded, places):
        part, whole = number(found["n"]), number(found["of"])
        if not 0 < part < whole or whole > (100 if found["who"] else 20) or part % 1:
            continue
        if found["who"] and not PEOPLE.search(found["who"]):
            continue
        yield Mention(found.start(), found.end(), _hundredths(part, whole), ClaimUnit.SHARE, approximate=True)


def _fractions(folded: str) -> Iterator[Mention]:
    for found in _FRACTION.finditer(folded):
        if _OTHER_FRACTION.match(folded, found.end()):
            continue
        before = _HOW_MANY.search(folded[max(0, found.start() - 8) : found.start()])
        start = found.start() - len(before[0].lstrip()) if before else found.start()
        if found["of"] == "moitie":
            if not before and folded[max(0, start - 4) : start].endswith((" de ", " a ")):
                continue  # by half, half-heartedly
            part, whole = Decimal(1), Decimal(2)
        elif before is None or before[0].strip() == "la":
            continue
        else:
            part = number(before["n"]) if before["n"] else Decimal(1)
            whole = Decimal(_PARTS[found["of"] if found["of"] == "tiers" else found["of"].rstrip("s")])
        if part < whole:
            share = _hundredths(part, whole)
            yield Mention(start, found.end(), share, ClaimUnit.SHARE, approximate=True)


def _slashed(folded: str) -> Iterator[Mention]:
    """ "3/4 des maires"; a day and a month are followed by no "de"."""
    for found in _SLASHED.finditer(folded):
        part, whole = Decimal(found["n"]), Decimal(found["of"])
        if (
            part < whole
            and gcd(int(part), int(whole)) == 1
            and not _OTHER_FRACTION.match(folded, found.end())
        ):
            share = _hundredths(part, whole)
            yield Mention(found.start(), found.end(), share, ClaimUnit.SHARE, approximate=True)


def _hundredths(part: Decimal, whole: Decimal) -> Decimal:
    return (100 * part / whole).quantize(Decimal("0.1"))


def _means(folded: str) -> Iterator[Mention]:
    for found in _DECIMAL.finditer(folded):
        group = next(name for name in "nmo" if found[name])
        yield Mention(found.start(group), found.end(group), number(found[group]), ClaimUnit.MEAN)


_SCALES = {"mille": 1_000, "millier": 1_000, "million": 1_000_000, "milliard": 1_000_000_000}


def _counts(folded: str, places: list[int]) -> Iterator[Mention]:
    for found in _each(_MILLION, folded, places):
        end = found.end("scale")
        if _MONEY.match(folded, end):
            continue
        value = number(found["n"]) * _SCALES[found["scale"].rstrip("s")]
        yield Mention(found.start(), end, value, ClaimUnit.COUNT, approximate=True)
    for found in _each(_COUNT, folded, places):
        value = number(found["n"])
        of_a_base = found[0].endswith(_OF_PLACES) and _of_a_base(folded, found.start())
        if value < 20 or int(value) != value or of_a_base or _YEAR.match(found["n"]):
            continue
        yield Mention(found.start(), found.end(), value, ClaimUnit.COUNT)
    for found in _each(_LARGE, folded, places):
        if _MONEY.match(folded, found.end()) or _of_a_base(folded, found.start()):
            continue
        if " " not in found["n"] and re.match(r"\d{5}$", found["n"]):
            continue  # a postcode
        yield Mention(found.start(), found.end(), number(found["n"]), ClaimUnit.COUNT)


_OF_PLACES = ("habitant", "habitants")  # a number of them may be the size of a town


def _of_a_base(folded: str, start: int) -> bool:
    """ "d'au moins 10 salariés", "de moins de 3 500 habitants"."""
    return bool(
        re.search(
            r"(?:d'au moins|de (?:moins|plus) de|d[e'] ?entre|comptant) $", folded[max(0, start - 16) : start]
        )
    )
