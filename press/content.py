"""What a release says: the same whether it is a draft, a form as typed, or an edition that was approved."""

from dataclasses import astuple, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from press.claimed import Checked
from regions.dates import PARIS, PartialDate, Precision

if TYPE_CHECKING:
    from press.models import Attachment, Event
    from regions.models import Region, Report


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A boilerplate as it was when the edition was approved: its title and its plain text."""

    boilerplate_id: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation as it was when the edition was approved; `logo` is its place in storage, or empty."""

    organisation_id: int
    name: str
    link: str
    logo: str
    logo_terms: str

    def __str__(self) -> str:
        return self.name


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

    `body` is sanitised HTML; `contacts` are ids, in order. `day` orders releases by the date that they
    bear, and `date_words` write it: "26 mai 2016", "second semestre 2016"; None and empty where no instant
    is chosen. `report_title` and
    `event_words` are those of `report` and `event` when this was approved. `claims` are the numbers of title,
    lead and body, checked.
    """

    headline: str
    standfirst: str
    body: str
    place: str
    day: date | None
    date_words: str
    recipients: str
    spokesperson: str
    note_to_readers: str
    demonstration: bool
    report: "Report | None"
    report_title: str
    event: "Event | None"
    event_words: str
    regions: "tuple[Region, ...]"
    organisations: tuple[Partner, ...]
    boilerplates: tuple[Paragraphs, ...]
    contacts: tuple[int, ...]
    cited: tuple[Cited, ...]
    claims: tuple[Checked, ...]
    enclosed: tuple[Enclosed, ...]

    def frozen(self) -> dict[str, Any]:
        """What an edition keeps, by field."""
        return {name: getattr(self, name) for name in KEPT} | {
            "boilerplates": [[one.boilerplate_id, one.title, one.text] for one in self.boilerplates],
            "contact_ids": list(self.contacts),
            "organisations": [list(astuple(one)) for one in self.organisations],
            "claims": [one.frozen() for one in self.claims],
            "enclosed": [[one.file.pk, one.title, one.alternative, one.credit] for one in self.enclosed],
        }


# Fields of the same name on a release, an edition and a Content.
TYPED = (
    "headline",
    "standfirst",
    "body",
    "place",
    "recipients",
    "note_to_readers",
    "demonstration",
    "report",
    "event",
)
# And those that approval makes of what was typed.
KEPT = (*TYPED, "day", "date_words", "spokesperson", "report_title", "event_words")


def borne_date(
    dated_on: date | None, report: "Report | None", comes_out: datetime | None
) -> tuple[date | None, str]:
    """The date that a release bears: the one written in it; else that of the report with which it comes
    out, as far as it is known; else the day of its instant, in Paris."""
    if dated_on is None and report and report.released_on and comes_out in (None, report.publish_at):
        return report.released_on, str(report.released)
    day = dated_on or (comes_out.astimezone(PARIS).date() if comes_out else None)
    return day, str(PartialDate(day, Precision.DAY)) if day else ""
