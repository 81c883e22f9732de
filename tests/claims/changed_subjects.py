"""Right texts about others: another audience, territory or base, or a gap to the other side."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from tests.claims.change import Facts, Mutation, is_share, is_untrue, right, sentences
from tests.claims.corpus import Labelled

PEOPLE = {
    "associations": r"responsables d'associations employeuses|(?:responsables|dirigeants) associatifs",
    "entreprises": r"(?:dirigeants|chefs) d'entreprise",
    "citoyens": r"citoyens|habitants",
    "maires": r"maires et adjoints|maires",
}
ORGANISATIONS = {"associations": r"associations", "entreprises": r"entreprises"}
A_PERSON = {
    "associations": "responsables associatifs",
    "entreprises": "dirigeants d'entreprise",
    "citoyens": "citoyens",
    "maires": "maires",
}
# Words that make an audience the object of a sentence: not whom its numbers are about.
OBJECT = re.compile(
    r"\b(?:avec|auprès|entre|envers|aux|l'action|relations?)(?: d)?(?:es|e|')?(?: (?:des|les|une|d'))? ?$"
)
SIGNS = [
    (r"(?<=points )de plus", "de moins"),
    (r"(?<=point )de plus", "de moins"),
    (r"(?<=points )de moins", "de plus"),
    (r"(?<=point )de moins", "de plus"),
    (r"au-dessus", "en dessous"),
    (r"en dessous", "au-dessus"),
    (r"\bsous\b", "au-dessus de"),
    (r"inférieur", "supérieur"),
    (r"supérieur", "inférieur"),
    (r"en défaveur", "en faveur"),
    (r"-(?=\d)", "+"),
    (r"\bprogression", "baisse"),
]
RESTRICTIONS = {
    "entreprises-10-salaries": r" (?:d'au moins (?:10|dix) salariés|de (?:10|dix) salariés et plus)",
    "associations-employeuses": r"(?<!non) employeuses",
    "responsables-associations-employeuses": r" employeuses",
    "associations-non-employeuses": r" non employeuses",
    "associations-partenaires": r" partenaires(?: d'entreprises)?",
    "entreprises-partenaires": r" partenaires(?: d'associations)?",
}
NATIONAL = {
    r"(?:dans l'ensemble du pays|dans l'ensemble de la France|en France)": "dans la région",
    r"(?:à l'échelle nationale|au niveau national)": "à l'échelle régionale",
    r"(?:de toute la France|pour l'ensemble de la France)": "de la région",
}
REGIONAL = {"dans la région": "en France", "de la région": "de France"}


def _told_by(text: Labelled, start: int, end: int, places, name: str, value: str):
    """The claims of a sentence by the place, of those of `places`, that tells the field `name` of them: what
    follows the number at once, else what is the nearest before it."""
    found = defaultdict(list)
    for one in right(text, start, end):
        after = [
            at for at in places if 0 <= at[0] - one.end <= 12 and not text.text[one.end : at[0]].count(",")
        ]
        before = [at for at in places if at[1] <= one.start and ")" not in text.text[at[1] : one.start]]
        nearest = after[:1] or before[-1:]
        if nearest and is_share(one):
            found[nearest[0]].append(one)
    return [
        (at, some)
        for at, some in found.items()
        if at[2] == value and all(each.of[name] == value for each in some)
    ]


def audiences(text: Labelled, facts: Facts) -> Iterator[Mutation]:
    for start, end in sentences(text.text):
        places = sorted(_people(text.text, start, end))
        for audience in PEOPLE:
            for at, found in _told_by(text, start, end, [p[:3] for p in places], "audience", audience):
                is_person = next(p[3] for p in places if p[:3] == at)
                others = A_PERSON if is_person else {name: name for name in ORGANISATIONS}
                for other, words in others.items():
                    wrong = [
                        one
                        for one in found
                        if is_untrue(text.text, one, one.value, facts.of(one, audience=other))
                    ]
                    if other != audience and wrong:
                        edits = ((at[0], at[1], words),)
                        yield Mutation("public échangé", text, edits, tuple(wrong))


def _people(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, bool]]:
    """Where a sentence names an audience, which, and whether as persons."""
    taken = []
    for is_person, patterns in ((True, PEOPLE), (False, ORGANISATIONS)):
        for audience, words in patterns.items():
            for found in re.compile(rf"\b(?:{words})\b").finditer(text, start, end):
                inside = any(one <= found.start() < other for one, other in taken)
                if not inside and not OBJECT.search(text[max(start, found.start() - 20) : found.start()]):
                    taken.append(found.span())
                    yield found.start(), found.end(), audience, is_person


def regions(text: Labelled, facts: Facts) -> Iterator[Mutation]:
    home = text.region
    for start, end in sentences(text.text):
        places = sorted(_territories(text, facts, start, end))
        told = [place[:3] for place in places]
        for code in {place[2] for place in places}:
            for at, found in _told_by(text, start, end, told, "region", code):
                for other, words in next(place[3] for place in places if place[:3] == at):
                    wrong = [
                        one
                        for one in found
                        if is_untrue(text.text, one, one.value, facts.of(one, region=other))
                    ]
                    if wrong and (other != home or home != "FR"):
                        yield Mutation("territoire échangé", text, ((at[0], at[1], words),), tuple(wrong))


def _territories(text: Labelled, facts: Facts, start: int, end: int):
    """Where a sentence names a territory, which, and what may come there instead: (code, words)."""
    home = facts.regions[text.region]
    named = {}
    if not home.is_nation:
        named |= {re.escape(words): (home.code, [("FR", other)]) for words, other in REGIONAL.items()}
        named |= {words: ("FR", [(home.code, other)]) for words, other in NATIONAL.items()}
        elsewhere = [facts.regions[code] for code in ("52", "93", "53") if code != home.code]
        for form in ("name_in", "name_of"):
            others = [(region.code, getattr(region, form)) for region in elsewhere]
            nation = facts.regions["FR"]
            named[re.escape(getattr(home, form))] = (home.code, [*others, ("FR", getattr(nation, form))])
    for words, (code, others) in named.items():
        for found in re.compile(rf"\b(?:{words})\b", re.IGNORECASE).finditer(text.text, start, end):
            capital = found[0][0].isupper()
            cased = [(one, other[0].upper() + other[1:] if capital else other) for one, other in others]
            yield found.start(), found.end(), code, cased


# Gaps and bases


def signs(text: Labelled, facts: Facts) -> Iterator[Mutation]:
    for start, end in sentences(text.text):
        for one in right(text, start, end):
            if one.of["unit"] != "points" or not one.value:
                continue
            first, last = max(start, one.start - 70), min(end, one.end + 45)
            found = [
                (abs(sign.start() - one.end), sign.span(), words)
                for pattern, words in SIGNS
                for sign in re.compile(pattern).finditer(text.text, first, last)
            ]
            if found:
                _, (at, to), words = min(found)
                yield Mutation("sens échangé", text, ((at, to, words),), (one,))


def bases(text: Labelled, facts: Facts) -> Iterator[Mutation]:
    blocks = [0, *(found.end() for found in re.finditer(r"\n\n", text.text)), len(text.text)]
    for start, end in pairwise(blocks):
        for base, words in RESTRICTIONS.items():
            wrong = [one for one in right(text, start, end) if one.of.get("base") == base and is_share(one)]
            edits = [(*found.span(), "") for found in re.compile(words).finditer(text.text, start, end)]
            if wrong and edits:
                yield Mutation("base retirée", text, tuple(edits), tuple(wrong))
