"""The words of comparison and judgement, by their kind and way, and what tells whether they count."""

import re
from typing import Literal

PhraseKind = Literal["compared", "placed", "ranked", "level"]

_DEGREE = (
    "tres|fortement|largement|massivement|particulierement|pleinement|resolument|extremement|profondement|"
    "hautement|fort|tout a fait|solidement|majoritairement|nettement|plutot"
)
_STATE = (
    "(?:engage|mobilise|implique|investi|convaincu|favorable|attache|ouvert|sensible|confiant|acti(?:f|ve)|acquis|"
    "optimiste|volontaire|enthousiaste|dynamique|demandeu[rs]e?|presente?|partenarial|adhere)[a-z]*"
)
_WORKS = "scores?|taux|resultats?|niveaux?|notes?|parts?"
# "either" may stand with or without what they measure from; "ranked" name a rank, which no gap proves.
_GROUPS = {
    "either_above": "au[- ]dessus|loin devant|(?:fait|faisant|font) mieux(?! [a-z]+(?:er|ir|re)\\b)",
    "either_below": "en[- ]dessous|au[- ]dessous|en[- ]deca|en retrait|loin derriere|"
    "(?:fait|faisant|font) moins bien",
    "compared_above": "au[- ]dela|devant|superieure?s?|davantage|meilleure?s?(?= qu)|"
    "mieux(?: (?:placee?s?|notee?s?))?|(?:depass|devanc|distanc|surpass|surclass)(?:e|ent|ant)|excede(?:nt)?|"
    "plus (?:nombreu(?:x|ses?)|souvent|frequemment|volontiers)|plus(?: [a-z'-]+){0,4}?(?= qu[e'])",
    "compared_below": "derriere|inferieure?s?|sous|"
    "moins (?:nombreu(?:x|ses?)|souvent|frequemment|volontiers)|moins(?: [a-z'-]+){0,4}?(?= qu[e'])",
    "compared_level": "dans(?= la moyenne)|proches?(?= de la moyenne)|similaires?|comparables?|"
    "autant(?= qu[e'])|aussi(?: [a-z'-]+){1,3}?(?= qu[e'])|au meme niveau(?= qu)|jeu egal(?= avec)",
    "placed_above": "(?:longueurs?|temps) d'avance|pr(?:is|end|ennent) de l'avance|en avance|"
    "(?:nette|forte|belle|large|legere) avance|en pointe|a la pointe|a l'avant[- ]garde|"
    "se (?:demarqu|distingu)(?:e|ent)|creuse(?:nt)? l'ecart|sort(?:ent)? du lot",
    "placed_below": "(?:accusent? (?:un|du) (?:[a-z]+ )?)?(?:en|du) retard|a la traine",
    "ranked_above": "en tete(?![- ]a[- ]tete)|peloton de tete|au premier rang|a la premiere place|"
    f"sur le podium|champion(?:ne)?s?|pionni(?:er|ere)s?|exemplaires?|leaders?|(?:(?:{_WORKS}) )?records?|"
    f"meilleure?s? (?:{_WORKS}|eleves?|regions?|de france|du pays)|fers? de lance|locomotives?|"
    "bon(?:ne)?s? eleves?|premiere?s? de la classe|sans equivalent|inegale[es]*|hors norme|"
    f"(?:{_WORKS}|engagement|mobilisation|dynamique) exceptionnel(?:le)?s?",
    "ranked_below": "lanternes? rouges?|mauvais(?:es?)? eleves?|en queue de (?:peloton|classement)|"
    "derniere?s? de la classe",
    "level_above": f"plebiscit(?:e|ent|ant|ee|es|ees)|(?:{_DEGREE}) {_STATE}|"
    "(?:adherent?|approuvent?|soutiennent|soutient|engagent?|impliquent?|croient) "
    "(?:largement|fortement|pleinement)|(?:massivement|unanimement|majoritairement)|"
    "convaincue?s|unanimes?|adhesion (?:massive|large|forte)|"
    "(?:large|forte|massive) (?:adhesion|mobilisation|dynamique)|mobilisation (?:forte|massive)|"
    "fort (?:engagement|dynamisme)|(?:engagement|dynamisme) fort|enthousiastes?",
    "level_below": f"(?:peu|faiblement|trop peu|insuffisamment|timidement) {_STATE}|boude(?:nt)?|"
    "(?:faible|timide) (?:mobilisation|engagement|adhesion)|sceptiques?|reticente?s?|frileu(?:x|ses?)",
}
WORDS = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _GROUPS.items()) + ")(?![a-z])"
)
# How the first of these words begins: nearly all of a text is passed over by this alone.
_HEADS = (
    "au|pri|loi|fai|fon|en|dev|sup|dav|mei|mie|dep|dis|sur|exc|plu|der|inf|sou|moi|dan|pro|sim|com|jeu|lon|tem|net|for|"
    "bel|lar|leg|a|se|cre|sor|acc|du|pel|cha|pio|exe|lea|sco|tau|res|niv|not|par|rec|fer|loc|bon|pre|san|ine|hor|"
    "eng|mob|dyn|lan|mau|ple|tre|mas|ext|hau|tou|sol|maj|adh|app|imp|cro|una|con|ent|peu|tro|ins|tim|bou|sce|ret|fri"
)
HEADS = frozenset(_HEADS.split("|"))
KINDS: dict[str, PhraseKind] = {
    "either": "compared",
    "compared": "compared",
    "placed": "placed",
    "ranked": "ranked",
    "level": "level",
}
SENSES = {"above": 1, "below": -1, "level": 0}

