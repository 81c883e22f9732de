"""What the reader of the press room asked for."""

from typing import Any

from django import forms
from django.db.models.functions import ExtractYear

from press.models.edition import EditionQuerySet
from regions.models import Region


class ReleaseFilter(forms.Form):
    """`region` and `annee`, each among those of public releases; what is neither is told, and ignored."""

    region = forms.ChoiceField(
        label="Territoire",
        required=False,
        error_messages={"invalid_choice": "Aucun communiqué public ne porte sur ce territoire."},
    )
    annee = forms.ChoiceField(
        label="Année",
        required=False,
        error_messages={"invalid_choice": "Aucun communiqué public ne date de cette année."},
    )

    def __init__(self, editions: EditionQuerySet, *args: Any) -> None:
        super().__init__(*args)
        self.editions = editions
        public = editions.order_by().values("pk")
        regions = Region.objects.filter(editions__in=public).distinct()
        years = editions.order_by().annotate(year=ExtractYear("day")).values_list("year", flat=True)
        self._offer("region", [(region.slug, region.name) for region in regions])
        self._offer("annee", [(str(year), str(year)) for year in sorted(set(years), reverse=True)])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Tous" if name == "region" else "Toutes"), *choices]

    @property
    def chosen(self) -> dict[str, str]:
        """What was asked for and exists."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def found(self) -> EditionQuerySet:
        chosen, found = self.chosen, self.editions
        if "region" in chosen:
            found = found.filter(regions__slug=chosen["region"])
        if "annee" in chosen:
            year: Any = {"day__year": int(chosen["annee"])}
            found = found.filter(**year)
        return found
