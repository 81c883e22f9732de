"""Early access: a named journalist reads a release before its instant."""

import hashlib
import secrets
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from press.models.release import Release


def digest(token: str) -> str:
    """What is stored of a token: who reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class EarlyAccessQuerySet(models.QuerySet["EarlyAccess"]):
    def valid(self, at: datetime) -> Self:
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at), revoked_at__isnull=True)

    def by_token(self, token: str) -> Self:
        return self.filter(token_digest=digest(token))


class EarlyAccess(models.Model):
    """One person's way to one release. The link is shown once; a new one makes the old one useless."""

    release = models.ForeignKey(
        Release, models.CASCADE, related_name="early_accesses", verbose_name="communiqué"
    )
    name = models.CharField("nom", max_length=120)
    media = models.CharField("média", max_length=120, blank=True)
    email = models.EmailField("courriel", blank=True)
    expires_at = models.DateTimeField(
        "expire le", null=True, blank=True, help_text="Vide : à la sortie du communiqué."
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name="invité par"
    )
    invited_at = models.DateTimeField("invité le", editable=False)
    accepted_at = models.DateTimeField("conditions acceptées le", null=True, editable=False)
    revoked_at = models.DateTimeField("révoqué le", null=True, editable=False)

    objects = EarlyAccessQuerySet.as_manager()

    class Meta:
        verbose_name = "accès anticipé"
        verbose_name_plural = "accès anticipés"
        ordering = ["-invited_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.media}" if self.media else self.name

    def renew(self) -> str:
        """A new token, the only one that opens from now on; the caller saves, and shows it once."""
        token = secrets.token_urlsafe(32)
        self.token_digest = digest(token)
        return token

    def state(self, at: datetime) -> str:
        if self.revoked_at is not None:
            return "révoqué"
        if self.expires_at is not None and self.expires_at <= at:
            return "expiré"
        return "accepté" if self.accepted_at else "envoyé"

    @transaction.atomic
    def accept(self, at: datetime) -> None:
        """The terms were accepted: kept from the first time."""
        EarlyAccess.objects.filter(pk=self.pk, accepted_at=None).update(accepted_at=at)
        self.refresh_from_db(fields=["accepted_at"])

    accept.alters_data = True  # type: ignore[attr-defined]

    def revoke(self, at: datetime) -> None:
        if self.revoked_at is None:
            self.revoked_at = at
            self.save(update_fields=["revoked_at"])

    revoke.alters_data = True  # type: ignore[attr-defined]


class AccessOpening(models.Model):
    """Someone with the link opened something, at an instant of the database's clock."""

    access = models.ForeignKey(EarlyAccess, models.CASCADE, related_name="openings")
    at = models.DateTimeField("ouvert le")
    what = models.CharField("page ou fichier", max_length=120)

    class Meta:
        verbose_name = "ouverture"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.what
