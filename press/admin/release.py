"""Releases at the desk: written in a form, then taken step by step to the public."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from press.admin.claims import check_saved, claims_urls
from press.admin.forms import AttachmentFormSet, PartFormSet, PreviewForm, ReleaseForm
from press.admin.panel import panel
from press.admin.preview import preview, stored
from press.admin.prose import ProseAdmin
from press.admin.steps import STEPS, Step
from press.comparison import compare
from press.models import Attachment, Citation, Release, ReleaseBoilerplate, ReleaseContact, Ruling
from press.states import ReleaseState, with_state
from regions.admin.approval import DateAndTime, InstantField
from regions.admin.lookups import Lookups
from regions.dates import moment
from regions.publication import database_now, instant


class PartInline(Lookups, admin.TabularInline[Any, Release]):
    """A table beside the text: who may change the release may change it."""

    formset: Any = PartFormSet
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("press.view_release") or self._may_write(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_write(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_write(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_write(request)

    def _may_write(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(f"press.{action}_release") for action in ("add", "change"))


class CitationInline(PartInline):
    model = Citation
    autocomplete_fields = ("figure",)


class ContactInline(PartInline):
    model = ReleaseContact
    autocomplete_fields = ("contact",)


class BoilerplateInline(PartInline):
    model = ReleaseBoilerplate
    autocomplete_fields = ("boilerplate",)


class AttachmentInline(PartInline):
    model = Attachment
    formset = AttachmentFormSet
    fields = ("file", "title", "alternative", "credit", "position")
    # The stock file field links to an address of the file, and files have none.
    formfield_overrides = {models.FileField: {"widget": forms.FileInput}}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(removed=False)


class StateFilter(admin.SimpleListFilter):
    title = "état"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return ReleaseState.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(state=self.value()) if self.value() in ReleaseState else queryset


@admin.register(Release)
class ReleaseAdmin(ProseAdmin):
    form = ReleaseForm
    change_form_template = "admin/press/release_change_form.html"
    list_display = ("headline", "state", "comes_out", "territories", "report", "author")
    list_filter = (StateFilter, "regions", "demonstration")
    list_select_related = ("report", "author")
    list_per_page = 50
    search_fields = ("headline", "slug", "regions__name", "regions__other_names")
    autocomplete_fields = ("report", "event", "spokesperson", "organisations")
    prepopulated_fields = {"slug": ("headline",)}
    inlines = (CitationInline, ContactInline, BoilerplateInline, AttachmentInline)
    history_parts = (Citation, ReleaseContact, ReleaseBoilerplate, Attachment, Ruling)
    formfield_overrides = {models.DateTimeField: {"form_class": InstantField, "widget": DateAndTime}}
    save_on_top = True
    fieldsets = (
        ("Titre et chapô", {"fields": ("headline", "slug", "standfirst")}),
        ("Texte", {"fields": (("place", "dated_on"), "body")}),
        (
            "De quoi il parle",
            {
                "fields": (
                    "regions",
                    "report",
                    "event",
                    "spokesperson",
                    "recipients",
                    "organisations",
                )
            },
        ),
        (
            "Publication",
            {"fields": ("publish_at", "note_to_readers", "demonstration")},
        ),
        ("Note de la rédaction", {"fields": ("note",)}),
    )

    # What lists show

    def get_queryset(self, request: HttpRequest) -> Any:
        found = with_state(super().get_queryset(request), instant(request))
        return found.prefetch_related("regions")

    @admin.display(description="état", ordering="state")
    def state(self, obj: Any) -> SafeString:
        chip = format_html('<span class="state state-{}">{}</span>', obj.state, ReleaseState(obj.state).label)
        changed = obj.read_version is not None and obj.version != obj.read_version
        return format_html("{} <span>· brouillon modifié</span>", chip) if changed else chip

    @admin.display(description="sortie", ordering="comes_out_at")
    def comes_out(self, obj: Any) -> str:
        return moment(obj.comes_out_at) if obj.comes_out_at else "–"

    @admin.display(description="territoires")
    def territories(self, obj: Release) -> str:
        return ", ".join(region.name for region in obj.regions.all())

    # What may be done

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("press.approve_release")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("press.withdraw_release")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.editions.exists():
            return False
        return super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> Any:
        """No bulk deletion: it would meet releases that have versions."""
        return {name: action for name, action in super().get_actions(request).items() if "delete" not in name}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The address of a release that has a version changes by a step of its own, which keeps the old."""
        own = tuple(super().get_readonly_fields(request, obj))
        return (*own, "slug") if obj and obj.editions.exists() else own

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Only to what is there: a draft has no address."""
        if obj is None or obj.current_edition(database_now()) is None:
            return None
        return super().get_view_on_site_url(obj)

    # Saving

    def save_model(self, request: HttpRequest, obj: Release, form: Any, change: bool) -> None:
        assert request.user.is_authenticated
        if change:
            obj.record_edit(by=request.user)
            # What the form shows and nothing else: never a submission or a withdrawal.
            own = {field.name for field in obj._meta.fields}
            obj.save(update_fields=[name for name in form.cleaned_data if name in own])
        else:
            super().save_model(request, obj, form, change)
            obj.record_edit(by=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        check_saved(request, form.instance)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        obj = kwargs.get("obj")
        context["preview_form"] = PreviewForm()
        context["panel"] = panel(self, request, obj) if obj else None
        return super().render_change_form(request, context, *args, **kwargs)

    # Steps

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        steps = [
            path(f"<int:pk>/{step.slug}/", wrap(self._step(step)), name=f"press_release_{step.name}")
            for step in STEPS
        ]
        previews = [
            path("apercu/", wrap(self.preview), name="press_release_preview"),
            path("<int:pk>/apercu/", wrap(self.preview), name="press_release_preview"),
        ]
        differences = path(
            "<int:pk>/differences/<int:other>/", wrap(self.differences), name="press_release_differences"
        )
        return [*steps, *previews, *claims_urls(self), differences, *super().get_urls()]

    def _step(self, step: Step) -> Callable[..., HttpResponse]:
        def view(request: HttpRequest, pk: int) -> HttpResponse:
            release = self.get_queryset(request).filter(pk=pk).first()
            if release is None:
                raise Http404
            if not self.has_view_permission(request, release) or not step.allowed(self, request):
                raise PermissionDenied
            form = step.form(self, request, release)
            if request.method == "POST" and form.is_valid():
                try:
                    with transaction.atomic():
                        message, address = step.act(request, release, form)
                        self.log_change(request, release, message)
                except ValidationError as error:
                    form.add_error(None, error)
                else:
                    messages.success(request, message)
                    return HttpResponseRedirect(address)
            context = {
                **self.admin_site.each_context(request),
                "title": step.title,
                "opts": self.opts,
                "release": release,
                "form": form,
                "media": form.media,
                **step.context(request, release),
            }
            return TemplateResponse(request, f"admin/press/release_{step.name}.html", context)

        return view

    def differences(self, request: HttpRequest, pk: int, other: int) -> HttpResponse:
        """What is really different between two drafts."""
        release, first = (get_object_or_404(Release, pk=one) for one in (pk, other))
        if not self.has_view_permission(request, release):
            raise PermissionDenied
        now = instant(request)
        context = {
            **self.admin_site.each_context(request),
            "title": "Ce qui diffère",
            "opts": self.opts,
            "release": release,
            "first": first,
            "changes": compare(first.content(now), release.content(now)),
            "figures": [[str(one) for one in draft.citations.all()] for draft in (first, release)],
        }
        return TemplateResponse(request, "admin/press/release_differences.html", context)

    def preview(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The form as typed, as its reader will see it; what is saved, for who follows a link. Nothing is
        saved."""
        release = self.get_object(request, str(pk)) if pk else None
        if pk and release is None:
            raise Http404
        if release and request.method == "GET":
            if not self.has_view_permission(request, release):
                raise PermissionDenied
            return stored(request, release)
        allowed = self.has_change_permission(request, release) if pk else self.has_add_permission(request)
        if not allowed:
            raise PermissionDenied
        return preview(self, request, release)
