"""What is announced, at the desk: written in a form, public at its instant, withdrawn by a step."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from press.admin.announced_form import PUBLISH, AnnouncedForm
from press.admin.prose import ProseAdmin
from press.admin.standing import STEPS, Standing, Step, standing_words
from press.admin.steps import linked
from press.announced import Stage
from regions.admin.approval import DateAndTime, InstantField
from regions.dates import moment
from regions.publication import database_now, instant


class StageFilter(admin.SimpleListFilter):
    title = "publication"
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Stage.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(stage=self.value()) if self.value() in Stage else queryset


class AnnouncedAdmin(ProseAdmin):
    """For the models of `Announced`; `preview_page` tells what the preview shows."""

    form = AnnouncedForm
    change_form_template = "admin/press/announced_change_form.html"
    list_display: Any = ("title", "stage", "comes_out", "author")
    list_filter: ClassVar[Any] = (StageFilter,)
    list_select_related: ClassVar[Any] = ("author",)
    list_per_page = 50
    search_fields: ClassVar[Any] = ("title", "slug")
    prepopulated_fields: ClassVar[Any] = {"slug": ("title",)}
    formfield_overrides: ClassVar[Any] = {
        models.DateTimeField: {"form_class": InstantField, "widget": DateAndTime},
        models.URLField: {"assume_scheme": "https"},
        # The stock file field links to an address of the file, and files have none.
        models.FileField: {"widget": forms.FileInput},
    }
    save_on_top = True  # so that the first button of the form, which Enter presses, saves
    view_on_site = False  # the head of the form links to what is there

    # What lists show

    def get_queryset(self, request: HttpRequest) -> Any:
        found: Any = super().get_queryset(request)
        return found.with_stage(instant(request))

    @admin.display(description="publication", ordering="stage")
    def stage(self, obj: Any) -> SafeString:
        return format_html('<span class="state state-{}">{}</span>', obj.stage, Stage(obj.stage).label)

    @admin.display(description="public à partir de", ordering="publish_at")
    def comes_out(self, obj: Any) -> str:
        return moment(obj.publish_at) if obj.publish_at else "–"

    # What may be done

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        right = f"{self.opts.app_label}.withdraw_{self.opts.model_name}"
        return self.has_change_permission(request) and request.user.has_perm(right)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was public is withdrawn: its address keeps a notice."""
        if obj is not None and self._was_public(request, obj):
            return False
        return super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> Any:
        """No bulk deletion: it would meet what was public."""
        return {name: action for name, action in super().get_actions(request).items() if "delete" not in name}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The address stays once it was public; after a withdrawal, a step gives the instant."""
        own = tuple(super().get_readonly_fields(request, obj))
        if obj is None or not self._was_public(request, obj):
            return own
        return (
            (*own, "slug", "publish_at") if self._stage(request, obj) == Stage.WITHDRAWN else (*own, "slug")
        )

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = obj is None or not self._was_public(request, obj)
        return super().get_prepopulated_fields(request, obj) if shown else {}

    def _stage(self, request: HttpRequest, obj: Any) -> str:
        """As stored: `obj` may already carry what a form wants to make of it."""
        if not hasattr(obj, "stage"):
            obj.stage = self.get_queryset(request).get(pk=obj.pk).stage
        return str(obj.stage)

    def _was_public(self, request: HttpRequest, obj: Any) -> bool:
        return self._stage(request, obj) in (Stage.PUBLIC, Stage.WITHDRAWN)

    # Saving

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.author = request.user
        if not change:
            obj.save()
            return
        # What the form shows and nothing else: never a withdrawal.
        own = {field.name for field in obj._meta.fields}
        obj.save(update_fields=["author", *(name for name in form.cleaned_data if name in own)])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Search reads the organisations too, which are stored after the row."""
        super().save_related(request, form, formsets, change)
        form.instance.refold()

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> Any:
        return self._published(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        return self._published(request, obj) or super().response_change(request, obj)

    def _published(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        """Back to the form, which tells where it stands now."""
        if PUBLISH not in request.POST or not obj.is_public(database_now()):
            return None
        self.log_change(request, obj, "Publié.")
        messages.success(request, f"« {obj} » est public.")
        may_see = self.has_view_permission(request, obj)
        return HttpResponseRedirect(self._address("change", obj) if may_see else reverse("admin:index"))

    # Pages

    def _address(self, page: str, obj: Any = None) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=[obj.pk] if obj else [])

    def get_urls(self) -> list[URLPattern]:
        wrap, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        steps = [
            path(f"<int:pk>/{step.slug}/", wrap(self._step(step)), name=f"{name}_{step.name}")
            for step in STEPS
        ]
        previews = [
            path("apercu/", wrap(self.preview), name=f"{name}_preview"),
            path("<int:pk>/apercu/", wrap(self.preview), name=f"{name}_preview"),
        ]
        return [*steps, *previews, *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        obj = kwargs.get("obj")
        writes = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        context["standing"] = self.standing(request, obj) if obj else None
        context["may_write"] = writes
        context["may_publish"] = obj is None or not self._was_public(request, obj)
        context["preview_address"] = self._address("preview", obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def standing(self, request: HttpRequest, obj: Any) -> Standing:
        stored = self.get_queryset(request).get(pk=obj.pk)
        at = instant(request)
        public = self.model._default_manager.published(at).filter(pk=obj.pk).exists()
        steps = [step for step in STEPS if step.offered == stored.stage]
        may = self.has_withdraw_permission(request)
        return Standing(
            stage=stored.stage,
            label=Stage(stored.stage).label,
            sentence=self.standing_words(stored, at),
            address=stored.get_absolute_url() if public else "",
            holes=[linked(hole) for hole in stored.holes()],
            steps=[(one.title, self._address(one.name, obj)) for one in steps if may],
        )

    def standing_words(self, stored: Any, at: datetime) -> str:
        return standing_words(stored)

    def _step(self, step: Step) -> Callable[..., HttpResponse]:
        def view(request: HttpRequest, pk: int) -> HttpResponse:
            with transaction.atomic():
                return self._take(step, request, pk)

        return view

    def _take(self, step: Step, request: HttpRequest, pk: int) -> HttpResponse:
        obj = self.get_object(request, str(pk))
        if obj is None:
            raise Http404
        if not self.has_withdraw_permission(request):
            raise PermissionDenied
        back = HttpResponseRedirect(self._address("change", obj))
        if obj.stage != step.offered:
            messages.info(request, "Il n'y a rien à faire : voyez ci-dessous où cela en est.")
            return back
        form = step.form(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                step.act(obj, request.user, form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                self.log_change(request, obj, step.done)
                messages.success(request, step.done)
                return back
        return self._page(request, "announced_step", step.title, subject=obj, step=step, form=form)

    def _page(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        context |= {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/press/{template}.html", context)

    # Preview

    def preview(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The form as typed, as the public page would show it. Nothing is saved."""
        typed = self.get_queryset(request).filter(pk=pk).first() if pk else None
        if pk and typed is None:
            raise Http404
        allowed = self.has_change_permission(request, typed) if typed else self.has_add_permission(request)
        if not allowed:
            raise PermissionDenied
        form_class: Any = self.get_form(request, typed, change=pk is not None)
        form = form_class(request.POST or None, request.FILES or None, instance=typed)
        form.looking = True
        if not form.is_valid():
            faults = [
                (str(form.fields[name].label) if name in form.fields else "", message)
                for name, found in form.errors.items()
                for message in found
            ]
            return self._page(request, "announced_refused", "Aperçu", faults=faults)
        template, context = self.preview_page(request, form.instance, form.cleaned_data)
        return TemplateResponse(request, template, context | {"previewed": True})

    def preview_page(self, request: HttpRequest, typed: Any, data: Any) -> tuple[str, dict[str, Any]]:
        """The public template and its context, for what was typed: `data` is the cleaned form, with what
        an unsaved row cannot hold. Each model's desk has its own; admin classes cannot be abstract."""
        raise NotImplementedError(f"{type(self).__name__} has no preview_page")
