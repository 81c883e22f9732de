"""When an event takes place: as far as it is known, on the clocks of the place where it is."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from regions.dates import PartialDate, Precision

# What a French reader calls clocks; elsewhere the city of the zone tells.
FRENCH_CLOCKS = {
    "Europe/Paris": "heure de Paris",
    "America/Guadeloupe": "heure de la Guadeloupe",
    "America/Martinique": "heure de la Martinique",
    "America/Cayenne": "heure de la Guyane",
    "Indian/Reunion": "heure de La Réunion",
    "Indian/Mayotte": "heure de Mayotte",
    "America/Miquelon": "heure de Saint-Pierre-et-Miquelon",
    "Pacific/Noumea": "heure de Nouméa",
    "Pacific/Tahiti": "heure de Tahiti",
    "Pacific/Wallis": "heure de Wallis-et-Futuna",
}
CLOCKS_ABROAD = {
    "Africa/Abidjan": "heure d'Abidjan",
    "Africa/Algiers": "heure d'Alger",
    "Europe/Amsterdam": "heure d'Amsterdam",
    "Indian/Antananarivo": "heure d'Antananarivo",
    "Europe/Athens": "heure d'Athènes",
    "Africa/Bamako": "heure de Bamako",
    "Europe/Berlin": "heure de Berlin",
    "Asia/Beirut": "heure de Beyrouth",
    "Europe/Brussels": "heure de Bruxelles",
    "Europe/Bucharest": "heure de Bucarest",
    "Africa/Porto-Novo": "heure de Cotonou",
    "Africa/Dakar": "heure de Dakar",
    "Africa/Douala": "heure de Douala",
    "Europe/Dublin": "heure de Dublin",
    "Europe/Zurich": "heure de Genève",
    "Africa/Kinshasa": "heure de Kinshasa",
    "Africa/Cairo": "heure du Caire",
    "Europe/Lisbon": "heure de Lisbonne",
    "Africa/Lome": "heure de Lomé",
    "Europe/London": "heure de Londres",
    "Europe/Luxembourg": "heure de Luxembourg",
    "Europe/Madrid": "heure de Madrid",
    "Indian/Mauritius": "heure de Maurice",
    "Europe/Monaco": "heure de Monaco",
    "America/Montreal": "heure de Montréal",
    "America/New_York": "heure de New York",
    "Africa/Ouagadougou": "heure de Ouagadougou",
    "America/Port-au-Prince": "heure de Port-au-Prince",
    "Africa/Casablanca": "heure de Rabat",
    "Europe/Rome": "heure de Rome",
    "America/Toronto": "heure de Toronto",
    "Africa/Tunis": "heure de Tunis",
    "Europe/Warsaw": "heure de Varsovie",
    "Europe/Vienna": "heure de Vienne",
}
CLOCKS = FRENCH_CLOCKS | CLOCKS_ABROAD

BACKWARDS = (
    "La fin doit venir après le début\u202f; s'il finit le lendemain, remplissez «\u00a0dernier jour\u00a0»."
)


zones = cache(available_timezones)  # each call would read 600 files


def validate_zone(name: str) -> None:
    if name not in zones():
        raise ValidationError(f"« {name} » n'est pas un fuseau horaire : écrire Europe/Paris.")


class EventDates(models.Model):
    """A day with or without its hours, several days, a month, a longer period, or nothing yet."""

    held_on = models.DateField(
        "date",
        null=True,
        blank=True,
        help_text="Le premier jour ; celui de la période, si le jour n'est pas connu.",
    )
    held_precision = models.CharField(
        "précision de la date", max_length=10, choices=Precision, default=Precision.DAY
    )
    held_until = models.DateField(
        "dernier jour", null=True, blank=True, help_text="Pour un événement de plusieurs jours."
    )
    starts = models.TimeField("début", null=True, blank=True, help_text="Vide : l'heure n'est pas connue.")
    ends = models.TimeField("fin", null=True, blank=True)
    time_zone = models.CharField(
        "fuseau horaire", max_length=40, default="Europe/Paris", validators=[validate_zone]
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_date_has_precision",
                condition=Q(held_on__isnull=True, held_precision="unknown")
                | (Q(held_on__isnull=False) & ~Q(held_precision="unknown")),
                violation_error_message="Sans date, la précision est « inconnue » ; avec, elle ne l'est pas.",
            ),
            models.CheckConstraint(
                name="%(class)s_last_day_follows",
                condition=Q(held_until__isnull=True) | Q(held_precision="day", held_until__gt=F("held_on")),
                violation_error_message="Le dernier jour vient après le premier, et tous deux sont connus.",
            ),
            models.CheckConstraint(
                name="%(class)s_hours_on_a_day",
                condition=Q(starts__isnull=True, ends__isnull=True)
                | Q(held_precision="day", starts__isnull=False),
                violation_error_message="Des heures se donnent pour un jour connu, avec celle du début.",
            ),
            models.CheckConstraint(
                name="%(class)s_ends_after_start",
                condition=Q(ends__isnull=True) | Q(held_until__isnull=False) | Q(ends__gt=F("starts")),
                violation_error_message="La fin vient après le début.",
            ),
        ]

    @property
    def held(self) -> PartialDate:
        return PartialDate(self.held_on, Precision(self.held_precision))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def clock(self) -> str:
        """ "heure de Paris", "heure locale (Tokyo)"."""
        city = self.time_zone.rpartition("/")[2].replace("_", " ")
        return CLOCKS.get(self.time_zone, f"heure locale ({city})")

    @property
    def is_dated(self) -> bool:
        """Whether its day is known, so that a calendar can show it."""
        return self.held_on is not None and self.held_precision == Precision.DAY

    @property
    def last_day(self) -> date | None:
        """The last day of the event, or of the period in which it is."""
        return self.held_until or self.held.end

    @property
    def start(self) -> datetime | None:
        """Its first instant, where the hour is known."""
        return self._at(self.held_on, self.starts) if self.is_dated and self.starts else None

    @property
    def end(self) -> datetime | None:
        """Its last instant, where the hour is known."""
        return self._at(self.last_day, self.ends) if self.start and self.ends else None

    @property
    def over(self) -> datetime | None:
        """The instant at which it is over for sure; None where no date is known."""
        if self.end is not None:
            return self.end
        last = self.last_day
        return self._at(last + timedelta(days=1), time()) if last else None

    @property
    def start_iso(self) -> str:
        """Its beginning as machines read it, cut where knowledge ends; a half-year is its year."""
        if self.start is not None:
            return self.start.isoformat(timespec="minutes")
        iso = self.held.iso
        return iso[:4] if self.held_precision == Precision.HALF_YEAR else iso

    @property
    def end_iso(self) -> str:
        """Its end, where it is known."""
        if self.end is not None:
            return self.end.isoformat(timespec="minutes")
        return self.held_until.isoformat() if self.held_until else ""

    @property
    def months(self) -> list[date]:
        """The first day of each month that it is known to touch; none for a longer period."""
        if self.held_on is None or self.held_precision not in (Precision.DAY, Precision.MONTH):
            return []
        return months_between(self.held_on, self.held_until or self.held_on)

    @property
    def period_words(self) -> str:
        """The heading under which a list puts it: "juin 2016", "second semestre 2016"."""
        if self.held_on is None:
            return "date à confirmer"
        return str(PartialDate(self.held_on, Precision.MONTH) if self.is_dated else self.held)

    @property
    def date_words(self) -> str:
        """ "26 mai 2016, de 18 h 00 à 20 h 00, heure de Paris", "du 26 au 28 mai 2016"."""
        if self.held_on is None:
            return "date à confirmer"
        days = str(self.held)
        if self.held_until is not None:
            last = PartialDate(self.held_until, Precision.DAY)
            days = f"du {_without(self.held_on, self.held_until)} au {last}"
        if self.starts is None:
            return days
        start = _hour(self.starts)
        hours = f"à {start}" if self.ends is None else f"de {start} à {_hour(self.ends)}"
        return f"{days}, {hours}, {self.clock}"

    def clean(self) -> None:
        super().clean()
        errors = {
            name: "Une date entre 2000 et 2100 est attendue : vérifiez l'année."
            for name, day in (("held_on", self.held_on), ("held_until", self.held_until))
            if day is not None and not 2000 <= day.year < 2100
        }
        if self.held_on and self.held_precision == Precision.UNKNOWN:
            errors["held_precision"] = "Une date est écrite : dites si le jour, le mois ou l'année est connu."
        if errors:
            raise ValidationError(errors)
        self.held_on, self.held_precision = self.held.first_day()
        if self.time_zone not in zones():
            return  # told beside its field
        hours = (("starts", self.start), ("ends", self.end))
        errors = {name: words for name, at in hours if at and (words := _clock_change(at))}
        if self.starts and self.ends and not self.held_until and self.ends <= self.starts:
            errors["ends"] = BACKWARDS
        if errors:
            raise ValidationError(errors)

    def _at(self, day: date | None, hour: time) -> datetime:
        assert day is not None
        return datetime.combine(day, hour, tzinfo=self.zone)


def next_month(first: date) -> date:
    """The first day of the month after the one that begins on `first`."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def months_between(first: date, last: date) -> list[date]:
    """The first day of each month from that of `first` to that of `last`."""
    months = [first.replace(day=1)]
    while next_month(months[-1]) <= last:
        months.append(next_month(months[-1]))
    return months


