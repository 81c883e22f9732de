"""What a kind of content says of itself to search, and of the rows that it found."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from phare.search.marks import Segment, excerpt, marked
from phare.search.query import Query, Term
from phare.search.scores import Score

if TYPE_CHECKING:
    from phare.search.catalogues import Catalogue
    from phare.search.stored import Stored


@dataclass(frozen=True, slots=True)
class Entry:
    """What a result says: its title, its address, a few facts, and the texts of which it shows a piece, which
    are made as they are asked for, once."""

    title: str
    url: str
    facts: tuple[str, ...] = ()
    texts: Iterable[str] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry with the marks of what was asked for."""

    url: str
    title: list[Segment]
    facts: list[list[Segment]]
    excerpt: list[Segment]

    @classmethod
    def of(cls, entry: Entry, terms: Sequence[Term]) -> "Hit":
        facts = [marked(fact, terms) for fact in entry.facts if fact]
        return cls(entry.url, marked(entry.title, terms), facts, excerpt(entry.texts, terms))


class Found(ABC):
    """The results of a kind, the best first: counted exactly, and made when they are shown."""

    best: Score | None = None

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def __getitem__(self, shown: slice) -> list[Hit]: ...


class Listed(Found):
    """Those of a catalogue that is short enough to be read whole."""

    def __init__(self, scored: Iterable[tuple[Score | None, Entry]], terms: Sequence[Term]) -> None:
        kept = [(score, entry) for score, entry in scored if score is not None]
        kept.sort(key=lambda one: one[0], reverse=True)
        self.entries = [entry for _, entry in kept]
        self.terms = terms
        self.best = kept[0][0] if kept else None

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, shown: slice) -> list[Hit]:
        return [Hit.of(entry, self.terms) for entry in self.entries[shown]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`own` are the words that every row of the kind answers to: "communiqué nantes" is a release."""

    slug: str
    label: str
    many: str  # what its results are, after "voir les 12"
    find: "Callable[[Query, Sequence[Term], Catalogue], Found] | Stored" = field(repr=False)
    own: tuple[str, ...] = ()

    def terms(self, query: Query) -> list[Term]:
        """Those that do not name the kind."""
        return [term for term in query.terms if term.stem not in self.own]

    def rank(self, query: Query, found: Found) -> Score:
        """That of its best answer; to be named in the question counts as a title does."""
        assert found.best is not None
        named = sum(term.stem in self.own for term in query.terms)
        best = found.best
        return best._replace(in_title=best.in_title + named, whole=best.whole + named)