# "plus réticents que" is below.
FLIPPED = re.compile(
    r" (?:faible|bas|basse|reticent|sceptique|frileu|inquiet|rare|pessimiste|timide|modeste)[a-z]*\b"
)
STRENGTH = re.compile(
    r"\b(?:tres|nettement|largement|bien|legerement|clairement|sensiblement|un peu|fortement|tout juste|"
    r"beaucoup|particulierement) $"
)
# What may stand between the words and what they measure from.
LINK = re.compile(
    r"(?:[ ',-]|\b(?:a|aux?|de|des|du|d|la|les?|l|que|qu|par|rapport|sur|dans|en|chez|avec|celle?s?|ceux|"
    r"celui|leurs?|homologues|resultats?|niveau|scores?|taux|parts?|chiffres?|valeurs?|moyennes?|ensemble|reste|"
    r"largement|nettement|tres|bien|legerement|sensiblement|clairement|ainsi|donc|meme|tou(?:s|tes)|autres|"
    r"mesuree?s?|relevee?s?|observee?s?)\b|\d+(?:,\d+)? ?%)*"
)
FAR = re.compile(r"[^.;:!?()\n]{0,90}?\bqu[e'] ?")
MEAN = re.compile(
    r"\bmoyennes?\b(?: (?:nationale|francaise|du pays|des (?:autres )?regions))?|"
    r"(?:les|des|aux|leurs) autres (?:regions|territoires)|leurs? homologues|\bailleurs"
)
DENIED = re.compile(
    r"(?:\bn(?:e |')[^;:]*\b(?:pas|plus|jamais|aucune?|guere|rien|ni|personne)\b"
    r"(?! (?:seulement|que|uniquement))|\b(?:aucune?|nul|nulle|rien ne|sans (?:pouvoir|que|etre)|ni|"
    r"impossible|trop tot|loin d'etre|savoir si|demand\w+ si|eviter|devenir|souhait\w+|ambition\w*|"
    r"objectif)\b)[^;:]*$|\bde (?:plus|moins) en $|"
    r"\bn(?:e |')(?:sont|est|etai\w+|ont|a|fait|font) $|"
    r"\b(?:venue?s?|remise?s?|arriv\w+|publi\w+|envoy\w+|inscri\w+|prevue?s?|adress\w+|commenc\w+) $|"
    r"\b(?:prix|label|trophees?|concours|club|palmares)\b(?: [a-z'-]+){0,4} $"
)
POINTS = re.compile(r"(?:\bpoints?|\bpts?|%|pour cent)(?: de)? $")
CLAUSE = re.compile(r"[;:.!?\n]|, (?:mais|et|tandis|alors|pourtant|cependant|elles?|ils?) ")
FELT = re.compile(r"convaincu|enthousiaste|unanime|sceptique|reticent|frileu")
ADJECTIVE = re.compile(r"champion|pionni|exemplaire|leader|record|inegale|hors norme|sans equiv")
# What is not a territory or an audience: "un exemplaire", "des démarches pionnières".
OF_OTHERS = re.compile(
    r"\b(?:un|d'|\d|cet|chaque|cent|mille|temps|initiatives?|demarches?|projets?|pratiques?|experiences?|actions?|"
    r"programmes?|cas|dispositifs?|realisations?|experimentations?|une (?:association|entreprise|commune)) ?$"
)
FOR_OTHERS = re.compile(
    r" (?:du rapport|de l'etude|du dossier|imprim\w+|associatif|du secteur|d'opinion|syndica\w+|politique|"
    r"mondia\w+|economique)"
)
