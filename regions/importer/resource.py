"""The one import resource of admin, loader and commands."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import ModelResource
from import_export.results import Result, RowResult

from regions.checks import figure_errors
from regions.importer.catalogue import COLUMNS, Catalogue, ReferenceWidget, folded
from regions.importer.cells import (
    ChoiceWidget,
    NumberWidget,
    Row,
    TextWidget,
    WholeWidget,
    cell_text,
    unit_error,
)
from regions.models import BaseStatus, Certainty, Correction, Figure, Qualifier, Report, Unit
from regions.models.figure import CORRECTED
from regions.publication import database_now

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Key: TypeAlias = tuple[int, int, int, int]

REQUIRED = ("region", "indicator", "survey", "answer", "base", "value", "report", "source")
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
BATCH = 1000


class FigureLoader(BaseInstanceLoader):
    """Finds the stored figure of a row, from one query for the whole file; refuses a second mention."""

    resource: "FigureResource"

    def __init__(self, resource: "FigureResource", dataset: tablib.Dataset | None = None) -> None:
        super().__init__(resource, dataset)
        stored = Figure.objects.none()
        if dataset is not None and dataset.headers and COLUMNS["survey"] in dataset.headers:
            named = {folded(cell_text(cell)) for cell in dataset[COLUMNS["survey"]]}
            stored = Figure.objects.filter(question__in=resource.catalogue.questions_of(named))
        self.stored: dict[Key, Figure] = {_key(figure): figure for figure in stored}
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
                f"même chiffre qu'à la ligne {self.seen[key]} : même question, même réponse, "
                "même base, même région."
            )
        self.seen[key] = self.resource.line
        figure = self.stored.get(key)
        if figure is not None:
            figure.question, figure.answer, figure.base, figure.region = found
            figure.report = self.resource.reports[figure.report_id]
        return figure


def _key(figure: Figure) -> Key:
    return figure.question_id, figure.answer_id, figure.base_id, figure.region_id


def _stored_values(figure: Figure) -> tuple[Any, ...]:
    names = (name if name != "report" else "report_id" for name in STORED)
    return tuple(getattr(figure, name) for name in names)


class FigureResult(Result):
    """A result that also tells which approvals the import voided."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voided: list[Report] = []


class FigureResource(ModelResource):
    """Figures from and to files.

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
        instance_loader_class = FigureLoader
        use_bulk = True
        batch_size = BATCH
        # The stored values are compared here, by a tuple: copies and HTML for every row cost ten times.
        skip_diff = True
        report_skipped = False

    def __init__(self, *, keep_existing: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.keep_existing = keep_existing
        self.kept = 0
        self.line = 1
        self.headings: dict[str, str] = {}
        self.before: tuple[Any, ...] | None = None
        self.touched: set[int] = set()

    @classmethod
    def get_result_class(cls) -> type[FigureResult]:
        return FigureResult

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        self._recognise_columns(dataset)
        self.at: datetime = database_now()
        self.catalogue = Catalogue.load()
        self.corrected = set(Correction.objects.approved().values_list("figure", flat=True))
        self.reports = self.catalogue.reports.by_pk
        for field in self.fields.values():
            if isinstance(field.widget, ReferenceWidget):
                field.widget.catalogue = self.catalogue

    def _recognise_columns(self, dataset: tablib.Dataset) -> None:
        """Rename the headings of the file to ours, and keep theirs for messages."""
        theirs = [cell_text(heading) for heading in dataset.headers or []]
        known = {folded(name): column for english, column in COLUMNS.items() for name in (english, column)}
        ours = [known.get(folded(heading), "") for heading in theirs]
        unknown = [heading for heading, column in zip(theirs, ours, strict=True) if heading and not column]
        missing = [COLUMNS[name] for name in REQUIRED if COLUMNS[name] not in ours]
        twice = {heading for heading in ours if heading and ours.count(heading) > 1}
        faults = [
            f"{what} : {', '.join(names)}."
            for what, names in (
                ("Colonnes inconnues", unknown),
                ("Colonnes manquantes", missing),
                ("Colonnes en double", sorted(twice)),
            )
            if names
        ]
        if faults:
            dataset.wipe()
            faults.append(f"La première ligne nomme les colonnes, parmi : {', '.join(COLUMNS.values())}.")
            raise ValidationError(faults)
        self.headings = dict(zip(ours, theirs, strict=True))
        dataset.headers = ours

    def import_row(self, row: Row, instance_loader: BaseInstanceLoader, **kwargs: Any) -> RowResult:
        # The first row of a file holds its headings, and people count from 1.
        self.line = kwargs["row_number"] + 1
        if not any(cell_text(cell) for cell in row.values()):
            blank = RowResult()
            blank.import_type = RowResult.IMPORT_TYPE_SKIP
            return blank
        return super().import_row(row, instance_loader, **kwargs)

    def after_init_instance(self, instance: Figure, new: bool, row: Row, **kwargs: Any) -> None:
        self.instance, self.row = instance, row
        self.before = None if new else _stored_values(instance)
        self.was_in = None if new else instance.report

    def skip_row(
        self, instance: Figure, original: Figure | None, row: Row, import_validation_errors: Any = None
    ) -> bool:
        if self.before is None or import_validation_errors:
            return False
        unchanged = self.before == _stored_values(instance)
        if not unchanged and self.keep_existing:
            self.kept += 1
        return unchanged or self.keep_existing

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
            for report in {instance.report, self.was_in or instance.report}:
                if report.is_published(self.at):
                    errors["report"] = report.frozen_message
            if instance.pk in self.corrected:
                errors["value"] = CORRECTED
        try:
            instance.clean_fields(exclude={*KEY, "report", *errors})
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError({self._heading(name): errors[name] for name in errors})
        self.touched.add(instance.report_id)
        if self.was_in:
            self.touched.add(self.was_in.pk)

    def _heading(self, name: str) -> str:
        """The column of a field as the file calls it."""
        if name == NON_FIELD_ERRORS:
            return name
        column = COLUMNS["survey"] if name == "question" else COLUMNS[name]
        return self.headings.get(column, column)

    def bulk_update(self, using_transactions: bool, dry_run: bool, *args: Any, **kwargs: Any) -> None:
        # An upsert is one statement a batch; bulk_update's CASE for each row is ten times slower.
        if self.update_instances:
            Figure.objects.bulk_create(
                self.update_instances, update_conflicts=True, unique_fields=KEY, update_fields=STORED
            )
        self.update_instances.clear()

    def after_import_row(self, row: Row, row_result: RowResult, **kwargs: Any) -> None:
        if kwargs.get("dry_run") and row_result.import_type != RowResult.IMPORT_TYPE_SKIP:
            row_result.diff = self._preview(self.instance)

    def _preview(self, instance: Figure) -> list[SafeString]:
        """The cells of the preview; where a stored value changes, the old one struck out."""
        old = dict(zip(STORED, self.before or (), strict=False))
        if self.before:
            old["report"] = self.reports[self.before[0]]
        cells = []
        for field in self.get_import_fields():
            name, new = str(field.attribute), field.export(instance)
            before = field.widget.render(old[name]) if name in old else new
            cells.append(
                escape(str(new))
                if new == before
                else format_html("<del>{}</del> <ins>{}</ins>", str(before), str(new))
            )
        return cells

    def after_import(self, dataset: tablib.Dataset, result: FigureResult, **kwargs: Any) -> None:
        user: User | None = kwargs.get("user")
        if result.has_errors() or result.has_validation_errors():
            return
        for pk in sorted(self.touched):
            if self.reports[pk].record_edit(by=user):
                result.voided.append(self.reports[pk])
