"""Figures, the one kind of number that the public reads, and their corrections."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from regions.checks import figure_errors, table_errors, value_error
from regions.history import recorded
from regions.models.catalogue import Answer, Question, Unit
from regions.models.region import Region
from regions.models.report import Report
from regions.models.survey import Base
from regions.publication import Approval, ApprovedQuerySet, Hole, database_now, is_out
from regions.routing import address
from regions.sharing import Sharing
from regions.versions import Versioned

CORRECTED = "Ce chiffre a un rectificatif approuvé, qui l'emporterait : écrivez un nouveau rectificatif."


class Qualifier(models.TextChoices):
    ABOUT = "about", "environ"
    OVER = "over", "plus de"


class BaseStatus(models.TextChoices):
    STATED = "stated", "écrite dans la source"
    IMPLIED = "implied", "implicite"
    UNKNOWN = "unknown", "inconnue"


class Certainty(models.TextChoices):
    CERTAIN = "certain", "certain"
    UNCERTAIN = "uncertain", "incertain"


class FigureQuerySet(models.QuerySet["Figure"]):
    def published(self, at: datetime) -> Self:
        """The figures that are out at `at`, with what the public reads:

        `public_value`, the value of the last correction that is out, else the figure's own;
        `corrected_at` and `correction_reason`, the instant and reason of that correction, or None.
        """
        return self._as_read(at).out(at)

    def out(self, at: datetime) -> Self:
        """The same, without what the public reads: to ask what there is."""
        return self.filter(is_out(at, "report"))

    def valued(self, at: datetime) -> Self:
        """Those that are out with a value: to ask which there are, not what they say."""
        return self.out(at).filter(Q(value__isnull=False) | Q(Exists(_corrections(at))))

    def as_drafted(self, at: datetime) -> Self:
        """For the desk alone: all figures, with what the public would read of them at `at` were they out."""
        return self._as_read(at)

    def _as_read(self, at: datetime) -> Self:
        corrections = _corrections(at).order_by("-publish_at", "-pk")
        return self.annotate(
            public_value=Coalesce(Subquery(corrections.values("value")[:1]), "value"),
            corrected_at=Subquery(corrections.values("publish_at")[:1]),
            correction_reason=Subquery(corrections.values("reason")[:1]),
        )

    def withdrawn(self, at: datetime) -> Self:
        """The second door: figures that were public and went with their report."""
        return self.filter(withdrawn_at__isnull=False, report__in=Report.objects.withdrawn(at))

    def with_labels(self) -> Self:
        """Loads in the same query all that a row says of its figure."""
        found = self.select_related(
            "region",
            "question__survey",
            "question__indicator__theme",
            "answer",
            "base",
            "report",
        )
        found._iterable_class = Sharing
        return found


def _corrections(at: datetime) -> "models.QuerySet[Correction]":
    """Those of a figure that are out."""
    return Correction.objects.filter(is_out(at), figure=OuterRef("pk"))


class Figure(Versioned):
    """One value: question × answer × base × region, published by one report."""

    question = models.ForeignKey(
        Question, models.PROTECT, db_index=False, related_name="figures", verbose_name="question"
    )
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="figures", verbose_name="réponse")
    base = models.ForeignKey(Base, models.PROTECT, related_name="figures", verbose_name="base")
    region = models.ForeignKey(
        Region, models.PROTECT, db_index=False, related_name="figures", verbose_name="région"
    )
    report = models.ForeignKey(
        Report,
        models.PROTECT,
        db_index=False,
        related_name="figures",
        verbose_name="rapport",
        help_text="Il publie le chiffre : le chiffre sort avec lui, et pas avant.",
    )
    value = models.DecimalField(
        "valeur",
        max_digits=15,
        decimal_places=3,
        null=True,
        blank=True,
        help_text="Vide : demandé mais non publié. Zéro est une valeur.",
    )
    unit = models.CharField(
        "unité", max_length=10, choices=Unit, editable=False, help_text="Celle de l'indicateur."
    )
    qualifier = models.CharField(
        "nuance", max_length=10, choices=Qualifier, blank=True, help_text="« environ », « plus de »."
    )
    respondents = models.PositiveIntegerField(
        "répondants",
        null=True,
        blank=True,
        help_text="Effectif non pondéré de la base, s'il est publié. Sans lui, aucun écart n'est testé.",
    )
    count = models.PositiveIntegerField(
        "effectif de la réponse", null=True, blank=True, help_text="« 21 maires sur les 23 interrogés »."
    )
    base_status = models.CharField(
        "la base est", max_length=10, choices=BaseStatus, default=BaseStatus.STATED
    )
    certainty = models.CharField(
        "certitude",
        max_length=10,
        choices=Certainty,
        default=Certainty.CERTAIN,
        help_text="Une valeur incertaine est montrée avec cette mention et sans écart.",
    )
    source = models.CharField("lu dans", max_length=300, help_text="Le document où la valeur a été lue.")
    note = models.TextField("note publique", blank=True)
    withdrawn_at = models.DateTimeField(
        "retiré le", null=True, editable=False, help_text="Quand son rapport public l'a emporté."
    )

    # Set by FigureQuerySet.published().
    public_value: Decimal | None
    corrected_at: datetime | None
    correction_reason: str | None

    objects = FigureQuerySet.as_manager()
    history = recorded(unindexed=["question", "answer", "base", "region", "report"])

    class Meta:
        verbose_name = "chiffre"
        ordering = ["question", "answer", "base", "region"]
        indexes = [
            models.Index(fields=["region", "question"], name="figure_of_region"),
            models.Index(fields=["report", "question"], name="figure_of_report"),
            models.Index(fields=["question", "base"], name="figure_of_question"),
        ]
        permissions = [
            ("import_figure", "Peut importer des chiffres"),
            ("export_figure", "Peut exporter des chiffres"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "answer", "base", "region"],
                name="figure_once",
                violation_error_message="Ce chiffre existe déjà : même question, même réponse, "
                "même base, même région.",
            ),
            models.CheckConstraint(
                name="figure_value_in_range",
                condition=Q(value__isnull=True)
                | (Q(unit="%") & Q(value__range=(0, 100)))
                | (Q(unit="/10") & Q(value__range=(0, 10)))
                | (Q(unit__in=["count", "mean"]) & Q(value__gte=0)),
                violation_error_message="Une part va de 0 à 100, une note de 0 à 10, le reste part de 0.",
            ),
            models.CheckConstraint(
                name="figure_unit_known",
                condition=Q(unit__in=["%", "/10", "count", "mean"]),
                violation_error_message="L'unité est %%, /10, effectif ou moyenne.",
            ),
            models.CheckConstraint(
                name="figure_respondents_positive",
                condition=Q(respondents__isnull=True) | Q(respondents__gt=0),
                violation_error_message="Le nombre de répondants est plus grand que zéro, ou vide.",
            ),
            models.CheckConstraint(
                name="figure_count_within_respondents",
                condition=Q(count__isnull=True)
                | Q(respondents__isnull=True)
                | Q(count__lte=models.F("respondents")),
                violation_error_message="L'effectif de la réponse dépasse celui de la base.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} – {self.question} – {self.answer.label} ({self.base})"

    def get_absolute_url(self) -> str:
        return address("regions:number", *self.slugs)

    @property
    def slugs(self) -> tuple[str, str, str, str, str]:
        """What names it among all figures: territory, indicator, survey, answer, base."""
        return (
            self.region.slug,
            self.question.indicator.slug,
            self.question.survey.slug,
            self.answer.slug,
            self.base.slug,
        )

    @property
    def key(self) -> str:
        """Its name in files: the end of its page's address."""
        return "/".join(self.slugs)

    def clean(self) -> None:
        related = (self.question_id, self.answer_id, self.base_id, self.region_id, self.report_id)
        if None in related:
            return  # each has its own "required" message
        self.unit = self.question.indicator.unit
        now = database_now()
        errors = figure_errors(self)
        if self.report.is_published(now):
            errors["report"] = self.report.frozen_message
        elif self.is_corrected():
            errors["value"] = CORRECTED
        if errors:
            raise ValidationError(errors)

    def is_corrected(self) -> bool:
        """Whether an approved correction stands over the value, or will: it would hide any new one."""
        return self.pk is not None and self.corrections.approved().exists()

    def is_frozen(self, at: datetime) -> bool:
        return self.report.is_published(at) or self.is_corrected()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.is_frozen(database_now()):
            raise ValidationError(self.report.frozen_message)
        return super().delete(*args, **kwargs)


