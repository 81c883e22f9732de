"""An old version of a row in its form: nothing is written until it is saved by the ordinary path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import FileField, Model
from django.http import Http404, HttpRequest

from regions.admin.lookups import LookupAdmin
from regions.dates import moment
from regions.life import State, Thing, acts, states_after, told_fields


@dataclass(frozen=True, slots=True)
class Restored:
    """A row and its parts as they were `when`, and as they are; nothing of it is there once it is deleted."""

    row: Thing
    then: Mapping[Thing, State]
    now: Mapping[Thing, State]
    when: str

    @property
    def values(self) -> dict[str, Any]:
        """For a form; files are not put back by one."""
        state = self.then[self.row]
        fields = [one for one in told_fields(self.row[0]) if not isinstance(one, FileField)]
        return {one.name: state[one.name] for one in fields}

    def lost(self, shown: Mapping[str, Any]) -> Iterator[str]:
        """What differs and is not put back by a form that has the fields `shown`."""
        now, then = self.now.get(self.row, {}), self.then[self.row]
        for field in told_fields(self.row[0]):
            kept = field.name in shown and not isinstance(field, FileField)
            if not kept and now.get(field.name) != then[field.name]:
                yield str(field.verbose_name)
        for model in dict.fromkeys(thing[0] for thing in [*self.then, *self.now]):
            if model is not self.row[0] and self._of(model, self.then) != self._of(model, self.now):
                yield str(model._meta.verbose_name_plural)

    def _of(self, model: type[Model], states: Mapping[Thing, State]) -> list[State]:
        return [state for thing, state in states.items() if thing[0] is model]


class RestoringAdmin(LookupAdmin):
    """For models with a `history`; `history_parts` are the recorded models of the tables beside the form."""

    history_parts: tuple[type[Model], ...] = ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        restored = self._restored(request, obj)
        if restored is None:
            return form
        old = {"change_reason": f"Reprise des valeurs du {restored.when}.", **restored.values}

        class Restoring(form):  # type: ignore[misc]
            def __init__(self, *args: Any, initial: Any = None, **kwargs: Any) -> None:
                given = {name: value for name, value in old.items() if name in self.base_fields}
                super().__init__(*args, initial={**(initial or {}), **given}, **kwargs)

        return Restoring

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        restored = self._restored(request, kwargs.get("obj"))
        if restored is not None:
            lost = ", ".join(restored.lost(context["adminform"].form.fields))
            messages.warning(
                request,
                f"Le formulaire contient les valeurs du {restored.when}. Rien n'est enregistré : relisez, "
                f"puis enregistrez.{f' Ne sont pas repris : {lost}.' if lost else ''}",
            )
        return super().render_change_form(request, context, *args, **kwargs)

    def _restored(self, request: HttpRequest, obj: Any) -> Restored | None:
        """The version that `?version=` names, for a form that is only looked at; read once for a request.

        404 where it is none of this row, 403 for who may not write what it would fill.
        """
        asked = request.GET.get("version", "")
        if request.method != "GET" or not asked or not hasattr(self.model, "history"):
            return None
        if not hasattr(request, "_restored_version"):
            request._restored_version = self._version(request, obj, asked)  # type: ignore[attr-defined]
        return request._restored_version  # type: ignore[attr-defined,no-any-return]

    def _version(self, request: HttpRequest, obj: Any, asked: str) -> Restored:
        if not self._may_fill(request, obj):
            raise PermissionDenied
        history: Any = self.model.history
        known = asked.isdecimal() and len(asked) < 10
        record = history.filter(history_id=asked).first() if known else None
        key = record and getattr(record, self.opts.pk.attname)
        is_there = self.model._base_manager.filter(pk=key).exists()
        if record is None or (obj.pk != key if obj is not None else is_there):
            raise Http404
        found = acts(self.model, key, self.history_parts)
        then, row = states_after(found, int(asked)), (self.model, key)
        if row not in then:
            raise Http404
        act = next(act for act in found if act.record == int(asked))
        return Restored(row, then, states_after(found), moment(act.at))

    def _may_fill(self, request: HttpRequest, obj: Any) -> bool:
        if obj is None:
            return self.has_delete_permission(request) and self.has_add_permission(request)
        return self.has_change_permission(request, obj)
