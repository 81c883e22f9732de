"""A release as a reader sees it at one instant: its text with its figures, contacts and notices.

The same sheet feeds page, PDF, plain text, press kit, JSON-LD, preview and early access.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.utils.safestring import SafeString, mark_safe

from press import prose
from press.content import Content
from press.marks import line_html, with_marks
from press.models import Edition, Event, PressContact, Release, contacts_at
from press.numbers import Number, marks, numbers
from regions import formats, rows
from regions.models import Figure, Region, Report
from regions.rows import Block

Territories = list[tuple[Region, tuple[Block, ...]]]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A cited figure of which readers were given `then`, and that is `now` another; None where it is gone."""

    figure: Figure
    then: Decimal
    now: Decimal | None

    @property
    def words(self) -> str:
        """ "43 % → 41 %"."""
        then = formats.value(self.then, self.figure.unit)
        return f"{then} → {formats.value(self.now, self.figure.unit) if self.now is not None else 'retiré'}"


@dataclass(frozen=True)
class Sheet:
    """`first_at` is the instant at which the release came out, or will; None where nothing says it.

    `release` is None for a text that was never saved, which has no address.
    """

    release: Release | None
    content: Content
    at: datetime
    first_at: datetime | None
    edition_at: datetime | None
    number: int
    contacts: tuple[PressContact, ...]
    territories: Territories
    corrected: tuple[Corrected, ...]
    numbers: tuple[Number, ...]

    @cached_property
    def blocks(self) -> list[prose.Block]:
        return prose.parse(self.content.body)

    @property
    def body(self) -> str:
        """HTML, clean whatever was stored."""
        return prose.sanitised(self.content.body)

    @property
    def marked_headline(self) -> SafeString:
        return self._marked_line("headline")

    @property
    def marked_standfirst(self) -> SafeString:
        return self._marked_line("standfirst")

    def _marked_line(self, field: str) -> SafeString:
        html = line_html(getattr(self.content, field), marks(self.numbers, field))
        return mark_safe(html)  # noqa: S308  # made of escaped words

    @property
    def marked_body(self) -> SafeString:
        """HTML in which each number of the list leads to its entry."""
        if not self.numbers:
            return prose.sanitised(self.content.body)
        blocks = with_marks(self.blocks, lambda block: marks(self.numbers, "body", block))
        return mark_safe(prose.html(blocks))  # noqa: S308  # made of the escaped words of clean blocks

    @property
    def is_amended(self) -> bool:
        """Whether readers had another version; one that never came out counts for nothing."""
        return self.first_at != self.edition_at

    @property
    def report(self) -> Report | None:
        """The report, where readers find it."""
        report = self.content.report
        return report if report and report.is_published(self.at) else None

    @property
    def event(self) -> Event | None:
        """The date of the agenda, where readers find it."""
        event = self.content.event
        return event if event and event.is_public(self.at) else None

    @property
    def date_line(self) -> str:
        """ "Nantes, 26 mai 2016"."""
        return ", ".join(filter(None, (self.content.place, self.content.date_words)))

    def carried(self, site: str) -> "Sheet":
        """The same, to be read elsewhere: links to our own pages are written in full after `site`."""
        body = prose.html(prose.absolute(self.blocks, site))
        return replace(self, content=replace(self.content, body=body))

    @property
    def text(self) -> str:
        """All its words, without the contacts, as an e-mail or a text file holds them."""
        content = self.content
        parts = [
            content.headline,
            content.standfirst,
            self.date_line,
            prose.plain_text(self.blocks),
            f"Remis à {content.recipients}." if content.recipients else "",
            f"Porte-parole\u00a0: {content.spokesperson}" if content.spokesperson else "",
            *(f"{one.title}\n{one.text}" for one in content.boilerplates),
        ]
        return "\n\n".join(part.replace("\r\n", "\n").strip() for part in parts if part.strip())


def sheet(
    content: Content,
    at: datetime,
    *,
    release: Release | None,
    first_at: datetime | None,
    edition_at: datetime | None,
    number: int,
) -> Sheet:
    """What `content` shows at `at`: figures as they are public then, and whom one may reach."""
    cited = rows.cited([one.figure_id for one in content.cited], at)
    public = cited.figures
    corrected = tuple(_corrected(content, public))
    figures = {one.figure.pk: one.figure for one in corrected} | public
    return Sheet(
        release=release,
        content=content,
        at=at,
        first_at=first_at,
        edition_at=edition_at,
        number=number,
        contacts=tuple(contacts_at(at, content.contacts, content.regions)),
        territories=cited.blocks(),
        corrected=corrected,
        numbers=numbers(
            content.claims, content.cited, figures, public, {one.figure.pk: one.words for one in corrected}
        ),
    )


def edition_sheet(edition: Edition, at: datetime, first_at: datetime | None = None) -> Sheet:
    """One edition at `at`. `first_at` where the release came out with an earlier one."""
    return sheet(
        edition.content(),
        at,
        release=edition.release,
        first_at=first_at or edition.publish_at,
        edition_at=edition.publish_at,
        number=edition.number or 1,
    )


def draft_sheet(release: Release, content: Content, at: datetime) -> Sheet:
    """What is about to be approved, as its readers will see it at its instant."""
    comes_out = release.next_instant(at)
    return sheet(
        content,
        max(comes_out or at, at),
        release=release,
        first_at=comes_out,
        edition_at=comes_out,
        number=1,
    )


def _corrected(content: Content, public: dict[int, Figure]) -> Iterable[Corrected]:
    changed = [
        one
        for one in content.cited
        if one.value is not None
        and (one.figure_id not in public or public[one.figure_id].public_value != one.value)
    ]
    gone = Figure.objects.with_labels().in_bulk(
        [one.figure_id for one in changed if one.figure_id not in public]
    )
    for one in changed:
        figure = public.get(one.figure_id)
        assert one.value is not None
        yield Corrected(figure or gone[one.figure_id], one.value, figure.public_value if figure else None)
