"""Whom journalists may reach."""

import logging
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from press.models.organisation import Organisation
from regions.dates import PARIS
from regions.history import recorded
from regions.models import Region
from regions.versions import Versioned

if TYPE_CHECKING:
    from press.models.release import Release

logger = logging.getLogger(__name__)

PHONE = RegexValidator(
    r"^\+?[0-9][0-9 .()-]{5,24}$", "Un numéro de téléphone s'écrit avec des chiffres : 01 99 00 12 34."
)
ERASED = "Contact effacé"
PERSONAL = ("name", "role", "address", "phone", "email", "hours")


def _day(at: datetime) -> date:
    return at.astimezone(PARIS).date()


class ContactKind(models.TextChoices):
    PERSON = "person", "personne"
    DESK = "desk", "bureau"


class PressContactQuerySet(models.QuerySet["PressContact"]):
    def current(self, at: datetime) -> Self:
        """Those who may be reached at `at`: both days of their validity count, in Paris."""
        day = _day(at)
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
            erased_at__isnull=True,
        )


class PressContact(Versioned):
    """A person, or the desk that takes the place of persons who left."""

    kind = models.CharField("nature", max_length=10, choices=ContactKind, default=ContactKind.PERSON)
    name = models.CharField("nom", max_length=120)
    role = models.CharField("fonction", max_length=120, blank=True)
    agency = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name="organisme ou agence",
    )
    address = models.TextField("adresse postale", blank=True, max_length=500)
    phone = models.CharField("téléphone", max_length=25, blank=True, validators=[PHONE])
    email = models.EmailField("courriel", blank=True)
    hours = models.CharField(
        "horaires", max_length=120, blank=True, help_text="« du lundi au vendredi, 9 h - 18 h »."
    )
    regions = models.ManyToManyField(
        Region,
        blank=True,
        related_name="press_contacts",
        verbose_name="régions",
        help_text="Aucune : toutes les régions.",
    )
    deputy = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputised",
        verbose_name="suppléance",
        help_text="À joindre en son absence.",
    )
    valid_from = models.DateField("joignable à partir du", null=True, blank=True)
    valid_until = models.DateField(
        "joignable jusqu'au",
        null=True,
        blank=True,
        help_text="Ce jour compris. Ensuite, le bureau prend sa place partout, sur les anciens "
        "communiqués aussi.",
    )
    erased_at = models.DateTimeField("effacé le", null=True, editable=False)

    objects = PressContactQuerySet.as_manager()
    history = recorded(without=PERSONAL, many=["regions"])

    class Meta:
        verbose_name = "contact presse"
        verbose_name_plural = "contacts presse"
        ordering = ["kind", "name", "pk"]
        permissions = [("erase_presscontact", "Peut effacer les données d'un contact")]
        constraints = [
            models.CheckConstraint(
                name="presscontact_valid_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                violation_error_message="La fin ne vient pas avant le début.",
            ),
            models.CheckConstraint(
                name="presscontact_reachable",
                condition=Q(erased_at__isnull=False) | ~Q(phone="") | ~Q(email=""),
                violation_error_message="Donnez un téléphone ou un courriel.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('press:contacts')}#contact-{self.pk}"

    @property
    def is_desk(self) -> bool:
        return self.kind == ContactKind.DESK

    def clean(self) -> None:
        # A form does not hold all that the constraint asks, and leaves it out.
        if self.erased_at is None and not self.phone and not self.email:
            raise ValidationError("Donnez un téléphone ou un courriel.")
        if self.deputy_id is not None and self.deputy_id == self.pk:
            raise ValidationError({"deputy": "La suppléance est une autre personne, ou un bureau."})

    def is_current(self, at: datetime) -> bool:
        """As `current`, for one that is loaded."""
        day = _day(at)
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or self.valid_until >= day) and self.erased_at is None

    def used_in(self) -> "list[Release]":
        """The releases that name the contact, in their draft or in any version."""
        from press.models.edition import Edition  # releases come after
        from press.models.release import Release

        held = {
            release
            for release, ids in Edition.objects.values_list("release", "contact_ids")
            if self.pk in ids
        }
        return list(Release.objects.filter(Q(contacts__contact=self) | Q(pk__in=held)).distinct())

    @transaction.atomic
    def erase(self, at: datetime) -> None:
        """Forget the person. Releases keep their text; the desk takes the place of the contact."""
        for field in PERSONAL:
            setattr(self, field, "")
        self.name, self.erased_at = ERASED, at
        self.agency = self.deputy = None
        self.save()
        self.regions.clear()
        self.forget_name()

    erase.alters_data = True  # type: ignore[attr-defined]

    def forget_name(self) -> None:
        """The desk's log names what was edited, and the reasons of its changes may speak of the person.

        The server's log keeps the number, which `manage.py restore --erased` takes.
        """
        self.history.update(history_change_reason=None)
        entries = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(self), object_id=str(self.pk)
        )
        entries.update(object_repr=ERASED)
        logger.warning("Press contact %s was erased: `restore --erased` takes this number.", self.pk)

    forget_name.alters_data = True  # type: ignore[attr-defined]


def contacts_at(at: datetime, ids: Sequence[int], regions: Iterable[Region]) -> list[PressContact]:
    """The contacts of a release who may be reached at `at`, in its order; the desk stands for the others.

    A desk of one of the release's regions first, then one for all regions; an empty list where there
    is none. One query.
    """
    covered = PressContact.regions.through.objects.filter(presscontact=OuterRef("pk"))
    current: list[Any] = list(
        PressContact.objects.current(at)
        .filter(Q(pk__in=ids) | Q(kind=ContactKind.DESK))
        .select_related("agency", "deputy")
        .annotate(concerned=Exists(covered.filter(region__in=list(regions))), anywhere=~Exists(covered))
    )
    by_id = {contact.pk: contact for contact in current}
    desks = [one for one in current if one.is_desk and (one.concerned or one.anywhere)]
    desk = min(desks, key=lambda one: (not one.concerned, one.pk), default=None)
    found = [by_id.get(contact_id, desk) for contact_id in ids] or [desk]
    return list(dict.fromkeys(contact for contact in found if contact is not None))
