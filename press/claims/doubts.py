"""Why a number that is right is not called so: its sentence denies it, bounds it, supposes it, or says it of
others than the figure is about. In doubt, a person decides."""

import re
from collections.abc import Sequence
from itertools import pairwise

from press.claims import vocabulary
from press.claims.clauses import Part, Told, within
from press.claims.context import Context
from press.claims.lexicon import Cue
from press.claims.values import ClaimUnit

_DENIED = re.compile(
    r"\bn(?:e |')(?!(?:(?!\bpas\b|\baucun|\bjamais\b)[a-z' ]){1,30}\bqu(?:e|'))[^.;:]{0,60}?"
    r"\b(?:pas|aucune?s?|jamais|rien|guere|nullement|ni)\b"
)
_UNDONE = re.compile(
    r"\b(?:dout|refus|renonc|rejet)\w*|(?<!s')\b(?:cess|arret|abandonn)(?:e|ent|er|ee?s?)\b|"
    r"\bm(?:is|et|ettent|ettre) fin\b|\bil est faux\b|\binexact|\berrone|"
    r"\bderniere (?:priorite|fragilite)|\bfaciles?\b|\b(?:sont|est|etaient|votent) contre\b|\by oppos\w+|"
    r"\bs'oppos\w+|\ble contraire\b|\bsans (?:avis|opinion)\b|\bse prononc\w+"
)
# What is denied is not the number: "ces écarts n'ont pas été testés".
_OF_NUMBERS = re.compile(r"pas rien|test|soumi|addition|attend|publi|connu|etonn|surpren")
# Right before a number: what makes it another one.
_BOUNDED = re.compile(
    r"(?:\b(?:inferieure?s?|superieure?s?) a (?:l[ea]s? )?|\bstrictement (?:plus|moins) d[e'] ?|\bfois |"
    r"\b(?:nettement|largement|bien|tres|beaucoup|a peine) (?:plus|moins) d[e'] ?|"
    r"\bentre (?:[\d,]+ ?%? et )?|\bdepass\w+ (?:l[ea]s? )?|\bsous (?:l[ea]s? )?|"
    r"\b(?:pensent|croient|imaginent|supposent) qu(?:e |'))$"
)
_GROWN = re.compile(r"\b(?:augment|progress|bond|recul|baiss|chut|grimp|cro)\w*(?: \w+)? de $")
_SUPPOSED = re.compile(
    r"\bobjectif|\bd'ici (?!(?:a )?deux ans)(?:a |en )?(?:20|la fin|demain|quelques|"
    r"[a-z]+ (?:ans|annees|mois)|\d+ (?:ans|mois))|\bpourrai\w+|\b(?!front\b)[a-z]{2,}ront\b|\bsera\b|"
    r"\bvis(?:e|ent|er) (?:a|les?)\b|\bambition\w*|"
    r"^\W*s(?:i |'ils? )(?!\d).*\w(?:[eiduv]r|rr|ttr)ai(?:t|ent)\b"
)
_PART_OF = re.compile(
    r"\b(?:jeunes?|seniors?|retraitee?s?|femmes?|hommes?|actifs|rurau?x|rurales?|urbain\w*|industriel\w*|"
    r"agricoles?|sporti\w+|culturel\w*|caritati\w+|moins de \d+ ans|plus de \d+ ans|\d+ ans et plus|"
    r"de (?:pme|tpe)\b|agee?s?|issue?s? d\w|dirigee?s? par|du (?:secteur|batiment|btp|commerce|numerique)|"
    r"de sport|membres d\w)"
)
_PARTNERS = re.compile(
    r"\bavec (?:d'autres (?:entreprises|associations)|(?:des|une|leurs?) "
    r"(?:collectivite|commune|ecole|universite|mairie|ville)s?\b)"
)
# What a gap is measured from, where that is the nation.
_THAN = re.compile(
    r"[^,.;:]{0,30}?\bqu(?:e |')(?:l[ae]s? |l'|leurs? |chez |parmi |en |dans |pour )*"
    r"(?P<who>(?!l[ae]s?\b|leurs?\b)[a-z-]{3,})(?: (?P<more>[a-z-]+))?"
)
_KNOWN_SIDE = re.compile(
    r"pour|moyenne|homologue|ensemble|autre|reste|pays|nation|hexagone|france|francais|niveau|echelle|"
    r"celle|celui|ceux|leur|ailleurs|part|taux|score|premier|second|dernier|chiffre|resultat|valeur"
)
_FOREIGN = re.compile(r"europeen|mondial|departement|local|internation")
_RELATIVE = re.compile(r" ?(?:[a-z-]+ )?(?:qui|dont)\b")
_PLACE = re.compile(r"\b(?:a|au|en|dans l[ae]s?|dans l') ?(?=[a-z])")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?! ?%)")
_OF = re.compile(r" (?:des|du|de la|de l'|d') ?(?P<who>[a-z-]{4,})")
_PEOPLE = re.compile(
    r"(?:repondant|interroge|personne|sonde|reponse|avis|autre|leur|entre|premier|second|dernier|ensemble|"
    r"total|structure|organisation|organisme|acteur|cas|partenariat|homologue|responsable|departement|"
    r"territoire|moins|plus)"
)
_AND = re.compile(r" ?(?:et|ou|comme|ainsi que)(?: d?es| l[ae]s?| l'| aux?| en| dans l[ae]s?)? ?")
_FROM = re.compile(r"\b(?:selon|d'apres) (?:l[ae]s? |l'|une? |des |nos |notre )?(?P<who>[a-z-]+)")
_OURS = re.compile(
    r"enquete|etude|rapport|observatoire|phare|arpea|resultat|chiffre|donnee|question|sondage|eux|elles|lui|vous|nous"
)
_TAKES_UP = re.compile(
    r"\b(?:dans (?:ce|le meme) cas|(?:font|fait|disent|pensent|repond\w+) (?:de meme|ainsi)|"
    r"(?:cet|cette|ce|memes?|telle?) (?:avis|opinion|vision|point de vue|constat|idee|conviction|sentiment|"
    r"regard|analyse|jugement|reponse|perception|lecture|vue|choix|chose|question|proportion|part|taux|"
    r"chiffre|score)|(?:l[ea] |l')(?:pens|di[rst]|declar|jug|affirm|cit|mention|plac|croi|soulign|estim|"
    r"confirm|retien)\w*|l[ae] (?:reponse|choix|sont|font)\b|l'(?:ont|avis)\b|"
    r"y (?:croi\w+|adher\w+|souscri\w+|voi\w+|sont|est)\b|"
    r"en (?:etre|sont|est|ont|avoir|recoi\w+|recevoir|benefici\w+|parl\w+)\b|idem\b|"
    r"sur ce (?:point|theme|sujet)|repond\w* (?:oui|par l'affirmative|a l'identique|la meme|a la meme)|"
    r"reponse identique|acquiesc\w+)"
)
_VERB = re.compile(r" (?P<verb>[a-z]{3,}ent)\b")
_SMALL = 3  # letters of a word that carries no matter
_SAYS_NO = re.compile(r"\b(?:disent|repondent) non\b")
_NO = re.compile(r"\W*non\b ?,")  # the answer to the question before
_NEAR = 40  # characters before a number that say what it is


