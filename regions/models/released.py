"""What came out on a date that is known to the day, or less well."""

from django.db import models
from django.db.models import Q

from regions.dates import PartialDate, Precision


class Released(models.Model):
    released_on = models.DateField(
        "date publique",
        null=True,
        blank=True,
        help_text="La date que le public lit. Saisissez le premier jour de la période connue.",
    )
    released_precision = models.CharField(
        "précision de la date", max_length=10, choices=Precision, default=Precision.DAY
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_date_has_precision",
                condition=Q(released_on__isnull=True, released_precision="unknown")
                | (Q(released_on__isnull=False) & ~Q(released_precision="unknown")),
                violation_error_message="Sans date, la précision est « inconnue » ; avec, elle ne l'est pas.",
            ),
        ]

    @property
    def released(self) -> PartialDate:
        return PartialDate(self.released_on, Precision(self.released_precision))

    def clean(self) -> None:
        super().clean()
        self.released_on, self.released_precision = self.released.first_day()
