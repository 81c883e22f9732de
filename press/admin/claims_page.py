"""The page of a release's numbers as its template shows it: the text with its marks, and a line for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse

from press.claimed import Checked, Place
from press.claims import Known, Verdict
from press.mended import Edit, replacement, with_base
from press.models import Ruling
from press.rulings import Reading, key
from regions.models import Figure
from regions.rows import FigureRow, figure_row
from regions.sentences import gap_words, number_sentence, value_words

ICONS = {
    Verdict.RIGHT: "✓",
    Verdict.GAP_RIGHT: "✓",
    Verdict.WRONG: "✗",
    Verdict.OPPOSITE: "⇄",
    Verdict.NO_BASE: "◐",
    Verdict.AMBIGUOUS: "?",
    Verdict.NO_FIGURE: "∅",
    Verdict.OTHER_QUESTION: "≠",
    Verdict.UNPROVEN: "~",
}
# What was decided, in a word, with its icon.
DECIDED = {
    "external": ("↗", "autre source"),
    "not-statistic": ("–", "pas une statistique"),
    "overruled": ("!", "maintenu"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A stored figure beside the nation's, in words; `address` is its page at the desk."""

    pk: int
    value: str
    place: str
    subject: str
    base: str
    survey: str
    nation: str
    gap: str
    sentence: str
    address: str


@dataclass(frozen=True, slots=True)
class BaseWritten:
    """The sentence in which a base would be written: what stands before, the words taken away and those
    written, what stands after."""

    before: str
    old: str
    new: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One number of the text; `state` is "right", "open" or "ruled", `word` and `icon` its verdict."""

    number: int
    key: str
    text: str
    state: str
    icon: str
    word: str
    message: str
    figure: Shown | None = None
    against: Shown | None = None
    ruling: Ruling | None = None
    candidates: list[Shown] = field(default_factory=list)
    replacement: str = ""
    base: BaseWritten | None = None
    is_phrase: bool = False  # words of judgement, without a number

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def replace_words(self) -> str:
        return f"Remplacer par «\u00a0{self.replacement}\u00a0»"

    @property
    def figures(self) -> list[Shown]:
        """What it is bound to, and what a gap is measured from where that is not the nation."""
        return [one for one in (self.figure, self.against) if one]

    @property
    def anchor(self) -> str:
        return f"nombre-{self.number}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage: words, or a number with its line."""

    text: str
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage in pieces; `heading` says which part of the release begins with it."""

    kind: str
    heading: str
    pieces: list[Piece]


def lines(reading: Reading, found: Sequence[Checked]) -> list[Line]:
    """A line for each number, in order."""
    shown = Shelf(reading.known)
    rulings = {one.pk: one for one in reading.rulings}
    return [
        _line(number, one, reading, found, shown, rulings.get(one.ruling_id or 0))
        for number, one in enumerate(found, 1)
    ]


def _line(
    number: int,
    one: Checked,
    reading: Reading,
    found: Sequence[Checked],
    shelf: "Shelf",
    ruling: Ruling | None,
) -> Line:
    state, icon, word = standing(one)
    place = reading.place(one)
    change = replacement(one, place.text) if state == "open" else None
    return Line(
        number=number,
        key=key(one),
        text=one.text,
        state=state,
        icon=icon,
        word=word,
        message=one.message,
        figure=shelf.get(one.figure_id),
        against=None if shelf.is_nation(one.against_id) else shelf.get(one.against_id),
        ruling=ruling,
        candidates=[shown for pk in one.candidates if (shown := shelf.get(pk))],
        replacement=change.words if change else "",
        base=_base(one, place, reading, found),
        is_phrase=one.value is None,
    )


def standing(one: Checked) -> tuple[str, str, str]:
    """The state, icon and word of a number."""
    if one.ruling in DECIDED:
        return "ruled", *DECIDED[one.ruling]
    verdict = Verdict(one.verdict)
    return "right" if one.is_settled else "open", ICONS[verdict], verdict.value


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor decided of a number, for who approves."""

    text: str
    words: str
    reason: str


def decided(found: Iterable[Checked]) -> list[Decision]:
    """Every number that somebody answers for, in the order of the text."""
    words = {kind: word for kind, (_, word) in DECIDED.items()} | {"bound": "lié à la main"}
    return [Decision(one.text, words[one.ruling], one.reason or one.message) for one in found if one.ruling]


