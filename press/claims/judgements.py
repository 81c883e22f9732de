"""Words of comparison and judgement, weighed against the figures: "au-dessus de la moyenne", "en avance",
"plébiscitent". They are right only where every measure that they speak of is proven to go their way."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property

from press.claims.clauses import Told
from press.claims.known import Known
from press.claims.lexicon import Cue, Topic
from press.claims.measures import About, measures
from press.claims.phrases import Line, Phrase, Phrases, lines
from press.claims.text import Text
from press.claims.values import Claim, ClaimUnit, Subject, Verdict
from press.claims.weighing import Measure, weighed
from regions.models import Audience, Region
from regions.rows.gaps import COMPARED_UNITS

_OBJECT = re.compile(
    r"(?:\b(?:avec|envers|vers|aux cotes)(?: (?:des|les|leurs?|d'autres|une?|de))? ?|"
    r"\bentre (?:les |des )?(?:[a-z-]+,? (?:et )?(?:les |des )?){0,3})$"
)
_SAME = re.compile(
    r"\b(?:ce|cet|cette|un|une) (?:score|taux|niveau|resultat|chiffre|part|proportion|valeur)\b|"
    r"\b(?:celui|celle)-ci\b"
)
_BACK = 12  # sentences
_NUMBERS = 20  # of each, the last
_TELLING = 6  # letters of a word of a name by which it is told


def judgements(
    text: Text, cues: Sequence[Cue], told: Sequence[Told], known: Known, own: Sequence[Region]
) -> list[Claim]:
    """The claims that words make without a number, in the order of the text, none over a number."""
    return list(_Judge(text, cues, told, known, own).claims())


class _Judge:
    def __init__(
        self, text: Text, cues: Sequence[Cue], told: Sequence[Told], known: Known, own: Sequence[Region]
    ) -> None:
        self.text, self.known = text, known
        self.home = own[0] if len(own) == 1 else None
        self.lines = lines(text, cues, told)
        self._weighed: dict[Hashable, tuple[list[Measure], bool]] = {}

    def claims(self) -> Iterator[Claim]:
        for line, phrase in Phrases(self.text, self.lines, self.known.nation).found():
            yield self._claim(line, phrase)

    def _claim(self, line: Line, phrase: Phrase) -> Claim:
        about = self._about(line, phrase)
        found, apart = self._measures(about, phrase)
        if about.topics and not about.stated and not found:
            # What they name has no measure: all those of the territory and its audiences.
            about = About(about.region, about.audiences)
            found, apart = self._measures(about, phrase)
        finding = weighed(found, phrase.kind, phrase.sense, about.region, apart)
        start, end = self.text.place(phrase.start, phrase.end)
        one = found[0] if len(found) == 1 else None
        return Claim(
            start,
            end,
            self.text.written[start:end],
            None,
            None,
            self._subject(about, found),
            finding.verdict,
            finding.message,
            one.figure if one else None,
            one.against if one else None,
            one.points if one and finding.verdict == Verdict.OPPOSITE else None,
            finding.tested,
            one.figure.base if one else None,
        )

    def _measures(self, about: About, phrase: Phrase) -> tuple[list[Measure], bool]:
        """Looked for once for all words that speak of the same."""
        reference = phrase.reference
        place = (reference.region, reference.audience, reference.surveys) if reference else None
        key = (about, phrase.kind == "level", place)
        if key not in self._weighed:
            self._weighed[key] = measures(self.known, about, phrase)
        return self._weighed[key]

    def _subject(self, about: About, found: Sequence[Measure]) -> Subject:
        answers = {topic.answer for topic in about.topics}
        answers = answers & {one.figure.answer_id for one in found} or answers
        indicators = {topic.indicator for topic in about.topics if topic.answer in answers}
        return Subject(
            about.region,
            about.audiences[0] if len(about.audiences) == 1 else None,
            self.known.indicators[next(iter(indicators))] if len(indicators) == 1 else None,
            self.known.answer_by_pk[next(iter(answers))] if len(answers) == 1 else None,
            about.bases,
            about.surveys,
        )

    # Whom and what

    def _about(self, line: Line, phrase: Phrase) -> About:
        outside = [cue for cue in line.cues if not _over(cue, phrase)]
        region = self._region(line, phrase, outside)
        audiences = self._audiences(line, phrase, outside)
        topics = [cue for cue in outside if cue.kind == "topic"]
        anchor = self._anchor(line, phrase, region, audiences)
        title = line.passage.kind in ("title", "heading")
        bound = phrase.kind == "compared" or bool(_SAME.search(self._words(line)))
        if anchor is None and not title and bound:
            anchor = self._carried(line, region, audiences, topics)
        if anchor is not None and (found := self._topics_of(anchor)):
            said = audiences or ((anchor.audience,) if anchor.audience else ())
            return About(region, said, found, anchor.bases, anchor.surveys, stated=True)
        bases = frozenset(pk for cue in outside if cue.kind == "base" for pk in cue.value)
        found = self._narrowed(topics)
        stated = phrase.kind == "compared" and not title and bool(found)
        return About(region, audiences, found or self._worded(line, phrase), bases, stated=stated)

    def _narrowed(self, cues: Sequence[Cue]) -> frozenset[Topic]:
        """The topics of the cues that can be compared, each narrowed by the others where they agree."""
        left: frozenset[Topic] = frozenset()
        for cue in cues:
            some = cue.value & self._comparable
            left = left & some or left or some
        return left

    @cached_property
    def _comparable(self) -> frozenset[Topic]:
        indicators = self.known.indicators
        return frozenset(one for one in self.known.topics if indicators[one.indicator].unit in COMPARED_UNITS)

    @cached_property
    def _labels(self) -> dict[str, frozenset[Topic]]:
        """The topics of the indicators whose short name holds a word."""
        found: dict[str, set[Topic]] = defaultdict(set)
        for topic in self._comparable:
            for word in Text(self.known.indicators[topic.indicator].short_label).words:
                if len(word.text) >= _TELLING:
                    found[word.stem].add(topic)
        return {word: frozenset(some) for word, some in found.items()}

    def _worded(self, line: Line, phrase: Phrase) -> frozenset[Topic]:
        """The topics of the indicators that have a word of the sentence in their short name."""
        whom = [(cue.start, cue.end) for cue in line.cues if cue.kind in ("audience", "region")]
        whom.append((phrase.start, phrase.end))
        for word in self.text.words[line.sentence.first : line.sentence.last]:
            some = self._labels.get(word.stem)
            if some and not any(start <= word.start < end for start, end in whom):
                return some
        return frozenset()

    def _words(self, line: Line) -> str:
        return self.text.folded[line.sentence.start : line.sentence.end]

    def _region(self, line: Line, phrase: Phrase, outside: Sequence[Cue]) -> Region | None:
        """The territory that the sentence names, the nation last; else the release's or its numbers'."""
        nation = self.known.nation
        cues = [cue for cue in outside if cue.kind == "region"]
        near = [cue for cue in reversed(cues) if cue.end <= phrase.start]
        near += [cue for cue in cues if cue.start >= phrase.end]
        named = [cue.value or self.home for cue in near]
        found = next((one for one in named if one is not None and one is not nation), None)
        if found is None and self.home is not None and not self.home.is_nation:
            return self.home
        told = [one.region for one in line.told if one.region]
        return found or next((one for one in (*named, *told) if one is not None), self.home)

    def _audiences(self, line: Line, phrase: Phrase, outside: Sequence[Cue]) -> tuple[Audience, ...]:
        """Those before the words, all of a list; else those after them."""
        topics = [cue for cue in outside if cue.kind == "topic" and not cue.names_answer]
        found = []
        for cue in outside:
            before = self.text.folded[max(line.sentence.start, cue.start - 60) : cue.start]
            inside = any(one.start < cue.start and cue.end <= one.end for one in topics)
            if cue.kind == "audience" and not inside and not _OBJECT.search(before):
                found.append(cue)
        before_them = [cue.value for cue in found if cue.end <= phrase.start]
        floor = max((one.mention.end for one in line.told if one.mention.end <= phrase.start), default=0)
        nearer = [cue.value for cue in found if floor <= cue.start and cue.end <= phrase.start]
        after = [cue.value for cue in found if cue.start >= phrase.end]
        return tuple(dict.fromkeys(nearer or before_them[-1:] or after))

    def _anchor(
        self, line: Line, phrase: Phrase, region: Region | None, audiences: tuple[Audience, ...]
    ) -> Told | None:
        """The number of the sentence that the words speak of."""
        fitting = [one for one in line.told if _speaks(one) and (not audiences or one.audience in audiences)]
        own = [one for one in fitting if one.region is region] or fitting
        before = [one for one in own if one.mention.end <= phrase.start]
        return before[-1] if before else next(iter(own), None)

    def _carried(
        self, line: Line, region: Region | None, audiences: tuple[Audience, ...], topics: Sequence[Cue]
    ) -> Told | None:
        """The last number of the sentences before, in its paragraph, that may be meant."""
        left = self._narrowed(topics)
        for one in reversed(self.lines[max(0, line.number - _BACK) : line.number]):
            if one.passage is not line.passage:
                return None
            for told in reversed(one.told[-_NUMBERS:]):
                known = self._topics_of(told)
                same = told.region is region and (not audiences or told.audience in audiences)
                if same and _speaks(told) and known and (not left or known <= left):
                    return told
        return None

    @staticmethod
    def _topics_of(told: Told) -> frozenset[Topic]:
        if told.answer is None:
            return told.topics
        return frozenset(topic for topic in told.topics if topic.answer == told.answer.pk)


def _over(cue: Cue, phrase: Phrase) -> bool:
    reference = phrase.reference
    if reference and cue.start < reference.end and reference.start < cue.end:
        return True
    return cue.start < phrase.end and phrase.start < cue.end


def _speaks(told: Told) -> bool:
    return told.mention.unit not in (ClaimUnit.POINTS, ClaimUnit.COUNT) and bool(told.topics)
