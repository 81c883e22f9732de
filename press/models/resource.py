"""The resource centre: documents and links, by the three questions of the programme."""

import secrets
from datetime import datetime
from pathlib import PurePath
from typing import Any, Self
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.text import slugify

from press.announced import Announced, AnnouncedQuerySet, Stage
from press.models.event import Event
from press.models.organisation import Organisation
from press.prose import VISIBLE
from press.typed_numbers import number_holes
from press.uploads import extension, stripped, validate_document
from regions.history import recorded
from regions.models import Region, Report, Theme
from regions.models.released import Released
from regions.publication import Hole
from regions.searchable import COLUMNS


class ResourceKind(models.TextChoices):
    REPORT = "report", "rapport"
    FRAMEWORK = "framework", "référentiel"
    CASE_STUDY = "case_study", "étude de cas"
    GUIDE = "guide", "guide"
    SLIDES = "slides", "diaporama"
    NOTE = "note", "note"
    LINK = "link", "lien"


class ResourceQuestion(models.TextChoices):
    """What is at stake for territories, which forms co-construction takes, how it is set up."""

    STAKES = "enjeux", "Les enjeux"
    FORMS = "formes", "Les formes"
    METHOD = "methode", "La méthode"

    @property
    def explanation(self) -> str:
        return {
            ResourceQuestion.STAKES: "Ce qui fragilise les territoires, et ce que des acteurs différents "
            "gagnent à y répondre ensemble.",
            ResourceQuestion.FORMS: "Les visages que prend la co-construction quand associations, "
            "entreprises et collectivités s'allient, avec des exemples.",
            ResourceQuestion.METHOD: "Comment engager une démarche, la conduire, et en débattre à partir "
            "de chiffres.",
        }[self]


# What readers call each kind of file.
FORMATS = {
    "pdf": "PDF",
    "png": "image PNG",
    "jpg": "image JPEG",
    "webp": "image WebP",
    "docx": "Word",
    "xlsx": "Excel",
    "pptx": "PowerPoint",
    "odt": "texte OpenDocument",
    "ods": "tableur OpenDocument",
    "odp": "diaporama OpenDocument",
}


def resource_path(resource: "Resource", name: str) -> str:
    """A new place that nobody can guess for each file."""
    return f"ressources/{secrets.token_urlsafe(16)}"


class ResourceQuerySet(AnnouncedQuerySet["Resource"]):
    def published(self, at: datetime) -> Self:
        """What is out, never before the report of which it speaks, nor after that was withdrawn."""
        reports = Report.objects.published(at).values("pk")
        return super().published(at).filter(Q(report__isnull=True) | Q(report__in=reports))

    def with_stage(self, at: datetime) -> Self:
        """One whose report never came out is planned, whatever its own instant."""
        waits = Q(report__isnull=False, report__withdrawn_at__isnull=True) & ~Q(
            report__in=Report.objects.published(at).values("pk")
        )
        return (
            super()
            .with_stage(at)
            .annotate(
                stage=Case(When(waits & Q(stage=Stage.PUBLIC), then=Value(Stage.PLANNED)), default=F("stage"))
            )
        )

    def gone_with_report(self, at: datetime) -> Self:
        """What was out, and left with the report of which it speaks."""
        reports = Report.objects.withdrawn(at)
        return super().published(at).filter(report__in=reports, publish_at__lte=F("report__withdrawn_at"))

    def for_list(self) -> Self:
        """With all that a list shows, by question, the latest first."""
        return (
            self.select_related("region", "theme")
            .prefetch_related("organisations")
            .order_by("question", F("released_on").desc(nulls_last=True), "title", "pk")
        )