def _base(one: Checked, place: Place, reading: Reading, found: Sequence[Checked]) -> BaseWritten | None:
    edit = base_edit(one, place, reading, found)
    if edit is None:
        return None
    before, old, after = edit.around(place.text)
    words = edit.words.lstrip()
    return BaseWritten(before + edit.words.removesuffix(words), old, words, after)


def base_edit(one: Checked, place: Place, reading: Reading, found: Sequence[Checked]) -> Edit | None:
    """How the base that a number lacks would be written; None where it lacks none, or no word takes it."""
    figure = reading.known.figure_by_pk.get(one.figure_id or 0)
    if figure is None or one.is_settled or one.verdict != Verdict.NO_BASE:
        return None
    beside = [other for other in found if (other.field, other.block) == (one.field, one.block)]
    return with_base(one, place, figure.base, reading.whom(place), beside)


class Shelf:
    """The figures that are known, each in words beside the nation's."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.nation = {
            (one.question_id, one.answer_id, one.base_id): one
            for one in known.figures
            if one.region.is_nation
        }

    def is_nation(self, pk: int | None) -> bool:
        figure = self.known.figure_by_pk.get(pk or 0)
        return figure is not None and figure.region.is_nation

    def of_nation(self, figure: Figure) -> Figure | None:
        """The same question, answer and base in the nation; None of the nation itself."""
        if figure.region.is_nation:
            return None
        return self.nation.get((figure.question_id, figure.answer_id, figure.base_id))

    def row(self, figure: Figure) -> FigureRow:
        return figure_row(figure, self.of_nation(figure))

    def get(self, pk: int | None) -> Shown | None:
        figure = self.known.figure_by_pk.get(pk or 0)
        if figure is None or figure.public_value is None:
            return None
        row = self.row(figure)
        return Shown(
            pk=figure.pk,
            value=value_words(row),
            place=str(figure.region),
            subject=f"{figure.question.indicator.short_label}, {figure.answer.label}",
            base=str(figure.base),
            survey=str(figure.question.survey),
            nation=value_words(row.nation) if row.nation else "",
            gap=gap_words(row.gap) if row.gap else "",
            sentence=number_sentence(row),
            address=reverse("admin:regions_figure_change", args=[figure.pk]),
        )


_HEADINGS = {"headline": "Titre", "standfirst": "Chapô", "body": "Texte"}


def marked(places: Sequence[Place], found: Sequence[Checked], shown: Sequence[Line]) -> list[Marked]:
    """The passages with their numbers marked; an empty one is left out."""
    passages, before = [], ""
    for place in places:
        if not place.text.strip():
            continue
        pieces, at = [], 0
        for one, line in zip(found, shown, strict=True):
            if (one.field, one.block) == (place.field, place.block):
                pieces += [Piece(place.text[at : one.start]), Piece(one.text, line)]
                at = one.end
        pieces.append(Piece(place.text[at:]))
        heading = _HEADINGS[place.field] if place.field != before else ""
        passages.append(Marked(place.kind, heading, pieces))
        before = place.field
    return passages


def summary_words(found: Sequence[Checked]) -> str:
    """ "12 nombres : 9 conformes, 2 à régler, 1 maintenu"."""
    if not found:
        return "Aucun nombre à vérifier"
    decided = [one.ruling for one in found]
    right = sum(standing(one)[0] == "right" for one in found)
    counts = [
        (right, "conforme", "conformes"),
        (open_count(found), "à régler", "à régler"),
        (decided.count("overruled"), "maintenu", "maintenus"),
        (decided.count("external"), "d'une autre source", "d'une autre source"),
        (decided.count("not-statistic"), "qui n'est pas une statistique", "qui ne sont pas des statistiques"),
    ]
    told = ", ".join(f"{count} {many if count > 1 else one}" for count, one, many in counts if count)
    return f"{len(found)} nombre{'s' if len(found) > 1 else ''}\u00a0: {told}"


def open_count(found: Iterable[Checked]) -> int:
    return sum(not one.is_settled for one in found)


def fitting(found: Iterable[Figure], one: Checked, reading: Reading) -> list[Figure]:
    """Figures that a search found: of that very value first, then of the release's territories."""
    own = {region.pk for region in reading.regions}
    value = Decimal(one.value) if one.value else None
    return sorted(found, key=lambda figure: (figure.public_value != value, figure.region_id not in own))
