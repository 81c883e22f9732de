"""What the visitor asked for."""

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms

from regions.models import Answer, Audience, Indicator, Region
from regions.rows import Asked, Comparison, FigureRow, IndicatorFigures, SideBySide, without_nation

_AUDIENCES = {audience.slug: audience for audience in Audience}


def quoted(text: object) -> str:
    return f"«\u00a0{text}\u00a0»"


class ComparisonForm(forms.Form):
    """The answer and the audience of which a map and its table speak.

    What is not asked for is chosen here: the headline answer, and the audience that regions have.
    """

    reponse = forms.ChoiceField(label="Réponse", required=False)
    public = forms.ChoiceField(
        label="Public",
        required=False,
        choices=[(slug, audience.label) for slug, audience in _AUDIENCES.items()],
    )

    base = forms.CharField(label="Base et enquête", required=False)

    def __init__(self, figures: IndicatorFigures, *args: Any, kept: dict[str, str] | None = None) -> None:
        """`kept` is what else an address of the same page holds."""
        super().__init__(*args)
        self.figures = figures
        self.kept = kept or {}
        self.answers = {answer.slug: answer for answer in figures.answers}
        answers = self.fields["reponse"]
        assert isinstance(answers, forms.ChoiceField)
        answers.choices = [(slug, answer.label) for slug, answer in self.answers.items()]

    @property
    def answer(self) -> Answer:
        return self.answers.get(self._chosen("reponse")) or self.figures.answers[0]

    @property
    def audience(self) -> Audience:
        if chosen := _AUDIENCES.get(self._chosen("public")):
            return chosen
        return (self.figures.audiences_of(self.answer) or self.figures.audiences)[0]

    @property
    def chosen_audience(self) -> str:
        """The audience that was asked for, to be kept when something else is chosen."""
        return self._chosen("public")

    def clean_base(self) -> str:
        chosen = str(self.cleaned_data["base"])
        if chosen and chosen not in self.bases:
            raise forms.ValidationError("Cette base n'a pas de valeur pour cette réponse et ce public.")
        return chosen

    @property
    def bases(self) -> dict[str, Asked]:
        """The questions and bases of this answer and audience, by the names that addresses give them."""
        return {asked.slug: asked for asked in self.figures.asked_of(self.answer, self.audience)}

    @property
    def asked(self) -> Asked | None:
        return self.bases.get(self._chosen("base"))

    @property
    def comparison(self) -> Comparison:
        return self.figures.comparison(self.answer, self.audience, self.asked)

    @property
    def sides(self) -> list[SideBySide]:
        """The audiences of the same answer, territory by territory."""
        return self.figures.side_by_side(self.answer)

    @property
    def query(self) -> str:
        """This choice as the end of an address."""
        base = {"base": self.asked.slug} if self.asked else {}
        return urlencode({"reponse": self.answer.slug, "public": self.audience.slug, **base})

    @property
    def audience_choices(self) -> list[tuple[str, Audience, bool]]:
        """Each audience, the end of the address that chooses it, and whether it was asked."""
        asked = self.figures.audiences
        base = {**self.kept, "reponse": self.answer.slug}
        return [
            (urlencode({**base, "public": audience.slug}), audience, audience in asked)
            for audience in Audience
        ]

    def _chosen(self, field: str) -> str:
        """What was asked for, or an empty text where it is nothing that exists."""
        if not hasattr(self, "cleaned_data"):
            self.is_valid()
        return str(self.cleaned_data.get(field, ""))


class DashboardForm(ComparisonForm):
    """An analysis that the visitor composes: one indicator, some regions or all, with the nation or not.

    Nothing is shown in the place of something else without `replaced` saying so.
    """

    regions = forms.MultipleChoiceField(label="Régions", required=False)
    france = forms.ChoiceField(
        label="France", required=False, choices=[("avec", "Avec la France"), ("sans", "Sans la France")]
    )

    def __init__(self, choice: "IndicatorForm", figures: IndicatorFigures, *args: Any) -> None:
        super().__init__(figures, *args, kept={"indicateur": figures.indicator.slug})
        self.choice = choice
        self.all_regions = [region for region in figures.regions if not region.is_nation]
        regions = self.fields["regions"]
        assert isinstance(regions, forms.MultipleChoiceField)
        regions.choices = [(region.slug, region.name) for region in self.all_regions]

    @property
    def audience(self) -> Audience:
        """The audience that was asked for, where it was asked the question; else the usual one."""
        asked = _AUDIENCES.get(self._chosen("public"))
        if asked in self.figures.audiences:
            return asked
        return (self.figures.audiences_of(self.answer) or self.figures.audiences)[0]

    @property
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

    @property
    def comparison(self) -> Comparison:
        return super().comparison.among(self.chosen, nation=self.with_nation)

    @property
    def sides(self) -> list[SideBySide]:
        return [
            side
            for side in super().sides
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
        rows = {row.region: row for row in super().comparison.rows}
        chosen = self.chosen if self.is_selection else []
        return [(region, region in chosen, rows.get(region)) for region in self.all_regions]

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
        asked = _AUDIENCES.get(self._chosen("public"))
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


class IndicatorForm(forms.Form):
    """The indicator of the map; what is not asked for is the first of them."""

    indicateur = forms.ChoiceField(label="Indicateur", required=False)

    def __init__(
        self, indicators: Sequence[Indicator], *args: Any, regional: Collection[Indicator] = ()
    ) -> None:
        """`regional` are those of which a region has a value."""
        super().__init__(*args)
        self.regional = regional
        self.indicators = {indicator.slug: indicator for indicator in indicators}
        field = self.fields["indicateur"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(slug, indicator.short_label) for slug, indicator in self.indicators.items()]

    @property
    def indicator(self) -> Indicator | None:
        self.is_valid()
        chosen = str(self.cleaned_data.get("indicateur", ""))
        return self.indicators.get(chosen) or next(iter(self.indicators.values()), None)

    @property
    def groups(self) -> list[tuple[str, list[Indicator]]]:
        """Those that regions have, then those of the nation alone."""
        both: tuple[list[Indicator], list[Indicator]] = ([], [])
        for indicator in self.indicators.values():
            both[indicator not in self.regional].append(indicator)
        named = zip(("Région par région", "France seulement"), both, strict=True)
        return [(name, group) for name, group in named if group]
