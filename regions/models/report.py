"""Reports: the unit of publication and of embargo for figures."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models, transaction
from django.db.models import F, Value, When

from regions import pdfs
from regions.checks import report_holes
from regions.history import recorded
from regions.models.region import Region
from regions.models.released import Released
from regions.publication import Approval, ApprovedQuerySet, Hole, State, Withdrawable, database_now
from regions.routing import address
from regions.searchable import COLUMNS, Searchable
from regions.sharing import Shared
from regions.versions import hold

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class ReportKind(models.TextChoices):
    NATIONAL = "national", "étude nationale"
    REGIONAL = "regional", "rapport régional"


MAX_DOCUMENT = 50 * 1024 * 1024


def document_path(report: "Report", name: str) -> str:
    """A new place that nobody can guess for each file; readers get the slug as its name."""
    return f"rapports/{secrets.token_urlsafe(16)}.pdf"


def validate_pdf(file: "File[bytes]") -> None:
    if getattr(file, "_committed", False):
        return  # stored already
    if file.size > MAX_DOCUMENT:
        raise ValidationError("Ce fichier dépasse 50 Mo : réduisez-le.")
    stream = file.open()
    try:
        if stream.read(5) != b"%PDF-":
            raise ValidationError("Ce fichier n'est pas un PDF.")
        pdfs.check(stream)
    finally:
        file.seek(0)


class ReportQuerySet(ApprovedQuerySet["Report"]):
    def withdrawn(self, at: datetime) -> Self:
        """The second door: what was public and no longer is. It gives the public notice and no more."""
        return self.filter(withdrawn_at__isnull=False).exclude(pk__in=self.model.objects.published(at))

    def _other_states(self) -> list[When]:
        return [When(withdrawn_at__isnull=False, then=Value(State.WITHDRAWN))]


class Report(Shared, Approval, Withdrawable, Released, Searchable):
    SEARCHED = ("title", "kind", "region", "released_on", "released_precision")

    slug = models.SlugField("adresse", max_length=80, unique=True)
    kind = models.CharField("nature", max_length=10, choices=ReportKind)
    region = models.ForeignKey(Region, models.PROTECT, related_name="reports", verbose_name="région")
    title = models.CharField("titre", max_length=200)
    rank = models.PositiveSmallIntegerField(
        "rang",
        null=True,
        blank=True,
        help_text="4 pour « 4e rapport régional » ; vide s'il n'est pas connu.",
    )
    document = models.FileField(
        "document", upload_to=document_path, blank=True, validators=[validate_pdf], help_text="En PDF."
    )
    document_at = models.DateTimeField(
        "document disponible à partir de",
        null=True,
        blank=True,
        help_text="Vide : en même temps que le rapport. Jamais avant lui.",
    )
    note = models.TextField("note de la rédaction", blank=True, help_text="Jamais publique.")
    objects = ReportQuerySet.as_manager()
    history = recorded(without=COLUMNS)

    class Meta(Approval.Meta):
        verbose_name = "rapport"
        ordering = [F("released_on").desc(nulls_last=True), "slug"]
        permissions = [
            ("approve_report", "Peut approuver un rapport"),
            ("withdraw_report", "Peut retirer un rapport public"),
            ("approve_alone", "Peut approuver seul son propre travail, avec une raison écrite"),
        ]
        constraints = [
            *Approval.Meta.constraints,
            *Withdrawable.Meta.constraints,
            *Released.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "rank"],
                name="report_rank_once",
                violation_error_message="Un autre rapport de cette nature a déjà ce rang.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("regions:report", self.slug)

    def search_parts(self) -> tuple[str, str]:
        names = [] if self.region.is_nation else self.region.all_names
        released = str(self.released) if self.released_on else ""
        return self.title, " ".join((ReportKind(self.kind).label, released, *names))

    frozen_message = (
        "Ce rapport est public : ses chiffres ne changent que par un rectificatif. "
        "Pour le reste, retirez-le d'abord."
    )

    def has_document(self, at: datetime) -> bool:
        """Whether the public may fetch the document of this report, itself out, at `at`."""
        return bool(self.document) and (self.document_at is None or self.document_at <= at)

    def clean(self) -> None:
        super().clean()
        if self.document_at and self.publish_at and self.document_at < self.publish_at:
            raise ValidationError({"document_at": "Le document ne sort pas avant son rapport."})
        if self.region_id and self.region.is_nation != (self.kind == ReportKind.NATIONAL):
            raise ValidationError(
                {"region": "Une étude nationale porte sur la France, un rapport régional sur une région."}
            )

    def holes(self) -> list[Hole]:
        return super().holes() + report_holes(self, database_now())

    @transaction.atomic
    def withdraw(self, *, by: "User", notice: str) -> None:
        """Close the door: figures and pages answer 410 with the notice, for whoever had seen them.

        An approval that is not out yet is only void: it never existed for the public. ValidationError where
        there is none.
        """
        hold(self.figures.all())  # before their report (see regions.versions)
        self._locked()
        self.refresh_from_db()
        if self.approved_at is None:
            raise ValidationError("Il n'est pas, ou plus, approuvé : il n'y a rien à retirer.")
        now = database_now()
        if not self.is_published(now):
            self.record_edit(by=by)
            return
        assert self.publish_at is not None
        fields = self.note_withdrawal(by=by, notice=notice, at=now)
        Withdrawal.objects.create(
            report=self, version=self.version, published_at=self.publish_at, withdrawn_at=now
        )
        self.approved_at, self.approved_by, self.approved_alone_because = None, None, ""
        self.save(update_fields=[*fields, "approved_at", "approved_by", "approved_alone_because"])
        self.figures.update(withdrawn_at=now)

    withdraw.alters_data = True  # type: ignore[attr-defined]


def record_edits(reports: Iterable[Report], *, by: "User | None", reason: str | None = None) -> list[Report]:
    """Note that figures of these reports are edited, before they are saved; those whose approval this voids.

    They are held by key (see regions.versions). ValidationError where one is out.
    """
    voided = []
    for report in sorted(reports, key=lambda report: report.pk):
        report._history_user, report._change_reason = by, reason  # type: ignore[attr-defined]
        if report.record_edit(by=by):
            voided.append(report)
    return voided


class Withdrawal(models.Model):
    """That a report was public, in which version, from when until when: what relied on it may know."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="withdrawals", verbose_name="rapport")
    version = models.PositiveIntegerField("version")
    published_at = models.DateTimeField("public à partir de")
    withdrawn_at = models.DateTimeField("retiré le")

    class Meta:
        verbose_name = "retrait"
        ordering = ["withdrawn_at"]

    def __str__(self) -> str:
        return f"{self.report}, {self.withdrawn_at:%d/%m/%Y}"
