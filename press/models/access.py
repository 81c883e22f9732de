"""Early access: a named journalist reads a release before its instant."""

import hashlib
import secrets
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When

from press.models.edition import Edition
from press.models.release import Release
from regions.versions import Versioned


def digest(token: str) -> str:
    """What is stored of a token: who reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class AccessState(models.TextChoices):
    """Where an invitation stands at an instant, for the desk."""

    SENT = "sent", "envoyé"
    ACCEPTED = "accepted", "accepté"
    EXPIRED = "expired", "expiré"
    REVOKED = "revoked", "révoqué"
    OVER = "over", "communiqué sorti"


# Those that open something, or will.
LIVE = (AccessState.SENT, AccessState.ACCEPTED)
FORGOTTEN = "Personne oubliée"


def _editions() -> Any:
    """Those of the outer access's release."""
    return Edition.objects.filter(release=OuterRef("release"))


def _out(at: datetime) -> Any:
    """Those that came out since the invitation, the first one first: it was to them."""
    return _editions().published(at).filter(publish_at__gt=OuterRef("invited_at")).order_by("number")


class EarlyAccessQuerySet(models.QuerySet["EarlyAccess"]):
    def by_token(self, token: str) -> Self:
        return self.filter(token_digest=digest(token))

    def leading(self, at: datetime) -> Self:
        """Those whose link leads somewhere at `at`. What it opens is decided in this one query, so that
        a link that opens nothing costs the same whatever the reason.

        Adds `edition_id`, the edition under embargo that it opens, None where the public address
        answers in its place; and `first_at`, when the release first came out. A link that was good
        when its release came out leads to it from then on.
        """
        pending = _editions().pending(at).standing().order_by("-number")
        found = self.filter(revoked_at=None).annotate(
            out_at=Subquery(_out(at).values("publish_at")[:1]),
            first_at=Subquery(_editions().published(at).order_by("number").values("publish_at")[:1]),
            edition_id=Case(When(out_at__isnull=True, then=Subquery(pending.values("pk")[:1]))),
        )
        good = Q(expires_at__isnull=True) | Q(expires_at__gt=at) | Q(expires_at__gte=F("out_at"))
        public = Q(first_at__isnull=False) | Q(release__withdrawn_at__lte=at)
        # One that was to a text since withdrawn is not to the next.
        over = Q(release__withdrawn_at__gt=F("invited_at"), first_at__isnull=True, edition_id__isnull=False)
        found = found.filter(good, public | Q(edition_id__isnull=False)).exclude(over)
        return found.select_related("release")

    def with_state(self, at: datetime) -> Self:
        """Adds `state`, an AccessState: lists of the desk show and filter it."""
        return self.annotate(
            state=Case(
                When(revoked_at__isnull=False, then=Value(AccessState.REVOKED)),
                When(Exists(_out(at)), then=Value(AccessState.OVER)),
                When(expires_at__lte=at, then=Value(AccessState.EXPIRED)),
                When(accepted_at__isnull=False, then=Value(AccessState.ACCEPTED)),
                default=Value(AccessState.SENT),
                output_field=models.CharField(),
            )
        )


class EarlyAccess(Versioned):
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

    # Set by EarlyAccessQuerySet.leading().
    edition_id: int | None
    first_at: datetime | None

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

    @transaction.atomic
    def forget(self) -> None:
        """Forget the person; what was opened, and when, stays with the medium."""
        self.name, self.email = FORGOTTEN, ""
        self.save(update_fields=["name", "email"])
        kind = ContentType.objects.get_for_model(self)
        LogEntry.objects.filter(content_type=kind, object_id=str(self.pk)).update(object_repr=FORGOTTEN)

    forget.alters_data = True  # type: ignore[attr-defined]


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
