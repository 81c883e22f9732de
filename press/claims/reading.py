"""The words of a text as phrases are looked for in it: where each stands, how far one is from the next."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate

from press.claims.text import Text
from regions.folding import SMALL_WORDS

_LINKS = ("et", "ou")  # words that begin another name
_STOP = re.compile(r"[.;:!?\n()]")

Places = Sequence[int]  # numbers of words, in order


class Reading:
    """`stems` gives the stem of each word of the text as it is written, mended where it was misspelt."""

    def __init__(self, text: Text, stems: Mapping[str, str]) -> None:
        self.text = text
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(text.words):
            self._by_stem[stems[word.text]].append(number)
            self._by_word[word.text].append(number)
        self._held = sorted({*self._by_stem, *self._by_word})
        self._telling = list(accumulate((word.text not in SMALL_WORDS for word in text.words), initial=0))
        self._links = list(accumulate((word.text in _LINKS for word in text.words), initial=0))
        self.places = cache(self._places)

    def _places(self, part: str) -> Places:
        """Where a word stands, or where a word begins so: "nou*"."""
        if not part.endswith("*"):
            return self._by_stem.get(part, ())
        found: set[int] = set()
        for place in range(bisect_left(self._held, part[:-1]), len(self._held)):
            held = self._held[place]
            if not held.startswith(part[:-1]):
                break
            found.update(self._by_stem.get(held, ()), self._by_word.get(held, ()))
        return sorted(found)

    def last(self, first: int, following: Sequence[Places], most: int, *, linked: bool) -> int | None:
        """The number of the last word of a phrase that begins at word `first`, or None: the words after it
        stand at `following`, with at most so many words that tell something between two of them, and no
        "et" or "ou" unless `linked`."""
        if not following:
            return first
        at = first
        for places in following:
            next_one = bisect_right(places, at)
            if next_one == len(places):
                return None
            place = places[next_one]
            if self._telling[place] - self._telling[at + 1] > most:
                return None
            if not linked and self._links[place] > self._links[at + 1]:
                return None
            at = place
        words = self.text.words
        return None if _STOP.search(self.text.folded, words[first].start, words[at].end) else at
