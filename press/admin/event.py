"""The agenda at the desk: dates announced, moved and called off, and what stages of the tour lack."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from press.admin.announced import AnnouncedAdmin, StageFilter
from press.admin.event_form import EventForm
from press.admin.stages import TourFilter, lacking, lacks, with_lacks
from press.models import Event
from press.views.agenda import event_context
from regions.publication import instant


@admin.register(Event)
class EventAdmin(AnnouncedAdmin):
    form = EventForm
    change_form_template = "admin/press/event_change_form.html"
    list_display = ("title", "date", "where", "stage", "state", "missing")
    list_filter = (
        StageFilter,
        TourFilter,
        "state",
        ("region", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("region",)
    search_fields = ("title", "slug", "place", "subject", "region__name", "region__other_names")
    autocomplete_fields = ("host", "partners", "report")
    fieldsets = (
        ("Quoi", {"fields": ("title", "slug", "kind", "subject", "state")}),
        (
            "Quand",
            {
                "fields": (
                    ("held_on", "held_precision"),
                    "held_until",
                    ("starts", "ends"),
                    "time_zone",
                ),
                "description": "Laissez vide ce qui n'est pas connu : rien n'est inventé à la place.",
            },
        ),
        ("Où", {"fields": ("region", "place", "address")}),
        ("Avec qui", {"fields": ("host", "partners")}),
        ("Le tour", {"fields": ("tour_stage", "report")}),
        ("Textes", {"fields": ("programme", "account")}),
        ("Liens", {"fields": ("registration",)}),
        ("Publication", {"fields": ("publish_at",)}),
    )

    # What lists show

    def get_queryset(self, request: HttpRequest) -> Any:
        return with_lacks(super().get_queryset(request), instant(request))

    @admin.display(description="date", ordering="held_on")
    def date(self, event: Event) -> str:
        return event.date_words

    @admin.display(description="lieu, région", ordering="region__name")
    def where(self, event: Event) -> str:
        return ", ".join(filter(None, (event.place, str(event.region))))

    @admin.display(description="manque")
    def missing(self, event: Event) -> str:
        return ", ".join(lacks(event)) or "–"

    # Saving

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        assert request.user.is_authenticated
        # The whole row: it is held since it was read, and the form was of its version.
        obj.revise(by=request.user, reason=form.cleaned_data["reason"])

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError:  # it came out this very moment: once more, now as a public one
            return self._once_more(request, *args, **kwargs)

    def _once_more(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as error:
            messages.error(request, f"Rien n'est enregistré. {' '.join(error.messages)}")
            return HttpResponseRedirect(request.path)

    # The form, and its preview

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        event = kwargs.get("obj")
        context["lacking"] = lacking(event, request) if event else []
        context["changes"] = event.changes.all() if event else []
        if context["adminform"].form.told:
            context["errors"] = []  # the box says it all, and there may be nothing to correct
        return super().render_change_form(request, context, *args, **kwargs)

    def preview_page(self, request: HttpRequest, typed: Event, data: Any) -> tuple[str, dict[str, Any]]:
        at = instant(request)
        typed.over_at = typed.over
        typed.pk = typed.pk or 0  # one that was never saved has nothing beside it
        typed._prefetched_objects_cache = {"partners": data["partners"]}  # type: ignore[attr-defined]
        return "press/event_detail.html", event_context(typed, at)
