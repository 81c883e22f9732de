"""What releases are made with: organisations, boilerplates, spokespersons."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from press.admin.forms import save_changed
from press.models import Boilerplate, Organisation, Spokesperson, SpokespersonTitle
from regions.admin.versions import VersionedAdmin
from regions.publication import database_now


@admin.register(Organisation)
class OrganisationAdmin(VersionedAdmin):
    list_display = ("name", "role", "link", "logo_terms")
    search_fields = ("name", "role")
    # The stock file field links to an address of the file, and files have none.
    formfield_overrides = {
        models.FileField: {"widget": forms.FileInput},
        models.URLField: {"assume_scheme": "https"},
    }


@admin.register(Boilerplate)
class BoilerplateAdmin(VersionedAdmin):
    list_display = ("title", "kind", "valid_from", "valid_until")
    list_filter = ("kind",)
    search_fields = ("title", "text")

    def save_model(self, request: HttpRequest, obj: Boilerplate, form: Any, change: bool) -> None:
        """Tells which approvals fall with the words that they froze."""
        voided = obj.voided_by(database_now()) if change else []
        save_changed(obj, form, change)
        for edition in voided:
            messages.warning(
                request,
                f"L'approbation de « {edition.release} » est annulée : elle figeait l'ancien texte. "
                "Faites-la approuver de nouveau.",
            )

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().changeform_view(request, *args, **kwargs)
        except ValidationError as error:  # an edition that holds the old words comes out this very moment
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(request.path)


class TitleInline(admin.TabularInline[SpokespersonTitle, Spokesperson]):
    model = SpokespersonTitle
    extra = 1


@admin.register(Spokesperson)
class SpokespersonAdmin(VersionedAdmin):
    list_display = ("name",)
    search_fields = ("name",)
    inlines = (TitleInline,)
    history_parts = (SpokespersonTitle,)
