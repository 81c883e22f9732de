"""Partners, hosts and agencies."""

import secrets
from typing import Any

from django.db import models

from press.content import Partner
from press.uploads import stripped, validate_image
from regions.history import recorded
from regions.versions import Versioned


def logo_path(organisation: "Organisation", name: str) -> str:
    """A new place that nobody can guess for each file."""
    return f"logos/{secrets.token_urlsafe(16)}"


class Organisation(Versioned):
    name = models.CharField("nom", max_length=120, unique=True)
    role = models.CharField(
        "rôle", max_length=120, blank=True, help_text="« partenaire de l'Observatoire », « institut »."
    )
    tagline = models.CharField("signature", max_length=200, blank=True)
    link = models.URLField("site", blank=True)
    logo = models.FileField(
        "logo", upload_to=logo_path, blank=True, validators=[validate_image], help_text="PNG, JPEG ou WebP."
    )
    logo_terms = models.CharField(
        "conditions du logo",
        max_length=300,
        blank=True,
        help_text="Publiques, écrites à côté du logo : « Usage éditorial, sans modification ».",
    )

    history = recorded()

    class Meta:
        verbose_name = "organisme"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="organisation_logo_has_terms",
                condition=models.Q(logo="") | ~models.Q(logo_terms=""),
                violation_error_message="Un logo se donne avec ses conditions d'usage.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.logo and not getattr(self.logo, "_committed", True):
            self.logo = stripped(self.logo)
        super().save(*args, **kwargs)

    @property
    def partner(self) -> Partner:
        """What a release says of it."""
        return Partner(self.pk, self.name, self.link, self.logo.name or "", self.logo_terms)
