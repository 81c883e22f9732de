"""The picture that social media show of a page: 1200 × 630 pixels."""

from dataclasses import asdict, dataclass
from pathlib import Path

from regions import sentences
from regions.documents.characters import breakable
from regions.documents.typeset import typeset
from regions.drawing.standalone import row_words
from regions.rows import Block, FigureRow

TEMPLATE = Path(__file__).parent / "card.typ"
LONGEST_WORD = 20
SIZE = (1200, 630)  # pixels


@dataclass(frozen=True, slots=True)
class CardFigure:
    """A number, and what it may not be without: its subject, its base, its territory, its doubts."""

    value: str = ""
    audience: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: a headline, what stands around it, and a number where one may be shown."""

    headline: str
    place: str = ""
    date: str = ""
    mark: str = ""
    figure: CardFigure = CardFigure()


def card_figure(block: Block, row: FigureRow) -> CardFigure:
    answer = row.answer.label if row.answer and block.shows_answers else ""
    wave = str(row.question.survey) if row.question else ""
    words = row_words(block, row)
    doubts = [word for word in words.marks if not word.startswith("note ")]
    gap = sentences.gap_words(row.gap) if row.gap else ""
    subject = f"{block.indicator.short_label}\u00a0: {answer}" if answer else block.indicator.short_label
    return CardFigure(
        words.value,
        row.audience.value,
        (
            f"{subject}, {row.region.name_in}",
            f"{sentences.base_words(row)} {wave}.",
            ", ".join(filter(None, [gap, *doubts])),
        ),
    )


def card_png(card: Card) -> bytes:
    """The same bytes for the same card."""
    data = {
        "headline": breakable(card.headline, LONGEST_WORD),
        "place": card.place,
        "date": card.date,
        "mark": card.mark,
        **asdict(card.figure),
    }
    return typeset(TEMPLATE, data, format="png", ppi=72)
