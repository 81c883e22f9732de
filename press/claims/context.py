"""A text cut into the sentences that are read, and what stands around each: those before, its heading, and
the sentence that leads to its list."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from press.claims import people
from press.claims.clauses import Part, Told, cut
from press.claims.known import Known
from press.claims.lexicon import Cue
from press.claims.numbers import Mention
from press.claims.text import PassageKind, Text
from regions.models import Region

_BACK = 12  # sentences in which what a number is about is looked for


class Context:
    """`own` are the territories that the release is about, `home` the only one of them."""

    def __init__(
        self, text: Text, cues: Sequence[Cue], found: Sequence[Mention], known: Known, own: Sequence[Region]
    ) -> None:
        self.text, self.known, self.own = text, known, tuple(own)
        self.home = self.own[0] if len(self.own) == 1 else None
        self.parts = self._parts(cues, found)
        self._named = [
            cue
            for part in self.parts
            for cue in part.regions
            if cue.value is not None and cue.value is not known.nation
        ]
        self._headings: list[Part | None] = []
        self._leads: list[Part | None] = []
        heading = lead = None
        group = -1
        for part in self.parts:
            passage = text.passages[part.passage]
            if passage.kind == "heading":
                heading = part
            if passage.group != group:
                group, lead = passage.group, None
            self._headings.append(heading)
            self._leads.append(lead if passage.kind == "item" else None)
            if passage.kind != "item":
                lead = part

    def _parts(self, cues: Sequence[Cue], found: Sequence[Mention]) -> list[Part]:
        parts: list[Part] = []
        starts = [mention.start for mention in found]
        for index, passage in enumerate(self.text.passages):
            for sentence in passage.sentences:
                one, other = (bisect_left(starts, place) for place in (sentence.start, sentence.end))
                first, last = (bisect_left(cues, (place,)) for place in (sentence.start, sentence.end))
                number = len(parts)
                told = [
                    Told(mention, number, index, sentence.start, sentence.end) for mention in found[one:other]
                ]
                part = Part(sentence, index, number, told)
                people.sort(self.text, part, cues[first:last])
                cut(self.text, part)
                parts.append(part)
        return parts

    def last_region(self, place: int) -> Region | None:
        """The last region, not the nation, that the text names before a place."""
        at = bisect_left(self._named, (place,))
        return self._named[at - 1].value if at else None

    def words(self, part: Part) -> str:
        return self.text.folded[part.sentence.start : part.sentence.end]

    def kind(self, part: Part) -> PassageKind:
        return self.text.passages[part.passage].kind

    def heading(self, part: Part) -> Part | None:
        """The heading that stands over a sentence."""
        found = self._headings[part.number]
        return None if found is part else found

    def lead(self, part: Part) -> Part | None:
        """The sentence, or the heading, that leads to the list of which a sentence is an item."""
        return self._leads[part.number]

    def before(self, part: Part) -> Iterator[Part]:
        """The sentences before it in its passage, the last first; for an item then the one that leads to
        its list."""
        for one in reversed(self.parts[max(0, part.number - _BACK) : part.number]):
            if one.passage != part.passage:
                break
            yield one
        if (lead := self.lead(part)) is not None:
            yield lead

    def passages_before(self, part: Part) -> Iterator[Part]:
        """The sentences of the passages before, the last first, back to the heading."""
        for one in reversed(self.parts[max(0, part.number - _BACK) : part.number]):
            if one.passage == part.passage or one is self.lead(part):
                continue
            if self.kind(one) == "heading":
                return
            yield one

    def earlier(self, part: Part) -> Iterable[Part]:
        yield from self.before(part)
        yield from islice(self.passages_before(part), _BACK)