class Resource(Released, Announced):
    """A document, as a file or at an address elsewhere; or one that is known and not online."""

    SEARCHED = ("title", "summary", "kind", "question", "region", "released_on", "released_precision")

    kind = models.CharField("nature", max_length=12, choices=ResourceKind)
    question = models.CharField("question", max_length=10, choices=ResourceQuestion)
    summary = models.TextField(
        "résumé", blank=True, max_length=1000, validators=[VISIBLE], help_text="Une ou deux phrases."
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="resources", verbose_name="territoire")
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="resources", verbose_name="thème"
    )
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="resources", verbose_name="organismes"
    )
    report = models.ForeignKey(
        Report,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name="rapport",
        help_text="Celui dont il parle : la ressource n'est jamais publique sans lui.",
    )
    event = models.ForeignKey(
        Event,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name="événement",
        help_text="Celui où ce document a été montré : sa page le donne aussi.",
    )
    url = models.URLField("adresse", blank=True, max_length=500, help_text="S'il est ailleurs en ligne.")
    file = models.FileField(
        "fichier",
        upload_to=resource_path,
        blank=True,
        max_length=120,
        validators=[validate_document],
        help_text="PDF, image, ou document Word, Excel, PowerPoint, LibreOffice sans macro ; 20 Mo au plus.",
    )
    file_name = models.CharField(max_length=90, editable=False, blank=True)
    file_size = models.PositiveBigIntegerField(null=True, editable=False)

    objects = ResourceQuerySet.as_manager()
    history = recorded(without=COLUMNS, many=["organisations"])

    class Meta(Announced.Meta):
        verbose_name = "ressource"
        ordering = [F("released_on").desc(nulls_last=True), "title"]
        permissions = [("withdraw_resource", "Peut retirer une ressource publique")]
        indexes = [models.Index(fields=["publish_at"], name="resource_publish_at")]
        constraints = [*Announced.Meta.constraints, *Released.Meta.constraints]

    def get_absolute_url(self) -> str:
        return reverse("press:resource", args=[self.slug])

    @property
    def kind_words(self) -> str:
        return ResourceKind(self.kind).label

    @property
    def file_address(self) -> str:
        """Where its present file is; empty where it has none."""
        return reverse("press:resource_file", args=[self.slug, self.file_name]) if self.file_name else ""

    @property
    def file_words(self) -> str:
        """ "PDF, 1,2 Mo"."""
        size = self.file_size or 0
        kilobytes = max(1, round(size / 1000))
        words = f"{kilobytes}\u00a0ko" if kilobytes < 1000 else f"{size / 1_000_000:.1f}\u00a0Mo"
        return f"{FORMATS[PurePath(self.file_name).suffix[1:]]}, {words.replace('.', ',')}"

    @property
    def site(self) -> str:
        """The name of the site where it is, if it is elsewhere."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    def search_parts(self) -> tuple[str, str]:
        kind, question = ResourceKind(self.kind).label, ResourceQuestion(self.question).label
        names = [] if self.region.is_nation else self.region.all_names
        around = [self.summary, kind, question, str(self.released) if self.released_on else ""]
        known = [str(one) for one in self.organisations.all()] if self.pk else []
        return self.title, " ".join((*around, *names, *known))

    def was_out(self, at: datetime) -> bool:
        """Not while it waits for a report that never came out."""
        report = self.report
        came_out = report is None or report.withdrawn_at is not None or report.is_published(at)
        return super().was_out(at) and came_out

    def is_public(self, at: datetime) -> bool:
        return super().is_public(at) and (self.report is None or self.report.is_published(at))

    def clean(self) -> None:
        super().clean()
        if self.file and self.url:
            raise ValidationError({"url": "Un fichier ou une adresse : pas les deux."})

    def holes(self) -> list[Hole]:
        found = []
        if not self.summary:
            found.append(Hole(self, "summary", "Le résumé manque : le lecteur choisit d'après lui."))
        if self.kind == ResourceKind.LINK and not self.url:
            found.append(Hole(self, "url", "Un lien a une adresse."))
        return found + number_holes(self, "summary")

    def name_file(self) -> None:
        """A new file is stripped of what it hides, and gets the name by which readers keep it."""
        if not self.file:
            self.file_name, self.file_size = "", None
        elif not getattr(self.file, "_committed", True):
            given = PurePath(self.file.name or "").stem
            self.file = stripped(self.file)
            self.file_name = f"{slugify(given)[:80] or 'document'}.{extension(self.file)}"
            self.file_size = self.file.size

    name_file.alters_data = True  # type: ignore[attr-defined]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_file()
        written = kwargs.get("update_fields")
        if written is not None and "file" in written:
            kwargs["update_fields"] = {*written, "file_name", "file_size"}
        super().save(*args, **kwargs)
