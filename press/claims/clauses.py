"""Sentences as they are read: their cues by kind, and their numbers, each with the words that are its own."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from press.claims.known import Known
from press.claims.lexicon import Cue, Topic
from press.claims.numbers import Mention
from press.claims.text import Sentence, Text
from press.claims.values import ClaimUnit, Subject
from regions.models import Answer, Audience, Region

# What stands between a number and the words that name whom it is about: "43 % des entreprises".
_JOINED = re.compile(
    r" ?\(?(?:(?:seulement|environ|respectivement|aussi|meme|bien|encore|deja|est|etant|precisement|"
    r"et plus|d'entre|"
    r"entre) )*(?:de la|de l'|des|du|de|d'|pour les|pour la|pour l'|pour|chez les|chez|parmi les|parmi|"
    r"aux|au|en|"
    r"dans les|dans le|dans la|dans l'|dans|cote|du cote des|a l'|a la|sur la|les|le|la|l')? ?"
    r"(?:(?:seul|seule|leur|leurs|nos|ses|ces|grands?|petites?|jeunes?|autres?|ensemble|ensemble des|"
    r"moyenne|niveau|echelle|plan|homologues|part)[ ']?(?:de la|de l'|des|du|de|d')? ?){0,2}"
)
# What stands between the words and a number that belongs to them: "les entreprises (43 %)".
_OPENED = re.compile(
    r" ?(?:interroges?|interrogees?|sondes?|repondants?|locaux|locales?|de la region|regionaux|regionales?|"
    r"francaises?|francais)? ?[(\[:-] ?(?:environ |pres de |plus de |soit |a )?"
)
# Where the words of one number end and those of the next begin, the strongest first.
_CUTS = (
    re.compile(r";"),
    re.compile(
        r"\b(?:contre|tandis qu[e']|alors qu[e']|mais|quand|la ou|face a|au lieu de|versus|vs|soit|"
        r"c'est-a-dire|puis)\b"
        r"|[,)] (?:et|ou|pour)\b"
    ),
    re.compile(r",(?! ?\d)|: "),
    re.compile(r"\b(?:et|ou)\b"),
)
_CONTRAST = re.compile(r"^[ ,;(:-]*(?:et )?(?:contre\b|face a\b|au lieu de|versus|vs\b|pour (?=\d))")
_LIST = re.compile(r" ?(?:,|et|ou) ?(?:respectivement )?(?:de |a )?\d")
_BACK = 90  # characters in which a sign of contrast is looked for before a number


@dataclass(slots=True)
class Told:
    """A number with what the text tells of it. Its own words go from `start` to `end` of the folded text.

    `aside` is whether it stands in parentheses, `restates` whether it says the number before it again,
    exactly ("trois quarts (75 %)"), `contrast` whether it stands against the number before it, `reference`,
    `other` and `since` the territory, audience and surveys that a gap is measured from, `turned` whether it
    is told of the nation instead; `own` names what its own words tell, `doubt` says why it is not called
    right, `asked` whether its sentence says that people were asked.
    """

    mention: Mention
    sentence: int
    passage: int
    start: int
    end: int
    aside: bool = False
    restates: bool = False
    contrast: bool = False
    region: Region | None = None
    audience: Audience | None = None
    topics: frozenset[Topic] = frozenset()
    answer: Answer | None = None
    bases: frozenset[int] = frozenset()
    surveys: frozenset[int] = frozenset()
    reference: Region | None = None
    other: Audience | None = None
    since: frozenset[int] = frozenset()
    turned: bool = False
    own: set[str] = field(default_factory=set)
    doubt: str = ""
    asked: bool = False

    @property
    def is_gap(self) -> bool:
        return self.mention.unit == ClaimUnit.POINTS or self.mention.compares

    def subject(self, known: Known) -> Subject:
        """Its answer is told only where its indicator is."""
        indicators = {topic.indicator for topic in self.topics}
        indicator = known.indicators[next(iter(indicators))] if len(indicators) == 1 else None
        answer = self.answer if indicator else None
        return Subject(self.region, self.audience, indicator, answer, self.bases, self.surveys)


@dataclass(slots=True)
class Part:
    """A sentence with its numbers and cues; `number` is its place among all.

    `run` are its numbers that follow an order, `twins` those that some stand against in a list before, by the
    place of these.
    """

    sentence: Sentence
    passage: int
    number: int
    told: list[Told]
    audiences: list[Cue] = field(default_factory=list)
    regions: list[Cue] = field(default_factory=list)
    topics: list[Cue] = field(default_factory=list)
    waves: list[Cue] = field(default_factory=list)
    bases: list[Cue] = field(default_factory=list)
    run: list[Told] = field(default_factory=list)
    twins: dict[int, Told] = field(default_factory=dict)


def within(cues: Sequence[Cue], start: int, end: int) -> Sequence[Cue]:
    """The cues that begin from `start` to `end` (exclusive)."""
    return cues[bisect_left(cues, (start,)) : bisect_left(cues, (end,))]


def attached(text: Text, part: Part, index: int, cues: Sequence[Cue]) -> Cue | None:
    """The cue that a number holds, that follows it, or that opens it: "deux maires sur trois", "43 % des
    maires", "les maires (43 %)"."""
    mention = part.told[index].mention
    place = bisect_left(cues, (mention.start,))
    next_one = cues[place] if place < len(cues) else None
    if next_one and next_one.start < mention.end:
        return next_one
    limit = part.told[index + 1].mention.start if index + 1 < len(part.told) else part.sentence.end
    if next_one and next_one.start < limit and _JOINED.fullmatch(text.folded, mention.end, next_one.start):
        opened = text.folded.find("(", mention.end, next_one.start) >= 0
        if not opened or 0 <= text.folded.find(")", next_one.end) < limit:
            return next_one
    floor = part.told[index - 1].mention.end if index else part.sentence.start
    before = cues[place - 1] if place else None
    if before and floor <= before.start and before.end <= mention.start:
        return before if _OPENED.fullmatch(text.folded, before.end, mention.start) else None
    return None


