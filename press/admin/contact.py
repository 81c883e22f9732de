"""Press contacts at the desk: who may be reached, until when, and how a person is forgotten."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from press.admin.forms import save_changed
from press.models import PressContact
from regions.admin.versions import VersionedAdmin
from regions.publication import database_now, instant
from regions.versions import hold


class CurrentFilter(admin.SimpleListFilter):
    title = "joignable"
    parameter_name = "current"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("yes", "aujourd'hui"), ("no", "plus, ou pas encore")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        current = PressContact.objects.current(instant(request)).values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=current)
        return queryset.exclude(pk__in=current) if self.value() == "no" else queryset


@admin.register(PressContact)
class PressContactAdmin(VersionedAdmin):
    list_display = ("name", "kind", "role", "agency", "phone", "email", "valid_from", "valid_until")
    list_filter = (CurrentFilter, "kind", "regions")
    list_select_related = ("agency",)
    search_fields = ("name", "role", "agency__name", "email")
    autocomplete_fields = ("agency", "deputy")
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    change_form_template = "admin/press/presscontact_change_form.html"
    actions = None
    fieldsets = (
        (None, {"fields": ("kind", "name", "role", "agency")}),
        ("Joindre", {"fields": ("phone", "email", "hours", "deputy", "address")}),
        ("Pour quelles régions, et quand", {"fields": ("regions", ("valid_from", "valid_until"))}),
    )

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Lookups offer those who may be reached now; the list shows all."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.path.endswith("/autocomplete/"):
            found = found.filter(pk__in=PressContact.objects.current(instant(request)).values("pk"))
        return found, may_repeat

    def has_erase_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("press.erase_presscontact")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return (obj is None or obj.erased_at is None) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only who was never in a release; the others are erased, and releases stay whole."""
        if obj is not None and obj.used_in():
            return False
        return super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: PressContact, form: Any, change: bool) -> None:
        """What was changed and nothing else: never what another wrote since, or erased."""
        save_changed(obj, form, change)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        contact = kwargs.get("obj")
        if contact is not None and contact.erased_at is None:
            context["used"] = len(contact.used_in())
            context["may_erase"] = self.has_erase_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        erase = path(
            "<int:pk>/effacer/", self.admin_site.admin_view(self.erase), name="press_presscontact_erase"
        )
        return [erase, *super().get_urls()]

    def erase(self, request: HttpRequest, pk: int) -> HttpResponse:
        contact = PressContact.objects.filter(pk=pk, erased_at=None).first()
        if contact is None:
            raise Http404
        if not self.has_erase_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            with transaction.atomic():
                # Not there any more for who clicked twice.
                for held in hold(PressContact.objects.filter(pk=pk, erased_at=None)):
                    held.erase(database_now())
                    self.log_change(request, held, "Données effacées.")
            messages.success(request, "Les données de ce contact sont effacées ; le bureau prend sa place.")
            return HttpResponseRedirect(reverse("admin:press_presscontact_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": "Effacer un contact",
            "opts": self.opts,
            "contact": contact,
            "releases": contact.used_in(),
        }
        return TemplateResponse(request, "admin/press/presscontact_erase.html", context)

    def delete_model(self, request: HttpRequest, obj: PressContact) -> None:
        obj.forget_name()
        super().delete_model(request, obj)
