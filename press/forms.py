"""What the reader of the press room asked for."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import ExtractYear
from django.utils.text import capfirst

from press import territories
from press.models.edition import Edition, EditionQuerySet
from press.models.event_lists import EventQuerySet
from press.models.resource import ResourceKind, ResourceQuerySet, ResourceQuestion
from regions.dates import PartialDate, Precision
from regions.models import Region


def choice(label: str, not_offered: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, error_messages={"invalid_choice": not_offered})


class Filter(forms.Form):
    """Choices among those of public rows, all optional; what is not among them is told, and ignored."""

    def offer(self, name: str, everything: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", everything), *choices]

    @property
    def chosen(self) -> dict[str, str]:
        """What was asked for and exists."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ReleaseFilter(Filter):
    """`region` and `annee`."""

    region = choice("Territoire", "Aucun communiqué public ne porte sur ce territoire.")
    annee = choice("Année", "Aucun communiqué public ne date de cette année.")

    def __init__(self, editions: EditionQuerySet, *args: Any) -> None:
        super().__init__(*args)
        self.editions = editions
        regions = Region.objects.filter(Exists(editions.filter(regions=OuterRef("pk"))))
        self.offer("region", "Tous", [(region.slug, region.name) for region in regions])
        self.offer("annee", "Toutes", [(str(year), str(year)) for year in _years(editions)])

    @property
    def found(self) -> EditionQuerySet:
        chosen, found = self.chosen, self.editions
        if "region" in chosen:
            found = found.filter(regions__slug=chosen["region"])
        if "annee" in chosen:
            year: Any = {"day__year": int(chosen["annee"])}
            found = found.filter(**year)
        return found


def _years(editions: EditionQuerySet) -> list[int]:
    """Those of which there is one, the latest first. Two queries, which read one of each year."""
    found: Any = Edition.objects.order_by().values_list
    days = [Subquery(one.values("day")[:1]) for one in (editions, editions.reverse())]
    last, first = found(*days).first() or (None, None)
    years = range(last.year, first.year - 1, -1) if first and last else ()
    if not years:
        return []
    held = found(*(Exists(editions.filter(Q(day__year=year))) for year in years))[:1].get()
    return [year for year, is_held in zip(years, held, strict=True) if is_held]


class ResourceFilter(Filter):
    """`question`, `region`, `theme`, `nature` and `annee`, among those of the public resources."""

    question = choice("Question", "Aucune ressource publique ne répond à cette question.")
    region = choice("Territoire", "Aucune ressource publique ne porte sur ce territoire.")
    theme = choice("Thème", "Aucune ressource publique ne porte sur ce thème.")
    nature = choice("Nature", "Aucune ressource publique n'est de cette nature.")
    annee = choice("Année", "Aucune ressource publique ne date de cette année.")

    LOOKUPS = {
        "question": "question",
        "region": "region__slug",
        "theme": "theme__slug",
        "nature": "kind",
        "annee": "released_on__year",
    }

    def __init__(self, resources: ResourceQuerySet, *args: Any) -> None:
        """One query tells all that may be chosen."""
        super().__init__(*args)
        self.resources = resources
        rows = resources.order_by().annotate(year=ExtractYear("released_on")).distinct()
        region, theme = ("region__level", "region__slug", "region__name"), ("theme__order", "theme__slug")
        found = list(rows.values("question", "kind", "year", *region, *theme, "theme__name"))
        regions = {tuple(row[name] for name in region) for row in found}
        themes = {(row["theme__order"], row["theme__slug"], row["theme__name"]) for row in found}
        years = {row["year"] for row in found} - {None}
        self.offer("question", "Toutes", _labels(ResourceQuestion, {row["question"] for row in found}))
        self.offer("region", "Tous", [(slug, name) for _, slug, name in sorted(regions)])
        self.offer("theme", "Tous", [(slug, name) for _, slug, name in sorted(themes - {(None, None, None)})])
        self.offer("nature", "Toutes", _labels(ResourceKind, {row["kind"] for row in found}))
        self.offer("annee", "Toutes", [(str(year), str(year)) for year in sorted(years, reverse=True)])

    @property
    def found(self) -> ResourceQuerySet:
        return self.resources.filter(**{self.LOOKUPS[name]: value for name, value in self.chosen.items()})


def _labels(choices: type[models.TextChoices], present: set[str]) -> list[tuple[str, str]]:
    """The choices that are present, in their own order."""
    return [(value, label) for value, label in choices.choices if value in present]


class EventPeriod(models.TextChoices):
    UPCOMING = "a-venir", "À venir"
    PAST = "passes", "Passés"


class EventFilter(Filter):
    """`region`, any of them; `periode`; and `mois`, of the public events, written 2016-06."""

    region = choice("Territoire", "Aucun événement public n'a lieu dans ce territoire.")
    periode = choice("Période", "Cette période n'existe pas : à venir, ou passés.")
    mois = choice("Mois", "Aucun événement public n'a lieu ce mois-là.")

    def __init__(self, events: EventQuerySet, at: datetime, *args: Any) -> None:
        """Two queries, of a row for each region and month."""
        super().__init__(*args)
        self.events, self.at = events, at
        self.regions = {region.slug: region for region in Region.objects.all()}
        labels = [(slug, capfirst(territories.name(region))) for slug, region in self.regions.items()]
        months = sorted(events.months(), reverse=True)
        self.offer("region", "Tous", labels)
        self.offer("periode", "Toutes", EventPeriod.choices)
        self.offer("mois", "Tous", [(_month(one), _words(one)) for one in months])

    @property
    def region_name(self) -> str:
        """That of the chosen territory, or an empty text."""
        slug = self.chosen.get("region")
        return territories.name(self.regions[slug]) if slug else ""

    @property
    def region_name_in(self) -> str:
        """ "en Bretagne"."""
        slug = self.chosen.get("region")
        return territories.name_in(self.regions[slug]) if slug else ""

    @property
    def kept(self) -> EventQuerySet:
        """Those of the chosen territory and period."""
        chosen, kept = self.chosen, self.events
        if "region" in chosen:
            kept = kept.filter(region__slug=chosen["region"])
        if "periode" in chosen:
            kept = kept.upcoming(self.at) if chosen["periode"] == EventPeriod.UPCOMING else kept.past(self.at)
        return kept

    @property
    def upcoming(self) -> EventQuerySet:
        return self.kept.upcoming(self.at)

    @property
    def past(self) -> EventQuerySet:
        return self.kept.past(self.at)

    @property
    def month(self) -> date | None:
        """The first day of the chosen month."""
        chosen = self.chosen.get("mois")
        return date.fromisoformat(f"{chosen}-01") if chosen else None

    @property
    def neighbours(self) -> list[tuple[str, str] | None]:
        """The months before and after the chosen one in which this choice has events, or None. One query."""
        month = self.month
        assert month is not None
        months = self.kept.months()
        before = max((one for one in months if one < month), default=None)
        after = min((one for one in months if one > month), default=None)
        return [(_month(one), _words(one)) if one else None for one in (before, after)]


def _month(first: date) -> str:
    return f"{first:%Y-%m}"


def _words(first: date) -> str:
    return str(PartialDate(first, Precision.MONTH))