def _hour(hour: time) -> str:
    return f"{hour.hour}\u00a0h\u00a0{hour:%M}"


def _without(first: date, last: date) -> str:
    """The first of two days, without what the last one says again: "26", "26 mai", "30 décembre 2016"."""
    words = str(PartialDate(first, Precision.DAY)).split()
    if first.year == last.year:
        words.pop()
        if first.month == last.month:
            words.pop()
    return " ".join(words)


def _clock_change(at: datetime) -> str:
    """What is wrong with an hour that clocks show twice on its day, or not at all; else an empty text."""
    before, after = at.utcoffset(), at.replace(fold=1).utcoffset()
    assert before is not None
    assert after is not None
    if before == after:
        return ""
    day, hour = PartialDate(at.date(), Precision.DAY), _spoken(at.time())
    if before > after:
        return f"Le {day}, {hour} existe deux fois\u00a0: choisissez une autre heure."
    # The first minute in UTC that the new offset has.
    change = at.replace(tzinfo=UTC) - after
    while change.astimezone(at.tzinfo).utcoffset() == before:
        change += timedelta(minutes=1)
    skipped, shown = (_spoken((change + offset).time()) for offset in (before, after))
    return (
        f"Le {day}, les horloges passent de {skipped} à {shown}\u00a0: {hour} n'existe pas. "
        "Choisissez une autre heure."
    )


def _spoken(hour: time) -> str:
    """ "2 h", "2 h 30"."""
    return _hour(hour) if hour.minute else f"{hour.hour}\u00a0h"
