"""The regions that a visitor compares."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms

from regions.forms.choice import AUDIENCES, quoted
from regions.rows import (
    Asked,
    Measure,
    SideBySideMeasures,
    compare_audiences,
    compare_regions,
    told,
)


class CompareForm(forms.Form):
    """Two to four regions side by side; one alone, its audiences side by side."""

    AT_MOST = 4

    regions = forms.MultipleChoiceField(label="Régions", required=False)
    public = forms.ChoiceField(
        label="Public",
        required=False,
        choices=[(slug, audience.label) for slug, audience in AUDIENCES.items()],
    )
    mesure = forms.CharField(label="Mesure", required=False)

    def __init__(self, at: datetime, *args: Any) -> None:
        super().__init__(*args)
        self.told = told(at)
        self.all_regions = [region for region, _ in self.told]
        regions = self.fields["regions"]
        assert isinstance(regions, forms.MultipleChoiceField)
        regions.choices = [(region.slug, region.name) for region in self.all_regions]
        asked = set(self["regions"].data or ())
        found = [region for region in self.all_regions if region.slug in asked]
        self.chosen, self.left_out = found[: self.AT_MOST], found[self.AT_MOST :]
        self.compared: SideBySideMeasures | None = None
        if len(self.chosen) > 1:
            self.compared = compare_regions(self.chosen, AUDIENCES.get(self._asked("public")), at)
        elif self.chosen:
            self.compared = compare_audiences(self.chosen[0], at)

    @property
    def measure(self) -> Measure | None:
        """The one that the sentence speaks of: the first, where none was asked for."""
        if self.compared is None or not self.compared.measures:
            return None
        return self.compared.measure(self._asked("mesure")) or self.compared.measures[0]

    @property
    def public_query(self) -> str:
        """The same regions and audience, as the end of an address."""
        public = [("public", self.compared.audience.slug)] if self.compared and self.compared.audience else []
        return urlencode([*(("regions", region.slug) for region in self.chosen), *public])

    @property
    def query(self) -> str:
        measure = self.measure
        asked = measure is not None and measure.slug == self._asked("mesure")
        return (
            f"{self.public_query}&{urlencode({'mesure': self._asked('mesure')})}"
            if asked
            else self.public_query
        )

    @property
    def dashboard_query(self) -> str:
        """The measure as the dashboard chooses it, which draws it: for several regions."""
        assert self.measure, "a page without a measure draws none"
        row = self.measure.first
        assert row.question, "what has a value was asked"
        assert row.answer, "and answered"
        choice = [("indicateur", row.indicator.slug), ("reponse", row.answer.slug)]
        choice += [("public", row.audience.slug), ("base", Asked(row.question, row.base).slug)]
        return urlencode([*choice, *(("regions", region.slug) for region in self.chosen)])

    @property
    def replaced(self) -> list[str]:
        """What was asked for and cannot be shown, and what is shown instead."""
        said = []
        if "regions" in self.errors:
            said.append(
                f"Région inconnue\u00a0: {'voici les autres' if self.chosen else 'cochez-en dans la liste'}."
            )
        if self.left_out:
            names = ", ".join(region.name for region in self.left_out)
            said.append(f"Quatre régions au plus\u00a0: voici les premières, sans {names}.")
        if "public" in self.errors:
            shown = self.compared.audience if self.compared else None
            instead = f"voici {quoted(shown.label.lower())}" if shown else "choisissez-en un"
            said.append(f"Public inconnu\u00a0: {instead}.")
        asked = self._asked("mesure")
        if asked and self.measure and self.measure.slug != asked:
            said.append("Mesure sans valeur pour ce choix\u00a0: la phrase donne la première.")
        return said

    def _asked(self, field: str) -> str:
        return str(self[field].data or "")
