"""Editions: what was approved of a release, and comes out at one instant."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse

from press.content import FROZEN_TEXTS, Cited, Content, Enclosed, Paragraphs
from press.models.event import Event
from press.models.organisation import Organisation
from press.models.release import Release
from regions.dates import PARIS, PartialDate, Precision
from regions.models import Correction, Figure, Region, Report
from regions.publication import LAST_SECONDS, Approved, ApprovedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def _report_kept(prefix: str = "") -> Q:
    """The report is as it was when the edition was approved; or it was public, and withdrawn since."""
    approved = Q(**{f"{prefix}report__approved_at__isnull": False})
    return (approved & Q(**{f"{prefix}report__publish_at": F(f"{prefix}report_at")})) | Q(
        **{f"{prefix}report__withdrawn_at__gt": F("publish_at")}
    )


def _beyond(fields: Sequence[str], values: Sequence[Any], direction: str) -> Q:
    """Before or after `values` in the order of `fields`."""
    found = Q()
    for index, field in enumerate(fields):
        equal = Q(**dict(zip(fields[:index], values[:index], strict=True)))
        found |= equal & Q(**{f"{field}__{direction}": values[index]})
    return found


class EditionQuerySet(ApprovedQuerySet["Edition"]):
    def published(self, at: datetime) -> Self:
        """What the public may read at `at`: approved, its instant come, and all that it relies on kept.

        An edition whose report, or a cited figure, changed between its approval and its instant does
        not come out, whatever else happens: the desk approves another.
        """
        return super().published(at).standing()

    def pending(self, at: datetime) -> Self:
        """Approved and not out, whether or not their approval holds."""
        return self.filter(approved_at__isnull=False, publish_at__gt=at)

    def standing(self) -> Self:
        """Editions whose approval holds: nothing that they rely on changed before their instant."""
        kept = Q(report__isnull=True) | _report_kept()
        present = Q(release__withdrawn_at__isnull=True) | Q(release__withdrawn_at__lt=F("approved_at"))
        return self.filter(kept, present).exclude(Exists(_broken_citations()))

    def current(self, at: datetime) -> Self:
        """The edition of each release that the public reads, the latest release first.

        Adds `first_at`, the instant at which the release came out, and `day`, the date that it bears:
        the one written in it; else that of the report with which it came out; else that instant's.
        """
        siblings = Edition.objects.published(at).filter(release=OuterRef("release"))
        first = siblings.order_by("number").values("publish_at")[:1]
        return (
            self.published(at)
            .exclude(Exists(siblings.filter(number__gt=OuterRef("number"))))
            .annotate(first_at=Subquery(first))
            .annotate(
                day=Coalesce(
                    "dated_on",
                    Case(When(report_at=F("first_at"), then="report__released_on")),
                    TruncDate("first_at", tzinfo=PARIS),
                )
            )
            .order_by("-day", "-first_at", "-release")
        )

    def for_list(self) -> Self:
        """Loads what a list says of each."""
        return self.select_related("release", "report").prefetch_related("regions")

    def neighbours(self, edition: "Edition", at: datetime) -> "tuple[Edition | None, Edition | None]":
        """The releases before and after a current one, in the order of the list, or None."""
        rank = (edition.day, edition.first_at, edition.release_id)
        fields = ("day", "first_at", "release_id")
        current = self.current(at).select_related("release")
        older = current.filter(_beyond(fields, rank, "lt")).first()
        newer = current.filter(_beyond(fields, rank, "gt")).reverse().first()
        return older, newer

    def with_content(self) -> Self:
        """Loads all that `content()` reads."""
        return self.select_related(
            "release", "report__region", "event__region", "event__host"
        ).prefetch_related("regions", "organisations", "citations", "release__attachments")

    def freeze(self, release: Release, now: datetime, *, by: "User | None", alone_because: str) -> "Edition":
        """The next edition of `release`, approved; its holes were looked for."""
        content = release.content(now)
        last = self.filter(release=release).aggregate(models.Max("number"))["number__max"] or 0
        edition = self.create(
            release=release,
            number=last + 1,
            author=release.author,
            publish_at=release.next_instant(now),
            approved_at=now,
            approved_by=by,
            approved_alone_because=alone_because,
            report_at=content.report.publish_at if content.report else None,
            draft_version=release.version,
            spokesperson=content.spokesperson,
            **content.frozen(),
        )
        edition.regions.set(content.regions)
        edition.organisations.set(content.organisations)
        EditionCitation.objects.bulk_create(
            EditionCitation(edition=edition, figure_id=one.figure_id, value=one.value)
            for one in content.cited
            if one.value is not None
        )
        return edition


class Edition(Approved):
    """Immutable: approval makes it, and the only thing that can happen to it is to be void."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="editions", verbose_name="communiqué")
    number = models.PositiveSmallIntegerField("version")
    headline = models.CharField("titre", max_length=250)
    standfirst = models.TextField("chapô")
    body = models.TextField("texte", help_text="HTML déjà nettoyé.")
    place = models.CharField("lieu", max_length=80, blank=True)
    dated_on = models.DateField("date du communiqué", null=True)
    recipients = models.CharField("remis à", max_length=300, blank=True)
    spokesperson = models.CharField("porte-parole", max_length=250, blank=True)
    note_to_readers = models.CharField("note aux lecteurs", max_length=500, blank=True)
    demonstration = models.BooleanField("texte de démonstration")
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="+", verbose_name="rapport")
    report_at = models.DateTimeField("instant du rapport", null=True)
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+", verbose_name="événement")
    regions = models.ManyToManyField(Region, related_name="editions", verbose_name="territoires")
    organisations = models.ManyToManyField(Organisation, related_name="+", verbose_name="organismes")
    boilerplates = models.JSONField("textes de référence", help_text="Listes [numéro, titre, texte].")
    contact_ids = models.JSONField("contacts", help_text="Numéros, jamais de données.")
    enclosed = models.JSONField("pièces jointes", help_text="Listes [numéro, titre, remplacement, crédit].")
    draft_version = models.PositiveIntegerField("version du brouillon", help_text="Celle qui a été relue.")
    voided_because = models.CharField("annulée parce que", max_length=300, blank=True, editable=False)

    # Set by EditionQuerySet.current().
    first_at: datetime
    day: date

    objects = EditionQuerySet.as_manager()

    class Meta(Approved.Meta):
        verbose_name = "version publiée"
        verbose_name_plural = "versions publiées"
        ordering = ["release", "number"]
        indexes = [models.Index(fields=["publish_at"], name="edition_publish_at")]
        constraints = [
            *Approved.Meta.constraints,
            models.UniqueConstraint(fields=["release", "number"], name="edition_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.headline} (version {self.number})"

    def get_absolute_url(self) -> str:
        return reverse("press:edition", args=[self.release.slug, self.number])

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None and not {"approved_at", "voided_because"}.issuperset(
            kwargs.get("update_fields") or ["everything"]
        ):
            raise ValueError("An edition never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise ValueError("An edition never goes.")

    @property
    def date_words(self) -> str:
        """For one of `EditionQuerySet.current`."""
        return date_words(self.dated_on, self.report, self.report_at, self.first_at)

    def void(self, because: str, now: datetime) -> None:
        """Take the approval back before its instant; ValidationError where that is too late."""
        if self.is_published(now + LAST_SECONDS):
            raise ValidationError("Cette version sort à l'instant : retirez le communiqué, ou amendez-le.")
        self.approved_at, self.voided_because = None, because
        self.save(update_fields=["approved_at", "voided_because"])

    void.alters_data = True  # type: ignore[attr-defined]

    def stands(self) -> bool:
        """Whether its approval holds."""
        return Edition.objects.standing().filter(pk=self.pk, approved_at__isnull=False).exists()

    def content(self) -> Content:
        """What was approved. Asks for what `with_content` has not loaded."""
        files = {file.pk: file for file in self.release.attachments.all()}
        return Content(
            **{name: getattr(self, name) for name in FROZEN_TEXTS},
            spokesperson=self.spokesperson,
            regions=tuple(self.regions.all()),
            organisations=tuple(self.organisations.all()),
            boilerplates=tuple(Paragraphs(*one) for one in self.boilerplates),
            contacts=tuple(self.contact_ids),
            cited=tuple(Cited(one.figure_id, one.value) for one in self.citations.all()),
            enclosed=tuple(
                Enclosed(files[pk], title, alternative, credit)
                for pk, title, alternative, credit in self.enclosed
            ),
        )


def date_words(
    dated_on: date | None, report: Report | None, report_at: datetime | None, first_at: datetime | None
) -> str:
    """The date that a release bears, as `EditionQuerySet.current` has it: "26 mai 2016", "novembre 2009".

    Empty where none is known.
    """
    if dated_on is None and report and report.released_on and first_at in (None, report_at):
        return str(report.released)
    day = dated_on or (first_at.astimezone(PARIS).date() if first_at else None)
    return str(PartialDate(day, Precision.DAY)) if day else ""


class EditionCitation(models.Model):
    """A figure that an edition cites, with the value that the public reads of it at the edition's instant."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="citations")
    figure = models.ForeignKey(Figure, models.PROTECT, related_name="+", verbose_name="chiffre")
    value = models.DecimalField("valeur", max_digits=15, decimal_places=3)

    class Meta:
        verbose_name = "chiffre d'une version"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "figure"], name="editioncitation_once")]

    def __str__(self) -> str:
        return str(self.figure)


def _broken_citations() -> Any:
    """The citations of the outer edition whose figure was not, or is no longer, what it says.

    A figure that was public at the edition's instant is frozen; only a correction, later, changes what
    the public reads of it. One that went with its report, after, was what it was.
    """
    corrected = (
        Correction.objects.approved()
        .filter(figure=OuterRef("figure"), publish_at__lte=OuterRef("edition__publish_at"))
        .order_by("-publish_at", "-pk")
    )
    kept = Q(
        figure__report__approved_at__isnull=False,
        figure__report__publish_at__lte=F("edition__publish_at"),
        then=F("value"),
    ) | Q(figure__withdrawn_at__gt=F("edition__publish_at"))
    return (
        EditionCitation.objects.filter(edition=OuterRef("pk"))
        .annotate(then=Coalesce(Subquery(corrected.values("value")[:1]), "figure__value"))
        # A condition that meets a missing value is false here, never unknown.
        .annotate(kept=Case(When(kept, then=True), default=False, output_field=models.BooleanField()))
        .filter(kept=False)
    )
