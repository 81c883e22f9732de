"""The analysis that a visitor composes on the dashboard."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms

from regions.forms.choice import AUDIENCES, ComparisonForm, IndicatorForm, quoted
from regions.models import Audience, Region
from regions.rows import Comparison, FigureRow, IndicatorFigures, SideBySide, without_nation


class DashboardForm(ComparisonForm):
    """An analysis that the visitor composes: one indicator, some regions or all, with the nation or not.

    Nothing is shown in the place of something else without `replaced` saying so.
    """

    regions = forms.MultipleChoiceField(label="Régions", required=False)
    france = forms.ChoiceField(
        label="France", required=False, choices=[("avec", "Avec la France"), ("sans", "Sans la France")]
    )

    def __init__(self, choice: IndicatorForm, figures: IndicatorFigures, *args: Any) -> None:
        super().__init__(figures, *args, kept={"indicateur": figures.indicator.slug})
        self.choice = choice
        self.all_regions = [region for region in figures.regions if not region.is_nation]
        regions = self.fields["regions"]
        assert isinstance(regions, forms.MultipleChoiceField)
        regions.choices = [(region.slug, region.name) for region in self.all_regions]

    @cached_property
    def audience(self) -> Audience:
        """The audience that was asked for, where it was asked the question; else the usual one."""
        asked = AUDIENCES.get(self._chosen("public"))
        if asked in self.figures.audiences:
            return asked
        return (self.figures.audiences_of(self.answer) or self.figures.audiences)[0]

    @cached_property
    def chosen(self) -> list[Region]:
        """The regions that were asked for; all of them where none was."""
        asked = self._asked_regions
        return [region for region in self.all_regions if region.slug in asked] or self.all_regions

    @property
    def is_selection(self) -> bool:
        return len(self.chosen) < len(self.all_regions)

    @property
    def with_nation(self) -> bool:
        return self._chosen("france") != "sans"

    @cached_property
    def comparison(self) -> Comparison:
        return self.of_all.among(self.chosen, nation=self.with_nation)

    @cached_property
    def sides(self) -> list[SideBySide]:
        return [
            side
            for side in self.all_sides
            if (self.with_nation if side.region.is_nation else side.region in self.chosen)
        ]

    @property
    def rows(self) -> list[FigureRow]:
        """All that the page shows, each once: the comparison, then the other audiences."""
        comparison = self.comparison
        shown = [*filter(None, [comparison.nation]), *comparison.published]
        shown += [row for row in comparison.rows if row.value is None]
        keys = {(row.region.pk, row.audience) for row in shown}
        beside = [
            row if self.with_nation else without_nation(row)
            for side in self.sides
            for row in side.cells.values()
            if (row.region.pk, row.audience) not in keys
        ]
        return [*shown, *beside]

    @property
    def region_choices(self) -> list[tuple[Region, bool, FigureRow | None]]:
        """Each region, whether it is chosen, and its row for this answer and audience."""
        rows = {row.region: row for row in self.of_all.rows}
        chosen = self.chosen if self.is_selection else []
        return [(region, region in chosen, rows.get(region)) for region in self.all_regions]

    @property
    def regions_query(self) -> str:
        return urlencode([("regions", region.slug) for region in self.chosen])

    @property
    def indicator_query(self) -> str:
        """The same answer, audience and base on the indicator's own page."""
        return super().query

    @property
    def query(self) -> str:
        regions = [("regions", region.slug) for region in self.chosen] if self.is_selection else []
        france = [] if self.with_nation else [("france", "sans")]
        more = urlencode([*regions, *france])
        return "&".join(filter(None, [urlencode(self.kept), super().query, more]))

    @property
    def replaced(self) -> list[str]:
        """What was asked for and cannot be shown, and what is shown instead."""
        said, errors = [], self.errors
        people = quoted(self.audience.label.lower())
        if self.choice.errors:
            said.append(
                f"Aucun chiffre public à ce nom d'indicateur\u00a0: voici {quoted(self.figures.indicator)}."
            )
        if "reponse" in errors:
            said.append(f"Réponse inconnue de cet indicateur\u00a0: voici {quoted(self.answer.label)}.")
        asked = AUDIENCES.get(self._chosen("public"))
        if "public" in errors:
            said.append(f"Public inconnu\u00a0: voici {people}.")
        elif asked and asked != self.audience:
            said.append(f"Question non posée au public {quoted(asked.label.lower())}\u00a0: voici {people}.")
        if "base" in errors:
            said.append("Base sans valeur pour ce choix\u00a0: voici la base principale.")
        if "regions" in errors:
            shown = "les autres que vous avez choisies" if self.is_selection else "toutes les régions"
            said.append(f"Région inconnue\u00a0: voici {shown}.")
        if "france" in errors:
            said.append("Avec la France ou sans, rien d'autre\u00a0: voici avec.")
        return said

    @property
    def _asked_regions(self) -> set[str]:
        return set(self["regions"].data or ())
