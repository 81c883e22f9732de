"""What was asked: themes, indicators, answers, and the questions of each survey."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from regions.history import recorded
from regions.models.survey import CUES_HELP, Survey
from regions.routing import address
from regions.sharing import Shared
from regions.versions import Versioned


class Unit(models.TextChoices):
    PERCENT = "%", "%"
    MARK = "/10", "/10"
    COUNT = "count", "effectif"
    MEAN = "mean", "moyenne"


class WordingStatus(models.TextChoices):
    EXACT = "exact", "exact"
    RECONSTRUCTED = "reconstructed", "reconstitué"
    UNKNOWN = "unknown", "inconnu"


class Theme(Shared, Versioned):
    slug = models.SlugField("adresse", unique=True)
    name = models.CharField("nom", max_length=120, unique=True)
    order = models.PositiveSmallIntegerField("ordre", default=0)

    history = recorded()

    class Meta:
        verbose_name = "thème"
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.name


class Indicator(Shared, Versioned):
    """The concept that is followed from survey to survey."""

    slug = models.SlugField("adresse", max_length=80, unique=True)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="indicators", verbose_name="thème")
    short_label = models.CharField("titre court", max_length=80)
    label = models.CharField("définition", max_length=300, help_text="Ce que le nombre mesure, en entier.")
    unit = models.CharField("unité", max_length=10, choices=Unit)
    order = models.PositiveSmallIntegerField("ordre", default=0)
    featured = models.BooleanField(
        "mis en avant", default=False, help_text="Coché, l'indicateur figure parmi les chiffres clés."
    )
    map_from = models.DecimalField(
        "carte : de",
        max_digits=15,
        decimal_places=3,
        null=True,
        blank=True,
        help_text="La carte a cinq classes égales entre ces deux valeurs, les mêmes pour tous les publics. "
        "Vide : de 0 à 100 pour une part, de 0 à 10 pour une note, pas de classes pour le reste.",
    )
    map_to = models.DecimalField("carte : à", max_digits=15, decimal_places=3, null=True, blank=True)
    cues = models.TextField("mots indices", blank=True, help_text=CUES_HELP)

    history = recorded()

    class Meta:
        verbose_name = "indicateur"
        ordering = ["order", "slug"]
        constraints = [
            models.CheckConstraint(
                name="indicator_map_range_in_order",
                condition=Q(map_from__isnull=True, map_to__isnull=True)
                | Q(map_from__isnull=False, map_to__isnull=False, map_to__gt=models.F("map_from")),
                violation_error_message="La carte va d'une valeur à une plus grande : "
                "remplissez les deux, ou aucune.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_label

    def get_absolute_url(self) -> str:
        return address("regions:indicator", self.slug)

    @property
    def map_range(self) -> tuple[Decimal, Decimal] | None:
        """The values between which the map has its five classes, open at both ends.

        None for counts and means that were given none: their map has no classes.
        """
        if self.map_from is not None and self.map_to is not None:
            return self.map_from, self.map_to
        high = {Unit.PERCENT: Decimal(100), Unit.MARK: Decimal(10)}.get(Unit(self.unit))
        return None if high is None else (Decimal(0), high)


class Answer(Shared, Versioned):
    """One answer to an indicator. A "dont" answer is a part of its parent."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="answers", verbose_name="indicateur"
    )
    slug = models.SlugField("adresse", max_length=80)
    label = models.CharField("libellé", max_length=200)
    predicate = models.CharField(
        "groupe verbal",
        max_length=300,
        blank=True,
        help_text="Ce que l'on dit des répondants : « 43 % des entreprises [ont mis en place des "
        "relations partenariales] ». Vide : la phrase nomme l'indicateur et la réponse.",
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="partie de",
        help_text="Pour une réponse « dont » : celle qui la contient.",
    )
    headline = models.BooleanField(
        "réponse principale",
        default=False,
        help_text="Celle que la carte et les chiffres clés montrent.",
    )
    order = models.PositiveSmallIntegerField("ordre", default=0)
    cues = models.TextField("mots indices", blank=True, help_text=CUES_HELP)

    history = recorded()

    class Meta:
        verbose_name = "réponse"
        ordering = ["indicator", "order", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "slug"],
                name="answer_once_in_indicator",
                violation_error_message="Cet indicateur a déjà une réponse de ce nom.",
            ),
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(headline=True),
                name="answer_one_headline",
                violation_error_message="Cet indicateur a déjà une réponse principale.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} – {self.label}"

    def clean(self) -> None:
        if self.parent and (self.parent.indicator_id != self.indicator_id or self.parent == self):
            raise ValidationError(
                {"parent": "La réponse qui la contient est une autre réponse du même indicateur."}
            )


class Question(Shared, Versioned):
    """An indicator as one survey asked it. Only questions of one series may be compared."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="questions", verbose_name="indicateur"
    )
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="questions", verbose_name="enquête")
    code = models.CharField("numéro", max_length=20, blank=True, help_text="Dans le questionnaire : « Q4 ».")
    wording = models.TextField("libellé", blank=True)
    wording_status = models.CharField(
        "état du libellé", max_length=20, choices=WordingStatus, default=WordingStatus.UNKNOWN
    )
    several_answers = models.BooleanField(
        "plusieurs réponses possibles",
        default=False,
        help_text="Cochée, les parts peuvent dépasser 100 % : ni total, ni camembert.",
    )
    series = models.SlugField(
        "série",
        max_length=80,
        help_text="Les questions d'une même série se comparent ; les autres, jamais.",
    )
    note = models.TextField("note", blank=True)

    history = recorded()

    class Meta:
        verbose_name = "question"
        ordering = ["indicator", "survey"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "survey"],
                name="question_once_in_survey",
                violation_error_message="Cette enquête a déjà une question pour cet indicateur.",
            ),
            models.CheckConstraint(
                name="question_wording_has_status",
                condition=Q(wording="", wording_status="unknown")
                | (~Q(wording="") & ~Q(wording_status="unknown")),
                violation_error_message="Un libellé est exact ou reconstitué ; sans libellé, il est inconnu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} – {self.survey}"
