"""What each number of a sentence measures: the indicator and answer that its words, those of its sentence
and those before narrow down to."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from press.claims import vocabulary
from press.claims.clauses import Part, Told, attached, within
from press.claims.context import Context
from press.claims.known import Known
from press.claims.lexicon import Cue, Topic
from press.claims.values import ClaimUnit
from regions.models import Answer, Unit

_ANAPHORA = re.compile(
    r"\b(?:dans ce cas|le meme cas|(?:font|fait|disent|pensent) de meme|(?:cet|cette|ce|meme|leur|tel|"
    r"telle) (?:avis|opinion|"
    r"vision|point de vue|constat|idee|conviction|sentiment|regard|analyse|jugement|reponse|perception|"
    r"lecture)|le pens\w+|"
    r"en etre|y croi\w+|y adher\w+|y souscri\w+|convaincu\w*|l[ae] cit\w+|a en avoir|en avoir|en ont|"
    r"l'ont|le sont|l'affirm\w+|"
    r"le dis\w+|le declar\w+|le juge\w*|sur ce point|partag\w+|aussi|egalement|idem|"
    r"cette (?:proportion|part|valeur)|ce (?:taux|chiffre|score|pourcentage)|"
    r"en (?:recevoir|recoi\w+|benefici\w+)|le font)\b"
)
_APPOSED = re.compile(r"\b(?:soit|ce qui represente|c'est-a-dire|autrement dit)\b")
_UNITS = {
    ClaimUnit.SHARE: (Unit.PERCENT,),
    ClaimUnit.POINTS: (Unit.PERCENT,),
    ClaimUnit.MARK: (Unit.MARK,),
    ClaimUnit.COUNT: (Unit.COUNT,),
    ClaimUnit.MEAN: (Unit.MEAN,),
}
_ELSEWHERE = re.compile(rf"\b(?:{vocabulary.OTHER_SOURCES})\b")
_PASSAGES_BACK = 5  # sentences of the passages before in which a topic is looked for


def read(context: Context, part: Part) -> None:
    """Tells the topics of each number of a sentence, and its answer where only one is left."""
    ordered = _ordered(context, part)
    for index, told in enumerate(part.told):
        if _elsewhere(context, part, told):
            told.own.add("elsewhere")
            continue
        if told.restates:
            before = part.told[index - 1]
            told.topics, told.answer = before.topics, before.answer
            continue
        if (twin := part.twins.get(index)) is not None:
            told.topics, told.answer = twin.topics, twin.answer
            told.bases = told.bases or twin.bases
            continue
        possible = _possible(context.known, told)
        groups = _groups(context, part, index, possible)
        told.topics, told.answer = _narrowed(
            context.known,
            possible,
            chain([ordered[index]], groups) if index in ordered else groups,
        )
        if told.mention.unit == ClaimUnit.COUNT and not _counted(context, part, index):
            told.topics, told.answer = frozenset(), None


def _elsewhere(context: Context, part: Part, told: Told) -> bool:
    """Whether a number is said to be another source's: "12 % (Insee)", "selon l'Insee, 12 % et 14 %"."""
    folded, first = context.text.folded, part.told[0].mention.start
    return bool(
        _ELSEWHERE.search(folded, told.start, told.end)
        or _ELSEWHERE.search(folded, part.sentence.start, first)
    )


def _ordered(context: Context, part: Part) -> dict[int, list[Cue]]:
    """ "L'emploi et la sécurité obtiennent respectivement 7,1 et 6,6": an answer for each number."""
    run = part.run
    if len(run) < 2:
        return {}
    possible = _possible(context.known, run[0])
    named: dict[frozenset[Topic], Cue] = {}
    for cue in part.topics:
        left = possible & cue.value if cue.names_answer else frozenset()
        if left and not any(left <= one or one <= left for one in named):
            named[left] = cue
    if len(named) != len(run):
        return _as_before(context, part, run)
    first = next(index for index, told in enumerate(part.told) if told is run[0])
    return {first + place: [cue] for place, cue in enumerate(named.values())}


def _as_before(context: Context, part: Part, run: list[Told]) -> dict[int, list[Cue]]:
    """The answers of as many numbers in the sentence before, where it names none itself."""
    before = next((one.told for one in context.before(part) if one.told), [])
    answers = [told.answer for told in before if told.answer]
    if len(answers) != len(run) or len({answer.pk for answer in answers}) != len(run):
        return {}
    first = next(index for index, told in enumerate(part.told) if told is run[0])
    return {first + place: _resolved(told) for place, told in enumerate(before)}


