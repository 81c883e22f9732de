"""Figures at the desk."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from import_export.admin import ExportMixin
from import_export.formats import base_formats
from import_export.forms import ExportForm

from regions import formats
from regions.admin.approval import VOIDED, StateFilter, state_chip
from regions.admin.corrected import corrections_of
from regions.admin.entry import EntryAdmin
from regions.admin.versions import VersionedAdmin, VersionedForm
from regions.checks import table_errors
from regions.files import ExcelCSV
from regions.importer import FigureResource, file_number, parse_number, unit_error
from regions.models import Figure, Report
from regions.models.report import record_edits
from regions.publication import State, instant


class ReportStateFilter(StateFilter):
    title = "état du rapport"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in State:
            return queryset
        reports: QuerySet[Any] = Report.objects.with_state(instant(request))
        reports = reports.filter(state=self.value())
        return queryset.filter(report__in=reports.values("pk"))


class NumberField(forms.DecimalField):
    """A value as people write it, "43,5 %", and as files may hold it: one reading for both."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 12})

    def to_python(self, value: Any) -> Any:
        try:
            return parse_number(value)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        return str(file_number(value)).replace(".", ",") if isinstance(value, Decimal) else value


class MeasuredForm(VersionedForm):
    """A form with a `value`, which is not written in another unit than that of its figure."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        subject = cleaned.get("question") or cleaned.get("figure")
        if subject is not None:
            question = subject.question if isinstance(subject, Figure) else subject
            if error := unit_error(self.data.get("value"), question.indicator.unit):
                self.add_error("value", error)
        return cleaned


NUMBERS: dict[Any, Any] = {models.DecimalField: {"form_class": NumberField}}


@admin.register(Figure)
class FigureAdmin(EntryAdmin, ExportMixin, VersionedAdmin):
    resource_classes = (FigureResource,)
    export_form_class = ExportForm
    import_export_change_list_template = "admin/regions/figure_change_list.html"
    change_form_template = "admin/regions/figure_change_form.html"
    list_display = (
        "region",
        "indicator",
        "answer_label",
        "written_value",
        "report_state",
        "base",
        "survey",
        "respondents",
        "certainty",
    )
    list_filter = (
        ReportStateFilter,
        "region",
        "question__survey",
        "question__indicator",
        "certainty",
        "base_status",
    )
    search_fields = (
        "region__name",
        "region__other_names",
        "question__indicator__short_label",
        "question__survey__name",
        "question__survey__released_on",
        "answer__label",
        "base__label",
        "report__title",
        "source",
    )
    autocomplete_fields = ("question", "answer", "base", "region", "report")
    form = MeasuredForm
    formfield_overrides = NUMBERS
    list_per_page = 50
    fieldsets = (
        ("Ce qui est mesuré", {"fields": ("region", "question", "answer", "base", "base_status")}),
        ("Valeur", {"fields": ("value", "qualifier", "respondents", "count", "certainty")}),
        ("Publication", {"fields": ("report", "source", "note")}),
    )

    def get_export_formats(self) -> list[Any]:
        return [base_formats.CSV, ExcelCSV, base_formats.XLSX]

    def get_queryset(self, request: HttpRequest) -> Any:
        reports: QuerySet[Any] = Report.objects.with_state(instant(request))
        reports = reports.filter(pk=OuterRef("report"))
        figures: Any = super().get_queryset(request)
        return figures.with_labels().annotate(report_state=Subquery(reports.values("state")))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.GET.get("model_name") == "correction":  # only a public figure is corrected
            found = found.filter(report__in=Report.objects.published(instant(request)))
        return found, may_repeat

    @admin.display(description="indicateur", ordering="question__indicator__order")
    def indicator(self, figure: Figure) -> str:
        return figure.question.indicator.short_label

    @admin.display(description="enquête", ordering="question__survey")
    def survey(self, figure: Figure) -> str:
        return str(figure.question.survey)

    @admin.display(description="réponse", ordering="answer__order")
    def answer_label(self, figure: Figure) -> str:
        return figure.answer.label

    @admin.display(description="valeur", ordering="value")
    def written_value(self, figure: Figure) -> str:
        if figure.value is None:
            return "n.d."
        return formats.value(figure.value, figure.unit, figure.qualifier)

    @admin.display(description="état", ordering="report_state")
    def report_state(self, figure: Any) -> SafeString:
        return state_chip(figure.report_state)

    def _is_public(self, request: HttpRequest, figure: Figure | None) -> bool:
        """Public now, or once public and corrected: only a correction changes it."""
        return figure is not None and figure.is_frozen(instant(request))

    def has_change_permission(self, request: HttpRequest, obj: Figure | None = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and not self._is_public(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Figure | None = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and not self._is_public(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Figure | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not self._is_public(request, obj):
            return fieldsets
        # Shown and not edited: "43 %", where the stock page would write 43,000.
        return [
            (title, {"fields": ["written_value" if name == "value" else name for name in options["fields"]]})
            for title, options in fieldsets
        ]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        figure: Figure | None = kwargs.get("obj")
        if figure is not None and self._is_public(request, figure):
            context["public"] = True
            context["corrections"] = corrections_of(figure, instant(request))
            context["may_correct"] = request.user.has_perm("regions.add_correction")
        return super().render_change_form(request, context, *args, **kwargs)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as error:  # its report came out while the form was open
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(request.path)

    def save_model(self, request: HttpRequest, obj: Figure, form: Any, change: bool) -> None:
        reports = {obj.report}
        if change and "report" in form.changed_data:
            reports.add(Report.objects.get(pk=form.initial["report"]))
        self._record_edits(request, reports)
        super().save_model(request, obj, form, change)
        table = Figure.objects.with_labels().filter(question=obj.question, base=obj.base, region=obj.region)
        for hole in table_errors(table):
            messages.warning(request, f"À revoir avant publication : {hole.message}")

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().delete_view(request, *args, **kwargs)
        except ValidationError as error:  # its report came out while the question was open
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(reverse("admin:regions_figure_changelist"))
        return response

    def delete_model(self, request: HttpRequest, obj: Figure) -> None:
        self._record_edits(request, {obj.report})
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        try:
            with transaction.atomic():
                # Figures before their reports, as all who save (see regions.versions).
                held = Figure.objects.filter(pk__in=queryset.values("pk")).order_by("pk")
                list(held.select_for_update().values_list("pk"))
                self._record_edits(request, {figure.report for figure in queryset})
                super().delete_queryset(request, queryset)
        except ValidationError as error:
            messages.error(request, f"Rien n'a été supprimé. {' '.join(error.messages)}")

    def _record_edits(self, request: HttpRequest, reports: set[Report]) -> None:
        assert request.user.is_authenticated
        for report in record_edits(reports, by=request.user):
            messages.warning(request, VOIDED.format(report))
