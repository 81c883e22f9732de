"""The one door to the public, and what two people do to open it.

Publication is data: the public may see what `published(at)` returns and nothing else, where `at` is the
database's clock, read once for a request, or for the content stamp under which a page is made. No job
publishes, so none can be early or late.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import connection, models, transaction
from django.db.models import Case, F, Q, Value, When
from django.http import HttpRequest

from regions.marks import mark_withdrawal

if TYPE_CHECKING:
    from django.contrib.auth.models import User


ApprovedT = TypeVar("ApprovedT", bound="Approved")

INSTANT = "phare.instant"  # in the WSGI environ of a page: the database's clock, read a moment ago


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
    """The instant of a request: that of the page cache, or read at the first call; the same for the whole
    page."""
    if not hasattr(request, "_instant"):
        is_told = INSTANT in request.META
        request._instant = request.META[INSTANT] if is_told else database_now()  # type: ignore[attr-defined]
    return request._instant  # type: ignore[attr-defined,no-any-return]


@dataclass(frozen=True, slots=True)
class Hole:
    """What stands between a draft and its publication: a sentence, and the field that it speaks of."""

    subject: models.Model
    field: str
    message: str


NOT_ANCIENT = MinValueValidator(datetime(2000, 1, 1, tzinfo=UTC), "Avant l'an 2000 : vérifiez l'année.")

# An edit that voids an approval must be over when the instant comes: this long before it, none begins.
LAST_SECONDS = timedelta(seconds=10)


def is_out(at: datetime, of: str = "") -> Q:
    """The door's condition; `of` what a row belongs to, by the name of its field."""
    prefix = f"{of}__" if of else ""
    return Q((f"{prefix}approved_at__isnull", False), (f"{prefix}publish_at__lte", at))


# The same as SQL, for the table of an alias.
OUT = "{0}.approved_at IS NOT NULL AND {0}.publish_at <= %s"


class ApprovedQuerySet(models.QuerySet[ApprovedT]):
    def published(self, at: datetime) -> Self:
        """What the public may see at `at`."""
        return self.filter(is_out(at))

    def with_state(self, at: datetime) -> Self:
        """Adds `state`, a State: lists of the desk show and filter it."""
        return self.annotate(
            state=Case(
                When(is_out(at), then=Value(State.PUBLISHED)),
                When(approved_at__isnull=False, then=Value(State.APPROVED)),
                *self._other_states(),
                default=Value(State.DRAFT),
                output_field=models.CharField(),
            )
        )

    def _other_states(self) -> list[When]:
        return []


class Authored(models.Model):
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="dernière modification par",
    )

    class Meta:
        abstract = True


class Edited(Authored):
    """What editors change: how often, who last, and who since another person approved it."""

    version = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="Le nombre de modifications ; une approbation porte sur l'une d'elles.",
    )
    contributors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        editable=False,
        related_name="+",
        verbose_name="modifié depuis la dernière approbation par",
    )

    class Meta:
        abstract = True

    def needs_reason(self, by: "User") -> bool:
        """Whether `by` edited since the last approval, so that a written reason is needed."""
        return self.author is None or self.author == by or by in self.contributors.all()

    def refuse_approval(self, *, by: "User | None", alone_because: str, version: int | None = None) -> None:
        """ValidationError when `by` edited it and `alone_because` gives no reason; and when it was edited
        since the `version` that `by` has seen."""
        if version is not None and version != self.version:
            raise ValidationError("Modifié depuis que vous avez ouvert cette page : relisez, puis approuvez.")
        if not alone_because and (by is None or self.needs_reason(by)):
            raise ValidationError(
                "Vous avez modifié ce contenu depuis la dernière approbation : faites-le approuver par une "
                "autre personne, ou par l'administration, qui écrit pourquoi personne d'autre ne le peut."
            )

    def _locked(self) -> Self:
        """The stored row, held to the end of the transaction."""
        return type(self)._base_manager.select_for_update(no_key=True).get(pk=self.pk)