class CorrectionQuerySet(ApprovedQuerySet["Correction"]):
    def approved(self) -> Self:
        """Corrections that are out or will be."""
        return self.filter(approved_at__isnull=False)

    def published(self, at: datetime) -> Self:
        """Corrections that are out, of figures that are out."""
        return super().published(at).filter(figure__report__in=Report.objects.published(at))


class Correction(Approval):
    """A published figure that changed: public, and permanent once it is out."""

    figure = models.ForeignKey(Figure, models.PROTECT, related_name="corrections", verbose_name="chiffre")
    value = models.DecimalField("nouvelle valeur", max_digits=15, decimal_places=3)
    reason = models.TextField("raison", help_text="Publique : ce qui était faux, et pourquoi.")

    objects = CorrectionQuerySet.as_manager()
    history = recorded()

    class Meta(Approval.Meta):
        verbose_name = "rectificatif"
        ordering = ["-publish_at", "-pk"]
        permissions = [("approve_correction", "Peut approuver un rectificatif")]
        constraints = [
            *Approval.Meta.constraints,
            models.CheckConstraint(
                name="correction_value_positive",
                condition=Q(value__gte=0),
                violation_error_message="Une valeur est positive.",
            ),
            models.CheckConstraint(
                name="correction_has_reason",
                condition=~Q(reason=""),
                violation_error_message="Un rectificatif donne sa raison.",
            ),
        ]

    frozen_message = "Ce rectificatif est public : il est permanent. Faites-en un autre."

    def __str__(self) -> str:
        return f"Rectificatif : {self.figure}"

    def clean(self) -> None:
        if not self.figure_id:
            return
        if errors := self._errors(database_now()):
            raise ValidationError(errors)

    def _errors(self, at: datetime) -> dict[str, str]:
        if not self.figure.is_frozen(at):
            return {"figure": "Ce chiffre n'est pas encore public : modifiez-le lui-même."}
        if error := value_error(self.value, Unit(self.figure.unit)):
            return {"value": error}
        if self.figure.unit == Unit.COUNT and self.value % 1:
            return {"value": "Un effectif est un nombre entier."}
        public = Figure.objects.published(at).filter(pk=self.figure_id).first()
        if public and public.public_value == self.value:
            return {"value": "C'est la valeur publique : il n'y a rien à rectifier."}
        return {}

    def holes(self) -> list[Hole]:
        now = database_now()
        found = super().holes()
        found += [Hole(self, field, message) for field, message in self._errors(now).items()]
        return found + [Hole(self, "value", hole.message) for hole in table_errors(self._table(now))]

    def _table(self, at: datetime) -> list[Figure]:
        """The public figures beside this one, with their public values, and this correction's."""
        figure = self.figure
        table = list(
            Figure.objects.published(at)
            .with_labels()
            .filter(question=figure.question_id, base=figure.base_id, region=figure.region_id)
        )
        for one in table:
            one.value = self.value if one.pk == figure.pk else one.public_value
        return table

    def instant_if_approved(self, now: datetime) -> datetime | None:
        """Never in the past, and never before a correction of the same figure that is out."""
        return self.publish_at and max(self.publish_at, now)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.is_published(database_now()):
            raise ValidationError(self.frozen_message)
        return super().delete(*args, **kwargs)
