"""What the desk does with all that is approved before it comes out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminSplitDateTime
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from regions.admin.versions import VersionedAdmin
from regions.dates import moment
from regions.publication import Approval, Hole, State, database_now, instant, is_out

VOIDED = "L'approbation de « {} » est annulée : faites approuver la nouvelle version."


def may_approve_alone(user: Any) -> bool:
    """Whether a written reason may stand for the second person."""
    return bool(user.has_perm("regions.approve_alone"))


def state_chip(state: str) -> SafeString:
    """A state as text with a class; the colour only repeats the word."""
    return format_html('<span class="state state-{}">{}</span>', state, State(state).label)


class DateAndTime(AdminSplitDateTime):
    """The stock two fields, each with a name for who does not see them side by side."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs)
        for widget, name in zip(self.widgets, ("Date", "Heure"), strict=True):
            widget.attrs["aria-label"] = name


class InstantField(forms.SplitDateTimeField):
    """Refuses what no clock of ours will show, before time zones fail on it."""

    def compress(self, data_list: Any) -> datetime | None:
        if data_list and data_list[0] and not 2000 <= data_list[0].year < 2100:
            raise ValidationError("Une date entre 2000 et 2100 est attendue : vérifiez l'année.")
        return super().compress(data_list)


class StateFilter(admin.SimpleListFilter):
    title = "état"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return State.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(state=self.value()) if self.value() in State else queryset


@dataclass(frozen=True, slots=True)
class LinkedHole:
    message: str
    url: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing to approve, as the confirmation page shows it."""

    subject: Approval
    when: str
    lines: list[str]
    holes: list[LinkedHole]
    needs_reason: bool


class ApproveForm(forms.Form):
    reason = forms.CharField(label="Raison", max_length=300, required=False)


def _linked(hole: Hole) -> LinkedHole:
    meta = hole.subject._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[hole.subject.pk])
    field = "publish_at_0" if hole.field == "publish_at" else hole.field
    return LinkedHole(hole.message, f"{url}#id_{field}")


class ApprovalAdmin(VersionedAdmin):
    """Lists show the state; saving voids an approval; what is public is not edited."""

    change_form_template = "admin/regions/approval_change_form.html"
    actions: tuple[str, ...] = ("approve_selected",)
    editable_when_public: tuple[str, ...] = ()
    formfield_overrides = {models.DateTimeField: {"form_class": InstantField, "widget": DateAndTime}}

    def get_queryset(self, request: HttpRequest) -> Any:
        queryset: Any = super().get_queryset(request)
        return queryset.with_state(instant(request))

    @admin.display(description="état", ordering="state")
    def state(self, obj: Any) -> SafeString:
        return state_chip(obj.state)

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.approve_{self.opts.model_name}")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and not self._may_vanish(obj, instant(request)):
            return False
        return super().has_delete_permission(request, obj)

    def _may_vanish(self, obj: Any, at: datetime) -> bool:
        return not obj.is_published(at)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        own = tuple(super().get_readonly_fields(request, obj))
        if obj is None or not self._is_public(request, obj):
            return own
        fields = [field.name for field in self.opts.fields if field.editable and not field.primary_key]
        return own + tuple(name for name in fields if name not in self.editable_when_public)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            obj.record_edit(by=request.user)
            return
        if not self._is_public(request, obj) and obj.record_edit(by=request.user):
            messages.warning(request, VOIDED.format(obj))
        # What the form shows and nothing else: never an approval or a withdrawal.
        own = {field.name for field in obj._meta.fields}
        obj.save(update_fields=[name for name in form.cleaned_data if name in own])

    def _is_public(self, request: HttpRequest, obj: Any) -> bool:
        """Asked of the database: `obj` may already carry what a form wants to make of it."""
        return bool(self.model._base_manager.filter(is_out(instant(request)), pk=obj.pk).exists())

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as error:  # it came out while the form was open
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(request.path)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Only to what is there: a draft has no address."""
        if obj is None or not obj.is_published(database_now()):
            return None
        return super().get_view_on_site_url(obj)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        obj = kwargs.get("obj")
        frozen = obj.frozen_message if obj and self._is_public(request, obj) else ""
        context["may_approve"] = (
            obj is not None and obj.approved_at is None and self.has_approve_permission(request)
        )
        context["frozen"] = frozen
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description="Approuver la publication", permissions=["approve"])
    def approve_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        subjects = list(queryset.filter(approved_at=None))
        if not subjects:
            messages.info(request, "Tout ce que vous avez choisi est déjà approuvé.")
            return None
        form = ApproveForm(request.POST if "confirm" in request.POST else None)
        if form.is_valid() and self._approve_all(request, subjects, form.cleaned_data["reason"]):
            return None
        at = instant(request)
        context = {
            **self.admin_site.each_context(request),
            "title": "Approuver la publication",
            "opts": self.opts,
            "candidates": [self._candidate(request, subject, at) for subject in subjects],
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
            "form": form,
            "may_approve_alone": may_approve_alone(request.user),
        }
        return TemplateResponse(request, "admin/regions/approve.html", context)

    def _candidate(self, request: HttpRequest, subject: Approval, at: datetime) -> Candidate:
        when = "Sans instant de publication, ne sortira pas."
        if subject.publish_at is not None:
            past = subject.publish_at <= at
            when = (
                f"Sera public dès l'approbation (instant prévu, passé : {moment(subject.publish_at)})."
                if past
                else f"Sera public {moment(subject.publish_at)}."
            )
        assert request.user.is_authenticated
        return Candidate(
            subject=subject,
            when=when,
            lines=self.approval_lines(subject, at),
            holes=[_linked(hole) for hole in subject.holes()],
            needs_reason=subject.needs_reason(request.user),
        )

    def approval_lines(self, subject: Any, at: datetime) -> list[str]:
        """What the approver is about to make public, a line for each number."""
        return []

    def _approve_all(self, request: HttpRequest, subjects: list[Approval], reason: str) -> bool:
        alone_because = reason if may_approve_alone(request.user) else ""

        def approve(subject: Approval, user: User) -> None:
            seen = request.POST.get(f"version-{subject.pk}", "")
            version = int(seen) if seen.isdecimal() and len(seen) < 10 else -1
            subject.approve(by=user, alone_because=alone_because, version=version)

        return self._each(request, subjects, approve, done="approuvé", because=reason)

    def _each(
        self,
        request: HttpRequest,
        subjects: Sequence[Any],
        act: Callable[[Any, User], None],
        *,
        done: str,
        because: str,
    ) -> bool:
        """Act on each subject that allows it, tell and log it; False where any refused."""
        assert request.user.is_authenticated
        refused = 0
        for subject in subjects:
            try:
                with transaction.atomic():
                    act(subject, request.user)
                    self.log_change(request, subject, f"{done.capitalize()}. {because}".strip())
            except ValidationError as error:
                refused += 1
                messages.error(request, f"{subject} : {' '.join(error.messages)}")
                continue
            messages.success(request, f"« {subject} » est {done}.")
        return not refused
