"""Words of comparison and judgement that have no number of their own: where they stand in a text, which way
they point, and what they measure from."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from press.claims.clauses import Told
from press.claims.judging_words import (
    ADJECTIVE,
    CLAUSE,
    DENIED,
    FAR,
    FELT,
    FLIPPED,
    FOR_OTHERS,
    HEADS,
    KINDS,
    LINK,
    MEAN,
    OF_OTHERS,
    POINTS,
    SENSES,
    STRENGTH,
    WORDS,
    PhraseKind,
)
from press.claims.lexicon import Cue
from press.claims.numbers import Mention
from press.claims.text import Passage, Sentence, Text
from press.claims.values import ClaimUnit
from regions.models import Audience, Region

_NEAR = 600  # characters


@dataclass(frozen=True, slots=True)
class Reference:
    """What words measure from: a territory, an audience or the surveys of another wave."""

    start: int
    end: int
    region: Region | None = None
    audience: Audience | None = None
    surveys: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words at `start` to `end` of the folded text; `sense` is 1 for above, -1 for below, 0 for alike.

    They are compared with a reference, place whom they judge beside the nation or by rank, or name a level.
    """

    start: int
    end: int
    kind: PhraseKind
    sense: int
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its cues and its numbers; `number` is its place among all."""

    number: int
    sentence: Sentence
    passage: Passage
    cues: Sequence[Cue]
    told: Sequence[Told]


def lines(text: Text, cues: Sequence[Cue], told: Sequence[Told]) -> list[Line]:
    found: list[Line] = []
    starts = [one.mention.start for one in told]
    for passage in text.passages:
        for sentence in passage.sentences:
            first, last = (bisect_left(cues, (place,)) for place in (sentence.start, sentence.end))
            one, other = (bisect_left(starts, place) for place in (sentence.start, sentence.end))
            found.append(Line(len(found), sentence, passage, cues[first:last], told[one:other]))
    return found


class Phrases:
    """Finds them in the lines of a text, none over a number, none that belongs to a number of points."""

    def __init__(self, text: Text, lines: Sequence[Line], nation: Region | None) -> None:
        self.text, self.folded = text, text.folded
        self.lines, self.nation = lines, nation

    def found(self) -> Iterator[tuple[Line, Phrase]]:
        ends = [line.sentence.end for line in self.lines]
        last = 0
        for word in self.text.words:
            if word.start < last or word.text[:3] not in HEADS:
                continue
            match = WORDS.match(self.folded, word.start)
            number = bisect_left(ends, word.start + 1)
            if match is None or number >= len(ends):
                continue
            line = self._around(self.lines[number], word.start)
            phrase = self._phrase(line, match, last)
            if phrase is not None:
                last = phrase.end
                yield line, phrase

    def _around(self, line: Line, place: int) -> Line:
        """What of a line is near a place: all of it, unless it goes on for ever."""
        start, end = max(line.sentence.start, place - _NEAR), min(line.sentence.end, place + _NEAR)
        if (start, end) == (line.sentence.start, line.sentence.end):
            return line
        near = Sentence(start, end, self.text.word_at(start), self.text.word_at(end))
        first, last = (bisect_left(line.cues, (at,)) for at in (start, end))
        one, other = (bisect_left(line.told, at, key=lambda told: told.mention.start) for at in (start, end))
        return Line(line.number, near, line.passage, line.cues[first:last], line.told[one:other])

    def _phrase(self, line: Line, match: re.Match[str], floor: int) -> Phrase | None:
        group, way = (match.lastgroup or "").split("_")
        start, end = match.start(), match.start() + len(match[0].rstrip())
        sense = SENSES[way]
        if group != "level" and match[0].startswith(("plus ", "moins ")) and FLIPPED.search(match[0]):
            sense = -sense
        kind = KINDS[group]
        reference = None
        if kind == "compared":
            reference = self._reference(line, match[0], end)
            if reference is None:
                if group != "either" or not self._stands_alone(line, start, end):
                    return None
                kind = "placed"
        if before := STRENGTH.search(self.folded, max(line.sentence.start, floor, start - 20), start):
            start = before.start()
        phrase = Phrase(start, end, kind, sense, reference)
        if not self._judges(line, phrase) or self._counted(line, phrase):
            return None
        return self._stretched(line, phrase)

    # What it measures from

    def _reference(self, line: Line, words: str, end: int) -> Reference | None:
        """The territory, audience or wave that the words right after name."""
        found = self._named(line, end)
        if found is None and words.startswith(
            ("plus nombreu", "moins nombreu", "plus souvent", "moins souvent", "davantage")
        ):
            far = FAR.match(self.folded, end, line.sentence.end)
            found = self._named(line, far.end()) if far else None
        if found is None:
            return None
        if words.startswith(("au", "en")) and words.endswith("dela"):
            return found if re.match(r"moyenn|nivea|nation", self.folded[found.start : found.end]) else None
        if words.startswith(("devant", "derriere", "sous", "depass")) and found.region is None:
            return None
        return found

    def _named(self, line: Line, end: int) -> Reference | None:
        stop = min(line.sentence.end, end + 60)
        cues = [cue for cue in line.cues if cue.start >= end and cue.kind in ("region", "audience", "wave")]
        first = next((cue for cue in cues if not (cue.kind == "region" and cue.value is None)), None)
        mean = MEAN.search(self.folded, end, stop)
        if mean and (first is None or mean.start() < first.start) and self._joined(end, mean.start()):
            if first is None or first.start >= mean.end() or first.kind != "region":
                return Reference(mean.start(), mean.end(), self.nation)
            return Reference(mean.start(), max(mean.end(), first.end), first.value)
        if first is None or first.start > stop or not self._joined(end, first.start):
            return None
        region = first.value if first.kind == "region" else None
        audience = first.value if first.kind == "audience" else None
        surveys: frozenset[int] = first.value if first.kind == "wave" else frozenset()
        last = first.end
        for cue in cues:
            if cue.start >= last and cue.kind == "region" and cue.value and self._joined(last, cue.start):
                region, last = region or cue.value, cue.end
        return Reference(first.start, last, region, audience, surveys)

    def _joined(self, start: int, end: int) -> bool:
        return LINK.fullmatch(self.folded, start, end) is not None

    def _stands_alone(self, line: Line, start: int, end: int) -> bool:
        """ "La moyenne nationale est de 69 % : la région se situe au-dessus." """
        ends = not self.folded[end : line.sentence.end].strip(' .!»"')
        told = any(cue.kind == "region" and cue.value is self.nation for cue in line.cues)
        retreat = self.folded.startswith(("en retrait", "loin d", "fai", "font"), start)
        return retreat or (ends and told)

    # Whether it counts

    def _judges(self, line: Line, phrase: Phrase) -> bool:
        """Whether there is somebody to judge, and neither a question, nor a denial, nor a name."""
        sentence = self.folded[line.sentence.start : line.sentence.end].rstrip(' »"')
        before = self.folded[line.sentence.start : phrase.start]
        clause = before[max((one.end() for one in CLAUSE.finditer(before)), default=0) :]
        if (
            sentence.endswith("?")
            or DENIED.search(clause)
            or POINTS.search(clause)
            or self._is_name(line, phrase)
        ):
            return False
        outside = [cue for cue in line.cues if not self._within(cue, phrase)]
        if phrase.kind == "compared":
            return bool(outside or line.told)
        outside = [cue for cue in outside if cue.kind in ("region", "audience")]
        if not outside:
            return False
        words = self.folded[phrase.start : phrase.end]
        if phrase.kind == "placed":
            return True
        if phrase.kind == "ranked":
            return self._is_rank(line, phrase, outside, words)
        people = [cue for cue in outside if cue.kind == "audience" or cue.value is not None]
        if FELT.match(words):
            return any(cue.end <= phrase.start for cue in people)
        return bool(people)

    def _is_rank(self, line: Line, phrase: Phrase, outside: Sequence[Cue], words: str) -> bool:
        before = self.folded[max(line.sentence.start, phrase.start - 30) : phrase.start]
        if words.startswith(("en tete", "au premier")):
            near = [cue for cue in line.cues if cue.end <= phrase.start]
            return bool(near) and near[-1].kind in ("region", "audience")
        if not ADJECTIVE.search(words):
            return True
        return not OF_OTHERS.search(before) and not FOR_OTHERS.match(self.folded, phrase.end)

    @staticmethod
    def _within(cue: Cue, phrase: Phrase) -> bool:
        end = max(phrase.end, phrase.reference.end if phrase.reference else 0)
        return cue.start < end and phrase.start < cue.end

    def _is_name(self, line: Line, phrase: Phrase) -> bool:
        """A capital within a sentence that has small letters: a prize, a club, a work."""
        written, origin = self.text.written, self.text.origin
        before = self.folded[line.sentence.start : phrase.start].strip(' "«-–•')
        first = written[origin[phrase.start]]
        upper = written[origin[line.sentence.start] : origin[line.sentence.end - 1] + 1].isupper()
        return bool(before) and not before.endswith(":") and first.isupper() and not upper

    def _counted(self, line: Line, phrase: Phrase) -> bool:
        """Whether the words belong to a number: "6 points au-dessus", "86 % sont convaincus"."""
        for told in line.told:
            mention = told.mention
            if mention.start < phrase.end and phrase.start < mention.end:
                return True
            between = self._between(mention, phrase)
            if mention.unit == ClaimUnit.POINTS:
                marks = ".;:" if phrase.kind == "compared" else ".;:,"
                if len(between) < 90 and not any(mark in between for mark in marks):
                    return True
            elif phrase.kind == "level" and len(between) < 80 and not re.search(r"[.,;:()]", between):
                return True
        return False

    def _between(self, mention: Mention, phrase: Phrase) -> str:
        if mention.end <= phrase.start:
            return self.folded[mention.end : phrase.start]
        return self.folded[phrase.end : mention.start]

    def _stretched(self, line: Line, phrase: Phrase) -> Phrase:
        """With what it measures from, where that stands beside it and holds no number."""
        reference = phrase.reference
        if reference is None or reference.end - phrase.end > 70:
            return phrase
        if any(told.mention.start < reference.end and told.mention.end > phrase.end for told in line.told):
            return phrase
        return Phrase(phrase.start, reference.end, phrase.kind, phrase.sense, reference)
