"""Imports of figures: the file as it came, what was decided of it, what it did, and that it was undone."""

import secrets
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

KEPT_UNCONFIRMED = timedelta(days=7)


class ImportState(models.TextChoices):
    PREPARED = "prepared", "à confirmer"
    DONE = "done", "importé"
    UNDONE = "undone", "annulé"


def import_path(record: "FigureImport", name: str) -> str:
    """A place that nobody can guess; whoever fetches the file gets it by its own name."""
    return f"imports/{secrets.token_urlsafe(16)}{PurePath(name).suffix.lower()[:8]}"


class FigureImportQuerySet(models.QuerySet["FigureImport"]):
    def abandoned(self, at: datetime) -> Self:
        """Never confirmed, and older than a week: their files need not be kept."""
        return self.filter(state=ImportState.PREPARED, created_at__lt=at - KEPT_UNCONFIRMED)

    def same_file(self, record: "FigureImport") -> Self:
        """Those that imported the very same file, and were not undone."""
        return self.filter(sha256=record.sha256, state=ImportState.DONE).exclude(pk=record.pk)


class FigureImport(models.Model):
    """One file of figures. Confirmed, it stands for good; undone, it says so."""

    file = models.FileField("fichier", upload_to=import_path)
    name = models.CharField("nom du fichier", max_length=255)
    sha256 = models.CharField("empreinte SHA-256", max_length=64, db_index=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="importé par"
    )
    created_at = models.DateTimeField("envoyé le")
    state = models.CharField("état", max_length=10, choices=ImportState, default=ImportState.PREPARED)
    choices = models.JSONField("feuille, colonnes et lectures choisies", default=dict)
    plan = models.JSONField("ce que l'import ferait", default=dict, encoder=DjangoJSONEncoder)

    imported_at = models.DateTimeField("importé le", null=True)
    new = models.PositiveIntegerField("créés", default=0)
    changed = models.PositiveIntegerField("modifiés", default=0)
    unchanged = models.PositiveIntegerField("inchangés", default=0)
    undone_at = models.DateTimeField("annulé le", null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="annulé par"
    )

    objects = FigureImportQuerySet.as_manager()

    class Meta:
        verbose_name = "import de chiffres"
        verbose_name_plural = "imports de chiffres"
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="figureimport_state_has_instants",
                condition=Q(state="prepared", imported_at__isnull=True, undone_at__isnull=True)
                | Q(state="done", imported_at__isnull=False, undone_at__isnull=True)
                | Q(state="undone", imported_at__isnull=False, undone_at__isnull=False),
                violation_error_message="Un import fait a un instant ; annulé, il en a deux.",
            ),
        ]

    def __str__(self) -> str:
        return f"Import nº {self.pk} ({self.name})"

    @property
    def reason(self) -> str:
        """What the history of its figures says."""
        return f"Import nº {self.pk}"
