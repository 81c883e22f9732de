"""The desk's imports: the list, the pages of one that is prepared, the record of one that is done."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from regions import formats
from regions.admin.approval import VOIDED
from regions.admin.imports.messages import messages_csv
from regions.admin.imports.steps import LISTED, ImportSteps
from regions.importer.undo import obstacles, undo
from regions.models import Figure, FigureImport
from regions.models.figure_import import ImportState
from regions.publication import instant
from regions.stored import made_file, stored_file


@admin.register(FigureImport)
class FigureImportAdmin(ImportSteps):
    """Whoever may import sees what was imported; what is not confirmed, its author alone."""

    list_display = ("number", "name", "state_chip", "author", "imported_at", "new", "changed")
    list_display_links = ("number", "name")
    list_filter = ("state",)
    search_fields = ("name", "author__username")
    list_select_related = ("author",)
    list_per_page = 50
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("regions.import_figure")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        others = ~Q(state=ImportState.PREPARED)
        return super().get_queryset(request).filter(others | Q(author=request.user.pk))

    @admin.display(description="nº", ordering="pk")
    def number(self, record: FigureImport) -> int:
        return record.pk

    @admin.display(description="état", ordering="state")
    def state_chip(self, record: FigureImport) -> SafeString:
        return format_html('<span class="state state-{}">{}</span>', record.state, record.get_state_display())

    # Addresses

    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, Callable[..., HttpResponseBase]] = {
            "feuille": self.sheet_view,
            "colonnes": self.columns_view,
            "apercu": self.preview_view,
            "verifier": self.check_view,
            "lectures": self.readings_view,
            "confirmer": self.confirm_view,
            "abandonner": self.discard_view,
            "annuler": self.undo_view,
            "fichier": self.file_view,
            "messages": self.messages_view,
        }
        wrap = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{slug}/", wrap(view), name=f"regions_figureimport_{slug}")
            for slug, view in pages.items()
        ]
        return own + super().get_urls()

    # The record

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not (object_id.isdecimal() and len(object_id) < 19):
            return HttpResponseRedirect(reverse("admin:regions_figureimport_changelist"))
        record = self._record(request, int(object_id))
        if record.state == ImportState.PREPARED:
            return self._to("apercu", record)
        lines = Figure.history.filter(
            history_date=record.imported_at, history_change_reason=record.reason
        ).order_by("history_id")
        page = Paginator(lines.values_list("id", "history_type"), LISTED).get_page(request.GET.get("page"))
        figures = Figure.objects.with_labels().in_bulk([pk for pk, _ in page])
        return self._page(
            request,
            "record",
            str(record),
            record,
            page=page,
            lines=[(figures.get(pk), _value(figures.get(pk)), kind == "+") for pk, kind in page],
            obstacles=obstacles(record, instant(request)),
        )

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self._record(request, pk)
        assert request.user.is_authenticated
        if record.state != ImportState.DONE:
            return self._to("change", record)
        found = obstacles(record, instant(request))
        if request.method == "POST":
            try:
                with transaction.atomic():
                    voided = undo(record, by=request.user)
                    self.log_change(request, record, "Import annulé.")
            except ValidationError as error:
                found = error.messages
            else:
                messages.success(request, "L'import est annulé : les chiffres sont comme avant lui.")
                for report in voided:
                    messages.warning(request, VOIDED.format(report))
                return self._to("change", record)
        return self._page(request, "undo", "Annuler l'import", record, obstacles=found)

    def file_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        record = self._record(request, pk)
        name = record.name.replace('"', "'")  # a header quotes it
        return stored_file(record.file, name, "application/octet-stream")

    def messages_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self._record(request, pk)
        if not record.plan.get("counts"):
            raise Http404
        return made_file(messages_csv(record.plan), f"import-{record.pk}.csv", "text/csv")


def _value(figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return "n.d."
    return formats.value(figure.value, figure.unit, figure.qualifier)