def of_sentence(context: Context, part: Part) -> str:
    """What casts a doubt on every number of a sentence; empty where nothing does."""
    if _SUPPOSED.search(context.words(part)):
        return "La phrase dit un projet ou une hypothèse."
    if _sources(context, part):
        return "La phrase donne une source qui n'est pas l'observatoire."
    if _joins(context, part):
        return "La phrase donne un seul nombre à plusieurs publics ou à plusieurs territoires."
    return ""


def of(context: Context, part: Part, told: Told) -> str:
    """What casts a doubt on a number by its own words; empty where nothing does."""
    before = context.text.folded[max(told.start, told.mention.start - _NEAR) : told.mention.start]
    if _denies(context, part, told):
        return "La phrase semble dire le contraire."
    if _BOUNDED.search(before) or (not told.is_gap and _GROWN.search(before)):
        return "La phrase dit une borne, un multiple ou un avis, et non ce nombre."
    if _counts_others(context, part, told) or _narrows(context, part, told):
        return "La phrase parle d'une partie du public, que l'enquête n'a pas comptée à part."
    if _says_more(context, part, told):
        return "La phrase semble parler d'autre chose que celle dont elle prend la suite."
    if _elsewhere(context, part, told):
        return "La phrase nomme un lieu qui n'est pas un territoire de l'observatoire."
    if _dates(context, part, told):
        return "La phrase donne une année où rien n'a été mesuré."
    if told.is_gap and _measures(context, part, told):
        return "La phrase mesure l'écart à autre chose que ce que l'observatoire connaît."
    return ""


