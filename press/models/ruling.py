"""What an editor decided of a number in a draft, found again when the words around it change."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from regions.history import recorded
from regions.models import Figure


class RulingKind(models.TextChoices):
    BOUND = "bound", "lié à un chiffre"
    EXTERNAL = "external", "chiffre d'une autre source"
    NOT_STATISTIC = "not-statistic", "pas une statistique"
    OVERRULED = "overruled", "maintenu malgré le contrôle"


class Ruling(models.Model):
    """One decision on one number: `words` as they stand, with the folded words `before` and `after` them."""

    release = models.ForeignKey(
        "press.Release", models.CASCADE, related_name="rulings", verbose_name="communiqué"
    )
    field = models.CharField("champ", max_length=20)
    words = models.CharField("nombre", max_length=120)
    before = models.CharField("mots d'avant", max_length=200, blank=True)
    after = models.CharField("mots d'après", max_length=200, blank=True)
    kind = models.CharField("décision", max_length=20, choices=RulingKind)
    figure = models.ForeignKey(
        Figure, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chiffre"
    )
    against = models.ForeignKey(
        Figure, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="écart avec"
    )
    reason = models.CharField(
        "source ou raison",
        max_length=500,
        blank=True,
        help_text="D'où vient le nombre, ou pourquoi il reste.",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField("décidé le", editable=False)

    history = recorded()

    class Meta:
        verbose_name = "décision sur un nombre"
        verbose_name_plural = "décisions sur les nombres"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="ruling_has_figure_or_reason",
                condition=Q(kind=RulingKind.BOUND, figure__isnull=False)
                | (~Q(kind=RulingKind.BOUND) & ~Q(reason="") & Q(figure__isnull=True)),
                violation_error_message="Liez le nombre à un chiffre, ou donnez la source ou la raison.",
            ),
        ]

    def __str__(self) -> str:
        return f"« {self.words} » : {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.before, self.after = self.before[-200:], self.after[:200]
        super().save(*args, **kwargs)
