"""What a record of the history says, in the words of the forms."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from difflib import SequenceMatcher
from html import unescape
from typing import Any

from django.db.models import FileField, ForeignKey, Model, TextField
from django.utils.html import strip_tags

from regions import formats
from regions.dates import day_words, moment
from regions.differences import Piece, lines, paragraphs
from regions.life import State, Thing, told_fields
from regions.models import Figure

EMPTY = "(vide)"
LIKE = 0.4  # the part of the words that two versions of a text share, at least
LONG = 80  # characters, beyond which two texts are compared word by word
_BLOCK = re.compile(r"</(?:p|li|h\d|blockquote|tr)>|<br ?/?>")


@dataclass(frozen=True, slots=True)
class Changed:
    """One field: from what to what; of a long text, the paragraphs that differ, word by word."""

    label: str
    old: str
    new: str
    paragraphs: tuple[tuple[Piece, ...], ...] = ()


class Labels:
    """The words of rows to which others refer, each model's read once; `unit` is that of the row's value."""

    def __init__(self, row: type[Model], states: Iterable[tuple[Thing, State]], unit: str = "") -> None:
        self.unit = unit
        wanted: dict[type[Model], set[Any]] = {}
        for (model, _), state in states:
            for field in told_fields(model, None if model is row else row):
                if isinstance(field.related_model, type) and state.get(field.name):
                    keys = state[field.name]
                    wanted.setdefault(field.related_model, set()).update(
                        keys if isinstance(keys, tuple) else (keys,)
                    )
        self.words = {model: _words_of(model, keys) for model, keys in wanted.items()}
        self.units = dict(
            Figure.objects.filter(pk__in=wanted.get(Figure, ())).order_by().values_list("pk", "unit")
        )

    def of(self, model: type[Model], key: Any) -> str:
        return self.words.get(model, {}).get(key) or f"n° {key}, supprimé"


def _words_of(model: type[Model], keys: set[Any]) -> dict[Any, str]:
    rows: Any = model._default_manager.filter(pk__in=keys)
    rows = rows.with_labels() if hasattr(rows, "with_labels") else rows.select_related()
    return {one.pk: str(one) for one in rows}


def changes(
    row: type[Model],
    before: Mapping[Thing, State | None],
    after: Mapping[Thing, State | None],
    labels: Labels,
) -> list[Changed]:
    """The fields of a row that changed, then its parts that came, went or changed."""
    own: list[Changed] = []
    parts: list[Changed] = []
    gone, came = [*_lacking(before, after)], [*_lacking(after, before)]
    for thing in dict.fromkeys([*before, *after]):
        model, old, new = thing[0], before.get(thing), after.get(thing)
        if model is row:
            own += _fields(model, row, old or {}, new or {}, labels)
        elif old and new:
            parts += _part_fields(model, row, old, new, labels)
        # Tables are written anew where their rows are exchanged: what went and came back the same stayed.
        elif new and (model, new) not in gone:
            words = _part_words(model, row, new, labels)
            parts.append(Changed(f"Ajout : {model._meta.verbose_name}", "", words))
        elif old and (model, old) not in came:
            words = _part_words(model, row, old, labels)
            parts.append(Changed(f"Retrait : {model._meta.verbose_name}", words, ""))
    return [*own, *parts]


def _lacking(
    states: Mapping[Thing, State | None], others: Mapping[Thing, State | None]
) -> Iterator[tuple[type[Model], State]]:
    """The things that are in one and not in the other, by what they are."""
    for thing, state in states.items():
        if state and not others.get(thing):
            yield thing[0], state


def _part_fields(
    model: type[Model], row: type[Model], old: State, new: State, labels: Labels
) -> Iterator[Changed]:
    name = f"{_label(model._meta.verbose_name)} « {_part_words(model, row, new, labels)} »"
    for one in _fields(model, row, old, new, labels):
        yield replace(one, label=f"{name} : {one.label[:1].lower()}{one.label[1:]}")


def _fields(
    model: type[Model], row: type[Model], old: State, new: State, labels: Labels
) -> Iterator[Changed]:
    for field in told_fields(model, None if model is row else row):
        values = old.get(field.name), new.get(field.name)
        if values[0] == values[1] or not any(_is_said(value) for value in values):
            continue
        label = _label(field.verbose_name)
        before, after = (value_words(field, value, old or new, labels) for value in values)
        if isinstance(field, FileField) and before == after:
            after = f"un autre fichier{after.removeprefix('un fichier')}"
        if before == after:
            yield Changed(label, "", "mise en forme ou adresses des liens")
        elif max(len(before), len(after)) > LONG and _is_reworded(before, after):
            yield Changed(label, before, after, tuple(paragraphs(lines(before), lines(after))))
        else:
            yield Changed(label, before, after)


def _is_reworded(before: str, after: str) -> bool:
    """Whether enough words stay for what changes to be told among them."""
    return SequenceMatcher(None, before.split(), after.split()).quick_ratio() > LIKE


def value_words(field: Any, value: Any, state: State, labels: Labels) -> str:
    """A stored value as the desk shows it."""
    if not _is_said(value):
        return EMPTY
    if isinstance(value, tuple):
        return ", ".join(sorted(labels.of(field.related_model, key) for key in value))
    if isinstance(field, ForeignKey):
        return labels.of(field.related_model, value)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, FileField):
        return f"un fichier ({str(value).rpartition('.')[2]})"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Decimal):
        unit = labels.units.get(state.get("figure", 0), labels.unit)
        return formats.value(value, unit) if field.name == "value" and unit else formats.number(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, time):
        return f"{value:%-H} h {value:%M}"
    if isinstance(field, TextField) and "<" in str(value):
        return unescape(strip_tags(_BLOCK.sub("\n", str(value)))).strip() or EMPTY
    return str(value)


def _is_said(value: Any) -> bool:
    return value not in (None, "", ())


def _label(name: Any) -> str:
    text = str(name)
    return text[:1].upper() + text[1:]


def _part_words(model: type[Model], row: type[Model], state: State, labels: Labels) -> str:
    """A part by its title, or by the first thing that it holds."""
    fields = {field.name: field for field in told_fields(model, row)}
    name = "title" if "title" in fields else next(iter(fields))
    return value_words(fields[name], state[name], state, labels)