def _counted(context: Context, part: Part, index: int) -> bool:
    """Whether the passage says what the organisations counted do; their name alone is any number of them."""
    told = part.told[index]
    cue = attached(context.text, part, index, part.audiences)
    if cue is None or cue.start < told.mention.start:
        return True
    before = part.told[index - 1].mention.end if index else part.sentence.start
    if index and _APPOSED.search(context.text.folded, before, told.mention.start):
        return True
    return any(
        cue.value & told.topics and not cue.names_answer
        for one in (part, *context.before(part))
        for cue in one.topics
    )


def _possible(known: Known, told: Told) -> frozenset[Topic]:
    """The topics of a number's unit that its audience was asked about."""
    found: frozenset[Topic] = frozenset()
    for unit in _UNITS[told.mention.unit]:
        found |= known.topics_of(unit, told.audience)
    return found


def _narrowed(
    known: Known, possible: frozenset[Topic], groups: Iterable[Iterable[Cue]]
) -> tuple[frozenset[Topic], Answer | None]:
    """The topics that are left when each cue, the nearest first, has said which it means."""
    left, told, named = possible, False, False
    for cues in groups:
        for cue in cues:
            if kept := left & cue.value:
                left, told, named = kept, True, named or cue.names_answer
        if told and _are_of_one_indicator(left) and (named or _headline(known, left)):
            break
    if not told:
        return frozenset(), None
    if len(left) == 1:
        return left, known.answer_by_pk[next(iter(left)).answer]
    return left, _headline(known, left) if not named and _are_of_one_indicator(left) else None


def _are_of_one_indicator(topics: frozenset[Topic]) -> bool:
    first = next(iter(topics)).indicator
    return all(topic.indicator == first for topic in topics)


def _headline(known: Known, topics: frozenset[Topic]) -> Answer | None:
    """The answer that is meant where none is named: of questions with one answer alone."""
    if any(topic.indicator in known.several for topic in topics):
        return None
    found = [known.answer_by_pk[topic.answer] for topic in topics]
    return next((answer for answer in found if answer.headline), None)


def _groups(context: Context, part: Part, index: int, possible: frozenset[Topic]) -> Iterator[Iterable[Cue]]:
    """The topic cues of a number, the nearest first: its own, its clause's, its sentence's, then those
    before."""
    told = part.told[index]
    start, end = told.mention.start, told.mention.end
    yield within(part.topics, start, end)
    is_count = told.mention.unit == ClaimUnit.COUNT
    named = [cue for cue in part.topics if cue.names_answer] if is_count else part.topics
    own = attached(context.text, part, index, named)
    before, after = within(part.topics, told.start, start), within(part.topics, end, told.end)
    if is_count:
        before, after = ([cue for cue in some if not cue.names_answer] for some in (before, after))
    nearest = [own] if own and own.names_answer else []
    counted = possible if is_count else None
    clause = _telling(context, [*([own] if own else []), *after, *reversed(before)], counted)
    of_base = [
        cue for cue in clause if any(one.start <= cue.start and cue.end <= one.end for one in part.bases)
    ]
    yield [*nearest, *(cue for cue in clause if cue not in of_base), *of_base]
    if index:
        yield _resolved(part.told[index - 1])
    yield reversed(within(part.topics, part.sentence.start, told.start))
    if not _ANAPHORA.search(context.text.folded, told.start, told.end):
        yield within(part.topics, told.end, part.sentence.end)
    for one in context.before(part):
        yield from _topics_of(context, one, counted)
    heading = context.heading(part)
    if heading is not None:
        yield heading.topics
    for one in islice(context.passages_before(part), _PASSAGES_BACK):
        yield from _topics_of(context, one, counted)


def _telling(context: Context, cues: Iterable[Cue], possible: frozenset[Topic] | None) -> list[Cue]:
    """Cues of several words before those of one, and those that may tell of several indicators last:
    "doit porter en priorité" says more than "priorité", and "difficile" than "partenariat"."""

    def vague(cue: Cue) -> tuple[bool, bool]:
        indicators = {topic.indicator for topic in (cue.value if possible is None else cue.value & possible)}
        one_word = " " not in context.text.folded[cue.start : cue.end]
        return one_word and not cue.names_answer and len(indicators) > 1, one_word

    return sorted(cues, key=vague)


def _topics_of(context: Context, part: Part, possible: frozenset[Topic] | None) -> Iterator[Iterable[Cue]]:
    for told in reversed(part.told[-6:]):
        yield _resolved(told)
    yield _telling(context, reversed(part.topics), possible)


def _resolved(told: Told) -> list[Cue]:
    """What a number before is about, as if it were said again."""
    if told.answer is None:
        return []
    topic = Topic(told.answer.indicator_id, told.answer.pk)
    return [Cue(told.mention.start, told.mention.end, "topic", frozenset([topic]), names_answer=True)]