def cut(text: Text, part: Part) -> None:
    """Gives each number of a sentence its own words."""
    cues = sorted([*part.audiences, *part.regions, *part.topics], key=lambda cue: cue.start)
    followers = [_follower(text, part, index, cues) for index in range(len(part.told))]
    for index, told in enumerate(part.told):
        told.start = part.told[index - 1].end if index else part.sentence.start
        told.end = part.sentence.end
        if index + 1 < len(part.told):
            told.end = _border(text.folded, told, part.told[index + 1], followers[index])
        before = text.folded[max(told.start, told.mention.start - _BACK) : told.mention.start]
        told.contrast = bool(_CONTRAST.search(before))
        since = text.folded[
            part.told[index - 1].mention.end if index else part.sentence.start : told.mention.start
        ]
        inside = index > 0 and part.told[index - 1].aside
        told.restates = index > 0 and _restates(text.folded, part.told[index - 1], told)
        if told.restates:
            previous = part.told[index - 1]
            told.start, previous.end = previous.start, told.end
        told.aside = since.rfind("(") > since.rfind(")") or (inside and ")" not in since)


def _follower(text: Text, part: Part, index: int, cues: Sequence[Cue]) -> Cue | None:
    cue = attached(text, part, index, cues)
    return cue if cue and cue.start >= part.told[index].mention.end else None


def _border(folded: str, told: Told, following: Told, follower: Cue | None) -> int:
    """Where the words of a number end, before the next one: at the first of the strongest marks between them,
    or behind the words that follow it."""
    start, end = told.mention.end, following.mention.start
    between = folded[start:end]
    opened = between.rfind("(")
    if opened >= 0 and ")" not in between[opened:] and (follower or not _alone(folded, following)):
        return start + opened
    closed = between.find(")")
    if closed >= 0 and "(" not in between[:closed]:
        start += closed + 1
    for marks in _CUTS:
        found = [mark.start() for mark in marks.finditer(folded, start, end)]
        if found:
            behind = follower.end if follower else start
            return next((place for place in found if place >= behind), found[-1])
    return end


def lists(text: Text, told: Told) -> bool:
    """Whether nothing but a list's comma or "et" stands between a number and the next one."""
    return bool(_LIST.match(text.folded, told.mention.end))


def _restates(folded: str, previous: Told, told: Told) -> bool:
    between = folded[previous.mention.end : told.mention.start]
    return previous.mention.approximate and between.endswith("(") and _alone(folded, told)


def _alone(folded: str, told: Told) -> bool:
    """Whether a number is all that its parentheses hold: "le mécénat (67 %)"."""
    return folded[told.mention.end : told.mention.end + 1] == ")"
