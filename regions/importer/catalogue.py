"""What the rows of a file refer to, loaded once for the whole file."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from operator import attrgetter
from typing import Any

from import_export.widgets import Widget

from regions.importer.cells import Row, cell_text, shortened
from regions.importer.reading import COLUMNS, folded
from regions.models import Answer, Base, Question, Region, Report


class Names:
    """Objects of one kind by key and by label; a label that two of them share names neither."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.keys: dict[str, Any] = {}
        self.labels: dict[str, Any] = {}
        self.hints: dict[str, Any] = {}
        self.by_pk: dict[int, Any] = {}

    def add(self, found: Any, keys: Iterable[str], labels: Iterable[str], hints: Iterable[str] = ()) -> None:
        self.by_pk[found.pk] = found
        self.keys |= {folded(key): found for key in keys}
        self.hints |= {folded(hint): found for hint in hints if hint}
        for label in {folded(label) for label in labels}:
            self.labels[label] = None if self.labels.get(label, found) != found else found

    def find(self, cell: str) -> Any:
        """ValueError, with the nearest name, where there is none."""
        if not cell:
            raise ValueError("cellule vide : une valeur est attendue.")
        name = folded(cell)
        found = self.keys.get(name) or self.labels.get(name)
        if found is not None:
            return found
        near = self.nearest(cell)
        hint = f" ; vouliez-vous dire « {near} » ?" if near else "."
        raise ValueError(f"{self.kind} « {shortened(cell)} » n'existe pas{hint}")

    def nearest(self, cell: str) -> Any:
        """What an unknown name may stand for: a former or short name, or the nearest; else None."""
        name = folded(cell)
        if not name or len(name) > _LONGEST_NAME:
            return None
        if name in self.hints:
            return self.hints[name]
        known = self.keys | self.labels | self.hints
        near = get_close_matches(name, [key for key in known if known[key]], n=1)
        return known[near[0]] if near else None


_LONGEST_NAME = 300


@dataclass(slots=True)
class Catalogue:
    """All that a figure refers to, by the names of files and of people, in five queries."""

    regions: Names
    indicators: Names
    surveys: Names
    questions: dict[tuple[int, int], Question]
    answers: dict[int, Names]
    bases: Names
    reports: Names

    @classmethod
    def load(cls) -> "Catalogue":
        found = cls(
            regions=Names("région"),
            indicators=Names("indicateur"),
            surveys=Names("enquête"),
            questions={},
            answers={},
            bases=Names("base"),
            reports=Names("rapport"),
        )
        for region in Region.objects.all():
            # Former regions are parts of today's: proposed, never taken for them.
            found.regions.add(
                region, (region.code, region.slug), (region.name,), (*region.all_names, region.abbreviation)
            )
        for question in Question.objects.select_related("indicator", "survey"):
            indicator, survey = question.indicator, question.survey
            found.questions[indicator.pk, survey.pk] = question
            found.indicators.add(indicator, (indicator.slug,), (indicator.short_label,))
            found.surveys.add(survey, (survey.slug,), (survey.name, str(survey)))
        for answer in Answer.objects.select_related("indicator"):
            names = found.answers.setdefault(answer.indicator_id, Names("réponse"))
            names.add(answer, (answer.slug,), (answer.label,))
        for base in Base.objects.all():
            found.bases.add(base, (base.slug,), (base.label,))
        for report in Report.objects.select_related("region").order_by():
            found.reports.add(report, (report.slug,), (report.title,))
        return found

    def find(self, name: str, row: Row) -> Any:
        """The object that a row names; ValueError where it is unknown."""
        if name == "question":
            indicator = self.indicators.find(_cell(row, "indicator"))
            survey = self.surveys.find(_cell(row, "survey"))
            if (indicator.pk, survey.pk) not in self.questions:
                raise ValueError(
                    f"l'enquête « {survey} » n'a pas de question sur « {indicator} » : ajoutez-la."
                )
            return self.questions[indicator.pk, survey.pk]
        return self._names(name, row).find(_cell(row, name))

    def nearest(self, key: str, row: Row) -> Any:
        """What a cell that names nothing may stand for; None where nothing comes near."""
        try:
            return self._names(key, row).nearest(_cell(row, key))
        except ValueError:  # an answer to an unknown indicator
            return None

    def _names(self, key: str, row: Row) -> Names:
        if key == "answer":
            indicator = self.indicators.find(_cell(row, "indicator"))
            return self.answers.get(indicator.pk, Names("réponse"))
        return {
            "region": self.regions,
            "indicator": self.indicators,
            "survey": self.surveys,
            "base": self.bases,
            "report": self.reports,
        }[key]

    def questions_of(self, surveys: set[str]) -> list[Question]:
        """The questions of the surveys that are named so, folded."""
        return [
            question
            for question in self.questions.values()
            if surveys
            & {folded(question.survey.slug), folded(question.survey.name), folded(str(question.survey))}
        ]


REFERENCES = frozenset({"region", "indicator", "survey", "answer", "base", "report"})


def _cell(row: Row, key: str) -> str:
    return cell_text(row.get(COLUMNS[key]))


class ReferenceWidget(Widget):
    """A row of another table by its key, from the catalogue that the resource has loaded."""

    catalogue: Catalogue

    def __init__(self, name: str, key: str = "slug") -> None:
        super().__init__()
        self.name = name
        self.key = attrgetter(key)

    def clean(self, value: Any, row: Row | None = None, **kwargs: Any) -> Any:
        return self.catalogue.find(self.name, row or {})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(self.key(value)) if value else ""
