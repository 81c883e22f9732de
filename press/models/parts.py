"""What a draft is made of beside its text: the figures it cites, its contacts, its boilerplates; and the
addresses that it had."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models

from press.content import Cited
from press.models.boilerplate import Boilerplate
from press.models.contact import PressContact
from regions.history import recorded
from regions.models import Figure

SLUG_LENGTH = 80


class Citation(models.Model):
    """A figure that a release cites."""

    release = models.ForeignKey("press.Release", models.CASCADE, related_name="citations")
    figure = models.ForeignKey(Figure, models.PROTECT, related_name="citations", verbose_name="chiffre")

    history = recorded()

    class Meta:
        verbose_name = "chiffre cité"
        verbose_name_plural = "chiffres cités"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "figure"],
                name="citation_once",
                violation_error_message="Ce chiffre est déjà cité.",
            )
        ]

    def __str__(self) -> str:
        return str(self.figure)


class ReleaseContact(models.Model):
    release = models.ForeignKey("press.Release", models.CASCADE, related_name="contacts")
    contact = models.ForeignKey(PressContact, models.PROTECT, related_name="releases", verbose_name="contact")
    position = models.PositiveSmallIntegerField("ordre", default=0)

    history = recorded()

    class Meta:
        verbose_name = "contact du communiqué"
        verbose_name_plural = "contacts du communiqué"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "contact"],
                name="releasecontact_once",
                violation_error_message="Ce contact y est déjà.",
            )
        ]

    def __str__(self) -> str:
        """Without the name: the desk's log keeps these words, and a person may be erased."""
        return f"contact n° {self.contact_id}"


class ReleaseBoilerplate(models.Model):
    release = models.ForeignKey("press.Release", models.CASCADE, related_name="boilerplates")
    boilerplate = models.ForeignKey(
        Boilerplate, models.PROTECT, related_name="releases", verbose_name="texte de référence"
    )
    position = models.PositiveSmallIntegerField("ordre", default=0)

    history = recorded()

    class Meta:
        verbose_name = "texte de référence du communiqué"
        verbose_name_plural = "textes de référence du communiqué"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "boilerplate"],
                name="releaseboilerplate_once",
                violation_error_message="Ce texte y est déjà.",
            )
        ]

    def __str__(self) -> str:
        return str(self.boilerplate)


class PastAddress(models.Model):
    """An address that a release had; it leads to the present one."""

    slug = models.SlugField("ancienne adresse", max_length=SLUG_LENGTH, unique=True)
    release = models.ForeignKey("press.Release", models.CASCADE, related_name="past_addresses")

    class Meta:
        verbose_name = "ancienne adresse"
        verbose_name_plural = "anciennes adresses"

    def __str__(self) -> str:
        return self.slug


def cited_values(figure_ids: Sequence[int], at: datetime) -> tuple[Cited, ...]:
    """The figures in the order given, with what the public reads of them at `at`.

    None for a figure that is not out then.
    """
    figures: Any = Figure.objects.published(at).filter(pk__in=figure_ids)
    public = dict(figures.values_list("pk", "public_value"))
    return tuple(Cited(pk, public.get(pk)) for pk in figure_ids)
