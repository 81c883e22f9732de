"""What the rows of a file refer to, loaded once for the whole file."""

from dataclasses import dataclass
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


@dataclass(slots=True)
class Catalogue:
    """All that a figure refers to, by the keys of the files, in five queries."""

    regions: dict[str, Region]
    questions: dict[tuple[str, str], Question]
    answers: dict[tuple[str, str], Answer]
    bases: dict[str, Base]
    reports: dict[str, Report]

    @classmethod
    def load(cls) -> "Catalogue":
        """Reports are locked until the end of the transaction: none is approved meanwhile."""
        reports = Report.objects.select_related("region").order_by().select_for_update(of=("self",))
        regions: dict[str, Region] = {}
        for region in Region.objects.all():
            for name in (region.code, region.slug, region.name):
                regions[name.lower()] = region
        return cls(
            regions=regions,
            questions={
                (question.indicator.slug, question.survey.slug): question
                for question in Question.objects.select_related("indicator", "survey")
            },
            answers={
                (answer.indicator.slug, answer.slug): answer
                for answer in Answer.objects.select_related("indicator")
            },
            bases={base.slug: base for base in Base.objects.all()},
            reports={report.slug: report for report in reports},
        )

    def find(self, name: str, row: Row) -> Any:
        """The object that a row names; ValueError where it is unknown."""
        cell = cell_text(row.get(COLUMNS.get(name, name)))
        indicator = cell_text(row.get(COLUMNS["indicator"]))
        survey = cell_text(row.get(COLUMNS["survey"]))
        if name == "question":
            if (indicator, survey) in self.questions:
                return self.questions[indicator, survey]
            raise ValueError(
                f"aucune question sur « {indicator} » dans l'enquête « {survey} » : "
                "vérifiez les deux adresses, ou ajoutez la question."
            )
        if not cell:
            raise ValueError("cellule vide : une valeur est attendue.")
        if name == "answer":
            found: Any = self.answers.get((indicator, cell))
        elif name == "region":
            found = self.regions.get(cell.lower())
        else:
            found = self.bases.get(cell) if name == "base" else self.reports.get(cell)
        if found is None:
            raise ValueError(f"« {cell} » n'existe pas.")
        return found


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
