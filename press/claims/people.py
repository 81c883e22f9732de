"""Which words of a sentence name an audience, a territory or an answer, and which only look so."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from press.claims.clauses import Part
from press.claims.lexicon import Cue
from press.claims.text import Text
from regions.models import Audience

# An audience that is the object of other words is not whom a number is about: "avec des associations".
_OBJECT = re.compile(
    r"(?:\bavec|\baupres d'|\bentre|\baux cotes|\baux|\benvers|\bvers|\bmonde de l'|\bl'action|"
    r"\bau service|\bvis-a-vis|"
    r"\bappui|\bsoutien|\bsoutenues?|\baide|\bcote a cote|\bresponsabilite|\bau sein|\bune?|\bd'une|"
    r"\bd'un|\bchaque|\bl'|"
    r"\bsous l'angle|\bnombre|\ba ce qu') ?"
    r"(?:des|de|d'|les|la|le|l'|leurs?|ces|une?|d'autres|plusieurs|certaines?|deux|trois)? ?$"
)
_BETWEEN = re.compile(r"\bentre (?:les |des |l')?(?:[a-z]+ ){1,3}et (?:les |des |l')?$")
_WORK = re.compile(
    r"\b(?:rapport|etude|enquete|volet|soiree|journee|association|rencontres?|dialogue|reseau|"
    r"federation) (?:[a-z-]+ ){0,2}$"
)
_SUBJECT = re.compile(
    r"(?:^|[,;:.\"] ?|\bqu'|\bet )(?:une|chaque) $|\bquant (?:aux|a l[a']) ?$|"
    r"\b(?:question|posee|adressee|soumise) (?:(?:aussi|egalement) )?(?:aux|a l[a']) ?$|"
    r"\b(?:aupres|chez|parmi|pour|selon)\b[^,]{0,12}$|\d ?%? (?:d'|des |de )?$"
)
_OPENED = re.compile(r" ?\(")  # "entre les maires (43 %) et…"
_LABEL = re.compile(r" ?:")  # "Volet citoyens : 2 000 personnes"
_YES = re.compile(r"\W*oui$")  # what answers the question before: "Oui, pour 43 %"
_THIS_PART = re.compile(r"\b(?:ce|meme) (?:taux|chiffre|score)|\b(?:cette|meme) (?:part|proportion)\b")
_WHOSE = re.compile(r"(?:association|entreprise|organisation|structure)s (?:\w+ )?partenaires?$")
_BACK = 45  # characters before a cue that say what part it plays


def sort(text: Text, part: Part, cues: Sequence[Cue]) -> None:
    """Puts the cues of a sentence by kind, without those that are the object of other words or within
    them."""
    by_kind: dict[str, list[Cue]] = {"audience": [], "region": [], "topic": [], "wave": [], "base": []}
    for cue in cues:
        by_kind[cue.kind].append(cue)
    wholes = [cue for cue in by_kind["topic"] if not cue.names_answer]
    part.regions, part.waves, part.bases = by_kind["region"], by_kind["wave"], by_kind["base"]
    part.topics = [cue for cue in by_kind["topic"] if not _is_base(text, part, cue)]
    if _answers(text, part):
        part.topics = [cue for cue in part.topics if not _is_yes(text, part, cue)]
    part.audiences = [cue for cue in _outside(by_kind["audience"], wholes) if not _is_object(text, part, cue)]
    _untangle(part)
    _inhabitants(text, part)


def _outside(cues: Iterable[Cue], wholes: Sequence[Cue]) -> list[Cue]:
    """Those that do not stand within a longer one: "nouer des relations avec des associations"."""
    kept, at, end = [], 0, 0
    for cue in cues:
        while at < len(wholes) and wholes[at].start < cue.start:
            end = max(end, wholes[at].end)
            at += 1
        if cue.end > end:
            kept.append(cue)
    return kept


def _is_base(text: Text, part: Part, cue: Cue) -> bool:
    """Whether words about partnerships only say whose: "parmi les associations partenaires"."""
    if cue.names_answer:
        return False
    over = [one for one in part.bases if one.start <= cue.start < one.end]
    return any(_WHOSE.match(text.folded, one.start, one.end) for one in over)


def _answers(text: Text, part: Part) -> bool:
    """Whether a sentence follows a question."""
    before = text.folded[max(0, part.sentence.start - 3) : part.sentence.start]
    return "?" in before


def _is_yes(text: Text, part: Part, cue: Cue) -> bool:
    """ "Oui, pour 43 %": what it says is what the question asked."""
    opens = _YES.fullmatch(text.folded, part.sentence.start, cue.end)
    return bool(opens) and text.folded[cue.end : cue.end + 1] in (",", " ")


def _is_object(text: Text, part: Part, cue: Cue) -> bool:
    at = bisect_right(part.told, cue.start, key=lambda told: told.mention.start)
    if at and cue.start < part.told[at - 1].mention.end:
        return False
    if at < len(part.told) and _OPENED.fullmatch(text.folded, cue.end, part.told[at].mention.start):
        return False
    before = text.folded[max(part.sentence.start, cue.start - _BACK) : cue.start]
    if _SUBJECT.search(before):
        return False
    if _OBJECT.search(before):
        return True
    if "%" in before:
        return False
    if _WORK.search(before):
        return _LABEL.match(text.folded, cue.end) is None
    return bool(_BETWEEN.search(before))


def _untangle(part: Part) -> None:
    """Words that name a territory are no answer ("la moyenne nationale"), unless answers of that kind
    stand beside them ("locaux pour 43 % et régionaux pour 47 %")."""
    taken = {(one.start, one.end): one for one in part.regions}
    if not taken:
        return
    over = {
        id(cue): [one for one in taken.values() if one.start <= cue.start and cue.end <= one.end]
        for cue in part.topics
    }
    free: dict[int, set[object]] = {}
    for cue in part.topics:
        if cue.names_answer and not over[id(cue)]:
            for topic in cue.value:
                free.setdefault(topic.indicator, set()).add(topic)
    kept, gone = [], set()
    for cue in part.topics:
        if some := over[id(cue)]:
            beside = any(free.get(topic.indicator, set()) - cue.value for topic in cue.value)
            if not beside:
                continue
            if cue.names_answer:
                gone |= {id(one) for one in some}
        kept.append(cue)
    part.topics = kept
    part.regions = [one for one in part.regions if id(one) not in gone]


def _inhabitants(text: Text, part: Part) -> None:
    """ "67 % des Néo-Aquitains": a territory and its citizens."""
    named = [
        Cue(cue.start, cue.end, "audience", Audience.CITIZENS)
        for cue in part.regions
        if cue.value is not None and _names_people(text, cue) and not _is_place(text, part, cue)
    ]
    if not named:
        return
    taken = {place for cue in part.audiences for place in range(cue.start - 3, cue.end + 2)}
    part.audiences += [cue for cue in named if cue.start not in taken and cue.end not in taken]
    part.audiences.sort(key=lambda cue: cue.start)


def _names_people(text: Text, cue: Cue) -> bool:
    """ "Ligériens", unlike "Pays de la Loire"."""
    first, last = text.origin[cue.start], text.origin[cue.end - 1] + 1
    if not text.written[first].isupper() or text.folded[cue.end - 1] != "s":
        return False
    return not cue.value.name.endswith(text.written[first:last][-6:])


def _is_place(text: Text, part: Part, cue: Cue) -> bool:
    """Whether the name of people only says where: "45 % en Bretagne, 43 % chez les Ligériens", "43 % des
    dirigeants chez les Ligériens"; and what is no number of them."""
    at = bisect_right(part.told, cue.start, key=lambda told: told.mention.start)
    if at and cue.start < part.told[at - 1].mention.end:
        return False
    before = text.folded[max(part.sentence.start, cue.start - 9) : cue.start]
    if not before.endswith("chez les "):
        return not before.endswith(("des ", "les "))
    if any(one.start < cue.start for one in part.audiences):
        return True
    first = part.told[0].mention.start if part.told else cue.start
    return bool(_THIS_PART.search(text.folded, part.sentence.start, cue.start)) or any(
        first < one.start < cue.start and not _names_people(text, one)
        for one in part.regions
        if one.value is not None
    )
