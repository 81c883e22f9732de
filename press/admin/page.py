"""Prose pages at the desk, and the facts that they show."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest

from press.admin.announced import AnnouncedAdmin, StageFilter
from press.admin.announced_form import AnnouncedForm
from press.models import Fact, Page
from press.models.page import PageMenu
from press.prose import sanitised
from regions.admin.versions import VersionedAdmin


class PageForm(AnnouncedForm):
    class Meta:
        widgets: ClassVar[Any] = {"description": forms.Textarea({"rows": 2, "class": "vLargeTextField"})}


@admin.register(Page)
class PageAdmin(AnnouncedAdmin):
    form = PageForm
    list_display = ("title", "menu", "position", "slug", "stage", "comes_out")
    list_filter = (StageFilter, "menu")
    fieldsets = (
        (None, {"fields": ("title", "slug", "description", "body", "facts_about")}),
        (
            "Navigation",
            {
                "fields": ("menu", "menu_title", "position"),
                "description": "Un menu suit l'ordre des nombres ; une nouvelle page vient en dernier. "
                "L'en-tête du site mène à la première page du menu « L'observatoire ».",
            },
        ),
        ("Publication", {"fields": ("publish_at",)}),
    )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new page is the last of its menu."""
        asked = super().get_changeform_initial_data(request)
        menu = asked.get("menu", PageMenu.ABOUT)
        last = Page.objects.filter(menu=menu).aggregate(last=Max("position"))["last"]
        return {"position": 0 if last is None else last + 1} | asked

    def preview_page(self, request: HttpRequest, typed: Any, data: Any) -> tuple[str, dict[str, Any]]:
        return "press/page_detail.html", {
            "page": typed,
            "body": sanitised(typed.body),
            "facts": Fact.objects.filter(about=typed.facts_about) if typed.facts_about else [],
        }


@admin.register(Fact)
class FactAdmin(VersionedAdmin):
    list_display = ("name", "fact", "value", "note", "about", "position", "key")
    list_filter = ("about",)
    search_fields = ("name", "fact", "value")
    readonly_fields = ("key",)
    actions = None
    fieldsets = (
        (
            None,
            {
                "fields": ("about", "name", "fact", "value", "note", "position", "key"),
                "description": "Public dès l'enregistrement, sur les pages qui montrent ce sujet.",
            },
        ),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Pages of the site count on those that have a key."""
        return (obj is None or obj.key is None) and super().has_delete_permission(request, obj)
