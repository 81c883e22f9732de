"""The one door to the public, and what two people do to open it.

Publication is data: the public may see what `published(at)` returns and nothing else, where `at` is the
database's clock, read once for a request. No job publishes, so none can be early or late.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import Case, F, Q, Value, When
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.auth.models import User


ApprovalT = TypeVar("ApprovalT", bound="Approval")


class State(models.TextChoices):
    """Where something stands at an instant, for the desk."""

    DRAFT = "draft", "brouillon"
    APPROVED = "approved", "approuvé, sous embargo"
    PUBLISHED = "published", "public"
    WITHDRAWN = "withdrawn", "retiré"


def database_now() -> datetime:
    """The database's clock, in UTC, on which all processes and machines agree."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')")
            return datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)
        cursor.execute("SELECT statement_timestamp()")
        now: datetime = cursor.fetchone()[0]
        return now.astimezone(UTC)


def instant(request: HttpRequest) -> datetime:
    """The instant of a request: read at the first call, the same for the whole page."""
    if not hasattr(request, "_instant"):
        request._instant = database_now()  # type: ignore[attr-defined]
    return request._instant  # type: ignore[attr-defined,no-any-return]


@dataclass(frozen=True, slots=True)
class Hole:
    """What stands between a draft and its publication: a sentence, and the field that it speaks of."""

    subject: models.Model
    field: str
    message: str


class ApprovalQuerySet(models.QuerySet[ApprovalT]):
    def published(self, at: datetime) -> Self:
        """What the public may see at `at`."""
        return self.filter(approved_at__isnull=False, publish_at__lte=at)

    def with_state(self, at: datetime) -> Self:
        """Adds `state`, a State: lists of the desk show and filter it."""
        return self.annotate(
            state=Case(
                When(approved_at__isnull=False, publish_at__lte=at, then=Value(State.PUBLISHED)),
                When(approved_at__isnull=False, then=Value(State.APPROVED)),
                *self._other_states(),
                default=Value(State.DRAFT),
                output_field=models.CharField(),
            )
        )

    def _other_states(self) -> list[When]:
        return []


class Approval(models.Model):
    """What comes out at one instant, once a second person has approved it.

    Approved is `approved_at`; not approved, or without an instant, is never public. Whoever edited
    since the last approval may not approve, unless a reason is written.
    """

    publish_at = models.DateTimeField(
        "instant de publication",
        null=True,
        blank=True,
        help_text="À cet instant, heure de Paris, et pas avant. Vide : jamais.",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="dernière modification par",
    )
    contributors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        editable=False,
        related_name="+",
        verbose_name="modifié depuis la dernière approbation par",
    )
    approved_at = models.DateTimeField("approuvé le", null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="approuvé par",
    )
    approved_alone_because = models.CharField(
        "raison d'une approbation sans seconde personne", max_length=300, blank=True, editable=False
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_approved_has_instant",
                condition=Q(approved_at__isnull=True) | Q(publish_at__isnull=False),
                violation_error_message="Ce qui est approuvé a un instant de publication.",
            ),
            models.CheckConstraint(
                name="%(class)s_approved_by_two",
                condition=Q(approved_at__isnull=True)
                | ~Q(approved_alone_because="")
                | (Q(author__isnull=False, approved_by__isnull=False) & ~Q(approved_by=F("author"))),
                violation_error_message="L'auteur n'approuve pas son propre travail, "
                "sauf si une raison est écrite.",
            ),
        ]

    def holes(self) -> list[Hole]:
        """What must be mended before approval; an empty list where nothing is."""
        if self.publish_at is None:
            return [Hole(self, "publish_at", "L'instant de publication manque.")]
        return []

    def is_published(self, at: datetime) -> bool:
        """The door's condition, for one that is already loaded."""
        return self.approved_at is not None and self.publish_at is not None and self.publish_at <= at

    def needs_reason(self, by: "User") -> bool:
        """Whether `by` edited since the last approval, so that a written reason is needed."""
        return self.author is None or self.contributors.filter(pk=by.pk).exists()

    @transaction.atomic
    def approve(self, *, by: "User | None", at: datetime, alone_because: str = "") -> None:
        """Open the door at `publish_at`.

        ValidationError with every hole, or when `by` edited it and `alone_because` gives no reason.
        """
        type(self)._base_manager.select_for_update().get(pk=self.pk)
        self.refresh_from_db()
        if holes := self.holes():
            raise ValidationError([hole.message for hole in holes])
        if not alone_because and (by is None or self.needs_reason(by)):
            raise ValidationError(
                "Vous avez modifié ce contenu depuis la dernière approbation : faites-le approuver "
                "par une autre personne, ou écrivez pourquoi personne d'autre ne peut le faire."
            )
        if self.publish_at is not None and not self.may_be_backdated:
            self.publish_at = max(self.publish_at, at)
        self.approved_at, self.approved_by, self.approved_alone_because = at, by, alone_because
        self.save(update_fields=["publish_at", "approved_at", "approved_by", "approved_alone_because"])

    approve.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def record_edit(self, *, by: "User | None", at: datetime) -> bool:
        """Note who edits, before the edit is saved; True where this voids an approval not out yet.

        One UPDATE decides, so that an edit and an instant that passes cannot both win:
        ValidationError where this is already out.
        """
        row = type(self)._base_manager.filter(pk=self.pk)
        was_approved = row.select_for_update().filter(approved_at__isnull=False).exists()
        self.author = by
        self.approved_at, self.approved_by, self.approved_alone_because = None, None, ""
        edited = row.exclude(approved_at__isnull=False, publish_at__lte=at).update(
            author=by, approved_at=None, approved_by=None, approved_alone_because=""
        )
        if not edited:
            raise ValidationError(self.frozen_message)
        if was_approved:
            self.contributors.clear()
        if by is not None:
            self.contributors.add(by)
        return was_approved

    record_edit.alters_data = True  # type: ignore[attr-defined]

    frozen_message = "Déjà public : ne se modifie plus."
    # A report may have come out elsewhere before it was entered here; a correction may not.
    may_be_backdated = True
