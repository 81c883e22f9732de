"""The agenda: dates, what became of them, and what readers were told of it."""

from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django_prose_editor.fields import ProseEditorField

from press.announced import Announced
from press.models.dates import EventDates
from press.models.event_history import Step, steps
from press.models.event_lists import OFF, EventQuerySet
from press.models.organisation import Organisation
from press.prose import EXTENSIONS, VISIBLE, parse, plain_text
from press.typed_numbers import number_holes
from regions.history import recorded
from regions.models import Region, Report
from regions.publication import Authored, Hole, database_now
from regions.searchable import COLUMNS
from regions.versions import hold

if TYPE_CHECKING:
    from django.contrib.auth.models import User

DATES = tuple(field.name for field in EventDates._meta.fields)


class EventState(models.TextChoices):
    """What is known of an event. Postponed keeps the date that it had, until there is another."""

    TENTATIVE = "tentative", "pressenti"
    TO_CONFIRM = "to_confirm", "à confirmer"
    CONFIRMED = "confirmed", "confirmé"
    HELD = "held", "tenu"
    POSTPONED = "postponed", "reporté"
    CANCELLED = "cancelled", "annulé"


SETTLED = (EventState.CONFIRMED, EventState.HELD)
UNKNOWN = "à confirmer"


class Announcement(NamedTuple):
    """One thing that readers and subscribers learn of a change, in words."""

    name: str
    label: str
    old: str
    new: str


