"""Who speaks for the observatory, under the title of the day."""

from datetime import date

from django.db import models

from regions.history import recorded
from regions.versions import Versioned


class Spokesperson(Versioned):
    name = models.CharField("nom", max_length=120)

    history = recorded()

    class Meta:
        verbose_name = "porte-parole"
        verbose_name_plural = "porte-parole"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class SpokespersonTitle(models.Model):
    spokesperson = models.ForeignKey(Spokesperson, models.CASCADE, related_name="titles")
    title = models.CharField("titre", max_length=120, help_text="« présidente-fondatrice ».")
    since = models.DateField("depuis le", null=True, blank=True, help_text="Vide : depuis toujours.")

    history = recorded()

    class Meta:
        verbose_name = "titre"
        ordering = [models.F("since").asc(nulls_first=True), "pk"]

    def __str__(self) -> str:
        return self.title


def introduced(spokesperson: Spokesperson | None, day: date) -> str:
    """ "Nom, titre", with the title held on `day`; the name alone where none was; empty without anybody."""
    if spokesperson is None:
        return ""
    titles = [one.title for one in spokesperson.titles.all() if one.since is None or one.since <= day]
    return ", ".join([spokesperson.name, *titles[-1:]])
