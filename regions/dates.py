"""Dates as they are known: to the day, the month, the half-year, the year, or not at all.

A date is stored as the first day of its period beside its precision, so that it sorts; in files it is
written as ISO 8601 writes it, cut where knowledge ends: 2016-05-26, 2016-11, 2016-H2, 2016.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.timezone import localtime

PARIS = ZoneInfo("Europe/Paris")


class Precision(models.TextChoices):
    DAY = "day", "jour"
    MONTH = "month", "mois"
    HALF_YEAR = "half", "semestre"
    YEAR = "year", "année"
    UNKNOWN = "unknown", "inconnue"


class PartialDate(NamedTuple):
    """The first day of a period and how much of it is known; `start` is None where nothing is."""

    start: date | None
    precision: Precision

    @property
    def end(self) -> date | None:
        """The last day of the period."""
        if self.start is None:
            return None
        if self.precision == Precision.DAY:
            return self.start
        months = {Precision.MONTH: 1, Precision.HALF_YEAR: 6, Precision.YEAR: 12}[self.precision]
        beyond = self.start.month - 1 + months
        return date(self.start.year + beyond // 12, beyond % 12 + 1, 1) - timedelta(days=1)

    @property
    def past(self) -> datetime | None:
        """The first instant, in Paris, at which the whole period is over."""
        if self.end is None:
            return None
        return datetime.combine(self.end + timedelta(days=1), time(), tzinfo=PARIS)

    @property
    def iso(self) -> str:
        """As files write it: 2016-05-26, 2016-11, 2016-H2, 2016; empty where nothing is known."""
        if self.start is None:
            return ""
        if self.precision == Precision.HALF_YEAR:
            return f"{self.start.year}-H{1 if self.start.month <= 6 else 2}"
        length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(self.precision, 10)
        return self.start.isoformat()[:length]

    def __str__(self) -> str:
        if self.start is None:
            return "date inconnue"
        year = self.start.year
        if self.precision == Precision.YEAR:
            return str(year)
        if self.precision == Precision.HALF_YEAR:
            return f"{'premier' if self.start.month <= 6 else 'second'} semestre {year}"
        if self.precision == Precision.MONTH:
            return f"{MONTHS[self.start.month]} {year}"
        return day_words(self.start)

    def first_day(self) -> "PartialDate":
        """The same date with `start` moved to the first day of its period."""
        if self.start is None or self.precision == Precision.UNKNOWN:
            return PartialDate(None, Precision.UNKNOWN)
        month = {Precision.HALF_YEAR: 1 if self.start.month <= 6 else 7, Precision.YEAR: 1}.get(
            self.precision, self.start.month
        )
        day = self.start.day if self.precision == Precision.DAY else 1
        return PartialDate(date(self.start.year, month, day), self.precision)


def parse_date(text: str) -> PartialDate:
    """Read 2016-05-26, 2016-11, 2016-H2, 2016 or an empty text; ValueError, in French, otherwise."""
    text = text.strip()
    if not text:
        return PartialDate(None, Precision.UNKNOWN)
    match = re.fullmatch(r"(\d{4})(?:-H([12])|-(\d\d)(?:-(\d\d))?)?", text)
    try:
        if not match:
            raise ValueError
        year, half, month, day = match.groups()
        if half:
            return PartialDate(date(int(year), 1 if half == "1" else 7, 1), Precision.HALF_YEAR)
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        return PartialDate(date(int(year), int(month or 1), int(day or 1)), precision)
    except ValueError as error:
        raise ValueError(
            f"« {text} » n'est pas une date : écrire 2016-05-26, 2016-11, 2016-H2 ou 2016."
        ) from error


def day_words(on: date) -> str:
    """ "1er mars 2016", "26 mai 2016"."""
    return f"{'1er' if on.day == 1 else on.day} {MONTHS[on.month]} {on.year}"


def instant_words(at: datetime) -> str:
    """ "29 juin 2017 à 8 h 00, heure de Paris"."""
    local = localtime(at)
    return f"{day_words(local)} à {local.hour}\u00a0h\u00a0{local:%M}, heure de Paris"


def moment(at: datetime) -> str:
    """ "jeudi 29 juin 2017 à 8 h 00, heure de Paris", for the desk."""
    local = localtime(at)
    return f"{WEEKDAYS[local.weekday()]} {day_words(local)} à {local.hour} h {local:%M}, heure de Paris"
