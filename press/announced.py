"""What the press office announces: dates, documents, pages.

They hold no survey figure, so that one person may publish them; the door is the same: an instant, and
nothing before it.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, F, Value, When
from django.utils.timezone import now as this_moment

from press.models.parts import SLUG_LENGTH
from press.prose import VISIBLE
from regions.publication import NOT_ANCIENT, Authored, Hole, Withdrawable, database_now
from regions.searchable import Searchable
from regions.versions import Versioned

if TYPE_CHECKING:
    from django.contrib.auth.models import User

AnnouncedT = TypeVar("AnnouncedT", bound="Announced")


class Stage(models.TextChoices):
    """Where something announced stands at an instant, for the desk."""

    DRAFT = "draft", "brouillon"
    PLANNED = "planned", "prévu"
    PUBLIC = "public", "public"
    WITHDRAWN = "withdrawn", "retiré"


class AnnouncedQuerySet(models.QuerySet[AnnouncedT]):
    def published(self, at: datetime) -> Self:
        """What the public may see at `at`."""
        return self.filter(publish_at__lte=at, withdrawn_at__isnull=True)

    def withdrawn(self, at: datetime) -> Self:
        """The second door: what was public and no longer is. It gives the public notice and no more."""
        return self.filter(publish_at__lte=at, withdrawn_at__gte=F("publish_at"))

    def with_stage(self, at: datetime) -> Self:
        """Adds `stage`, a Stage: lists of the desk show and filter it."""
        return self.annotate(
            stage=Case(
                When(withdrawn_at__isnull=False, then=Value(Stage.WITHDRAWN)),
                When(publish_at__lte=at, then=Value(Stage.PUBLIC)),
                When(publish_at__isnull=False, then=Value(Stage.PLANNED)),
                default=Value(Stage.DRAFT),
                output_field=models.CharField(),
            )
        )


class Announced(Authored, Withdrawable, Searchable, Versioned):
    """One announcement: its title, its address, its instant, and how often it was edited."""

    title = models.CharField("titre", max_length=200, validators=[VISIBLE])
    slug = models.SlugField(
        "adresse",
        max_length=SLUG_LENGTH,
        unique=True,
        help_text="La fin de l'adresse publique. Elle ne change plus une fois publique.",
    )
    publish_at = models.DateTimeField(
        "public à partir de",
        null=True,
        blank=True,
        validators=[NOT_ANCIENT],
        help_text="Heure de Paris. Vide : brouillon, que personne ne lit hors du bureau.",
    )
    revised_at = models.DateTimeField("modifié le", default=this_moment, editable=False)

    class Meta:
        abstract = True
        constraints = [*Withdrawable.Meta.constraints]

    def __str__(self) -> str:
        return self.title

    def is_public(self, at: datetime) -> bool:
        """The door's condition, for one that is already loaded."""
        return self.withdrawn_at is None and self.publish_at is not None and self.publish_at <= at

    def was_out(self, at: datetime) -> bool:
        """Whether its own instant has come, withdrawn since or not: readers may have seen it."""
        return self.publish_at is not None and self.publish_at <= at

    def holes(self) -> list[Hole]:
        """What must be mended before it has an instant; an empty list where nothing is."""
        return []

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Notes when; calendars and pages tell it."""
        self.revised_at = database_now()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "revised_at"}
        super().save(*args, **kwargs)

    def _locked(self) -> Self:
        """The stored row, held to the end of the transaction."""
        return type(self)._base_manager.select_for_update(no_key=True).get(pk=self.pk)

    @transaction.atomic
    def withdraw(self, *, by: "User", notice: str) -> None:
        """Close the door: its address answers 410 with the notice. ValidationError without a notice, and
        where it is not public."""
        self._locked()
        self.refresh_from_db()
        now = database_now()
        if self.withdrawn_at is not None or not self.was_out(now):
            raise ValidationError("Ce n'est pas public : videz plutôt sa date de publication.")
        self.author = by
        self.save(update_fields=["author", *self.note_withdrawal(by=by, notice=notice, at=now)])

    withdraw.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def restore(self, *, by: "User") -> None:
        """Open the door of what was withdrawn again, at this instant. ValidationError with every hole, and
        where it was not withdrawn."""
        self._locked()
        self.refresh_from_db()
        if self.withdrawn_at is None:
            raise ValidationError("Ce n'est pas retiré : il n'y a rien à publier de nouveau.")
        if holes := self.holes():
            raise ValidationError([f"{hole.message} Complétez d'abord le formulaire." for hole in holes])
        self.author, self.publish_at = by, database_now()
        self.withdrawn_at, self.withdrawn_by, self.withdrawal_notice = None, None, ""
        self.save(update_fields=["author", "publish_at", "withdrawn_at", "withdrawn_by", "withdrawal_notice"])

    restore.alters_data = True  # type: ignore[attr-defined]
