"""Resources at the desk: a document or an address, on one of the three questions."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from press.admin.announced import AnnouncedAdmin, StageFilter
from press.admin.announced_form import WRONG_DATE, AnnouncedForm
from press.admin.standing import standing_words
from press.announced import Stage
from press.models import Resource
from press.models.resource import ResourceQuestion
from regions.publication import instant

FILE_HELP = (
    "PDF, image, ou document Word, Excel, PowerPoint, LibreOffice sans macro ; 20 Mo au plus. "
    "Un document de bureau garde le nom de ses auteurs et ses commentaires : ôtez-les, ou préférez un PDF."
)

NOT_OUT = (
    "Ce rapport n'est pas public : la ressource, qui l'est, disparaîtrait sans avis. Retirez-la d'abord."
)


class ResourceForm(AnnouncedForm):
    drop_file = forms.BooleanField(
        label="Ôter le fichier présent",
        required=False,
        help_text="Pour donner une adresse à sa place, ou plus rien.",
    )

    class Meta:
        widgets: ClassVar[Any] = {"summary": forms.Textarea({"rows": 3, "class": "vLargeTextField"})}
        labels: ClassVar[Any] = {"url": "Adresse du document"}
        help_texts: ClassVar[Any] = {"file": FILE_HELP}
        error_messages: ClassVar[Any] = {"released_on": {"invalid": WRONG_DATE}}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        report = self.cleaned_data.get("report")
        if (
            self.was_public
            and "report" in self.changed_data
            and report
            and not report.is_published(self.opened_at)
        ):
            self.add_error("report", NOT_OUT)
        if self.cleaned_data.get("drop_file") and "file" not in self.changed_data:
            self.cleaned_data["file"] = False  # how Django's file fields spell "none any more"
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        sent = self.files.get(self.add_prefix("file"))
        if sent and self.errors and "file" not in self.errors and not self.looking:
            self.add_error(
                "file",
                f"Choisissez de nouveau « {sent.name} » : un formulaire refusé ne garde pas les fichiers.",
            )


@admin.register(Resource)
class ResourceAdmin(AnnouncedAdmin):
    form = ResourceForm
    list_display = ("title", "kind", "question", "region", "date", "stage")
    list_filter = (StageFilter, "question", "kind", ("region", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("region", "author", "report")
    search_fields = ("title", "slug", "summary", "organisations__name", "region__name")
    autocomplete_fields = ("organisations", "report", "event")
    readonly_fields = ("present_file",)
    fieldsets = (
        (None, {"fields": ("title", "slug", ("kind", "question"), "summary")}),
        ("Le document", {"fields": ("file", "url")}),
        (
            "De quoi, de qui, de quand",
            {"fields": ("region", "theme", "organisations", ("released_on", "released_precision"))},
        ),
        ("Autour", {"fields": ("report", "event")}),
        ("Publication", {"fields": ("publish_at",)}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """What concerns the present file is shown where there is one."""
        if obj is None or not obj.file:
            return self.fieldsets
        return [
            (
                name,
                {"fields": ("present_file", "file", "drop_file", "url")} if name == "Le document" else shown,
            )
            for name, shown in self.fieldsets
        ]

    @admin.display(description="date", ordering="released_on")
    def date(self, resource: Resource) -> str:
        return str(resource.released) if resource.released_on else "–"

    @admin.display(description="fichier présent")
    def present_file(self, resource: Resource) -> str:
        return f"{resource.file_name} ({resource.file_words})"

    def standing_words(self, stored: Any, at: Any) -> str:
        """Its report may keep it in, or have taken it out."""
        if stored.stage == Stage.PLANNED and stored.publish_at <= at:
            return f"En attente : public en même temps que le rapport « {stored.report} », et pas avant."
        if stored.stage == Stage.PUBLIC and not stored.is_public(at):
            return f"Hors ligne : le rapport « {stored.report} », dont il parle, a été retiré."
        return standing_words(stored)

    def preview_page(self, request: HttpRequest, typed: Any, data: Any) -> tuple[str, dict[str, Any]]:
        typed.name_file()
        at = instant(request)
        return "press/resource_detail.html", {
            "resource": typed,
            "question": ResourceQuestion(typed.question),
            "organisations": data.get("organisations", []),
            "event": typed.event if typed.event and typed.event.is_public(at) else None,
        }
