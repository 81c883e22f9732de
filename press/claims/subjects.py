"""Whom and what each number of a text is about, sentence by sentence, one dimension after the other."""

import re
from collections.abc import Sequence
from itertools import islice

from press.claims import audiences, bases, doubts, pairing, territories, topics
from press.claims.clauses import Told
from press.claims.context import Context
from press.claims.known import Known
from press.claims.lexicon import Cue
from press.claims.numbers import Mention
from press.claims.text import Text
from regions.models import Region

_ASKED = re.compile(
    r"\b(?:interrog|interview|sond|repond|repons|echantillon|aupres|enquet|consult|particip)\w*|"
    r"\bont (?:note|dit|exprime)\b"
)


def read(
    text: Text, cues: Sequence[Cue], found: Sequence[Mention], known: Known, own: Sequence[Region]
) -> list[Told]:
    """The numbers of a text, in its order, with what it tells of each. `own` are the release's
    territories."""
    context = Context(text, cues, found, known, own)
    for part in context.parts:
        part.run, part.twins = pairing.run(context, part), pairing.twins(context, part)
        audiences.read(context, part)
        territories.read(context, part)
        bases.read(context, part)
        topics.read(context, part)
        audiences.imply(context, part)
        territories.settle(context, part)
    for part in context.parts:
        if not part.told:
            continue
        doubt = doubts.of_sentence(context, part)
        asked = any(_ASKED.search(context.words(one)) for one in (part, *islice(context.before(part), 1)))
        for told in part.told:
            told.doubt = doubt or doubts.of(context, part, told)
            told.asked = asked
    return [told for part in context.parts for told in part.told]
