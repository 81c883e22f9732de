"""What is said once at the head of the grid for all of its new figures, and how its cells are sent."""

from collections import Counter
from typing import Any

from django import forms
from django.http import QueryDict

from regions.entry import Grid, Head, Key, Typed, cell_anchor, load_seen
from regions.history import REASON_LENGTH
from regions.models import BaseStatus, Region, Report
from regions.publication import State

OWN = "regional"  # each region's own report


class HeadForm(forms.Form):
    report = forms.ChoiceField(
        label="Rapport qui les publie",
        required=False,
        help_text="Un chiffre sort avec son rapport, et pas avant. Ceux qui existent gardent le leur.",
    )
    source = forms.CharField(
        label="Lu dans",
        max_length=300,
        required=False,
        widget=forms.TextInput({"list": "sources"}),
        help_text="Le document où vous lisez les nouveaux chiffres.",
    )
    base_status = forms.ChoiceField(
        label="La base y est", choices=BaseStatus, initial=BaseStatus.STATED, required=False
    )
    reason = forms.CharField(
        label="Pourquoi ce changement",
        max_length=REASON_LENGTH,
        required=False,
        help_text="Facultatif ; gardé dans l'historique du bureau, jamais public.",
    )

    def __init__(self, grid: Grid, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"report": _usual_report(grid)})
        self.grid = grid
        choices = [("", "– choisir –")]
        if any(report.kind == "regional" for report in grid.reports):
            choices.append((OWN, "le rapport régional de chaque région"))
        choices += [(str(report.pk), _label(report)) for report in grid.national]
        self.fields["report"].choices = choices  # type: ignore[attr-defined]
        for region in grid.regions:
            candidates = grid.candidates(region)
            self.fields[f"report-{region.pk}"] = forms.ChoiceField(
                label=region.name,
                required=False,
                choices=[("", "comme en tête"), *((str(one.pk), _label(one)) for one in candidates)],
            )

    @property
    def region_fields(self) -> list[tuple[Any, list[Report]]]:
        """For each region its field, and its own reports that are not out."""
        return [
            (self[f"report-{region.pk}"], [one for one in self.grid.reports if one.region_id == region.pk])
            for region in self.grid.regions
        ]

    def head(self) -> Head:
        """What stands in the valid fields; what is missing is told by the plan, where it is needed."""
        self.is_valid()
        sent = self.cleaned_data
        return Head(
            reports={region.pk: self._report(region) for region in self.grid.regions},
            source=sent.get("source", ""),
            base_status=sent.get("base_status") or BaseStatus.STATED,
            removed=self._removed(),
        )

    def _report(self, region: Region) -> Report | None:
        candidates = self.grid.candidates(region)
        chosen = self.cleaned_data.get(f"report-{region.pk}") or self.cleaned_data.get("report")
        if chosen == OWN:
            return next((one for one in candidates if one.region_id == region.pk), None)
        return next((one for one in candidates if str(one.pk) == chosen), None)

    def _removed(self) -> frozenset[Key]:
        if not self.grid.rights.delete:
            return frozenset()
        ticked = set(self.data.get("remove", "").split())
        return frozenset(key for key in self.grid.keys if cell_anchor(key) in ticked)


def _label(report: Report) -> str:
    """With what becomes of it: "PHARE Bretagne (approuvé, sous embargo)"."""
    if report.approved_at is not None:
        return f"{report} ({State.APPROVED.label})"
    return f"{report} ({State.WITHDRAWN.label})" if report.withdrawn_at else str(report)


def _usual_report(grid: Grid) -> str:
    """What the drafts of this question are in; else the only choice there is; else none: it is asked."""
    drafts = [figure.report for figure in grid.figures.values() if figure.pk not in grid.frozen]
    usual = Counter(OWN if report.kind == "regional" else str(report.pk) for report in drafts or grid.reports)
    if drafts:
        return usual.most_common(1)[0][0]
    return next(iter(usual)) if len(usual) == 1 else ""


def read_typed(grid: Grid, data: QueryDict, head: Head) -> Typed:
    cells = {key: str(data[name]) for key in grid.keys if (name := cell_anchor(key)) in data}
    rows = {key[:2]: str(data[name]) for key in grid.keys if (name := cell_anchor(key[:2])) in data}
    return Typed(cells, rows, load_seen(data.get("seen", "")), head)
