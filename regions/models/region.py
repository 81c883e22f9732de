"""The territories on which the programme reports."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from regions.dates import PARIS
from regions.history import recorded
from regions.routing import address
from regions.sharing import Shared
from regions.versions import Versioned


class Level(models.TextChoices):
    NATION = "nation", "pays"
    REGION = "region", "région"


class RegionQuerySet(models.QuerySet["Region"]):
    def regions(self) -> Self:
        return self.filter(level=Level.REGION)


class Region(Shared, Versioned):
    code = models.CharField(
        "code INSEE", max_length=3, unique=True, help_text="« FR » pour la France, sinon deux chiffres."
    )
    slug = models.SlugField("adresse", unique=True, help_text="La fin de l'adresse de sa page.")
    name = models.CharField("nom", max_length=80, unique=True)
    level = models.CharField("niveau", max_length=10, choices=Level, default=Level.REGION)
    other_names = models.TextField(
        "autres noms",
        blank=True,
        help_text="Un par ligne : anciennes régions, noms courts. L'import les propose pour un nom inconnu.",
    )
    abbreviation = models.CharField("abréviation", max_length=5, blank=True)
    name_in = models.CharField(
        "complément de lieu", max_length=100, help_text="« en Bretagne », « dans le Grand Est »."
    )
    name_of = models.CharField(
        "complément du nom", max_length=100, help_text="« de Bretagne », « des Pays de la Loire »."
    )

    announcement = models.CharField(
        "annonce",
        max_length=200,
        blank=True,
        help_text="Ce que le public peut attendre, et quand : « Rapport régional attendu à l'automne 2026 ». "
        "Public dès l'enregistrement.",
    )
    announced_until = models.DateField(
        "annonce visible jusqu'au", null=True, blank=True, help_text="Ce jour compris, heure de Paris."
    )

    objects = RegionQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = "région"
        # By slug, which has no accents: both databases sort it alike.
        ordering = ["level", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["level"],
                condition=Q(level="nation"),
                name="region_one_nation",
                violation_error_message="Il n'y a qu'un pays.",
            ),
            models.CheckConstraint(
                name="region_announcement_ends",
                condition=Q(announcement="", announced_until__isnull=True)
                | (~Q(announcement="") & Q(announced_until__isnull=False)),
                violation_error_message="Une annonce a un dernier jour, pour ne pas rester après lui.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        if self.is_nation:
            return address("regions:nation")
        return address("regions:detail", self.slug)

    @property
    def is_nation(self) -> bool:
        return self.level == Level.NATION

    def announced(self, at: datetime) -> str:
        """The announcement that stands at `at`, or an empty text."""
        if self.announced_until is None or self.announced_until < at.astimezone(PARIS).date():
            return ""
        return self.announcement

    @property
    def all_names(self) -> list[str]:
        """The name first, then the others."""
        return [self.name, *self.other_names.splitlines()]
