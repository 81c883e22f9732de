"""Whom and what each number of a text is about, sentence by sentence, one dimension after the other."""

from collections.abc import Sequence

from press.claims import audiences, bases, pairing, territories, topics
from press.claims.clauses import Told
from press.claims.context import Context
from press.claims.known import Known
from press.claims.lexicon import Cue
from press.claims.numbers import Mention
from press.claims.text import Text
from regions.models import Region


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
    return [told for part in context.parts for told in part.told]
