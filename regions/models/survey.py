"""Who was asked: surveys and their bases."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from regions.history import recorded
from regions.models.released import Released
from regions.routing import address
from regions.sharing import Shared
from regions.versions import Versioned

CUES_HELP = (
    "Un par ligne : les mots par lesquels un communiqué en parle. « nou* partenariat* » trouve « ont noué un "
    "partenariat ». Les accents et le pluriel sont indifférents."
)


class Programme(models.TextChoices):
    ARPEA = "ARPEA", "ARPEA (2008-2012)"
    PHARE = "PHARE", "PHARE (2013-2017)"


class Audience(models.TextChoices):
    """In the order of every table."""

    CITIZENS = "citizens", "Citoyens"
    MAYORS = "mayors", "Maires"
    ASSOCIATIONS = "associations", "Associations"
    COMPANIES = "companies", "Entreprises"

    @property
    def rank(self) -> int:
        return list(Audience).index(self)

    @property
    def slug(self) -> str:
        """As addresses name it: "entreprises"."""
        return self.label.lower()


class Survey(Shared, Released, Versioned):
    """One fieldwork: one audience, one wave."""

    slug = models.SlugField("adresse", unique=True)
    name = models.CharField("nom", max_length=120)
    programme = models.CharField("programme", max_length=10, choices=Programme)
    audience = models.CharField("public", max_length=20, choices=Audience)
    fieldwork_start = models.DateField("début du terrain", null=True, blank=True)
    fieldwork_end = models.DateField("fin du terrain", null=True, blank=True)
    institute = models.CharField("institut", max_length=120, blank=True)
    respondents = models.PositiveIntegerField(
        "nombre de répondants", null=True, blank=True, help_text="Vide tant qu'il n'est pas publié."
    )
    respondents_text = models.CharField(
        "échantillon en mots", max_length=200, blank=True, help_text="« plus de 2 000 personnes »."
    )
    field = models.CharField("champ", max_length=300, blank=True, help_text="Qui est représenté.")
    design_effect = models.DecimalField(
        "effet de plan",
        max_digits=5,
        decimal_places=2,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.1"))],
        help_text="Par lui sont divisés les effectifs avant tout calcul d'erreur ; 1 s'il n'est pas connu.",
    )
    small_regional_bases = models.BooleanField(
        "bases régionales petites",
        default=False,
        help_text="Cochée, un résultat régional sans effectif porte une mise en garde.",
    )
    note = models.TextField("note", blank=True)

    history = recorded()

    class Meta(Released.Meta):
        verbose_name = "enquête"
        ordering = [models.F("released_on").desc(nulls_last=True), "slug"]
        constraints = [
            *Released.Meta.constraints,
            models.CheckConstraint(
                name="survey_design_effect_positive",
                condition=Q(design_effect__gt=0),
                violation_error_message="L'effet de plan est plus grand que zéro.",
            ),
            models.CheckConstraint(
                name="survey_respondents_positive",
                condition=Q(respondents__isnull=True) | Q(respondents__gt=0),
                violation_error_message="Le nombre de répondants est plus grand que zéro, ou vide.",
            ),
            models.CheckConstraint(
                name="survey_fieldwork_in_order",
                condition=Q(fieldwork_start__isnull=True)
                | Q(fieldwork_end__isnull=True)
                | Q(fieldwork_end__gte=models.F("fieldwork_start")),
                violation_error_message="Le terrain finit après son début.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.released_on.year})" if self.released_on else self.name

    def get_absolute_url(self) -> str:
        return address("regions:survey", self.slug)


class Base(Shared, Versioned):
    """Who answers. A sub-base points to the base of which it is a part."""

    slug = models.SlugField("adresse", max_length=80, unique=True)
    audience = models.CharField("public", max_length=20, choices=Audience)
    label = models.CharField(
        "libellé", max_length=160, help_text="Au pluriel : « Entreprises d'au moins 10 salariés »."
    )
    restriction = models.CharField(
        "restriction", max_length=120, blank=True, help_text="« d'au moins 10 salariés »."
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="partie de",
        help_text="La base plus large dont celle-ci est une partie.",
    )
    cues = models.TextField("mots indices", blank=True, help_text=CUES_HELP)

    history = recorded()

    class Meta:
        verbose_name = "base"
        ordering = ["audience", "label"]

    def __str__(self) -> str:
        return self.label

    @property
    def people(self) -> str:
        """The respondents as they stand in a sentence after "des" or "les"."""
        label = self.label.removeprefix("Ensemble des ")
        return label[:1].lower() + label[1:]

    def clean(self) -> None:
        if self.parent and self.parent.audience != self.audience:
            raise ValidationError({"parent": "La base plus large est celle d'un autre public."})
        ancestor = self.parent
        while ancestor:
            if ancestor == self:
                raise ValidationError({"parent": "Une base n'est pas une partie d'elle-même."})
            ancestor = ancestor.parent
