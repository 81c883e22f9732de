"""Two people at one row: who opened an older version is told, sees both texts, and loses none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.timezone import localtime

from regions.admin.history import RecordedAdmin
from regions.dates import day_words
from regions.history import REASON_LENGTH
from regions.versions import hold

OWN = ("seen_version", "change_reason")
EMPTY = "(vide)"
_UNKNOWN: Any = object()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that two people changed: what the other stored, and what was typed and still is in the form."""

    label: str
    anchor: str
    stored: str
    typed: str


class VersionedForm(forms.ModelForm[Any]):
    """Refused where somebody else saved in the meantime.

    The form then holds all that was typed, and what the other changed where nothing was typed; `conflicts`
    are the fields that both changed. It is saved the next time, by who has read them.
    """

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    change_reason = forms.CharField(
        label="Pourquoi ce changement",
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text="Facultatif ; gardé dans l'historique du bureau, jamais public.",
    )

    data: Any
    stale = False
    conflicts: tuple[Conflict, ...] = ()
    taken: tuple[str, ...] = ()  # the labels of what the other changed alone

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_version"].initial = self.instance.version

    @property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name not in OWN]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        seen = self.cleaned_data.get("seen_version")
        if self.instance.pk and seen != self.instance.version:
            self.stale = True
            self._meet(seen)
            raise ValidationError(
                f"{self._who()} a enregistré ici depuis que vous avez ouvert ce formulaire. Rien n'est "
                "enregistré et votre saisie est toujours là : lisez ce qui diffère, corrigez si besoin, puis "
                "enregistrez de nouveau.",
                code="stale",
            )
        return cleaned

    def _who(self) -> str:
        history = getattr(self.instance, "history", None)
        last = history.first() if history else None
        user = last and last.history_user
        return str(user or getattr(self.instance, "author", None) or "Quelqu’un")

    def _meet(self, seen: int | None) -> None:
        """Sort each field by who changed it since version `seen`; write what the other changed alone into
        the form, and the version that is met now."""
        history = getattr(self.instance, "history", None)
        opened = history.filter(version=seen).first() if history and seen is not None else None
        data = self.data.copy()
        conflicts, taken = [], []
        for bound in self:
            name, field = bound.name, bound.field
            if name in OWN or isinstance(field, forms.FileField):
                continue
            stored, typed = self.get_initial_for_field(field, name), bound.data
            if field.disabled or not field.has_changed(stored, typed):
                continue
            before = self._as_opened(opened, name)
            if before is not _UNKNOWN and not field.has_changed(before, typed):
                _write(data, bound, stored)
                taken.append(str(bound.label))
            elif before is _UNKNOWN or field.has_changed(before, self._prepared(bound, stored)):
                conflicts.append(
                    Conflict(
                        str(bound.label),
                        f"#{bound.auto_id}",
                        words(field, stored),
                        words(field, self.cleaned_data.get(name, typed)),
                    )
                )
        data[self.add_prefix("seen_version")] = str(self.instance.version)
        self.data, self.conflicts, self.taken = data, tuple(conflicts), tuple(taken)

    def _as_opened(self, opened: Any, name: str) -> Any:
        try:
            field = self.instance._meta.get_field(name)
        except FieldDoesNotExist:
            return _UNKNOWN
        value = getattr(opened, getattr(field, "attname", name), _UNKNOWN) if opened else _UNKNOWN
        if isinstance(value, datetime) and not self.fields[name].widget.supports_microseconds:
            return value.replace(microsecond=0)  # as the form shows it
        return value

    def _prepared(self, bound: Any, value: Any) -> Any:
        """A stored value as the form would send it."""
        sent = self.data.copy()
        _write(sent, bound, value)
        return bound.field.widget.value_from_datadict(sent, {}, bound.html_name)


def _write(data: Any, bound: Any, value: Any) -> None:
    """Put a value into the data of a form, as its widget would send it."""
    widget: Any = getattr(bound.field.widget, "widget", bound.field.widget)
    name = bound.html_name
    value = bound.field.prepare_value(value)
    if isinstance(widget, forms.MultiWidget):
        several: Any = widget
        parts = zip(several.widgets, several.widgets_names, several.decompress(value), strict=True)
        for inner, ending, part in parts:
            data[name + ending] = inner.format_value(part) or ""
    elif getattr(widget, "allow_multiple_selected", False):
        data.setlist(name, [str(getattr(one, "pk", one)) for one in value or []])
    elif isinstance(widget, forms.CheckboxInput):
        data.pop(name, None)
        if value:
            data[name] = "on"
    elif isinstance(widget, forms.Select):
        data[name] = "" if value is None else str(value)
    else:
        shown = widget.format_value(value)
        data[name] = "" if shown is None else str(shown)


def words(field: Any, value: Any) -> str:
    """A value of a form's field as a person reads it."""
    if value in (None, ""):
        return EMPTY
    rows: Any = getattr(field, "queryset", None)
    choices: Any = getattr(field, "choices", ())
    if isinstance(field, ModelMultipleChoiceField):
        chosen: Any = value
        if not all(isinstance(one, Model) for one in chosen):
            chosen = rows.filter(pk__in=[one for one in chosen if str(one).isdecimal()])
        return ", ".join(str(one) for one in chosen) or EMPTY
    if isinstance(value, Model):
        return str(value)
    if isinstance(field, ModelChoiceField):
        return str((str(value).isdecimal() and rows.filter(pk=value).first()) or value)
    if choices:
        return dict(_flat(choices)).get(str(value), str(value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return date_format(localtime(value), r"j F Y à G \h i")
    if isinstance(value, date):
        return day_words(value)
    text = str(field.prepare_value(value))
    return strip_tags(text) if text.startswith("<") else text


def _flat(choices: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), str(label)


class VersionedAdmin(RecordedAdmin):
    """Forms of versioned rows; templates/admin/change_form.html shows what they met."""

    form: Any = VersionedForm

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """For a change, hold the row from the first look at it to the end of the transaction."""
        known = object_id.isdecimal() and len(object_id) < 19
        if request.method == "POST" and known and transaction.get_connection().in_atomic_block:
            hold(self.model._base_manager.filter(pk=object_id))
        return super().get_object(request, object_id, from_field)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The template has a place of its own for what the form adds."""
        return [name for name in super().get_fields(request, obj) if name not in OWN]

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """The reason goes with each record that this save makes."""
        obj = super().save_form(request, form, change)
        obj._change_reason = form.cleaned_data.get("change_reason") or None
        return obj

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        form = context["adminform"].form
        if getattr(form, "stale", False):
            tables = [one.formset for one in context["inline_admin_formsets"]]
            form.conflicts += tuple(conflict for table in tables for conflict in _conflicts_of(table))
        return super().render_change_form(request, context, *args, **kwargs)


def _conflicts_of(table: Any) -> Iterable[Conflict]:
    """Each cell of a table beside a stale form that is not as stored: saved again, it would be."""
    for number, form in enumerate(table.initial_forms, 1):
        for name in form.changed_data:
            bound = form[name]
            yield Conflict(
                f"{table.model._meta.verbose_name_plural.capitalize()}, ligne {number} : {bound.label}",
                f"#{bound.auto_id}",
                words(bound.field, form.get_initial_for_field(bound.field, name)),
                words(bound.field, bound.data),
            )
