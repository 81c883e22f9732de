"""The pages of the entry grid: which question, then its figures."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Prefetch, ProtectedError, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.dateparse import parse_datetime

from regions.admin.approval import VOIDED
from regions.admin.entry_form import HeadForm, read_typed
from regions.admin.entry_page import make_tables
from regions.entry import (
    MOST_CELLS,
    Change,
    Fault,
    Grid,
    Plan,
    Rights,
    Saved,
    bases_of,
    cell_anchor,
    changes_of,
    dump_seen,
    load_grid,
    make_plan,
    tell_conflicts,
    write,
)
from regions.models import Answer, Base, Question, Region, Report, Survey
from regions.publication import instant


@dataclass(slots=True)
class Sent:
    """A form that was sent: the grid that it met, its plan, and what was saved, if anything was."""

    grid: Grid
    form: HeadForm
    plan: Plan
    saved: Saved | None = None


class EntryAdmin(admin.ModelAdmin[Any]):
    """Adds the grid to the desk of figures."""

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("tableau/", wrap(self.entry_index), name="regions_figure_entry_index"),
            path("tableau/<int:pk>/", wrap(self.entry), name="regions_figure_entry"),
            *super().get_urls(),
        ]

    def _rights(self, request: HttpRequest) -> Rights:
        rights = Rights(
            add=self.has_add_permission(request),
            change=self.has_change_permission(request),
            delete=self.has_delete_permission(request),
        )
        if not (rights.add or rights.change):
            raise PermissionDenied
        return rights

    def _page(self, request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, f"admin/regions/{template}.html", context)

    def entry_index(self, request: HttpRequest) -> HttpResponse:
        self._rights(request)
        public = Q(figures__report__in=Report.objects.published(instant(request)))
        questions = (
            Question.objects.select_related("indicator")
            .annotate(total=Count("figures"), public=Count("figures", filter=public))
            .order_by("indicator__order", "indicator__slug")
        )
        surveys = Survey.objects.prefetch_related(Prefetch("questions", questions))
        chosen = request.GET.get("survey", "")
        if chosen.isdecimal() and len(chosen) < 19:
            surveys = surveys.filter(pk=chosen)
        return self._page(
            request,
            "entry_index",
            "Saisir un tableau",
            surveys=surveys,
            is_one="survey" in request.GET,
        )

    def entry(self, request: HttpRequest, pk: int) -> HttpResponse:
        rights = self._rights(request)
        question = get_object_or_404(Question.objects.select_related("indicator", "survey"), pk=pk)
        offered = bases_of(question)
        bases = _chosen(request, question, offered)
        if request.method != "POST":
            return self._shown(request, question, offered, bases, rights)
        if "check" in request.POST:
            sent = _read(request, load_grid(question, bases, instant(request), rights))
            sent.plan.faults = [fault for fault in sent.plan.faults if fault.anchor != "id_source"]
            return self._page(request, "_entry_faults", "", plan=sent.plan, live=True)
        with transaction.atomic():
            sent = _save(request, question, bases, rights)
            if sent.saved and (figures := len(sent.plan.written) + len(sent.plan.removed)):
                self.log_change(request, question, f"Tableau saisi. Chiffres changés : {figures}.")
        if sent.saved is None:
            return self._grid(request, sent.grid, sent.form, sent.plan, offered)
        return _done(request, question, bases, sent)

    def _shown(
        self, request: HttpRequest, question: Question, offered: list[Base], bases: list[Base], rights: Rights
    ) -> HttpResponse:
        grid = load_grid(question, bases, instant(request), rights)
        at = _saved_at(request)
        changes = [] if at is None else changes_of(question, request.user, at, bases)  # type: ignore[arg-type]
        return self._grid(request, grid, HeadForm(grid), make_plan(grid), offered, changes=changes)

    def _grid(
        self,
        request: HttpRequest,
        grid: Grid,
        form: HeadForm,
        plan: Plan,
        offered: list[Base],
        changes: list[Change] | None = None,
    ) -> HttpResponse:
        saved = {change.anchor for change in changes or []}
        emptied = [*plan.emptied, *((one.base_id, one.region_id, one.answer_id) for one in plan.removed)]
        return self._page(
            request,
            "entry",
            f"Saisir : {grid.question}",
            grid=grid,
            form=form,
            plan=plan,
            tables=make_tables(grid, plan, request.user, saved),  # type: ignore[arg-type]
            offered=offered,
            changes=changes or [],
            seen=dump_seen(grid.seen()),
            sources=sorted({figure.source for figure in grid.figures.values()}),
            emptied=list(map(cell_anchor, emptied)) if grid.rights.delete else [],
            keeps=bool(plan.removed),
        )


def _chosen(request: HttpRequest, question: Question, offered: list[Base]) -> list[Base]:
    """The bases that the address names, else the most used one; as many as one form may send."""
    wanted = set(request.GET.getlist("base"))
    chosen = [base for base in offered if str(base.pk) in wanted] or offered[:1]
    answers = Answer.objects.filter(indicator=question.indicator).count()
    room = MOST_CELLS // max(1, (answers + 1) * Region.objects.count())
    if len(chosen) > max(1, room):
        messages.warning(request, f"Au plus {room} bases à la fois : les premières sont montrées.")
    return chosen[: max(1, room)]


def _read(request: HttpRequest, grid: Grid) -> Sent:
    form = HeadForm(grid, request.POST)
    typed = read_typed(grid, request.POST, form.head())
    plan = make_plan(grid, typed)
    tell_conflicts(grid, typed, plan)
    for name, errors in form.errors.items():
        plan.faults.append(Fault(f"id_{name}", str(form.fields[name].label), " ".join(map(str, errors))))
    return Sent(grid, form, plan)


def _save(request: HttpRequest, question: Question, bases: list[Base], rights: Rights) -> Sent:
    """Save what was sent, or say why not. Tried twice: a figure may be made elsewhere at that moment."""
    try:
        return _attempt(request, question, bases, rights)
    except IntegrityError:
        return _attempt(request, question, bases, rights)


def _attempt(request: HttpRequest, question: Question, bases: list[Base], rights: Rights) -> Sent:
    sent: Sent | None = None
    try:
        with transaction.atomic():
            sent = _read(request, load_grid(question, bases, instant(request), rights, held=True))
            if not sent.plan.errors:
                reason = sent.form.cleaned_data["reason"]
                sent.saved = write(sent.plan, by=request.user, reason=reason)  # type: ignore[arg-type]
    except ProtectedError:
        assert sent is not None
        message = (
            "un communiqué cite un de ces chiffres, ou un rectificatif en parle : il ne se supprime pas."
        )
        sent.plan.faults.append(Fault("remove", "Supprimer", message))
    except ValidationError as error:  # a report came out since the page was read
        assert sent is not None
        sent.plan.faults.append(Fault("id_report", "Rapport", " ".join(error.messages)))
    return sent


def _done(request: HttpRequest, question: Question, bases: list[Base], sent: Sent) -> HttpResponse:
    assert sent.saved is not None
    for report in sent.saved.voided:
        messages.warning(request, VOIDED.format(report))
    query = [("base", str(base.pk)) for base in bases]
    if sent.plan.written or sent.plan.removed:
        query.append(("saved", sent.saved.at.isoformat()))
    else:
        messages.info(request, "Rien n'avait changé : rien n'est enregistré.")
    address = reverse("admin:regions_figure_entry", args=[question.pk])
    return HttpResponseRedirect(f"{address}?{urlencode(query)}")


def _saved_at(request: HttpRequest) -> datetime | None:
    try:
        at = parse_datetime(request.GET.get("saved", ""))
        return at.astimezone(UTC) if at is not None and at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
