"""Whom and what each number of a text is about: from its own words, then from those before."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from press.claims.known import Known
from press.claims.lexicon import Cue, Topic
from press.claims.numbers import Mention
from press.claims.text import Passage, Sentence, Text
from press.claims.values import ClaimUnit, Subject
from regions.models import Answer, Audience, Region, Unit

# What stands between a number and the words that name whom it is about: "43 % des entreprises".
_JOINED = re.compile(
    r"[ ,(]*(?:(?:seulement|environ|respectivement|aussi|meme|bien|encore|deja|et|soit|est|etant|plus|precisement|et plus|"
    r"d'entre|entre) )*(?:de la|de l'|des|du|de|d'|pour les|pour la|pour l'|pour|chez les|chez|parmi les|parmi|aux|au|en|dans les|"
    r"dans le|dans la|dans l'|dans|cote|du cote des|a l'|a la|sur la|les|le|la|l')? ?"
    r"(?:(?:seul|seule|leur|leurs|nos|ses|ces|grands?|petites?|jeunes?|autres?|ensemble|ensemble des|"
    r"moyenne|niveau|echelle|plan|homologues|part)[ ']?(?:de la|de l'|des|du|de|d')? ?){0,2}$"
)
# What stands between the words and a number that belongs to them: "les entreprises (43 %)".
_OPENED = re.compile(
    r" ?(?:interroges?|interrogees?|sondes?|repondants?|locaux|locales?|de la region|regionaux|regionales?|francaises?|francais)? ?[(\[:–-] ?(?:environ |pres de |plus de |soit )?$"
)
_CONTRAST = re.compile(
    r"\b(?:contre|face a|pour|au lieu de|versus|vs|a comparer (?:a|aux|avec)|compare[es]* (?:a|aux)|que les|que l'|aux|alors que|quand|tandis que)\b[^.;]{0,25}$"
)
_CONTRA = re.compile(r"\b(?:contre|face a|au lieu de|versus|vs)\b[^.;]{0,30}$|\((?:contre )?[^()]{0,12}$")
_OBJECT = re.compile(
    r"(?:\bavec|\baupres d'|\bentre|\baux cotes|\baux|\benvers|\bvers|\bmonde de l'|\bl'action|\bau service|\bvis-a-vis|\bappui|\bsoutien|\bsoutenues?|"
    r"\baide|\bcote a cote|\bresponsabilite|\bau sein|\bune?|\bd'une|\bd'un|\bchaque|\bl'|\bsous l'angle|\bnombre)"
    r" ?(?:des|de|d'|les|la|le|l'|leurs?|ces|une?|d'autres|plusieurs|certaines?|deux|trois)? ?$"
)
_BETWEEN = re.compile(
    r"\b(?:partenariats?|alliances?|relations?|cooperations?|liens?|dialogue|rapprochements?|entre|rencontres?|collaborations?|actions? communes?|"
    r"travail commun|rapport|etude|enquete|volet|soiree|journee|association) (?:[a-z-]+ ){0,3}$"
)
_APPOSED = re.compile(r"\b(?:soit|c'est-a-dire|autrement dit|en clair|ou encore)\b[^,;.]{0,25}$")
_ANAPHORA = re.compile(
    r"\b(?:dans ce cas|le meme cas|(?:font|fait|disent|pensent) de meme|(?:cet|cette|ce|meme|leur|tel|telle) (?:avis|opinion|vision|point de vue|constat|idee|"
    r"conviction|sentiment|regard|analyse|jugement|reponse|perception|lecture)|le pens\w+|en etre|y croi\w+|y adher\w+|y souscri\w+|convaincu\w*|le cit\w+|"
    r"la cit\w+|a en avoir|en avoir|en ont|l'ont|le sont|l'affirm\w+|le dis\w+|le declar\w+|le juge\w*|sur ce point|partag\w+)\b"
)
_PARALLEL = re.compile(
    r"\bces (?:parts|taux|chiffres|proportions|valeurs|pourcentages|deux (?:parts|taux|chiffres|proportions))\b|\bces (?:deux|trois) "
)
_ORDER = re.compile(r"\brespectivement\b|\bdans (?:le meme|cet|l') ?ordre\b")
_ORDINALS = re.compile(
    r"\b(?:les|des|aux|ces) (?P<one>premiere?s?)\b|\b(?:les|des|aux) (?P<two>seconde?s?|dernieres?|derniers?)\b"
)
_UNITS = {
    ClaimUnit.SHARE: (Unit.PERCENT,),
    ClaimUnit.POINTS: (Unit.PERCENT, Unit.MARK),
    ClaimUnit.MARK: (Unit.MARK,),
    ClaimUnit.COUNT: (Unit.COUNT,),
    ClaimUnit.MEAN: (Unit.MEAN,),
}


@dataclass(slots=True)
class Told:
    """A mention with what the text tells of it.

    `contrast` is whether it stands against the number before it; `reference` the territory that a gap is
    measured from; `near` the cues of its sentence, `decided` whether its topic is more than a guess.
    """

    mention: Mention
    sentence: int
    passage: int
    region: Region | None = None
    audience: Audience | None = None
    topics: frozenset[Topic] = frozenset()
    answer: Answer | None = None
    bases: frozenset[int] = frozenset()
    surveys: frozenset[int] = frozenset()
    contrast: bool = False
    reference: Region | None = None
    own: set[str] = field(default_factory=set)

    def subject(self, known: Known) -> Subject:
        indicators = {topic.indicator for topic in self.topics}
        indicator = known.indicators[next(iter(indicators))] if len(indicators) == 1 else None
        answer = self.answer if indicator else None
        return Subject(self.region, self.audience, indicator, answer, self.bases, self.surveys)


@dataclass(slots=True)
class _Part:
    """A sentence with its numbers and cues."""

    sentence: Sentence
    passage: int
    number: int
    told: list[Told]
    cues: list[Cue]
    audiences: list[Cue] = field(default_factory=list)
    regions: list[Cue] = field(default_factory=list)
    topics: list[Cue] = field(default_factory=list)
    waves: list[Cue] = field(default_factory=list)
    bases: list[Cue] = field(default_factory=list)


class Reader:
    """Reads a text once, sentence by sentence; `own` are the territories that the release is about."""

    def __init__(
        self, text: Text, cues: Sequence[Cue], found: Sequence[Mention], known: Known, own: Sequence[Region]
    ):
        self.text, self.known, self.own = text, known, tuple(own)
        self.home = self.own[0] if len(self.own) == 1 else None
        self.passages = text.passages
        self.parts = self._parts(cues, found)

    def _parts(self, cues: Sequence[Cue], found: Sequence[Mention]) -> list[_Part]:
        parts: list[_Part] = []
        cue_starts = [cue.start for cue in cues]
        starts = [mention.start for mention in found]
        for index, passage in enumerate(self.passages):
            for sentence in passage.sentences:
                one, other = (bisect_left(starts, place) for place in (sentence.start, sentence.end))
                first, last = (bisect_left(cue_starts, place) for place in (sentence.start, sentence.end))
                number = len(parts)
                told = [Told(mention, number, index) for mention in found[one:other]]
                part = _Part(sentence, index, number, told, list(cues[first:last]))
                self._sort(part)
                parts.append(part)
        return parts

    def _sort(self, part: _Part) -> None:
        """Cues by kind, without those that are the object of another word, or within a longer one."""
        folded = self.text.folded
        topics = [cue for cue in part.cues if cue.kind == "topic"]
        whole = [cue for cue in topics if not cue.names_answer]
        for cue in part.cues:
            before = folded[max(part.sentence.start, cue.start - 45) : cue.start]
            if cue.kind == "audience":
                if any(one.start < cue.start and cue.end <= one.end for one in whole):
                    continue
                if self._is_object(before, cue, part):
                    continue
                part.audiences.append(cue)
            elif cue.kind == "region":
                part.regions.append(cue)
            elif cue.kind == "topic":
                part.topics.append(cue)
            elif cue.kind == "wave":
                part.waves.append(cue)
            else:
                part.bases.append(cue)
        self._untangle(part)
        self._inhabitants(part)

    def _inhabitants(self, part: _Part) -> None:
        """ "67 % des Néo-Aquitains": a territory and its citizens."""
        for cue in part.regions:
            if cue.value is None or not self._named_people(cue):
                continue
            if not any(one.start - 3 <= cue.end and cue.start <= one.end + 1 for one in part.audiences):
                part.audiences.append(Cue("audience", Audience.CITIZENS, cue.start, cue.end))
        part.audiences.sort(key=lambda cue: cue.start)

    def _named_people(self, cue: Cue) -> bool:
        words = self._between(cue.start, cue.end)
        before = self._between(max(0, cue.start - 5), cue.start)
        capital = self.text.written[self.text.origin[cue.start]].isupper()
        return (
            capital
            and words.endswith("s")
            and before.endswith((" des ", " les ", "des ", "les "))
            and not cue.value.name.endswith(
                self.text.written[self.text.origin[cue.start] : self.text.origin[cue.end - 1] + 1][-6:]
            )
        )

    def _untangle(self, part: _Part) -> None:
        """Words that name a territory are no answer ("la moyenne nationale"), unless answers of that kind stand
        beside them ("locaux pour 43 % et régionaux pour 47 %")."""
        kept = []
        for cue in part.topics:
            over = [one for one in part.regions if one.start <= cue.start and cue.end <= one.end]
            if over and not any(self._beside(cue, one) and not self._over(one, over) for one in part.topics):
                continue
            if over and cue.names_answer:
                part.regions = [one for one in part.regions if one not in over]
            kept.append(cue)
        part.topics = kept

    @staticmethod
    def _beside(cue: Cue, other: Cue) -> bool:
        """Whether they are answers to one question."""
        ours, others = {topic.indicator for topic in cue.value}, {topic.indicator for topic in other.value}
        return bool(ours & others) and not cue.value & other.value and other.names_answer

    @staticmethod
    def _over(cue: Cue, others: Iterable[Cue]) -> bool:
        return any(one.start < cue.end and cue.start < one.end for one in others)

    def _is_object(self, before: str, cue: Cue, part: _Part) -> bool:
        if re.search(r"\bquant (?:aux|a l[a']) ?$|\b(?:aupres|chez|parmi|pour|selon) [^,]{0,12}$", before):
            return False
        if _OBJECT.search(before) and not re.search(r"\d ?%? (?:d'|des |de )?$", before):
            # "aux maires", "l'entreprise": not whom the number is about, but for "l'ensemble des", "auprès des".
            return not re.search(r"\b(?:aupres|chez|parmi|pour|selon)\b[^,]{0,12}$", before)
        return bool(_BETWEEN.search(before)) and not re.search(r"%", before)

    def read(self) -> list[Told]:
        for part in self.parts:
            self._regions(part)
            self._audiences(part)
            self._waves(part)
            self._bases(part)
            self._topics(part)
        return [told for part in self.parts for told in part.told]

    # Attaching

    def _between(self, start: int, end: int) -> str:
        return self.text.folded[start:end]

    def _attached(self, part: _Part, cues: Sequence[Cue]) -> list[Cue | None]:
        """For each number the cue that its own words hold, or None."""
        found: list[Cue | None] = [None] * len(part.told)
        if not cues:
            return found
        for index, told in enumerate(part.told):
            mention = told.mention
            inside = [cue for cue in cues if mention.start <= cue.start < mention.end]
            if inside:
                found[index] = inside[0]
                continue
            after = next((cue for cue in cues if cue.start >= mention.end), None)
            limit = part.told[index + 1].mention.start if index + 1 < len(part.told) else part.sentence.end
            if after and after.start < limit and _JOINED.fullmatch(self._between(mention.end, after.start)):
                found[index] = after
                continue
            before = next((cue for cue in reversed(cues) if cue.end <= mention.start), None)
            floor = part.told[index - 1].mention.end if index else part.sentence.start
            if (
                before
                and before.start >= floor
                and _OPENED.fullmatch(self._between(before.end, mention.start))
            ):
                found[index] = before
        return found

    def _windows(self, part: _Part, cues: Sequence[Cue], attached: list[Cue | None]) -> list[Cue | None]:
        """For each number without a cue of its own, the nearest free one before it back to the last number,
        else the nearest after it up to the next one."""
        owned = {id(cue) for cue in attached if cue}
        found = list(attached)
        for index, told in enumerate(part.told):
            if found[index]:
                continue
            floor = part.told[index - 1].mention.end if index else part.sentence.start
            limit = part.told[index + 1].mention.start if index + 1 < len(part.told) else part.sentence.end
            before = [cue for cue in cues if floor <= cue.start < told.mention.start and id(cue) not in owned]
            after = [cue for cue in cues if told.mention.end <= cue.start < limit and id(cue) not in owned]
            if before:
                found[index] = before[-1]
            elif after and not self._leads_next(part, index, after[0]):
                found[index] = after[0]
        return found

    def _leads_next(self, part: _Part, index: int, cue: Cue) -> bool:
        """Whether a cue between two numbers opens the clause of the second: "43 %, et les citoyens 65 %"."""
        if index + 1 >= len(part.told):
            return False
        here = part.told[index].mention.end
        between = self._between(here, cue.start)
        return bool(re.search(r"[,;:]|\b(?:et|tandis|mais|alors|quand|dont)\b", between))

    def _ordered(self, part: _Part, cues: Sequence[Cue]) -> list[Cue] | None:
        """The cues in the order of the numbers, where the sentence says so."""
        telling = [told for told in part.told if told.mention.unit != ClaimUnit.POINTS]
        if not _ORDER.search(self._between(part.sentence.start, part.sentence.end)):
            return None
        if len(cues) == len(telling) and len(telling) > 1:
            return list(cues)
        return None

    # Territories

    def _regions(self, part: _Part) -> None:
        cues = part.regions
        ordered = self._ordered(part, [cue for cue in cues])
        if ordered and len({id(self._region(cue)) for cue in ordered}) == len(ordered):
            for told, cue in zip(
                (t for t in part.told if t.mention.unit != ClaimUnit.POINTS), ordered, strict=True
            ):
                told.region = self._region(cue)
                told.own.add("region")
            cues = []
        attached = self._attached(part, cues)
        nation = self.known.nation
        owned = {id(cue) for cue in attached if cue}
        topic = self._carried_region(part)
        for index, told in enumerate(part.told):
            if told.region:
                continue
            start = told.mention.start
            told.contrast = bool(_CONTRA.search(self._between(part.sentence.start, start)[-45:]))
            if told.mention.unit == ClaimUnit.POINTS:
                self._gap_region(part, told, cues, topic)
                continue
            cue = attached[index]
            if cue is None:
                floor = part.told[index - 1].mention.end if index else part.sentence.start
                limit = (
                    part.told[index + 1].mention.start if index + 1 < len(part.told) else part.sentence.end
                )
                near = [one for one in cues if floor <= one.start < start and id(one) not in owned]
                led = [
                    one
                    for one in cues
                    if one.start < floor and id(one) not in owned and self._leads(part, one)
                ]
                after = [
                    one for one in cues if told.mention.end <= one.start < limit and id(one) not in owned
                ]
                if near:
                    cue = near[-1]
                elif after and not self._leads_next(part, index, after[0]):
                    cue = after[0]
                elif told.contrast and (home := self._against(part, index)):
                    told.region = home
                    continue
                elif (
                    index and told.mention.unit == ClaimUnit.COUNT and "(" in self._between(floor - 20, start)
                ):
                    told.region = part.told[index - 1].region
                    continue
                elif led:
                    cue = led[-1]
                elif (
                    index
                    and part.told[index - 1].region
                    and not part.told[index - 1].contrast
                    and not self._compares(part, index - 1)
                ):
                    told.region = part.told[index - 1].region
                    continue
                else:
                    trailing = [one for one in cues if one.start > start and id(one) not in owned]
                    between = [
                        one
                        for one in part.told[index + 1 :]
                        if trailing and one.mention.start < trailing[0].start
                    ]
                    if trailing and between and not index and self._region(trailing[0]) is not nation:
                        cue = trailing[0]
            if cue is not None:
                told.region = self._region(cue)
                told.own.add("region")
            else:
                told.region = topic

    def _compares(self, part: _Part, index: int) -> bool:
        """Whether the number stands for the nation beside one that does not."""
        told = part.told[index]
        return told.region is self.known.nation and any(
            one.region is not told.region for one in part.told[:index]
        )

    def _against(self, part: _Part, index: int) -> Region | None:
        """Whom "contre 37 %" is about, where it does not say: as the contrasts before it, else the nation."""
        for one in part.told[:index]:
            if one.contrast and one.region:
                return one.region
        before = part.told[index - 1].region if index else None
        return self.known.nation if before is not None and before is not self.known.nation else None

    def _leads(self, part: _Part, cue: Cue) -> bool:
        """Whether a cue opens the sentence, and so holds for all its numbers."""
        return not part.told or cue.start < part.told[0].mention.start

    def _gap_region(self, part: _Part, told: Told, cues: Sequence[Cue], topic: Region | None) -> None:
        start, end = told.mention.start, told.mention.end
        nation = self.known.nation
        before = [cue for cue in cues if cue.start < start]
        after = [cue for cue in cues if cue.start >= end]
        reference = next((cue for cue in after if self._refers(part, cue)), None)
        if reference is not None:
            told.reference = self._region(reference)
        elif any(self._region(cue) is nation for cue in (*after[:1], *before[-1:])):
            told.reference = nation
        own = [cue for cue in before if self._region(cue) is not nation and not self._refers(part, cue)]
        own = own or [
            cue
            for cue in after
            if cue is not reference and self._region(cue) is not nation and not self._refers(part, cue)
        ]
        if own:
            told.region = self._region(own[-1] if own[-1].start < start else own[0])
            told.own.add("region")
            return
        earlier = [
            one for one in part.told if one.mention.end <= start and one.region and one.region is not nation
        ]
        told.region = earlier[-1].region if earlier else topic
        if (
            told.region is nation
            and self.home is not None
            and self.home is not nation
            and told.reference is nation
        ):
            told.region = self.home

    def _refers(self, part: _Part, cue: Cue) -> bool:
        """ "que la moyenne nationale", "à la Bretagne", "sur le reste du pays"."""
        before = self._between(max(part.sentence.start, cue.start - 40), cue.start)
        return bool(
            re.search(
                r"(?:\bqu[e']|\ba celle|\bcelui|\brapport|\bface|\bcompar\w*|\bsur|\bde plus|\bsous|\bdes? \d+ ?%|homologues)[^,;.]*$",
                before,
            )
        ) or (self._region(cue) is self.known.nation and not self._leads(part, cue))

    def _region(self, cue: Cue) -> Region | None:
        return cue.value if cue.value is not None else self._own_region(cue)

    def _own_region(self, cue: Cue) -> Region | None:
        """ "la région": the last that was named, else the release's own."""
        if self.home is not None and not self.home.is_nation:
            return self.home
        for part in reversed(self.parts[: self._part_of(cue.start) + 1]):
            for one in reversed(part.regions):
                if one.start < cue.start and one.value is not None and one.value is not self.known.nation:
                    return one.value  # type: ignore[no-any-return]
        return self.home

    def _part_of(self, place: int) -> int:
        return bisect_left([part.sentence.end for part in self.parts], place + 1)

    def _carried_region(self, part: _Part) -> Region | None:
        """The territory of the sentences before, in the same paragraph; else the release's own."""
        for one in self._before(part, same_passage=True):
            regions = [
                told.region for told in one.told if told.region and told.mention.unit != ClaimUnit.POINTS
            ]
            named = [self._region(cue) for cue in one.regions]
            if regions and self.home is not None and self.home in regions:
                return self.home
            others = [region for region in regions if region is not self.known.nation]
            if others:
                return others[0]
            if regions:
                return regions[0]
            if named and any(self._leads_sentence(one, cue) for cue in one.regions):
                return named[0]
        heading = self._heading(part)
        if heading is not None and heading.regions:
            named = [self._region(cue) for cue in heading.regions]
            if len(set(named)) == 1:
                return named[0]
        return self.home

    def _leads_sentence(self, part: _Part, cue: Cue) -> bool:
        return cue.start - part.sentence.start < 25

    # Audiences

    def _audiences(self, part: _Part) -> None:
        cues = part.audiences
        telling = [told for told in part.told if told.mention.unit != ClaimUnit.POINTS]
        ordered = self._ordered(part, _each(cues))
        if ordered is None and _ORDER.search(self._between(part.sentence.start, part.sentence.end)):
            ordered = self._order_before(part, len(telling))
        if ordered:
            for told, cue in zip(telling, ordered, strict=True):
                told.audience = cue.value
                told.own.add("audience")
        attached = self._attached(part, cues)
        found = self._windows(part, cues, attached)
        for index, told in enumerate(part.told):
            if told.audience:
                continue
            cue = found[index]
            if (
                index
                and self._apposed(part, index)
                and (cue is None or cue.start > told.mention.end or attached[index] is None)
            ):
                told.audience = part.told[index - 1].audience
                continue
            if (
                told.mention.unit == ClaimUnit.POINTS
                and cue is not None
                and cue.start > told.mention.start
                and (index or self._carried_audience(part))
            ):
                cue = None
            if nth := self._nth(part, index):
                told.audience = nth
            elif cue is not None:
                told.audience = cue.value
                told.own.add("audience")
            elif index and part.told[index - 1].audience:
                told.audience = part.told[index - 1].audience
                if "audience" in part.told[index - 1].own:
                    told.own.add("audience")
            else:
                later = next((one for one in found[index + 1 :] if one), None)
                if later is not None and cues and not self._between(told.mention.end, later.start).count(","):
                    told.audience = later.value
                else:
                    told.audience = self._carried_audience(part)

    def _nth(self, part: _Part, index: int) -> Audience | None:
        """ "37 % pour les premières et 38 % pour les secondes"."""
        told = part.told[index]
        limit = part.told[index + 1].mention.start if index + 1 < len(part.told) else part.sentence.end
        after = _ORDINALS.search(self._between(told.mention.end, limit))
        floor = part.told[index - 1].mention.end if index else part.sentence.start
        found = after or _ORDINALS.search(self._between(floor, told.mention.start))
        if not found:
            return None
        for one in self._earlier(part):
            named = list(dict.fromkeys(cue.value for cue in one.audiences))
            if len(named) > 1:
                return named[0] if found["one"] else named[-1]
        return None

    def _apposed(self, part: _Part, index: int) -> bool:
        """ "67 %, soit deux responsables sur trois"."""
        before = self._between(part.told[index - 1].mention.end, part.told[index].mention.start)
        return bool(_APPOSED.search(before))

    def _order_before(self, part: _Part, count: int) -> list[Cue] | None:
        """The audiences of the last sentence that named as many."""
        for one in self._earlier(part):
            named = _each(one.audiences)
            if len(named) == count:
                return named
        return None

    def _carried_audience(self, part: _Part) -> Audience | None:
        for one in self._before(part, same_passage=True):
            told = [each.audience for each in one.told if each.audience]
            named = [cue.value for cue in one.audiences]
            if told:
                return told[-1]
            if named:
                return named[0] if len(set(named)) == 1 else None  # type: ignore[no-any-return]
        heading = self._heading(part)
        if heading is not None and len({cue.value for cue in heading.audiences}) == 1:
            return heading.audiences[0].value  # type: ignore[no-any-return]
        for one in self._before(part, same_passage=False):
            told = [each.audience for each in one.told if each.audience]
            if told:
                return told[-1] if len(set(told)) == 1 else None
        return None

    # Waves and bases

    def _waves(self, part: _Part) -> None:
        found = self._windows(part, part.waves, self._attached(part, part.waves))
        for index, told in enumerate(part.told):
            cue = found[index]
            if cue is not None:
                told.surveys = cue.value
            elif index and part.told[index - 1].surveys and not told.contrast:
                told.surveys = part.told[index - 1].surveys

    def _bases(self, part: _Part) -> None:
        for index, told in enumerate(part.told):
            floor = part.told[index - 1].mention.end if index else part.sentence.start
            limit = part.told[index + 1].mention.start if index + 1 < len(part.told) else part.sentence.end
            after = [cue for cue in part.bases if told.mention.start <= cue.start < limit]
            before = [cue for cue in part.bases if floor <= cue.start < told.mention.start]
            if "audience" in told.own or not index:
                some = after or before
            else:
                some = before or after
            told.bases = frozenset(pk for cue in some for pk in cue.value)
            if told.bases and (told.audience is None or "audience" not in told.own):
                named = {Audience(self.known.base_by_pk[pk].audience) for pk in told.bases}
                told.audience = next(iter(named)) if len(named) == 1 else told.audience
            if (
                not told.bases
                and index
                and part.told[index - 1].audience == told.audience
                and (told.contrast or told.mention.unit == ClaimUnit.POINTS)
            ):
                told.bases = part.told[index - 1].bases

    # Topics

    def _topics(self, part: _Part) -> None:
        attached = self._attached(part, part.topics)
        same = self._parallel(part)
        for index, told in enumerate(part.told):
            if same:
                told.audience, told.topics, told.answer = (
                    same[index].audience,
                    same[index].topics,
                    same[index].answer,
                )
                told.bases = told.bases or same[index].bases
                continue
            units = _UNITS[told.mention.unit]
            possible = frozenset(
                topic for topic in self.known.topics if self.known.indicators[topic.indicator].unit in units
            )
            if told.audience:
                asked = self.known.asked.get(told.audience, frozenset())
                possible = frozenset(topic for topic in possible if topic.indicator in asked)
            told.topics, told.answer = self._narrowed(possible, self._groups(part, index, attached[index]))

    def _parallel(self, part: _Part) -> list[Told] | None:
        """ "En France, ces parts sont de 38 % et de 37 %": the numbers of the sentence before, in its order."""
        if not _PARALLEL.search(self._between(part.sentence.start, part.sentence.end)):
            return None
        for one in self._before(part, same_passage=True):
            if one.told:
                return one.told if len(one.told) == len(part.told) and len(one.told) > 1 else None
        return None

    def _narrowed(
        self, possible: frozenset[Topic], groups: Iterable[list[Cue]]
    ) -> tuple[frozenset[Topic], Answer | None]:
        """The topics that are left when each cue, the nearest first, has said which it means."""
        left, told, named = possible, False, False
        for cues in groups:
            for cue in cues:
                if kept := left & cue.value:
                    left, told, named = kept, True, named or cue.names_answer
            if told and len({topic.indicator for topic in left}) == 1 and (named or self._headline(left)):
                break
        if not told:
            return frozenset(), None
        if len(left) == 1:
            return left, self.known.answer_by_pk[next(iter(left)).answer]
        one = len({topic.indicator for topic in left}) == 1
        return left, self._headline(left) if one and not named else None

    def _headline(self, topics: frozenset[Topic]) -> Answer | None:
        """The answer that is meant where none is named: of questions with one answer alone."""
        if any(topic.indicator in self.known.several for topic in topics):
            return None
        found = [self.known.answer_by_pk[topic.answer] for topic in topics]
        return next((answer for answer in found if answer.headline), None)

    def _groups(self, part: _Part, index: int, own: Cue | None) -> Iterable[list[Cue]]:
        """The topic cues of a number: its own, those of its clause, of its sentence, then those before."""
        told = part.told[index]
        floor = part.told[index - 1].mention.end if index else part.sentence.start
        limit = part.told[index + 1].mention.start if index + 1 < len(part.told) else part.sentence.end
        start, end = told.mention.start, told.mention.end
        yield [cue for cue in part.topics if start <= cue.start < end]
        clause = [cue for cue in part.topics if floor <= cue.start < limit]
        after = [cue for cue in clause if cue.start >= end and not self._leads_next(part, index, cue)]
        before = [cue for cue in clause if cue.start < start]
        yield [*([own] if own else []), *after, *reversed(before)]
        if index:
            yield self._resolved(part.told[index - 1])
        yield [cue for cue in clause if cue.start >= end]
        yield [cue for cue in reversed(part.topics) if cue.start < floor]
        back = bool(_ANAPHORA.search(self._between(floor, limit)))
        if not back:
            yield [cue for cue in part.topics if cue.start >= limit]
        for one in self._before(part, same_passage=True):
            yield from self._topics_of(one)
        if self.passages[part.passage].kind == "item":
            for one in self._lead(part):
                yield from self._topics_of(one)
        heading = self._heading(part)
        if heading is not None:
            yield heading.topics
        for number, one in enumerate(self._before(part, same_passage=False)):
            if number > 4:
                break
            yield from self._topics_of(one)

    def _topics_of(self, part: _Part) -> Iterable[list[Cue]]:
        for told in reversed(part.told):
            yield self._resolved(told)
        yield list(reversed(part.topics))

    def _resolved(self, told: Told) -> list[Cue]:
        """What a number before is about, as if it were said again."""
        if told.answer is None:
            return []
        topic = Topic(told.answer.indicator_id, told.answer.pk)
        return [Cue("topic", frozenset([topic]), told.mention.start, told.mention.end, names_answer=True)]

    # Around

    def _before(self, part: _Part, *, same_passage: bool) -> Iterable[_Part]:
        """The sentences before, the last first: those of the paragraph, or those of the paragraphs before."""
        for one in reversed(self.parts[max(0, part.number - 12) : part.number]):
            if (one.passage == part.passage) == same_passage:
                kind = self.passages[one.passage].kind
                if not same_passage and kind == "heading":
                    return
                yield one

    def _earlier(self, part: _Part) -> Iterable[_Part]:
        yield from self._before(part, same_passage=True)
        yield from self._before(part, same_passage=False)

    def _lead(self, part: _Part) -> list[_Part]:
        """The sentence that leads to a list."""
        group = self.passages[part.passage].group
        return [
            one
            for one in reversed(self.parts[max(0, part.number - 40) : part.number])
            if self.passages[one.passage].group == group and self.passages[one.passage].kind != "item"
        ][:1]

    def _heading(self, part: _Part) -> _Part | None:
        for one in reversed(self.parts[max(0, part.number - 40) : part.number]):
            if self.passages[one.passage].kind == "heading":
                return one
        return None


def _each(cues: Sequence[Cue]) -> list[Cue]:
    """The first cue of each value."""
    found: dict[object, Cue] = {}
    for cue in cues:
        found.setdefault(cue.value, cue)
    return list(found.values())
