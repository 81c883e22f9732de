"""The press sheet of a territory: what a page of A4 holds of its public figures, at one instant."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from press.models import PressContact, contacts_at
from regions import rows, sentences
from regions.models import Region, Survey
from regions.rows import Block, FigureRow, Profile


@dataclass(frozen=True)
class Factsheet:
    """All of a territory's rows that have a value, the most important first, of which a sheet gives some."""

    profile: Profile
    at: datetime
    ordered: tuple[FigureRow, ...]
    contacts: tuple[PressContact, ...]

    @property
    def region(self) -> Region:
        return self.profile.region

    @property
    def lead(self) -> str:
        return sentences.lead(self.region, self.profile.blocks)

    def first(self, count: int) -> "Extract":
        """The sheet with the `count` most important figures."""
        return Extract(self, count)


@dataclass(frozen=True)
class Extract:
    """What stands on a sheet that gives so many figures."""

    sheet: Factsheet
    count: int

    @cached_property
    def table(self) -> Block:
        """The figures in reading order, with the notes and sources of them all."""
        return rows.one_table(self.sheet.ordered[: self.count])

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The same by indicator."""
        return rows.blocks(self.table.rows)

    @property
    def left_out(self) -> int:
        return len(self.sheet.ordered) - len(self.table.rows)

    @property
    def surveys(self) -> list[Survey]:
        return self.table.surveys

    @property
    def limits(self) -> list[str]:
        """What the figures leave unsaid, and what is missing beside them."""
        profile, shown = self.sheet.profile, {row.indicator for row in self.table.rows}
        beside = [block for block in profile.blocks if block.indicator in shown]
        missing = [row for block in beside for row in block.rows if row.value is None]
        return sentences.limits(self.table, [*missing, *profile.missing])


def factsheet(region: Region, at: datetime) -> Factsheet | None:
    """None where no figure of the territory is public at `at`. Six queries whatever its size."""
    profile = rows.profile(region, at)
    valued = [row for block in profile.blocks for row in block.published]
    if not valued:
        return None
    headlines = {
        row.figure.pk for block in profile.blocks for row in block.headlines if row.figure
    }  # certain, of the latest survey, on a base that is not a part of another
    return Factsheet(
        profile=profile,
        at=at,
        ordered=tuple(sorted(valued, key=lambda row: _importance(row, headlines))),
        contacts=tuple(contacts_at(at, [], [region])),
    )


def _importance(row: FigureRow, headlines: set[int]) -> tuple[object, ...]:
    """Certain before uncertain, then headline answers, featured indicators, recent surveys."""
    assert row.figure is not None
    survey = row.figure.question.survey
    recent = -survey.released_on.toordinal() if survey.released_on else 0
    return (row.uncertain, row.figure.pk not in headlines, not row.indicator.featured, row.caution, recent)