class Approved(Authored):
    """What comes out at one instant, once a second person has approved it.

    Approved is `approved_at`; not approved, or without an instant, is never public.
    """

    publish_at = models.DateTimeField(
        "instant de publication",
        null=True,
        blank=True,
        validators=[NOT_ANCIENT],
        help_text="À cet instant, heure de Paris, et pas avant. Vide : jamais.",
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

    def is_published(self, at: datetime) -> bool:
        """The door's condition, for one that is already loaded."""
        return self.approved_at is not None and self.publish_at is not None and self.publish_at <= at


class Withdrawable(models.Model):
    """What, once public, may go: its address then gives the public notice and no more."""

    withdrawn_at = models.DateTimeField("retiré le", null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="retiré par",
    )
    withdrawal_notice = models.TextField("avis public de retrait", blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_withdrawn_has_notice",
                condition=Q(withdrawn_at__isnull=True, withdrawal_notice="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_notice="")),
                violation_error_message="Ce qui est retiré laisse un avis public.",
            ),
        ]

    def note_withdrawal(self, *, by: "User", notice: str, at: datetime) -> list[str]:
        """Write who withdraws it and what the public reads instead; gives the fields to save in this
        transaction, after which no copy of a page is given.

        ValidationError without a notice.
        """
        if not notice.strip():
            raise ValidationError("Écrivez l'avis que le public lira à la place.")
        self.withdrawn_at, self.withdrawn_by, self.withdrawal_notice = at, by, notice
        transaction.on_commit(mark_withdrawal, robust=True)
        return ["withdrawn_at", "withdrawn_by", "withdrawal_notice"]


class Approval(Edited, Approved):
    """A draft that becomes public itself; an edit before that voids its approval."""

    class Meta(Approved.Meta):
        abstract = True

    def holes(self) -> list[Hole]:
        """What must be mended before approval; an empty list where nothing is."""
        if self.publish_at is None:
            return [Hole(self, "publish_at", "L'instant de publication manque.")]
        return []

    @transaction.atomic
    def approve(self, *, by: "User | None", alone_because: str = "", version: int | None = None) -> None:
        """Open the door at `publish_at`; ValidationError with every hole, as `refuse_approval`, and where it
        is approved already."""
        self._locked()
        self.refresh_from_db()
        if self.approved_at is not None:
            raise ValidationError("C'est déjà approuvé.")
        if holes := self.holes():
            raise ValidationError([hole.message for hole in holes])
        self.refuse_approval(by=by, alone_because=alone_because, version=version)
        now = database_now()
        self.publish_at = self.instant_if_approved(now)
        self.approved_at, self.approved_by, self.approved_alone_because = now, by, alone_because
        self.save(update_fields=["publish_at", "approved_at", "approved_by", "approved_alone_because"])

    approve.alters_data = True  # type: ignore[attr-defined]

    def instant_if_approved(self, now: datetime) -> datetime | None:
        """The instant that approval gives. A past one stands: a report may be older than this site."""
        return self.publish_at

    @transaction.atomic
    def record_edit(self, *, by: "User | None") -> bool:
        """Note who edits, before the edit is saved; True where this voids an approval not out yet.

        ValidationError where this is out, or will be before the edit is over.
        """
        stored = self._locked()
        if stored.is_published(database_now() + LAST_SECONDS):
            raise ValidationError(self.frozen_message)
        voided = stored.approved_at is not None
        if voided and not stored.approved_alone_because:
            self.contributors.clear()
        self.author, self.version = by, stored.version + 1
        self.approved_at, self.approved_by, self.approved_alone_because = None, None, ""
        self.save(update_fields=["author", "approved_at", "approved_by", "approved_alone_because", "version"])
        if by is not None:
            self.contributors.add(by)
        return voided

    record_edit.alters_data = True  # type: ignore[attr-defined]

    frozen_message = "Déjà public : ne se modifie plus."
