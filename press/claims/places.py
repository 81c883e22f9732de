"""The territory that words name, and whether it is one that something is measured from."""

import re

from press.claims.context import Context
from press.claims.lexicon import Cue
from regions.models import Region

# A territory that a number is compared to, not whom it is about: "plus que la moyenne nationale", but not
# "les partenariats que déclarent les associations françaises".
_REFERENCE = re.compile(
    r"(?:\bqu(?:e\b|')(?! [a-z]{3,}ent (?:les|nos) )|\ba (?:celui|celles?|ceux)|\brapport|\bface|\bcompar\w*|"
    r"\bsur|\bsous|\bdes? \d+ ?%|"
    r"\bhomologues|"
    r"\bdevant|\bderriere|\bdevance\w*|\bdepass\w*|\bsepar\w*|\bsuperieure?s?|\binferieure?s?|"
    r"\bau-dess[uo]\w*|\bau-dela)[^,;.]*$"
)
# What is said of it: "rappelons qu'en France".
_SAID = re.compile(
    r"\b(?:rappel|not|soulign|sai|sav|montr|indiqu|precis|constat|ajout|relev|observ|revel|appren|signal|reti)"
    r"\w*(?: (?:enfin|aussi|toutefois|cependant|ici|ainsi|egalement))? qu[e']"
)
# Whose number follows: "au-dessus de la moyenne nationale, qui est de 38 %".
_STATED = re.compile(r",? (?:qui|laquelle) (?:est|etait|atteint|s'\w+|se \w+|plafonne) (?:de |a )?\d")
_THIS = re.compile(r"\bcette (?:meme )?$")
_BACK = 60  # characters before a territory that say what part it plays


def value(context: Context, cue: Cue) -> Region | None:
    """The territory that a cue names; "la région" is the release's own, or the last that was named."""
    if cue.value is not None:
        return cue.value  # type: ignore[no-any-return]
    if _THIS.search(context.text.folded, max(0, cue.start - 12), cue.start):
        return context.last_region(cue.start) or context.home
    if context.home is not None and not context.home.is_nation:
        return context.home
    return context.last_region(cue.start) or context.home


def refers(context: Context, cue: Cue, since: int) -> bool:
    """Whether a territory is one that something is measured from, by the words from `since` to it: "que la
    moyenne nationale", "à celle de la Bretagne"."""
    if _STATED.match(context.text.folded, cue.end):
        return False
    before = context.text.folded[max(since, cue.start - _BACK) : cue.start]
    return bool(_REFERENCE.search(_SAID.sub("", before)))