def _own(told: Told, *cues: Sequence[Cue]) -> list[Cue]:
    return [cue for some in cues for cue in within(some, told.start, told.end)]


def _denies(context: Context, part: Part, told: Told) -> bool:
    """A denial in its own words, unless the answer or the base that they name is one."""
    if _UNDONE.search(context.text.folded, told.start, told.end):
        return True
    if told.answer is not None and told.answer.slug.startswith("non"):
        return False
    if _NO.match(context.text.folded, part.sentence.start):
        return True
    if _SAYS_NO.search(context.text.folded, told.start, told.end):
        return True
    spans = [cue for cue in _own(told, part.bases, part.topics) if cue.kind == "base" or cue.names_answer]
    for found in _DENIED.finditer(context.text.folded, told.start, told.end):
        if _OF_NUMBERS.search(context.text.folded, found.start(), min(told.end, found.end() + _NEAR)):
            continue
        colon = context.text.folded.find(":", found.end(), told.mention.start)
        if colon >= 0 and not any(cue.start < colon for cue in _own(told, part.topics, part.bases)):
            continue  # what is denied is nothing that is counted: "Ce n'est pas la même histoire : 30 %"
        if not any(cue.start < found.end() and found.start() < cue.end for cue in spans):
            return True
    return False


def _counts_others(context: Context, part: Part, told: Told) -> bool:
    """ "65 % des lycéens", "avec une commune": people or partners of whom no survey asked."""
    folded, end = context.text.folded, told.mention.end
    if _PARTNERS.search(folded, told.start, told.end):
        return True
    after = _OF.match(folded, end, told.end)
    if after is None or told.mention.unit != ClaimUnit.SHARE or _PEOPLE.match(after["who"]):
        return False
    place = after.start("who")
    cues = _own(told, part.audiences, part.bases, part.topics, part.regions)
    return not any(cue.start <= place < cue.end or 0 <= cue.start - place < 3 for cue in cues)


def _narrows(context: Context, part: Part, told: Told) -> bool:
    """ "65 % des jeunes citoyens", "93 % des maires ruraux", "des citoyens qui connaissent…"."""
    folded = context.text.folded
    covered = _own(told, part.bases, part.topics)

    def is_covered(start: int, end: int) -> bool:
        return any(cue.start < end and start < cue.end for cue in covered)

    for cue in _own(told, part.audiences, part.bases):
        near = _PART_OF.search(folded, max(told.start, cue.start - 8), min(told.end, cue.end + 22))
        if near and not is_covered(*near.span()):
            return True
    for cue in _own(told, part.audiences):
        relative = _RELATIVE.match(folded, cue.end, told.end)
        if (
            relative is None
            or cue.start < told.mention.end
            or is_covered(relative.start(), relative.end() + 3)
        ):
            continue
        # "67 % de citoyens qui…" is said of all of them.
        if folded[told.mention.end : cue.start].strip(" (") not in ("de", "d'"):
            return True
    return False


def _says_more(context: Context, part: Part, told: Told) -> bool:
    """Whether a number that takes its topic from the sentences before speaks of something else: by its own
    words ("77 % des responsables associatifs recrutent des bénévoles"), or by the sentence that it takes up
    ("Faut-il interdire la chasse ? 77 % le pensent.")."""
    if told.mention.unit == ClaimUnit.COUNT or told.is_gap or not told.topics:
        return False
    if any(cue.value & told.topics for cue in _own(told, part.topics)):
        return False
    takes_up = _TAKES_UP.search(context.text.folded, told.start, told.end)
    if any(cue.value & told.topics for cue in part.topics):
        return takes_up is None and _acts(context, part, told)
    if takes_up is None and _has_matter(context, part, told.start, told.end):
        return True
    before = next(iter(context.before(part)), None)
    if before is None or before.told or any(cue.value & told.topics for cue in before.topics):
        return False
    start, end = before.sentence.start, before.sentence.end
    if _TAKES_UP.search(context.text.folded, start, end):
        return False
    asks = context.text.folded.endswith("?", start, end)
    return bool(takes_up or asks) and _has_matter(context, before, start, end)


