"""Press releases: the draft that editors write, from which editions are made."""

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django_prose_editor.fields import ProseEditorField

from press.checks import release_holes
from press.claimed import checked, cited_figures, passages
from press.content import TYPED, Content, Enclosed, Paragraphs, borne_date
from press.models.boilerplate import Boilerplate
from press.models.event import Event
from press.models.organisation import Organisation
from press.models.parts import SLUG_LENGTH, PastAddress, cited_values
from press.models.spokesperson import Spokesperson, introduced
from press.prose import EXTENSIONS, VISIBLE
from regions.dates import PARIS
from regions.history import recorded
from regions.models import Region, Report
from regions.publication import (
    NOT_ANCIENT,
    Edited,
    Hole,
    Withdrawable,
    database_now,
)
from regions.routing import address
from regions.versions import hold

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from press.models.edition import Edition


CHANGED = "Modifié depuis que vous avez ouvert cette page : relisez, puis approuvez."


class ReleaseQuerySet(models.QuerySet["Release"]):
    def published(self, at: datetime) -> Self:
        """Releases of which an edition is out at `at`; adds `edition_id`, the last one's."""
        from press.models.edition import Edition  # each refers to the other

        editions = Edition.objects.published(at).filter(release=OuterRef("pk")).order_by("-number")
        return self.annotate(edition_id=Subquery(editions.values("pk")[:1])).filter(edition_id__isnull=False)

    def withdrawn(self, at: datetime) -> Self:
        """The second door: what was public and no longer is. It gives the public notice and no more."""
        published = self.model.objects.published(at).values("pk")
        return self.filter(withdrawn_at__isnull=False).exclude(pk__in=published)


