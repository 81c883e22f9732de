"""Dates of the agenda that releases speak of."""

from django.db import models
from django.db.models import F, Q

from press.models.organisation import Organisation
from regions.dates import PartialDate, Precision
from regions.models import Region, Report


class Event(models.Model):
    title = models.CharField("titre", max_length=200)
    kind = models.CharField("nature", max_length=60, blank=True, help_text="« conférence », « journée ».")
    held_on = models.DateField(
        "date", null=True, blank=True, help_text="Saisissez le premier jour de la période connue."
    )
    held_precision = models.CharField(
        "précision de la date", max_length=10, choices=Precision, default=Precision.DAY
    )
    place = models.CharField("lieu", max_length=200, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="events", verbose_name="région")
    host = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name="organisme hôte",
    )
    tour_stage = models.BooleanField("étape du tour", default=False)
    subject = models.CharField("sujet", max_length=300, blank=True)
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="rapport"
    )

    class Meta:
        verbose_name = "événement"
        ordering = [F("held_on").desc(nulls_last=True), "title"]
        constraints = [
            models.CheckConstraint(
                name="event_date_has_precision",
                condition=Q(held_on__isnull=True, held_precision="unknown")
                | (Q(held_on__isnull=False) & ~Q(held_precision="unknown")),
                violation_error_message="Sans date, la précision est « inconnue » ; avec, elle ne l'est pas.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.held})"

    @property
    def held(self) -> PartialDate:
        return PartialDate(self.held_on, Precision(self.held_precision))

    @property
    def words(self) -> str:
        """What a release says of it: "Journée régionale, 28 juin 2017, Orléans, Villes au Carré"."""
        return ", ".join(filter(None, (self.title, str(self.held), self.place, str(self.host or ""))))

    def clean(self) -> None:
        self.held_on, self.held_precision = self.held.first_day()
