"""One indicator, and of it one answer of one audience."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.validators import slug_re

from regions.models import Answer, Audience, Indicator
from regions.rows import Asked, Comparison, IndicatorFigures, SideBySide

AUDIENCES = {audience.slug: audience for audience in Audience}


def asked_survey(sent: Mapping[str, Any]) -> str:
    """The address of the survey of which the base is asked for; an empty text where it can be none."""
    slug = str(sent.get("base", "")).partition(":")[0]
    return slug if slug_re.match(slug) else ""


def quoted(text: object) -> str:
    return f"«\u00a0{text}\u00a0»"


class ComparisonForm(forms.Form):
    """The answer and the audience of which a map and its table speak.

    What is not asked for is chosen here: the first answer and the audience that regions have.
    """

    reponse = forms.ChoiceField(label="Réponse", required=False)
    public = forms.ChoiceField(
        label="Public",
        required=False,
        choices=[(slug, audience.label) for slug, audience in AUDIENCES.items()],
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

    @cached_property
    def answer(self) -> Answer:
        return self.answers.get(self._chosen("reponse")) or self.figures.first_answer

    @cached_property
    def audience(self) -> Audience:
        if chosen := AUDIENCES.get(self._chosen("public")):
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

    @cached_property
    def bases(self) -> dict[str, Asked]:
        """The questions and bases of this answer and audience, by the names that addresses give them."""
        return {asked.slug: asked for asked in self.figures.asked_of(self.answer, self.audience)}

    @property
    def asked(self) -> Asked | None:
        return self.bases.get(self._chosen("base"))

    @cached_property
    def of_all(self) -> Comparison:
        """Every region with the nation."""
        return self.figures.comparison(self.answer, self.audience, self.asked)

    @property
    def comparison(self) -> Comparison:
        return self.of_all

    @cached_property
    def all_sides(self) -> list[SideBySide]:
        """The audiences of the same answer, territory by territory."""
        return self.figures.side_by_side(self.answer)

    @property
    def sides(self) -> list[SideBySide]:
        return self.all_sides

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
