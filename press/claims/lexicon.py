"""The words by which a text says whom and what a number is about: cues, found in one pass over its words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from press.claims import vocabulary
from press.claims.numerals import SPELT
from press.claims.reading import Places, Reading
from press.claims.text import Text, Word, plain
from regions.folding import SMALL_WORDS
from regions.models import Answer, Base, Indicator, Region, Survey

CueKind = Literal["audience", "region", "topic", "base", "wave"]
_SPELT_FROM = 8  # letters of a word in which one may be wrong
_SPELT_TO = 30
# Words that may stand between two of a cue, small ones apart.
_GAPS: dict[CueKind, int] = {"audience": 0, "region": 1, "topic": 2, "base": 2, "wave": 1}
_KEPT = ("qui",)  # of the small words: "qui ont des partenariats" says whose, "ont" does not


class Topic(NamedTuple):
    """An answer to an indicator, by their keys."""

    indicator: int
    answer: int


class Cue(NamedTuple):
    """Words at `start` to `end` of the folded text that name `value`: an Audience, a Region (None: the
    release's own), a set of topics, of keys of bases or of keys of surveys.

    Cues in order can be bisected by `(place,)`.
    """

    start: int
    end: int
    kind: CueKind
    value: Any
    names_answer: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    kind: CueKind
    value: Any
    parts: tuple[str, ...]
    names_answer: bool = False
    named: bool = False  # a proper noun: its capital is asked for


class Lexicon:
    """Finds the cues of a text. Phrases are words in their order; "nou*" is any word that starts so."""

    def __init__(
        self,
        regions: Iterable[Region],
        answers: Iterable[Answer],
        bases: Iterable[Base],
        surveys: Iterable[Survey],
    ) -> None:
        self.whole: dict[str, list[_Phrase]] = defaultdict(list)
        self.begun: dict[str, list[_Phrase]] = defaultdict(list)
        self.years: dict[int, set[int]] = defaultdict(set)
        self.known: set[str] = set()
        self.spelling: dict[str, str] = {}
        self._territories(list(regions))
        self._audiences()
        self._topics(list(answers))
        self._bases(bases)
        self._waves(list(surveys))
        self._spelling()

    def _territories(self, regions: list[Region]) -> None:
        nation = next((region for region in regions if region.is_nation), None)
        for region in regions:
            if region.is_nation:
                continue
            for name in region.all_names:
                self._add("region", region, name, named=True)
            for words in vocabulary.INHABITANTS.get(region.code, "").split("|"):
                if words:
                    self._add("region", region, words)
        for words in vocabulary.NATION.split("|"):
            self._add("region", nation, words)
        for words in vocabulary.OWN.split("|"):
            self._add("region", None, words)

    def _audiences(self) -> None:
        for audience, words in vocabulary.AUDIENCES.items():
            for phrase in words.split("|"):
                self._add("audience", audience, phrase)

    def _topics(self, answers: list[Answer]) -> None:
        indicators: dict[int, Indicator] = {}
        topics: dict[int, set[Topic]] = defaultdict(set)
        named: dict[str, set[Topic]] = defaultdict(set)
        for answer in answers:
            topic = Topic(answer.indicator_id, answer.pk)
            indicators[answer.indicator_id] = answer.indicator
            topics[answer.indicator_id].add(topic)
            for words in cues(answer):
                named[words].add(topic)
        wholes: dict[str, set[Topic]] = defaultdict(set)
        for pk, indicator in indicators.items():
            for words in cues(indicator):
                wholes[words] |= topics[pk]
        for words, some in wholes.items():
            self._add("topic", frozenset(some), words)
        for words, some in named.items():
            self._add("topic", frozenset(some), words, names_answer=True)

    def _bases(self, bases: Iterable[Base]) -> None:
        named: dict[str, set[int]] = defaultdict(set)
        for base in bases:
            for words in base_cues(base):
                named[words].add(base.pk)
        for words, some in named.items():
            self._add("base", frozenset(some), words)

    def _waves(self, surveys: list[Survey]) -> None:
        programmes: dict[str, set[int]] = defaultdict(set)
        for survey in surveys:
            programmes[survey.programme].add(survey.pk)
            years = set(re.findall(r"(?:19|20)\d\d", survey.slug))
            years |= {str(survey.released_on.year)} if survey.released_on else set()
            for year in years:
                self.years[int(year)].add(survey.pk)
        for programme, words in (("ARPEA", vocabulary.FORMER_WAVE), ("PHARE", vocabulary.PRESENT_WAVE)):
            for phrase in words.split("|"):
                if programmes[programme]:
                    self._add("wave", frozenset(programmes[programme]), phrase)

    def _add(
        self, kind: CueKind, value: Any, words: str, *, names_answer: bool = False, named: bool = False
    ) -> None:
        parts = _parts(words)
        if not parts:
            return
        phrase = _Phrase(kind, value, parts, names_answer, named)
        self.known.update(part for part in parts if len(part) >= _SPELT_FROM and not part.endswith("*"))
        index = self.begun if parts[0].endswith("*") else self.whole
        index[parts[0][:2] if parts[0].endswith("*") else parts[0]].append(phrase)

    def _spelling(self) -> None:
        """What a long word is when a letter of it is missing, too many or another."""
        for word in self.known:
            for one in _misspelt(word):
                self.spelling.setdefault(one, word)

    def _beginning(self, word: Word) -> list[_Phrase]:
        """The phrases that may begin with a word, those of more words first."""
        begun = [phrase for phrase in self.begun.get(word.text[:2], ()) if _same(word, phrase.parts[0])]
        return sorted([*self.whole.get(word.stem, ()), *begun], key=lambda phrase: -len(phrase.parts))

    def _mended(self, word: Word) -> Word:
        if not _SPELT_FROM - 1 <= len(word.stem) <= _SPELT_TO or word.stem in self.known:
            return word
        right = self.spelling.get(word.stem)
        right = right or next(
            (self.spelling[one] for one in _misspelt(word.stem) if one in self.spelling), None
        )
        right = right or next((one for one in _misspelt(word.stem) if one in self.known), None)
        return Word(word.text, right, word.start, word.end) if right and right[0] == word.stem[0] else word

    def cues(self, text: Text) -> list[Cue]:
        """Every cue in order; of two of one kind over each other, the longer."""
        found: list[Cue] = []
        mended = {word: self._mended(one) for word, one in {one.text: one for one in text.words}.items()}
        reading = Reading(text, {word: one.stem for word, one in mended.items()})
        begun = {word: list(_possible(self._beginning(one), reading)) for word, one in mended.items()}
        for number, word in enumerate(text.words):
            for phrase, following in begun[word.text]:
                linked = phrase.kind != "audience"
                last = reading.last(number, following, _GAPS[phrase.kind], linked=linked)
                if last is not None and _fits(text, number, last, phrase):
                    end = text.words[last].end
                    found.append(Cue(word.start, end, phrase.kind, phrase.value, phrase.names_answer))
            if len(word.text) == 4 and word.text.isdigit() and (surveys := self.years.get(int(word.text))):
                found.append(Cue(word.start, word.end, "wave", frozenset(surveys)))
        return _longest(found)


def cues(subject: Indicator | Answer) -> list[str]:
    return [line.strip() for line in subject.cues.splitlines() if line.strip()]


def base_cues(base: Base) -> list[str]:
    """Its own words and its restriction."""
    found = [line.strip() for line in base.cues.splitlines() if line.strip()]
    return [*found, base.restriction] if base.restriction else found


@cache
def _parts(words: str) -> tuple[str, ...]:
    """The words of a phrase as they are looked for: plain, or "nou*" for the beginning of one."""
    parts = []
    for piece in words.split():
        found = [word.stem for word in Text(piece.rstrip("*")).words]
        if found and piece.endswith("*"):
            found[-1] = plain(Text(piece.rstrip("*")).words[-1].text + "*")
        parts += found
    telling = [part for part in parts if part not in SMALL_WORDS or part in _KEPT]
    return tuple(telling or parts)


def _misspelt(word: str) -> Iterator[str]:
    """A word with each of its letters left out once."""
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def _possible(phrases: Iterable[_Phrase], reading: Reading) -> Iterator[tuple[_Phrase, list[Places]]]:
    """The phrases of which every word stands somewhere in the text, with the places of those that follow."""
    for phrase in phrases:
        following = [reading.places(part) for part in phrase.parts[1:]]
        if all(following):
            yield phrase, following


def _same(word: Word, part: str) -> bool:
    if part.endswith("*"):
        return word.stem.startswith(part[:-1]) or word.text.startswith(part[:-1])
    return word.stem == part


_NUMBERED = re.compile(r"\b(?:\d|dix|mille)")  # "emploient salariés" is not "emploient au moins 10 salariés"
# A base of fewer, or of a range: "de moins de 10 salariés", "de 10 à 49 salariés".
_OTHER_BASE = re.compile(r"^.{0,16}\b(?:moins de|jusqu'a|au plus) \d|\d (?:a|et|-) ?\d")


def _fits(text: Text, first: int, last: int, phrase: _Phrase) -> bool:
    if phrase.parts[0] in ("francai", "francaise"):
        adjective = (
            bool(first)
            and text.words[first - 1].text not in SMALL_WORDS
            and text.folded[text.words[first].start - 1] == " "
        )
        adjective = adjective and not text.words[first - 1].text.isdigit()
        adjective = adjective and text.words[first - 1].text not in SPELT
        return phrase.kind == "region" or not adjective
    if phrase.kind == "base":
        start, end = text.words[first].start, text.words[last].end
        if _OTHER_BASE.search(text.folded[max(0, start - 14) : end]):
            return False
        inner = text.folded[text.words[first].end : end]
        return not _NUMBERED.search(inner) or any(_NUMBERED.search(part) for part in phrase.parts)
    if phrase.kind != "region":
        return True
    start, end = text.words[first].start, text.words[last].end
    if phrase.named:
        written = text.written[text.origin[start]]
        if not written.isupper():
            return False
        if len(phrase.parts) == 1 and re.match(
            r" (?:d[eu']|des|social|cultur|ressource)", text.folded[end : end + 12]
        ):
            return phrase.parts[0] not in ("centre",)
        return last - first < len(phrase.parts) + 4
    if phrase.parts == ("nos",):
        return last + 1 < len(text.words) and not text.words[last + 1].stem.startswith(
            ("voisin", "homologue")
        )
    if phrase.value is not None or not phrase.parts[0].startswith("region"):
        return True
    report = bool(first) and text.words[first - 1].stem in vocabulary.NOT_OWN
    return text.words[first].text != "regions" and not report


def _longest(found: list[Cue]) -> list[Cue]:
    """In order; of two of one kind over each other the first, and the longer of those that start together.

    The same words may tell of several indicators: they are one cue, that tells of any of them.
    """
    ends: dict[tuple[str, bool], int] = defaultdict(int)
    last: dict[tuple[str, bool], int] = {}
    kept: list[Cue] = []
    for cue in sorted(found, key=lambda cue: (cue.start, -cue.end)):
        kind = (cue.kind, cue.names_answer)
        place = last.get(kind)
        if cue.kind == "topic" and place is not None and cue[:2] == kept[place][:2]:
            kept[place] = cue._replace(value=kept[place].value | cue.value)
        elif cue.start >= ends[kind] or (cue.kind == "base" and cue.end > ends[kind]):
            ends[kind] = cue.end
            last[kind] = len(kept)
            kept.append(cue)
    return kept
