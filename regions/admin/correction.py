"""Corrections at the desk: written from the page of a public figure, then approved by a second person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime

from regions import formats, sentences
from regions.admin.approval import ApprovalAdmin, DateAndTime, InstantField, StateFilter
from regions.admin.corrected import corrections_of
from regions.admin.figure import NUMBERS, MeasuredForm, NumberField
from regions.checks import value_error
from regions.consequences import Consequences, Proposal, consequences, rank_change
from regions.importer import unit_error
from regions.models import Correction, Figure
from regions.publication import Hole, instant
from regions.rows import figure_row

LISTED = 30  # a correction of the nation's figure touches the gap of every region


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a correction would change, as the desk tells it before anything is saved or approved.

    `rank` is in words, empty where there is none.
    """

    found: Consequences
    rank: str
    holes: list[Hole]

    @property
    def lines(self) -> list[str]:
        told = [sentences.consequence_words(one) for one in self.found.listed]
        return [*told, *([f"Rang possible : {self.rank}."] if self.rank else [])]


def meaning(correction: Correction, at: datetime) -> Meaning:
    """Of a correction, saved or not, whose figure and value are known."""
    figure = Figure.objects.with_labels().get(pk=correction.figure_id)
    beside = Figure.objects.published(at)
    if not figure.report.is_published(at):  # it was public, and went with its report
        beside = Figure.objects.as_drafted(at)
    proposal = Proposal(figure, correction.value, figure.respondents)
    return Meaning(
        found=consequences([proposal], beside, limit=LISTED),
        rank=sentences.rank_change_words(*rank_change(proposal, beside)),
        holes=correction.holes(),
    )


class CorrectForm(forms.ModelForm[Correction]):
    """A correction of the figure of its instance."""

    value = NumberField(label="Nouvelle valeur", help_text="Comme elle s'écrit : 43, 43,5 ou 43 %.")
    publish_at = InstantField(
        label="Instant de publication",
        required=False,
        widget=DateAndTime,
        help_text="Heure de Paris. Passé au moment de l'approbation, le rectificatif sort aussitôt.",
    )
    # The value of which the person was shown what it changes; the page writes it.
    seen = forms.CharField(required=False)

    class Meta:
        model = Correction
        fields = ("value", "reason", "publish_at")
        widgets = {"reason": forms.Textarea({"rows": 4, "cols": 80})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if error := unit_error(self.data.get("value"), self.instance.figure.unit):
            self.add_error("value", error)
        return cleaned

    def add_error(self, field: str | None, error: Any) -> None:
        """A fault of the figure itself, which is no field here, is told above them."""
        if "figure" in getattr(error, "error_dict", {}):
            field, error = None, ValidationError(error.error_dict["figure"])
        super().add_error(field, error)

    @property
    def is_seen(self) -> bool:
        """Whether what would be saved is what the person was shown."""
        return self.is_valid() and self.cleaned_data["seen"] == str(self.cleaned_data["value"])

    def proposed(self) -> Correction | None:
        """The correction as typed, where it can be told what it changes; else None."""
        if self.is_bound:
            self.errors  # noqa: B018 - cleans what was typed
            typed = self.cleaned_data
        else:
            typed = {**self.initial, "value": self._prefilled()}
        figure, value = self.instance.figure, typed.get("value")
        if value is None or value_error(value, figure.unit):
            return None
        return Correction(figure=figure, value=value, publish_at=typed.get("publish_at"))

    def _prefilled(self) -> Any:
        try:
            return self.fields["value"].clean(self.initial["value"])
        except ValidationError:
            return None


@admin.register(Correction)
class CorrectionAdmin(ApprovalAdmin):
    list_display = ("figure", "written_value", "publish_at", "state", "author", "approved_by")
    list_filter = (StateFilter, "figure__region")
    list_select_related = ("author", "approved_by")
    search_fields = ("reason", "figure__region__name", "figure__question__indicator__short_label")
    autocomplete_fields = ("figure",)
    form = MeasuredForm
    formfield_overrides = {**ApprovalAdmin.formfield_overrides, **NUMBERS}
    readonly_fields = ("author", "approved_by", "approved_at", "approved_alone_because")
    fieldsets = (
        (None, {"fields": ("figure", "value", "reason")}),
        ("Publication", {"fields": ("publish_at", *readonly_fields)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        labels = (
            "figure__region",
            "figure__question__indicator",
            "figure__question__survey",
            "figure__answer__indicator",
            "figure__base",
        )
        return super().get_queryset(request).select_related(*labels)

    def approval_lines(self, subject: Correction, at: datetime) -> list[str]:
        return [*meaning(subject, at).lines, f"Raison : {subject.reason}"]

    @admin.display(description="nouvelle valeur", ordering="value")
    def written_value(self, correction: Correction) -> str:
        return formats.value(correction.value, correction.figure.unit)

    def get_urls(self) -> list[URLPattern]:
        correct = path(
            "rectifier/<int:pk>/",
            self.admin_site.admin_view(self.correct),
            name="regions_correction_correct",
        )
        return [correct, *super().get_urls()]

    def correct(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write the correction of the figure `pk`; saved only once it was shown what it changes."""
        figure = Figure.objects.with_labels().filter(pk=pk).first()
        if figure is None:
            raise Http404
        if not self.has_add_permission(request):
            raise PermissionDenied
        at, address = instant(request), reverse("admin:regions_figure_change", args=[pk])
        if not figure.is_frozen(at):
            messages.warning(request, "Ce chiffre n'est pas public : modifiez-le lui-même.")
            return HttpResponseRedirect(address)
        form = CorrectForm(
            request.POST if request.method == "POST" else None,
            instance=Correction(figure=figure),
            initial={
                "value": request.GET.get("value", ""),
                "publish_at": localtime(at).replace(second=0, microsecond=0),
            },
        )
        if request.method == "POST" and "save" in request.POST and form.is_seen:
            self._save_draft(request, form)
            return HttpResponseRedirect(address)
        return self._correct_page(request, figure, form, at)

    def _save_draft(self, request: HttpRequest, form: CorrectForm) -> None:
        assert request.user.is_authenticated
        with transaction.atomic():
            correction = form.save()
            correction.record_edit(by=request.user)
            self.log_addition(request, correction, [{"added": {}}])
        messages.success(
            request, "Rectificatif enregistré en brouillon : une autre personne l'approuve, et il sort."
        )

    def _correct_page(
        self, request: HttpRequest, figure: Figure, form: CorrectForm, at: datetime
    ) -> HttpResponse:
        proposed = form.proposed()
        context = {
            **self.admin_site.each_context(request),
            "title": "Rectifier ce chiffre",
            "opts": Figure._meta,
            "figure": figure,
            "row": figure_row(Figure.objects.as_drafted(at).with_labels().get(pk=figure.pk), None),
            "form": form,
            "media": self.media + form.media,
            "meaning": meaning(proposed, at) if proposed else None,
            "seen": str(proposed.value) if proposed else "",
            "unseen": "save" in request.POST and form.is_valid(),
            "corrections": corrections_of(figure, at),
        }
        return TemplateResponse(request, "admin/regions/correct.html", context)
