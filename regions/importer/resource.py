"""The one import resource of desk, loader and command: what a row says, and whether it may."""

from datetime import datetime
from decimal import Decimal
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import ModelResource
from import_export.results import RowResult

from regions import formats
from regions.checks import figure_errors
from regions.importer.catalogue import Catalogue, ReferenceWidget
from regions.importer.cells import (
    ChoiceWidget,
    NumberWidget,
    Row,
    TextWidget,
    WholeWidget,
    unit_error,
)
from regions.importer.reading import COLUMNS
from regions.models import BaseStatus, Certainty, Correction, Figure, Qualifier, Unit
from regions.models.figure import CORRECTED
from regions.publication import database_now

Key: TypeAlias = tuple[int, int, int, int]

KEY = ("question", "answer", "base", "region")
STORED = (
    "report",
    "value",
    "unit",
    "qualifier",
    "respondents",
    "count",
    "base_status",
    "certainty",
    "source",
    "note",
)


class FigureLoader(BaseInstanceLoader):
    """Finds the stored figure of a row, from one query for the whole file; refuses a second mention."""

    resource: "FigureResource"

    def __init__(self, resource: "FigureResource", surveys: set[str]) -> None:
        """`surveys` are the names that the file has for them, folded."""
        super().__init__(resource)
        stored = Figure.objects.filter(question__in=resource.catalogue.questions_of(surveys))
        self.stored: dict[Key, Figure] = {figure_key(figure): figure for figure in stored}
        self.seen: dict[Key, int] = {}

    def get_instance(self, row: Row) -> Figure | None:
        try:
            found = [self.resource.catalogue.find(name, row) for name in KEY]
        except ValueError:
            return None  # import_instance says what is wrong, by column
        question, answer, base, region = found
        key = (question.pk, answer.pk, base.pk, region.pk)
        if key in self.seen:
            raise ValidationError(
                {
                    "answer": f"même chiffre qu'à la ligne {self.seen[key]} : même question, même réponse, "
                    "même base, même région. Supprimez l'une des deux lignes."
                }
            )
        self.seen[key] = self.resource.line
        figure = self.stored.get(key)
        if figure is not None:
            figure.question, figure.answer, figure.base, figure.region = found
            figure.report = self.resource.reports[figure.report_id]
        return figure


def figure_key(figure: Figure) -> Key:
    return figure.question_id, figure.answer_id, figure.base_id, figure.region_id


def _stored_values(figure: Figure) -> tuple[Any, ...]:
    names = (name if name != "report" else "report_id" for name in STORED)
    return tuple(getattr(figure, name) for name in names)


class _RowResult(RowResult):
    def add_instance_info(self, instance: Figure) -> None:
        """Nothing: words about every row would cost as much as reading it."""


