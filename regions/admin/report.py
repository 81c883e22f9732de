"""Reports at the desk."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from regions import formats
from regions.admin.approval import ApprovalAdmin, StateFilter
from regions.models import Report
from regions.publication import instant


class WithdrawForm(forms.Form):
    notice = forms.CharField(
        label="Avis public", max_length=2000, required=False, widget=forms.Textarea({"rows": 4, "cols": 80})
    )


@admin.register(Report)
class ReportAdmin(ApprovalAdmin):
    list_display = ("title", "state", "region", "kind", "date", "publish_at", "figure_count")
    list_filter = (StateFilter, "kind", "region")
    list_select_related = ("region",)
    search_fields = ("title", "slug", "region__name", "region__other_names")
    ordering = ("-released_on", "slug")
    autocomplete_fields = ("region",)
    prepopulated_fields = {"slug": ("title",)}
    actions = ("approve_selected", "withdraw_selected")
    editable_when_public = ("note",)
    # The stock file field links to an address of the file, and documents have none.
    formfield_overrides = {
        **ApprovalAdmin.formfield_overrides,
        models.FileField: {"widget": forms.FileInput},
    }
    readonly_fields = (
        "author",
        "approved_by",
        "approved_at",
        "approved_alone_because",
        "withdrawn_at",
        "withdrawal_notice",
    )
    fieldsets = (
        (None, {"fields": ("title", "slug", "kind", "region", "rank")}),
        ("Date que le public lit", {"fields": ("released_on", "released_precision")}),
        (
            "Embargo",
            {
                "fields": ("publish_at",),
                "description": "Le rapport et tous ses chiffres sortent ensemble, à cet instant, "
                "une fois approuvés.",
            },
        ),
        (
            "Document",
            {
                "fields": ("document", "document_at"),
                "description": "Il s'approuve avec le rapport : joignez-le avant.",
            },
        ),
        ("Rédaction", {"fields": ("note", *readonly_fields)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(figure_total=Count("figures"))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The address of a withdrawn report is that of its public notice."""
        own = tuple(super().get_readonly_fields(request, obj))
        return (*own, "slug") if obj and obj.withdrawn_at and "slug" not in own else own

    def approval_lines(self, subject: Report, at: datetime) -> list[str]:
        values = []
        for figure in subject.figures.with_labels():
            value = (
                formats.value(figure.value, figure.unit, figure.qualifier)
                if figure.value is not None
                else "n.d."
            )
            values.append(f"{figure} : {value}")
        about = f"{subject.get_kind_display().capitalize()}, {subject.region}, {subject.released}"
        return [about, *(values or ["Ce rapport n'a aucun chiffre."])]

    def _may_vanish(self, obj: Any, at: datetime) -> bool:
        return obj.withdrawn_at is None and super()._may_vanish(obj, at)

    @admin.display(description="date publique", ordering="released_on")
    def date(self, report: Report) -> str:
        return str(report.released)

    @admin.display(description="chiffres", ordering="figure_total")
    def figure_count(self, report: Any) -> int:
        return int(report.figure_total)

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("regions.withdraw_report")

    @admin.action(description="Retirer", permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        at = instant(request)
        subjects = list(queryset.filter(approved_at__isnull=False))
        if not subjects:
            messages.info(request, "Rien de ce que vous avez choisi n'est approuvé.")
            return None
        form = WithdrawForm(request.POST if "confirm" in request.POST else None)
        if form.is_valid() and self._withdraw_all(request, subjects, form.cleaned_data["notice"]):
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Retirer",
            "opts": self.opts,
            "public": [subject for subject in subjects if subject.is_published(at)],
            "embargoed": [subject for subject in subjects if not subject.is_published(at)],
            "subjects": subjects,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
            "form": form,
        }
        return TemplateResponse(request, "admin/regions/withdraw.html", context)

    def _withdraw_all(self, request: HttpRequest, subjects: list[Report], notice: str) -> bool:
        def withdraw(subject: Report, user: User) -> None:
            subject.withdraw(by=user, notice=notice)

        return self._each(request, subjects, withdraw, done="retiré", because=notice)