def _acts(context: Context, part: Part, told: Told) -> bool:
    """ "… et 80 % des dirigeants recrutent": a verb of their own, where another number has the topic."""
    cue = next(iter(within(part.audiences, told.mention.end, told.end)), None)
    verb = _VERB.match(context.text.folded, cue.end, told.end) if cue else None
    return verb is not None and verb["verb"] not in vocabulary.GOES_ON


def _has_matter(context: Context, part: Part, start: int, end: int) -> bool:
    """Whether words are left that neither name whom or where, nor only go on about what was said."""
    text = context.text
    spans = sorted(
        [
            *((told.mention.start, told.mention.end) for told in part.told),
            *(
                (cue.start, cue.end)
                for cues in (part.audiences, part.regions, part.waves, part.bases)
                for cue in within(cues, start, end)
            ),
        ]
    )
    covered, at = 0, 0
    for word in text.words[text.word_at(start) : text.word_at(end)]:
        while at < len(spans) and spans[at][0] <= word.start:
            covered = max(covered, spans[at][1])
            at += 1
        tells = len(word.text) > _SMALL and word.text.isalpha() and word.text not in vocabulary.GOES_ON
        if tells and word.start >= covered:
            return True
    return False


def _elsewhere(context: Context, part: Part, told: Told) -> bool:
    """A place with a capital that is no territory: "À Nantes, 65 %"."""
    text, institutes = context.text, context.known.institutes
    for found in _PLACE.finditer(text.folded, told.start, told.end):
        place = found.end()
        number = text.word_at(place)
        if number == len(text.words) or text.words[number].start != place:
            continue
        word = text.words[number]
        written = text.written[text.origin[place] : text.origin[word.end - 1] + 1]
        if not written[0].isupper() or written.isupper() or len(written) < 4 or word.text in institutes:
            continue
        if not any(cue.start <= place < cue.end for cue in _own(told, part.regions)):
            return True
    return False


def _joins(context: Context, part: Part) -> bool:
    """Two audiences or territories, and one number: "69 % des citoyens et des entreprises"."""
    if part.run or part.twins or sum(not told.is_gap for told in part.told) != 1:
        return False
    return any(
        _are_two(context, one, other)
        for cues in (part.audiences, part.regions)
        for one, other in pairwise(cues)
    )


def _are_two(context: Context, one: Cue, other: Cue) -> bool:
    values = (one.value, other.value)
    if None in values or one.value == other.value or context.known.nation in values:
        return False
    return bool(_AND.fullmatch(context.text.folded, one.end, other.start))


def _dates(context: Context, part: Part, told: Told) -> bool:
    """A year of which no survey and no report is."""
    for found in _YEAR.finditer(context.text.folded, told.start, told.end):
        if found.start() >= told.mention.start and found.end() <= told.mention.end:
            continue
        if not any(cue.start <= found.start() < cue.end for cue in _own(told, part.waves)):
            return True
    return False


def _measures(context: Context, part: Part, told: Told) -> bool:
    """ "17 points de plus que la moyenne européenne"."""
    found = _THAN.match(context.text.folded, told.mention.end, told.end)
    if found is None:
        return False
    named = _own(told, part.regions, part.audiences, part.waves, part.bases)
    if any(cue.start < found.end("who") + 2 and found.start("who") < cue.end for cue in named):
        return bool(found["more"] and _FOREIGN.match(found["more"]))
    return not _KNOWN_SIDE.match(found["who"]) or bool(found["more"] and _FOREIGN.match(found["more"]))


def _sources(context: Context, part: Part) -> bool:
    """ "Selon la CCI, 43 %"."""
    cues = [*part.audiences, *part.regions, *part.waves, *part.bases]
    for found in _FROM.finditer(context.text.folded, part.sentence.start, part.sentence.end):
        named = any(cue.start < found.end() + 2 and found.start() < cue.end for cue in cues)
        if not named and not _OURS.match(found["who"]):
            return True
    return False