class Release(Edited, Withdrawable):
    """What editors work on. Readers see its editions, never this row."""

    slug = models.SlugField(
        "adresse",
        max_length=SLUG_LENGTH,
        unique=True,
        help_text="La fin de l'adresse publique. Changée plus tard, l'ancienne y mène toujours.",
    )
    headline = models.CharField(
        "titre", max_length=250, validators=[VISIBLE], help_text="110 caractères au plus pour être publié."
    )
    standfirst = models.TextField(
        "chapô",
        blank=True,
        max_length=1000,
        validators=[VISIBLE],
        help_text="Deux ou trois phrases, avec le chiffre le plus fort. Repris dans les listes et les flux.",
    )
    body: Any = ProseEditorField(
        "texte",
        blank=True,
        extensions=EXTENSIONS,
        sanitize=True,
        validators=[VISIBLE, MaxLengthValidator(60_000, "Ce texte est trop long pour un communiqué.")],
    )
    place = models.CharField(
        "lieu", max_length=80, blank=True, validators=[VISIBLE], help_text="« Nantes » : ouvre la date."
    )
    dated_on = models.DateField(
        "date du communiqué", null=True, blank=True, help_text="Vide : le jour de sa sortie."
    )
    recipients = models.CharField(
        "remis à",
        max_length=300,
        blank=True,
        validators=[VISIBLE],
        help_text="« la présidente de la métropole ».",
    )
    spokesperson = models.ForeignKey(
        Spokesperson, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="porte-parole"
    )
    regions = models.ManyToManyField(Region, related_name="releases", verbose_name="territoires")
    report = models.ForeignKey(
        Report,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="releases",
        verbose_name="rapport",
        help_text="Le communiqué sort avec lui, ou après ; jamais avant.",
    )
    publish_at = models.DateTimeField(
        "instant de publication",
        null=True,
        blank=True,
        validators=[NOT_ANCIENT],
        help_text="À cet instant, heure de Paris, et pas avant. Vide : avec son rapport.",
    )
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="releases", verbose_name="événement"
    )
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="releases", verbose_name="organismes partenaires"
    )
    note_to_readers = models.CharField(
        "note aux lecteurs",
        max_length=500,
        blank=True,
        validators=[VISIBLE],
        help_text="Pour une nouvelle version : ce qui change, et pourquoi. Publique.",
    )
    note = models.TextField("note de la rédaction", blank=True, help_text="Jamais publique.")
    demonstration = models.BooleanField(
        "texte de démonstration", default=False, help_text="Le public en est averti en tête."
    )
    submitted_at = models.DateTimeField("soumis à relecture le", null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = ReleaseQuerySet.as_manager()
    history = recorded(many=["regions", "organisations"])

    class Meta:
        verbose_name = "communiqué"
        ordering = ["-pk"]
        permissions = [
            ("approve_release", "Peut approuver un communiqué"),
            ("withdraw_release", "Peut retirer un communiqué public"),
        ]
        constraints = [*Withdrawable.Meta.constraints]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return address("press:release", self.slug)

    def clean(self) -> None:
        super().clean()
        if self.slug and PastAddress.objects.filter(slug=self.slug).exclude(release=self.pk).exists():
            raise ValidationError({"slug": "Un autre communiqué a eu cette adresse, qui mène encore à lui."})

    def content(self, now: datetime) -> Content:
        """What this draft says, as it would be approved at `now`."""
        comes_out = self.next_instant(now)
        instant = comes_out or now
        first = self.editions.published(now).order_by("number").first()
        day, date_words = borne_date(self.dated_on, self.report, first.publish_at if first else comes_out)
        regions = tuple(self.regions.all())
        found = checked(
            passages(self.headline, self.standfirst, self.body), regions, list(self.rulings.all()), instant
        )
        chosen = [citation.figure_id for citation in self.citations.all()]
        return Content(
            **{name: getattr(self, name) for name in TYPED},
            day=day,
            date_words=date_words,
            report_title=str(self.report or ""),
            spokesperson=introduced(self.spokesperson, day or now.astimezone(PARIS).date()),
            regions=regions,
            event_words=self.event.words if self.event else "",
            organisations=tuple(one.partner for one in self.organisations.all()),
            boilerplates=tuple(
                Paragraphs(one.boilerplate.pk, one.boilerplate.title, one.boilerplate.text)
                for one in self.boilerplates.select_related("boilerplate")
            ),
            contacts=tuple(self.contacts.values_list("contact", flat=True)),
            cited=cited_values(list(dict.fromkeys([*chosen, *cited_figures(found)])), instant),
            claims=found,
            enclosed=tuple(
                Enclosed(one, one.title, one.alternative, one.credit) for one in self.attachments.in_draft()
            ),
        )

    # Editions

    def current_edition(self, at: datetime) -> "Edition | None":
        """The edition that the public reads at `at`."""
        return self.editions.published(at).order_by("-number").first()

    def pending_edition(self, at: datetime) -> "Edition | None":
        """The edition that is approved and not out, whether or not its conditions still hold."""
        return None if self.is_withdrawn else self.editions.pending(at).order_by("-number").first()

    @property
    def is_withdrawn(self) -> bool:
        """Whether nothing was approved since it was withdrawn."""
        return (
            self.withdrawn_at is not None
            and not self.editions.filter(approved_at__gt=self.withdrawn_at).exists()
        )

    def next_instant(self, now: datetime) -> datetime | None:
        """When an edition approved at `now` comes out; None where nothing says it.

        Once it was public, a new edition is never dated in the past.
        """
        chosen = self.publish_at or (self.report.publish_at if self.report else None)
        was_public = self.withdrawn_at is not None or (self.pk and self.current_edition(now))
        return max(chosen, now) if chosen and was_public else chosen

    def holes(self) -> list[Hole]:
        """What must be mended before approval; an empty list where nothing is."""
        now = database_now()
        return release_holes(self, self.content(now), now)

    @transaction.atomic
    def record_edit(self, *, by: "User | None") -> None:
        """Note who edits, before the edit is saved. What was approved stands: the draft is beside it."""
        stored = self._locked()
        self.author, self.version = by, stored.version + 1
        self.submitted_at, self.submitted_by = None, None
        self.save(update_fields=["author", "version", "submitted_at", "submitted_by"])
        if by is not None:
            self.contributors.add(by)

    record_edit.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def submit(self, *, by: "User") -> None:
        """Ask another person to read and approve it; ValidationError with every hole."""
        self._locked()
        self.refresh_from_db()
        if holes := self.holes():
            raise ValidationError([hole.message for hole in holes])
        self.submitted_at, self.submitted_by = database_now(), by
        self.save(update_fields=["submitted_at", "submitted_by"])

    submit.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def approve(self, *, by: "User | None", alone_because: str = "", reading: str | None = None) -> "Edition":
        """Freeze an edition that comes out at `next_instant`; one that was to come out is replaced.

        ValidationError with every hole, as `refuse_approval`, and where what `by` read, as `reading` says,
        is not what would be approved.
        """
        from press.models.edition import Edition  # each refers to the other

        self._locked()
        self.refresh_from_db()
        # Whoever changes one of these now waits, and then finds the edition to void.
        hold(Boilerplate.objects.filter(releases__release=self))
        now = database_now()
        content = self.content(now)
        if holes := release_holes(self, content, now):
            raise ValidationError([hole.message for hole in holes])
        if reading is not None and reading != self.reading(content, now):
            raise ValidationError(CHANGED)
        self.refuse_approval(by=by, alone_because=alone_because)
        self._void_unseen(now, "remplacée par une version plus récente")
        edition = Edition.objects.freeze(self, content, now, by=by, alone_because=alone_because)
        if not alone_because:
            self.contributors.clear()
        self.submitted_at, self.submitted_by, self.note_to_readers = None, None, ""
        self.save(update_fields=["submitted_at", "submitted_by", "note_to_readers"])
        return edition

    approve.alters_data = True  # type: ignore[attr-defined]

    def reading(self, content: Content, now: datetime) -> str:
        """A digest of all that an approver reads at `now`: the text, what is around it, and when it
        comes out, in words where that is now."""
        comes_out, pending = self.next_instant(now), self.pending_edition(now)
        read = content.frozen() | {
            "regions": content.regions,
            "cited": content.cited,
            "comes out": comes_out if comes_out and comes_out > now else "now",
            "replaces": pending and pending.pk,
            "withdrawn": self.withdrawn_at,
            "version": self.version,
        }
        return sha256(repr(sorted(read.items())).encode()).hexdigest()

    @transaction.atomic
    def withdraw(self, *, by: "User", notice: str) -> None:
        """Close the door: its address answers 410 with the notice, for whoever had seen it.

        ValidationError without a notice, and where it is not public.
        """
        self._locked()
        self.refresh_from_db()
        now = database_now()
        if self.current_edition(now) is None:
            raise ValidationError("Ce communiqué n'est pas public : annulez sa publication prévue.")
        self.version += 1
        self.save(update_fields=[*self.note_withdrawal(by=by, notice=notice, at=now), "version"])

    withdraw.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def cancel(self) -> None:
        """Void what is approved and not out: for the public it never existed."""
        self._locked()
        self.refresh_from_db()
        self._void_unseen(database_now(), "publication annulée")
        self.version += 1
        self.save(update_fields=["version"])

    cancel.alters_data = True  # type: ignore[attr-defined]

    def _void_unseen(self, now: datetime, because: str) -> None:
        """ValidationError where the pending edition is out before this is over."""
        for edition in self.editions.unseen(now):
            edition.void(because, now)

    @transaction.atomic
    def move(self, slug: str) -> None:
        """Change the address; the old one leads here for ever. ValidationError where the new is taken."""
        stored = self._locked()
        if slug == stored.slug:
            return
        self.slug = slug
        others = [field.name for field in self._meta.fields if field.name != "slug"]
        self.clean_fields(exclude=others)  # no address goes to the database that could not be one
        self.full_clean(exclude=others)
        PastAddress.objects.filter(slug=slug, release=self).delete()
        PastAddress.objects.get_or_create(slug=stored.slug, release=self)
        self.save(update_fields=["slug"])

    move.alters_data = True  # type: ignore[attr-defined]
