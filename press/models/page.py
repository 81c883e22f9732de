"""Prose pages, from which the navigation is built; and the facts that they show."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.timezone import localtime
from django_prose_editor.fields import ProseEditorField

from press.announced import Announced, AnnouncedQuerySet
from press.prose import EXTENSIONS, VISIBLE, parse, plain_text
from press.typed_numbers import number_holes
from regions.dates import PartialDate, Precision
from regions.history import recorded
from regions.publication import Hole
from regions.searchable import COLUMNS
from regions.versions import Versioned

# Addresses that files have, and that parts of the site will have.
RESERVED = ("static", "media", "api", "comparer", "donnees", "sante", "tableau-de-bord")


class FactSubject(models.TextChoices):
    ORGANISATION = "organisation", "l'organisme"
    OBSERVATORY = "observatory", "l'observatoire"
    PROGRAMME = "programme", "les programmes"


class Fact(Versioned):
    """One fact about the programmes and who runs them, with what one must know of it. Public at once.

    Code finds a fact by its `key`; those without one are only shown.
    """

    key = models.SlugField("clé", null=True, blank=True, unique=True, editable=False)
    about = models.CharField("sujet", max_length=20, choices=FactSubject)
    name = models.CharField("de qui, de quoi", max_length=120)
    fact = models.CharField("fait", max_length=120)
    value = models.CharField("valeur", max_length=120)
    note = models.CharField("précision", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("ordre", default=0)

    history = recorded()

    class Meta:
        verbose_name = "fait"
        ordering = ["about", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["about", "name", "fact"],
                name="fact_once",
                violation_error_message="Ce fait est déjà là.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} – {self.fact} : {self.value}"


class PageMenu(models.TextChoices):
    ABOUT = "about", "L'observatoire"
    SITE = "site", "Le site, en pied de page"
    NONE = "none", "aucun"


class Page(Announced):
    """A text at an address of its own, right under the root of the site."""

    SEARCHED = ("title", "description", "body")

    menu_title = models.CharField(
        "titre dans le menu", max_length=40, blank=True, help_text="Vide : le titre de la page."
    )
    menu = models.CharField("menu", max_length=10, choices=PageMenu, default=PageMenu.ABOUT)
    position = models.PositiveSmallIntegerField("ordre dans le menu", default=0)
    description = models.CharField(
        "description",
        max_length=300,
        blank=True,
        validators=[VISIBLE],
        help_text="Une phrase : elle ouvre la page, et les moteurs de recherche la montrent.",
    )
    body: Any = ProseEditorField(
        "texte",
        blank=True,
        extensions=EXTENSIONS,
        sanitize=True,
        validators=[VISIBLE, MaxLengthValidator(100_000, "Ce texte est trop long pour une page.")],
    )
    facts_about = models.CharField(
        "faits montrés",
        max_length=20,
        choices=FactSubject,
        blank=True,
        help_text="Sous le texte.",
    )

    objects = AnnouncedQuerySet["Page"].as_manager()
    history = recorded(without=COLUMNS)

    class Meta(Announced.Meta):
        verbose_name = "page"
        ordering = ["menu", "position", "title"]
        permissions = [("withdraw_page", "Peut retirer une page publique")]
        constraints = [*Announced.Meta.constraints]

    def get_absolute_url(self) -> str:
        return reverse("press:page", args=[self.slug])

    @property
    def menu_words(self) -> str:
        return self.menu_title or self.title

    @property
    def updated(self) -> PartialDate:
        """The day since which readers find this text."""
        at = max(self.revised_at, self.publish_at or self.revised_at)
        return PartialDate(localtime(at).date(), Precision.DAY)

    def search_parts(self) -> tuple[str, str]:
        return self.title, f"{self.description} {plain_text(parse(self.body))}"

    def clean(self) -> None:
        super().clean()
        if self.slug and _is_taken(self.slug):
            raise ValidationError(
                {"slug": "Le site a déjà une page à cette adresse : choisissez-en une autre."}
            )

    def holes(self) -> list[Hole]:
        found = []
        if not self.description:
            found.append(Hole(self, "description", "La description manque."))
        if not parse(self.body):
            found.append(Hole(self, "body", "Le texte est vide."))
        return found + number_holes(self, "description", prose=("body",))


def _is_taken(slug: str) -> bool:
    """Whether an address of the site itself is there, or below."""
    taken = {*RESERVED, *_first_words(get_resolver().url_patterns)}
    return slug.lower() in taken


def _first_words(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    """What the addresses of a URLconf begin with, up to their first slash."""
    for one in patterns:
        if word := str(one.pattern).partition("/")[0]:
            yield word
        elif isinstance(one, URLResolver):
            yield from _first_words(one.url_patterns)