class Event(EventDates, Announced):
    """A date of the agenda; may be a stage of the tour.

    `over_at` is the instant at which it is over, None without a date. `uid`, `sequence` and `revised_at`
    are those of RFC 5545: the sequence grows with each change of date, place or state.
    """

    SEARCHED = ("title", "kind", "subject", "place", "address", "region", "host", "programme", "account")

    kind = models.CharField("nature", max_length=60, blank=True, help_text="« conférence », « journée ».")
    state = models.CharField("état", max_length=12, choices=EventState, default=EventState.TO_CONFIRM)
    place = models.CharField("lieu", max_length=200, blank=True, validators=[VISIBLE])
    address = models.CharField(
        "adresse postale",
        max_length=300,
        blank=True,
        validators=[VISIBLE],
        help_text="Rue, code postal, ville.",
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="events", verbose_name="région")
    host = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name="organisme hôte",
    )
    partners = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name="organismes partenaires"
    )
    tour_stage = models.BooleanField("étape du tour", default=False)
    subject = models.CharField("sujet", max_length=300, blank=True, validators=[VISIBLE])
    programme: Any = ProseEditorField(
        "déroulé",
        blank=True,
        extensions=EXTENSIONS,
        sanitize=True,
        validators=[VISIBLE, MaxLengthValidator(20_000, "Ce texte est trop long pour un déroulé.")],
    )
    account: Any = ProseEditorField(
        "compte rendu",
        blank=True,
        extensions=EXTENSIONS,
        sanitize=True,
        validators=[VISIBLE, MaxLengthValidator(60_000, "Ce texte est trop long pour un compte rendu.")],
    )
    registration = models.URLField("inscription", blank=True, help_text="L'adresse où l'on s'inscrit.")
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="rapport"
    )
    over_at = models.DateTimeField(null=True, editable=False, db_index=True)
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = EventQuerySet.as_manager()
    history = recorded(without=COLUMNS, many=["partners"])

    class Meta(EventDates.Meta, Announced.Meta):
        verbose_name = "événement"
        ordering = [F("held_on").desc(nulls_last=True), "title"]
        permissions = [("withdraw_event", "Peut retirer un événement public")]
        indexes = [models.Index(fields=["publish_at"], name="event_publish_at")]
        constraints = [
            *EventDates.Meta.constraints,
            *Announced.Meta.constraints,
            models.CheckConstraint(
                name="event_confirmed_has_date",
                condition=Q(held_on__isnull=False) | ~Q(state__in=("confirmed", "held")),
                violation_error_message="Un événement confirmé ou tenu a une date.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.held})"

    def get_absolute_url(self) -> str:
        return reverse("press:event", args=[self.slug])

    @property
    def words(self) -> str:
        """What a release says of it: "Journée régionale, 28 juin 2017, Orléans, Villes au Carré"."""
        return ", ".join(filter(None, (self.title, str(self.held), self.place, str(self.host or ""))))

    @property
    def state_words(self) -> str:
        return EventState(self.state).label

    @property
    def is_off(self) -> bool:
        """Whether it does not take place on its date."""
        return self.state in OFF

    def search_parts(self) -> tuple[str, str]:
        prose = [plain_text(parse(text)) for text in (self.programme, self.account)]
        names = [] if self.region.is_nation else self.region.all_names
        around = (self.kind, self.subject, self.place, self.address, self.date_words, str(self.host or ""))
        return self.title, " ".join((*around, *names, *prose))

    def holes(self) -> list[Hole]:
        found = []
        if self.is_dated and not self.place and self.state == EventState.CONFIRMED:
            found.append(Hole(self, "place", "Un événement confirmé a un lieu."))
        if not self.subject:
            found.append(Hole(self, "subject", "Le sujet manque : une phrase, lue dans l'agenda."))
        return found + number_holes(self, "subject", prose=("programme", "account"))

    def is_past_at(self, at: datetime) -> bool:
        """Whether `EventQuerySet.past` has it, for one that is already loaded."""
        if self.over_at is None:
            return self.state == EventState.CANCELLED
        return self.over_at <= at and self.state != EventState.POSTPONED

    @property
    def former_dates(self) -> "list[EventChange]":
        """The changes that took a date away, the first one first."""
        known = [*self.changes.all(), self]
        return [old for old, new in pairwise(known) if old.date_words != new.date_words]  # type: ignore[misc]

    @property
    def timeline(self) -> list[Step]:
        """What readers were told since it is public, the first change first."""
        return steps([*self.changes.all(), self])

    @property
    def first_date(self) -> "EventChange | None":
        """The change that keeps the first public date, where it is another one than now."""
        return next(iter(self.former_dates), None)

    @property
    def off_reason(self) -> str:
        """Why it does not take place, where readers were told."""
        known: Any = [*self.changes.all(), self]
        reasons = [old.reason for old, new in pairwise(known) if new.state in OFF and old.state != new.state]
        return reasons[-1] if self.is_off and reasons else ""

    # Changes

    def announcements(self, stored: "Event") -> list[Announcement]:
        """What readers and subscribers learn when this takes the place of `stored`."""
        told = [
            Announcement("title", "Titre", stored.title, self.title),
            Announcement("dates", "Date", stored.date_words, self.date_words),
            Announcement("place", "Lieu", stored.place_words or UNKNOWN, self.place_words or UNKNOWN),
            Announcement("state", "État", stored.state_words, self.state_words),
        ]
        return [one for one in told if one.old != one.new]

    @property
    def territory(self) -> Region | None:
        """The region where it is; None under the nation, which may as well be abroad."""
        return None if self.region.is_nation else self.region

    @property
    def place_words(self) -> str:
        """Where it is, as far as it is known: an empty text where nothing is."""
        return ", ".join(filter(None, (self.place, self.address, str(self.territory or ""))))

    def sequence_after(self, stored: "Event") -> int:
        """The number of what subscribers have, once this has taken the place of `stored`."""
        told = {one.name for one in self.announcements(stored)}
        return stored.sequence + bool(told & {"dates", "place", "state"})

    def needs_reason(self, stored: "Event", at: datetime) -> bool:
        """Whether readers are owed the reason of this change: a date that they were promised moves or is no
        longer sure, or the event is off. Also while it is withdrawn: they may have the date from before."""
        if not stored.was_out(at):
            return False
        moved = stored.date_words != self.date_words or self.state not in SETTLED
        return (stored.state in SETTLED and moved) or (self.state in OFF and stored.state != self.state)

    @transaction.atomic
    def revise(self, *, by: "User | None", reason: str = "") -> None:
        """Save this over what is stored, and keep the date that readers knew beside its reason.

        ValidationError, at `reason`, where readers are owed one.
        """
        stored, now = self._locked(), database_now()
        if self.version != stored.version:
            raise ValidationError("Quelqu'un a enregistré cet événement depuis que vous l'avez ouvert.")
        if self.needs_reason(stored, now) and not reason.strip():
            raise ValidationError({"reason": "Écrivez pourquoi : le public le lira près de l'ancienne date."})
        told = {one.name for one in self.announcements(stored)}
        back = stored.is_off and not self.is_off
        if stored.was_out(now) and told & {"dates", "state"} and (reason.strip() or back):
            kept = {name: getattr(stored, name) for name in DATES}
            EventChange.objects.create(
                event=self, author=by, changed_at=now, reason=reason.strip(), state=stored.state, **kept
            )
        self.author = by
        self.save()

    revise.alters_data = True  # type: ignore[attr-defined]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps `over_at`, and counts what subscribers must learn."""
        with transaction.atomic():
            self.over_at = self.over
            held = hold(Event.objects.filter(pk=self.pk)) if self.pk else []
            for stored in held:
                self.sequence = self.sequence_after(stored)
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "over_at", "sequence"}
            super().save(*args, **kwargs)


class EventChange(EventDates, Authored):
    """The dates and the state that a public event had, until when, and why it has others. Public.

    Without a reason, the event was off and takes place again.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="changes")
    changed_at = models.DateTimeField("changé le")
    state = models.CharField("état d'avant", max_length=12, choices=EventState)
    reason = models.CharField("raison publique", max_length=500, validators=[VISIBLE])

    class Meta(EventDates.Meta):
        verbose_name = "changement de date"
        verbose_name_plural = "changements de date"
        ordering = ["changed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.date_words} : {self.reason}"
