"""Editions: what was approved of a release, and comes out at one instant."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from press.claimed import Checked
from press.content import KEPT, Cited, Content, Enclosed, Paragraphs, Partner
from press.models.event import Event
from press.models.release import Release
from press.models.standing import Stands
from press.prose import parse, plain_text
from regions.models import Figure, Region, Report
from regions.publication import LAST_SECONDS, Approved, ApprovedQuerySet
from regions.searchable import Searchable

if TYPE_CHECKING:
    from django.contrib.auth.models import User


# Its release was not withdrawn since it was approved.
_PRESENT = Q(release__withdrawn_at__isnull=True) | Q(release__withdrawn_at__lt=F("approved_at"))


# In an index: a list reads no more than it shows.
_RANK = ("day", "publish_at", "release_id")

# What a list says of each: neither its text nor what was frozen with it.
_NAMED = ("day", "publish_at", "headline", "standfirst", "date_words", "demonstration", "note_to_readers")


def _beyond(rank: Sequence[Any], direction: str) -> Q:
    """Before or after a place in the order of lists."""
    found = Q()
    for index, field in enumerate(_RANK):
        equal = Q(**dict(zip(_RANK[:index], rank[:index], strict=True)))
        found |= equal & Q(**{f"{field}__{direction}": rank[index]})
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
        return self.filter(Stands(), _PRESENT)

    def unseen(self, at: datetime) -> Self:
        """Approved, and never out: to come, or kept in by what changed."""
        seen = self.model.objects.published(at).values("pk")
        return self.filter(_PRESENT, approved_at__isnull=False).exclude(pk__in=seen)

    def current(self, at: datetime) -> Self:
        """The edition of each release that the public reads, the latest release first.

        Adds `first_at`, the instant at which the release came out.
        """
        siblings = Edition.objects.published(at).filter(release=OuterRef("release"))
        earlier = siblings.filter(number__lt=OuterRef("number")).order_by("number")
        return (
            self.published(at)
            .exclude(Exists(siblings.filter(number__gt=OuterRef("number"))))
            .annotate(first_at=Coalesce(Subquery(earlier.values("publish_at")[:1]), "publish_at"))
            .order_by(*(f"-{field}" for field in _RANK))
        )

    def named(self) -> Self:
        """Loads what names each, and leads to it."""
        return self.select_related("release").only(*_NAMED, "release__slug")

    def for_list(self) -> Self:
        """Loads what a list says of each."""
        return self.named().prefetch_related("regions")

    def neighbours(self, edition: "Edition", at: datetime) -> "tuple[Edition | None, Edition | None]":
        """The releases before and after a current one, in the order of the list, or None. One query."""
        current, rank = self.current(at), edition.rank
        older = current.filter(_beyond(rank, "lt"), day__lte=edition.day)
        newer = current.filter(_beyond(rank, "gt"), day__gte=edition.day).reverse()
        both = Q(pk=Subquery(older.values("pk")[:1])) | Q(pk=Subquery(newer.values("pk")[:1]))
        found = list(self.model.objects.filter(both).named())  # the door was passed within
        return (
            next((one for one in found if one.rank < rank), None),
            next((one for one in found if one.rank > rank), None),
        )

    def with_content(self) -> Self:
        """Loads all that `content()` reads, but the files beside the text, which few have."""
        return self.select_related("release", "report__region", "event").prefetch_related(
            "regions", "citations"
        )

    def freeze(
        self, release: Release, content: Content, now: datetime, *, by: "User | None", alone_because: str
    ) -> "Edition":
        """The next edition of `release`, approved; the holes of `content` were looked for."""
        last = self.filter(release=release).aggregate(models.Max("number"))["number__max"] or 0
        edition = self.create(
            release=release,
            number=last + 1,
            author=release.author,
            publish_at=release.next_instant(now),
            approved_at=now,
            approved_by=by,
            approved_alone_because=alone_because,
            draft_version=release.version,
            **content.frozen(),
        )
        edition.regions.set(content.regions)
        edition.refold()
        EditionCitation.objects.bulk_create(
            EditionCitation(edition=edition, figure_id=one.figure_id, value=one.value)
            for one in content.cited
            if one.value is not None
        )
        cited = [one.figure_id for one in content.cited]
        own = content.report.pk if content.report else None
        reports = Report.objects.filter(Q(figures__in=cited) | Q(pk=own))
        Reliance.objects.bulk_create(
            Reliance(edition=edition, report=report, version=report.version) for report in reports.distinct()
        )
        return edition


class Edition(Approved, Searchable):
    """Immutable: approval makes it, and the only thing that can happen to it is to be void."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="editions", verbose_name="communiqué")
    number = models.PositiveSmallIntegerField(
        "version", null=True, help_text="Celles qui n'ont jamais paru n'en ont pas."
    )
    headline = models.CharField("titre", max_length=250)
    standfirst = models.TextField("chapô")
    body = models.TextField("texte", help_text="HTML déjà nettoyé.")
    place = models.CharField("lieu", max_length=80, blank=True)
    day = models.DateField("date du communiqué")
    date_words = models.CharField("date, en mots", max_length=60)
    recipients = models.CharField("remis à", max_length=300, blank=True)
    spokesperson = models.CharField("porte-parole", max_length=250, blank=True)
    note_to_readers = models.CharField("note aux lecteurs", max_length=500, blank=True)
    demonstration = models.BooleanField("texte de démonstration")
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="+", verbose_name="rapport")
    report_title = models.CharField("titre du rapport", max_length=200, blank=True)
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+", verbose_name="événement")
    regions = models.ManyToManyField(
        Region, through="EditionRegion", related_name="editions", verbose_name="territoires"
    )
    event_words = models.CharField("événement, en mots", max_length=600, blank=True)
    organisations = models.JSONField(
        "organismes", help_text="Listes [numéro, nom, site, place du logo, conditions]."
    )
    boilerplates = models.JSONField("textes de référence", help_text="Listes [numéro, titre, texte].")
    contact_ids = models.JSONField("contacts", help_text="Numéros, jamais de données.")
    claims = models.JSONField(
        "nombres du texte",
        default=list,
        help_text="Chacun à sa place, avec son chiffre, sa base et son verdict.",
    )
    enclosed = models.JSONField("pièces jointes", help_text="Listes [numéro, titre, remplacement, crédit].")
    draft_version = models.PositiveIntegerField("version du brouillon", help_text="Celle qui a été relue.")
    voided_because = models.CharField("annulée parce que", max_length=300, blank=True, editable=False)

    # Never of boilerplates, which every release holds.
    SEARCHED = ("headline",)

    # Set by EditionQuerySet.current().
    first_at: datetime

    objects = EditionQuerySet.as_manager()

    class Meta(Approved.Meta):
        verbose_name = "version publiée"
        verbose_name_plural = "versions publiées"
        ordering = ["release", "number"]
        indexes = [
            models.Index(fields=["publish_at"], name="edition_publish_at"),
            models.Index(fields=["day", "publish_at", "release"], name="edition_rank"),
            # Few have one: by the index of all, SQLite thinks that they are as many as those without.
            models.Index(fields=["event"], name="edition_event", condition=Q(event__isnull=False)),
        ]
        constraints = [
            *Approved.Meta.constraints,
            models.UniqueConstraint(fields=["release", "number"], name="edition_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.headline} (version {self.number})"

    def get_absolute_url(self) -> str:
        return reverse("press:edition", args=[self.release.slug, self.number])

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None and not {"approved_at", "number", "voided_because"}.issuperset(
            kwargs.get("update_fields") or ["everything"]
        ):
            raise ValueError("An edition never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise ValueError("An edition never goes.")

    def search_parts(self) -> tuple[str, str]:
        body = plain_text(parse(self.body))
        around = (self.standfirst, body, self.place, self.date_words, self.event_words, self.report_title)
        regions = [one for one in self.regions.all() if not one.is_nation] if self.pk else []
        return self.headline, " ".join((*around, *(name for one in regions for name in one.all_names)))

    @property
    def rank(self) -> tuple[Any, ...]:
        """Its place among those of `EditionQuerySet.current`, the latest last."""
        return tuple(getattr(self, field) for field in _RANK)

    @property
    def is_amended(self) -> bool:
        """For one of `EditionQuerySet.current`: whether readers had another version before."""
        return self.publish_at != self.first_at

    def void(self, because: str, now: datetime) -> None:
        """Take the approval back before its instant; ValidationError where that is too late."""
        if self.is_published(now + LAST_SECONDS) and self.stands():
            raise ValidationError("Cette version sort à l'instant : retirez le communiqué, ou amendez-le.")
        self.approved_at, self.number, self.voided_because = None, None, because
        self.save(update_fields=["approved_at", "number", "voided_because"])

    void.alters_data = True  # type: ignore[attr-defined]

    def stands(self) -> bool:
        """Whether its approval holds."""
        return Edition.objects.standing().filter(pk=self.pk, approved_at__isnull=False).exists()

    def content(self) -> Content:
        """What was approved. Asks for what `with_content` has not loaded."""
        files = {file.pk: file for file in self.release.attachments.all()} if self.enclosed else {}
        return Content(
            **{name: getattr(self, name) for name in KEPT},
            regions=tuple(self.regions.all()),
            organisations=tuple(Partner(*one) for one in self.organisations),
            boilerplates=tuple(Paragraphs(*one) for one in self.boilerplates),
            contacts=tuple(self.contact_ids),
            cited=tuple(Cited(one.figure_id, one.value) for one in self.citations.all()),
            claims=tuple(Checked.thawed(one) for one in self.claims),
            enclosed=tuple(
                Enclosed(files[pk], title, alternative, credit)
                for pk, title, alternative, credit in self.enclosed
            ),
        )


class EditionRegion(models.Model):
    """A territory of an edition: it does not go while the edition is there."""

    edition = models.ForeignKey(Edition, models.PROTECT)
    region = models.ForeignKey(Region, models.PROTECT)

    class Meta:
        verbose_name = "territoire d'une version"

    def __str__(self) -> str:
        return str(self.region)


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


class Reliance(models.Model):
    """A report on which an edition relies, its own or that of a figure it cites, as it was then."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="reliances")
    report = models.ForeignKey(Report, models.PROTECT, related_name="+", verbose_name="rapport")
    version = models.PositiveIntegerField("version du rapport")

    class Meta:
        verbose_name = "rapport dont dépend une version"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "report"], name="reliance_once")]

    def __str__(self) -> str:
        return str(self.report)
