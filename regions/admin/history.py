"""The history of a row at the desk: its life in one list, two versions compared, what was deleted."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import ManyToManyField
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse

from regions.admin.restored import RestoringAdmin
from regions.admin.told import Changed, Labels, changes, value_words
from regions.dates import moment
from regions.life import Act, State, Thing, acts, states_after, told_fields
from regions.searchable import COLUMNS

PER_PAGE = 30
NAMING = 5  # fields by which a deleted row is named
_IMPORT = re.compile(r"[Ii]mport n[º°] ?(\d+)")


@dataclass(frozen=True, slots=True)
class Told:
    """One act, as the page tells it. `record` is that of the version that it made, if it made one."""

    when: str
    who: str
    what: str
    reasons: tuple[tuple[str, str], ...]  # each with the address of its import, or nothing
    changes: tuple[Changed, ...]
    is_creation: bool
    record: int | None
    may_restore: bool


@dataclass(frozen=True, slots=True)
class Deleted:
    """A row that is no longer there, by what it was."""

    pk: Any
    name: str
    when: str
    who: str


class RecordedAdmin(RestoringAdmin):
    """For models with a `history`."""

    def get_urls(self) -> list[URLPattern]:
        if not hasattr(self.model, "history"):
            return super().get_urls()
        name = f"{self.opts.app_label}_{self.opts.model_name}_deleted"
        deleted = path("supprimes/", self.admin_site.admin_view(self.deleted_view), name=name)
        return [deleted, *super().get_urls()]

    # The life of a row

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not hasattr(self.model, "history"):
            stock: HttpResponse = super().history_view(request, object_id, extra_context)
            return stock
        key = unquote(object_id)
        obj = self.get_object(request, key)
        found = self._acts(key) if obj is None else acts(self.model, obj.pk, self.history_parts)
        if obj is None and not found:
            raise Http404
        if not self._may_read(request, obj):
            raise PermissionDenied
        told = [act for act in reversed(found) if self._is_told(act)]
        page = Paginator(told, PER_PAGE).get_page(request.GET.get("p"))
        labels = self._labels(obj, [act.before for act in page] + [act.after for act in page])
        restorable = self._restorable(request, obj, told[::-1])
        name = str(obj) if obj is not None else self._deleted_name(found)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Historique : {name}",
            "opts": self.opts,
            "object": obj,
            "name": name,
            "life": [self._told(act, labels, act.record in restorable) for act in page],
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number),
            "personal": self._forgets(),
            "may_compare": sum(act.record is not None for act in told) > 1,
            **self._comparison(request, obj, found),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/regions/history.html", context)

    def _acts(self, key: str) -> list[Act]:
        """Of a row that is no longer there; none where the key is no key."""
        try:
            return acts(self.model, self.opts.pk.to_python(key), self.history_parts)
        except (ValidationError, OverflowError):
            return []

    def _may_read(self, request: HttpRequest, obj: Any) -> bool:
        """The history of a row says what the row said; that of a deleted one is for who could delete it."""
        if obj is None:
            return self.has_delete_permission(request)
        return self.has_view_or_change_permission(request, obj)

    def _restorable(self, request: HttpRequest, obj: Any, found: list[Act]) -> set[int]:
        """The records that may fill the form: all but the last, which is in it."""
        there = [act for act in found if act.record is not None and act.after[self._row(act)] is not None]
        if obj is None:
            return {act.record or 0 for act in there} if self.has_add_permission(request) else set()
        return {act.record or 0 for act in there[:-1]} if self.has_change_permission(request, obj) else set()

    def _row(self, act: Act) -> Thing:
        return next(thing for thing in act.after if thing[0] is self.model)

    def _is_told(self, act: Act) -> bool:
        """Whether anything was done: also to what the history does not keep, as far as the form named it."""
        return bool(act.touched or act.steps or act.begins or (act.fields and self._forgets()))

    def _forgets(self) -> bool:
        """Whether some fields are not in the history because they are personal."""
        return not set(self.model.history.model._history_excluded_fields) <= set(COLUMNS)

    def _told(self, act: Act, labels: Labels, may_restore: bool) -> Told:
        row = next((thing for thing in act.touched if thing[0] is self.model), None)
        came = row is not None and act.before[row] is None
        went = row is not None and act.after[row] is None
        usual = "Création" if came else "Suppression" if went else "Modification"
        if act.begins:
            usual = "Première version gardée"
        told = [] if went else changes(self.model, act.before, act.after, labels)
        steps = act.steps or ([] if told else act.fields)
        return Told(
            when=moment(act.at),
            who=str(act.user or "le programme"),
            what=" ".join([usual, *steps] if came or went or act.begins else steps) or usual,
            reasons=tuple((reason, _import_address(reason)) for reason in act.reasons),
            changes=tuple(told),
            is_creation=came,
            record=act.record,
            may_restore=may_restore,
        )

    def _labels(self, obj: Any, states: Iterable[Mapping[Thing, State | None]]) -> Labels:
        kept = [(thing, state) for each in states for thing, state in each.items() if state is not None]
        return Labels(self.model, kept, getattr(obj, "unit", ""))

    def _deleted_name(self, found: Sequence[Act]) -> str:
        return f"{self.opts.verbose_name} n° {self._row(found[-1])[1]}, supprimé"

    # Two versions

    def _comparison(self, request: HttpRequest, obj: Any, found: list[Act]) -> dict[str, Any]:
        """What the page says of the two versions that were chosen; nothing where none was."""
        asked = [request.GET.get(name, "") for name in ("de", "a")]
        if not any(asked):
            return {}
        known = {str(act.record): act for act in found if act.record is not None}
        if asked[0] not in known or asked[1] not in known or asked[0] == asked[1]:
            messages.warning(request, "Choisissez deux versions différentes de cette liste.")
            return {}
        old, new = sorted((known[one] for one in asked), key=lambda act: act.at)
        then, now = (states_after(found, act.record) for act in (old, new))
        return {
            "compared": [moment(old.at), moment(new.at)],
            "differences": changes(self.model, then, now, self._labels(obj, [then, now])),
            "chosen": [old.record, new.record],
        }

    # What is no longer there

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = dict(extra_context or {})
        if hasattr(self.model, "history") and self.has_delete_permission(request):
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_deleted"
            context["deleted_address"] = reverse(name)
        page: HttpResponse = super().changelist_view(request, context)
        return page

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """The rows that were deleted, the last one first, for who may delete."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        history: Any = self.model.history
        attname = self.opts.pk.attname
        there = self.model._base_manager.values("pk")
        gone = history.filter(history_type="-").exclude(**{f"{attname}__in": there})
        page = Paginator(gone.select_related("history_user"), PER_PAGE).get_page(request.GET.get("p"))
        fields = [one for one in told_fields(self.model) if not isinstance(one, ManyToManyField)][:NAMING]
        states = [{one.name: getattr(record, one.attname) for one in fields} for record in page]
        labels = Labels(self.model, [((self.model, 0), state) for state in states])
        rows = [
            Deleted(
                getattr(record, attname),
                " – ".join(value_words(one, state[one.name], state, labels) for one in fields),
                moment(record.history_date),
                str(record.history_user or "le programme"),
            )
            for record, state in zip(page, states, strict=True)
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": f"{self.opts.verbose_name_plural} : supprimés",
            "opts": self.opts,
            "rows": rows,
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number),
        }
        return TemplateResponse(request, "admin/regions/deleted.html", context)


def _import_address(reason: str) -> str:
    """The page of the import that a reason names, where there is one."""
    named = _IMPORT.search(reason)
    try:
        return reverse("admin:regions_figureimport_change", args=[named[1]]) if named else ""
    except NoReverseMatch:
        return ""
