"""The pages of an import that is not confirmed yet: file, sheet, columns, check, preview, confirmation."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from regions.admin.imports import flow
from regions.admin.imports.forms import ColumnsForm, SheetForm, UploadForm, open_book
from regions.admin.imports.progress import progressive
from regions.importer import COLUMNS, Choices, Reading
from regions.models import FigureImport
from regions.models.figure_import import ImportState
from regions.publication import instant

LISTED = 20
UNREAD = "Ce fichier ne peut plus être lu : envoyez-le de nouveau."
_STAGES = {"sheet": "columns", "columns": "columns", "check": "preview", "preview": "preview"}


class ImportSteps(admin.ModelAdmin[FigureImport]):
    def _to(self, page: str, record: FigureImport) -> HttpResponseRedirect:
        return HttpResponseRedirect(self._address(page, record))

    def _address(self, page: str, record: FigureImport) -> str:
        return reverse(f"admin:regions_figureimport_{page}", args=[record.pk])

    def _record(self, request: HttpRequest, pk: int) -> FigureImport:
        if not self.has_module_permission(request):
            raise PermissionDenied
        record: FigureImport | None = (
            self.get_queryset(request).select_related("author").filter(pk=pk).first()
        )
        if record is None:
            raise Http404
        return record

    def _page(
        self, request: HttpRequest, template: str, title: str, record: FigureImport | None, **context: Any
    ) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "record": record,
            "stage": _STAGES.get(template),
        }
        return TemplateResponse(request, f"admin/regions/import_{template}.html", context)

    # A file, its sheet, its columns

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        assert request.user.is_authenticated
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            choices = form.reading.choices if form.reading else Choices()
            record = flow.prepared(
                form.cleaned_data["file"],
                digest=form.digest,
                choices=choices,
                by=request.user,
                at=instant(request),
            )
            return self._to(_next_page(form.reading), record)
        return self._page(request, "upload", "Importer des chiffres", None, form=form)

    def sheet_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self._record(request, pk)
        if record.state != ImportState.PREPARED:
            return self._to("change", record)
        try:
            with record.file.open() as file:
                book = open_book(file.read())
        except (ValidationError, OSError):
            return self._unread(request)
        form = SheetForm(book, request.POST or None, initial={"sheet": record.choices["sheet"]})
        if request.method == "POST" and form.is_valid():
            flow.choose(record, form.reading.choices)
            return self._to(_next_page(form.reading), record)
        return self._page(request, "sheet", "Choisir la feuille", record, form=form)

    def columns_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self._record(request, pk)
        if record.state != ImportState.PREPARED:
            return self._to("change", record)
        reading = _read_again(record)
        if reading is None:
            return self._unread(request)
        form = ColumnsForm(reading, request.POST or None)
        if request.method == "POST" and form.is_valid():
            flow.choose(record, form.choices)
            return self._to("apercu", record)
        return self._page(
            request,
            "columns",
            "Reconnaître les colonnes",
            record,
            form=form,
            reading=reading,
            stage="columns",
        )

    def _unread(self, request: HttpRequest) -> HttpResponse:
        messages.error(request, UNREAD)
        return HttpResponseRedirect(reverse("admin:regions_figureimport_add"))

    # Check, preview, confirmation

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self._record(request, pk)
        if record.state != ImportState.PREPARED:
            return self._to("change", record)
        reading = _read_again(record)
        if reading is None:
            return self._unread(request)
        if not reading.is_complete:
            return self._to("colonnes", record)
        if not record.plan:
            return self._page(
                request, "check", "Vérifier le fichier", record, total=len(reading), stage="preview"
            )
        context = _preview(record.plan, request)
        context["columns"] = [(COLUMNS[key], column) for key, column in reading.columns.items()]
        again = FigureImport.objects.same_file(record).select_related("author").first()
        return self._page(
            request,
            "preview",
            "Aperçu de l'import",
            record,
            reading=reading,
            again=again,
            stage="preview",
            **context,
        )

    @method_decorator(require_POST)
    def check_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        record = self._record(request, pk)
        return self._progress(request, record, lambda reading: flow.checking(record, reading))

    @method_decorator(require_POST)
    def confirm_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        record = self._record(request, pk)
        user = request.user
        assert user.is_authenticated
        seen = request.POST.get("seen", "")
        return self._progress(
            request, record, lambda reading: flow.confirming(record, reading, seen=seen, by=user)
        )

    def _progress(
        self, request: HttpRequest, record: FigureImport, steps: Callable[[Reading], Any]
    ) -> HttpResponseBase:
        """Do the steps of an import that is not confirmed; then show what became of it."""
        if record.state != ImportState.PREPARED:
            return progressive(request, iter(()), 0, lambda: self._address("change", record))
        reading = _read_again(record)
        if reading is None:
            messages.error(request, UNREAD)
            return progressive(request, iter(()), 0, lambda: reverse("admin:regions_figureimport_add"))
        if not reading.is_complete:
            return progressive(request, iter(()), 0, lambda: self._address("colonnes", record))
        # The preview leads on to the record of an import that is done.
        return progressive(request, steps(reading), len(reading), lambda: self._address("apercu", record))

    @method_decorator(require_POST)
    def readings_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Accept proposals, or say what 0.43 is: the file is then checked again, read so."""
        record = self._record(request, pk)
        choices = Choices.of(record.choices)
        proposed = {
            one["proposed"][0]: one["proposed"][3] for one in record.plan.get("faults", []) if one["proposed"]
        }
        wanted = set(request.POST.getlist("accept"))
        choices.replaced |= {key: to for key, to in proposed.items() if key in wanted}
        if (answer := request.POST.get("hundredths")) in ("yes", "no"):
            choices.hundredths = answer == "yes"
        flow.choose(record, choices)
        return self._to("apercu", record)

    @method_decorator(require_POST)
    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self._record(request, pk)
        if not flow.discard(record):
            return self._to("change", record)
        messages.success(request, "Ce fichier est oublié : rien n'a été importé.")
        return HttpResponseRedirect(reverse("admin:regions_figureimport_changelist"))


def _read_again(record: FigureImport) -> Reading | None:
    """None where the file went, or is no longer what its choices say."""
    try:
        return flow.reading_of(record)
    except (ValidationError, OSError):
        return None


def _next_page(reading: Reading | None) -> str:
    if reading is None:
        return "feuille"
    return "apercu" if reading.is_complete else "colonnes"


def _proposed(plan: dict[str, Any]) -> list[list[str]]:
    """What the check proposes to read in place of what it does not know, once for each row."""
    return [fault["proposed"] for fault in plan.get("faults", []) if fault["proposed"]]


def _preview(plan: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    """What the preview shows of a plan: long lists a page at a time."""
    pages = {
        "faults": plan["faults"],
        "changed": [row for row in plan["rows"] if not row["is_new"]],
        "new": [row for row in plan["rows"] if row["is_new"]],
    }
    proposed: dict[str, list[Any]] = {}
    for key, read, label, _ in _proposed(plan):
        proposed.setdefault(key, [COLUMNS[key.partition("\t")[0]], read, label, 0])[3] += 1
    return {
        "plan": plan,
        "proposed": proposed,
        "may_confirm": not plan["faults"] and not plan["question"] and bool(plan["rows"]),
        **{name: Paginator(rows, LISTED).get_page(request.GET.get(name)) for name, rows in pages.items()},
    }
