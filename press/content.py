"""What a release says: the same whether it is a draft, a form as typed, or an edition that was approved."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from press.models import Attachment, Event, Organisation
    from regions.models import Region, Report


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A boilerplate as it was when the edition was approved: its title and its plain text."""

    boilerplate_id: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure that the release cites, with the value that its readers saw first."""

    figure_id: int
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file beside the text, with its words as they were approved."""

    file: "Attachment"
    title: str
    alternative: str
    credit: str


@dataclass(frozen=True, slots=True)
class Content:
    """All that readers get of a release, except what is read anew each time: contacts' data, figures' rows.

    `body` is sanitised HTML; `contacts` are ids, in order; `date_line` is empty where the day is not known.
    """

    headline: str
    standfirst: str
    body: str
    place: str
    dated_on: date | None
    recipients: str
    spokesperson: str
    note_to_readers: str
    demonstration: bool
    report: "Report | None"
    event: "Event | None"
    regions: "tuple[Region, ...]"
    organisations: "tuple[Organisation, ...]"
    boilerplates: tuple[Paragraphs, ...]
    contacts: tuple[int, ...]
    cited: tuple[Cited, ...]
    enclosed: tuple[Enclosed, ...]

    def frozen(self) -> dict[str, Any]:
        """The texts that an edition keeps, by field."""
        return {name: getattr(self, name) for name in FROZEN_TEXTS} | {
            "boilerplates": [[one.boilerplate_id, one.title, one.text] for one in self.boilerplates],
            "contact_ids": list(self.contacts),
            "enclosed": [[one.file.pk, one.title, one.alternative, one.credit] for one in self.enclosed],
        }


# Fields of the same name on a release, an edition and a Content.
FROZEN_TEXTS = (
    "headline",
    "standfirst",
    "body",
    "place",
    "dated_on",
    "recipients",
    "note_to_readers",
    "demonstration",
    "report",
    "event",
)