class FigureResource(ModelResource):
    """Figures to files, and rows of files to figures: `read_row` for each, once `load` is called.

    `keep_existing` leaves stored figures as they are, whatever the file says: `kept` counts them.
    """

    region = Field("region", COLUMNS["region"], ReferenceWidget("region", "code"))
    indicator = Field("question__indicator__slug", COLUMNS["indicator"], TextWidget(), readonly=True)
    question = Field("question", COLUMNS["survey"], ReferenceWidget("question", "survey.slug"))
    answer = Field("answer", COLUMNS["answer"], ReferenceWidget("answer"))
    base = Field("base", COLUMNS["base"], ReferenceWidget("base"))
    base_status = Field("base_status", COLUMNS["base_status"], ChoiceWidget(BaseStatus, BaseStatus.STATED))
    value = Field("value", COLUMNS["value"], NumberWidget())
    unit = Field("unit", COLUMNS["unit"], ChoiceWidget(Unit))
    qualifier = Field("qualifier", COLUMNS["qualifier"], ChoiceWidget(Qualifier))
    respondents = Field("respondents", COLUMNS["respondents"], WholeWidget())
    count = Field("count", COLUMNS["count"], WholeWidget())
    report = Field("report", COLUMNS["report"], ReferenceWidget("report"))
    source = Field("source", COLUMNS["source"], TextWidget())
    certainty = Field("certainty", COLUMNS["certainty"], ChoiceWidget(Certainty, Certainty.CERTAIN))
    note = Field("note", COLUMNS["note"], TextWidget())

    class Meta:
        model = Figure
        fields = ("indicator", *KEY, *STORED)
        import_order = export_order = (
            "region",
            "indicator",
            "question",
            "answer",
            "base",
            "base_status",
            "value",
            "unit",
            "qualifier",
            "respondents",
            "count",
            "report",
            "source",
            "certainty",
            "note",
        )
        import_id_fields = KEY
        use_bulk = True  # rows are kept, and written together once all are read
        # The stored values are compared here, by a tuple: copies and HTML for every row cost ten times.
        skip_diff = True

    def __init__(self, *, keep_existing: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.keep_existing = keep_existing
        self.kept = 0
        self.line = 0
        self.before: tuple[Any, ...] | None = None
        self.to_correct = False

    @classmethod
    def get_row_result_class(cls) -> type[RowResult]:
        return _RowResult

    def load(self, surveys: set[str], catalogue: Catalogue | None = None) -> None:
        """Read all that rows may refer to, and the stored figures of these surveys."""
        self.at: datetime = database_now()
        self.catalogue = catalogue or Catalogue.load()
        self.reports = self.catalogue.reports.by_pk
        self.corrected = set(Correction.objects.approved().values_list("figure", flat=True))
        # The last that is out is what the public reads.
        out = Correction.objects.published(self.at).order_by("publish_at", "pk")
        self.public_values: dict[int, Decimal] = dict(out.values_list("figure", "value"))
        for field in self.fields.values():
            if isinstance(field.widget, ReferenceWidget):
                field.widget.catalogue = self.catalogue
        self.loader = FigureLoader(self, surveys)

    def read_row(self, line: int, row: Row) -> RowResult:
        """What becomes of a row: `self.instance` is its figure, `self.before` its stored values, if any.

        The validation error of a refused one names our columns: "region", "value".
        """
        self.line, self.to_correct = line, False
        return self.import_row(row, self.loader, row_number=line, dry_run=True)

    def after_init_instance(self, instance: Figure, new: bool, row: Row, **kwargs: Any) -> None:
        self.instance, self.row = instance, row
        self.before = None if new else _stored_values(instance)
        self.was_in = None if new else instance.report

    def skip_row(
        self, instance: Figure, original: Figure | None, row: Row, import_validation_errors: Any = None
    ) -> bool:
        if self.before is None or import_validation_errors:
            return False
        unchanged = self._is_unchanged(instance)
        if not unchanged and self.keep_existing:
            self.kept += 1
        return unchanged or self.keep_existing

    def _is_unchanged(self, instance: Figure) -> bool:
        """Also where the file has the corrected value, as the public reads it."""
        assert self.before is not None
        now = _stored_values(instance)
        if now == self.before or instance.pk not in self.public_values:
            return now == self.before
        read = dict(zip(STORED, self.before, strict=True)) | {"value": self.public_values[instance.pk]}
        return now == tuple(read.values())

    def validate_instance(
        self, instance: Figure, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        errors: dict[str, Any] = dict(import_validation_errors or {})
        if not errors.keys() & {*KEY, "report"}:
            unit = instance.question.indicator.unit
            if instance.unit and instance.unit != unit:
                errors["unit"] = f"cet indicateur se mesure en « {Unit(unit).label} »."
            instance.unit = unit
            errors = figure_errors(instance) | errors
            if error := unit_error(self.row.get(COLUMNS["value"]), unit):
                errors["value"] = error
            if not errors:
                errors = self._frozen(instance)
        try:
            instance.clean_fields(exclude={*KEY, "report", *errors})
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError({_column(name): errors[name] for name in errors})

    def _frozen(self, instance: Figure) -> dict[str, str]:
        """Why a row that is right in itself may not be written: it is public."""
        stored = self.was_in or instance.report
        if not (stored.is_published(self.at) or instance.pk in self.corrected):
            public = instance.report.is_published(self.at)
            return {"report": instance.report.frozen_message} if public else {}
        if self.before is None:
            return {"report": stored.frozen_message}
        value = self.public_values.get(instance.pk, self.before[STORED.index("value")])
        if instance.value is None or value == instance.value:
            return {"report": stored.frozen_message}
        self.to_correct = True
        if not stored.is_published(self.at):
            return {"value": CORRECTED}
        was = "non publié" if value is None else formats.value(value, instance.unit)
        return {"value": f"{was} est public, et ne devient {_written(instance)} que par un rectificatif."}


def _written(figure: Figure) -> str:
    assert figure.value is not None
    return formats.value(figure.value, figure.unit)


def _column(name: str) -> str:
    """The column of a field: an indicator and a survey make a question."""
    return "survey" if name == "question" else name
