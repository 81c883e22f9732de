"""What the rows of a file refer to, loaded once for the whole file."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from operator import attrgetter
from typing import Any

from import_export.widgets import Widget

from regions.importer.cells import Row, cell_text
from regions.models import Answer, Base, Question, Region, Report

COLUMNS = {
    "region": "région",
    "indicator": "indicateur",
    "survey": "enquête",
    "answer": "réponse",
    "base": "base",
    "base_status": "état de la base",
    "value": "valeur",
    "unit": "unité",
    "qualifier": "nuance",
    "respondents": "répondants",
    "count": "effectif",
    "report": "rapport",
    "source": "source",
    "certainty": "certitude",
    "note": "note",
}


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Without accents, case or doubled spaces: how names are compared."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


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
        known = self.keys | self.labels | self.hints
        near = get_close_matches(name, [key for key in known if known[key]], n=1)
        hint = f" ; vouliez-vous dire « {known[near[0]]} » ?" if near else "."
        raise ValueError(f"{self.kind} « {cell} » n'existe pas{hint}")


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
        """Reports are locked until the end of the transaction: none is approved meanwhile."""
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
        reports = Report.objects.select_related("region").order_by().select_for_update(of=("self",))
        for report in reports:
            found.reports.add(report, (report.slug,), (report.title,))
        return found

    def find(self, name: str, row: Row) -> Any:
        """The object that a row names; ValueError where it is unknown."""
        cell = cell_text(row.get(COLUMNS.get(name, name)))
        if name in ("question", "answer"):
            indicator = self.indicators.find(cell_text(row.get(COLUMNS["indicator"])))
            if name == "answer":
                return self.answers.get(indicator.pk, Names("réponse")).find(cell)
            survey = self.surveys.find(cell_text(row.get(COLUMNS["survey"])))
            if (indicator.pk, survey.pk) not in self.questions:
                raise ValueError(
                    f"l'enquête « {survey} » n'a pas de question sur « {indicator} » : ajoutez-la."
                )
            return self.questions[indicator.pk, survey.pk]
        names = {"region": self.regions, "base": self.bases, "report": self.reports}[name]
        return names.find(cell)

    def questions_of(self, surveys: set[str]) -> list[Question]:
        """The questions of the surveys that are named so, folded."""
        return [
            question
            for question in self.questions.values()
            if surveys
            & {folded(question.survey.slug), folded(question.survey.name), folded(str(question.survey))}
        ]


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
