"""Reusable paragraphs, dated."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import F, Q

from regions.history import recorded
from regions.publication import database_now
from regions.versions import Versioned, hold

if TYPE_CHECKING:
    from press.models.edition import Edition


class BoilerplateQuerySet(models.QuerySet["Boilerplate"]):
    def in_force(self, day: date) -> Self:
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        )


class Boilerplate(Versioned):
    class Kind(models.TextChoices):
        OBSERVATORY = "observatory", "l'observatoire"
        PROGRAMME = "programme", "le programme"
        METHOD = "method", "la méthode"
        ORGANISATION = "organisation", "un organisme"

    kind = models.CharField("sujet", max_length=20, choices=Kind)
    title = models.CharField("titre", max_length=120, help_text="« À propos du programme PHARE ».")
    text = models.TextField("texte", help_text="Sans mise en forme ; une ligne vide sépare deux paragraphes.")
    valid_from = models.DateField("en vigueur à partir du", null=True, blank=True)
    valid_until = models.DateField("en vigueur jusqu'au", null=True, blank=True, help_text="Ce jour compris.")

    objects = BoilerplateQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = "texte de référence"
        verbose_name_plural = "textes de référence"
        ordering = ["kind", "title", F("valid_from").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                name="boilerplate_valid_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                violation_error_message="La fin ne vient pas avant le début.",
            ),
        ]

    def __str__(self) -> str:
        dates = f", depuis le {self.valid_from:%d/%m/%Y}" if self.valid_from else ""
        dates += f", jusqu'au {self.valid_until:%d/%m/%Y}" if self.valid_until else ""
        return f"{self.title}{dates}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Other words void the editions that hold these and are not out; see `voided_by`."""
        with transaction.atomic():
            if self.pk is not None:
                hold(Boilerplate.objects.filter(pk=self.pk))
                now = database_now()
                for edition in self.voided_by(now):
                    edition.void(f"le texte de référence « {self.title} » a changé", now)
            super().save(*args, **kwargs)

    def voided_by(self, now: datetime) -> "list[Edition]":
        """The editions, approved and not out, that hold other words than these."""
        from press.models.edition import Edition  # editions come after

        words = [self.pk, self.title, self.text]
        return [
            edition
            for edition in Edition.objects.pending(now).select_related("release")
            if any(held[0] == self.pk and held != words for held in edition.boilerplates)
        ]

    def is_in_force(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or self.valid_until >= day
        )
