"""The whole of a site, to be compared: what its tables hold and which files are there."""

import re
from collections import Counter
from hashlib import sha256
from typing import NamedTuple

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.db import models

from phare.files import named, stored
from phare.models import ContentRevision

PLACE = re.compile(r"(communiques|imports|logos|rapports|ressources)/[\w./-]+")
NUMBERED = re.compile(r"nº \d+")


class Picture(NamedTuple):
    """Rows of each table, and those that differ in nothing but a key or an instant are alike; the names of
    files that rows name and that are not there, and of files that nothing names."""

    rows: Counter
    lost: list[str]
    orphans: list[str]


class Album:
    """Pictures of one site, from its state now: of what is new since, neither keys nor instants are told."""

    def __init__(self):
        self.models = [*_models()]
        self.keys = {model: set(model._base_manager.values_list("pk", flat=True)) for model in self.models}
        self.instants = {
            value
            for model in self.models
            for field in _instants(model)
            for value in model._base_manager.values_list(field, flat=True)
        }

    def take(self):
        rows = Counter(row for model in self.models for row in self._rows(model))
        there, needed = set(stored()), named()
        return Picture(rows, sorted(needed - there), sorted(there - needed))

    def _rows(self, model):
        fields = [one for one in model._meta.concrete_fields if (model, one.name) != (LogEntry, "object_id")]
        for cells in model._base_manager.values_list(*(one.attname for one in fields)):
            told = zip(fields, cells, strict=True)
            yield (model._meta.db_table, *(self._told(model, field, cell) for field, cell in told))

    def _told(self, model, field, cell):
        of = self._keyed(model, field)
        if of in self.keys and cell is not None:
            return cell if cell in self.keys[of] else "new"
        if isinstance(field, models.DateTimeField):
            return cell if cell is None or cell in self.instants else "now"
        if isinstance(field, models.FileField):
            return cell and _digest(cell)
        return NUMBERED.sub("nº", PLACE.sub("a file", repr(cell)))

    def _keyed(self, model, field):
        """The model whose keys this field holds: a record of history has that of its row."""
        if field.primary_key:
            return model
        if field.is_relation:
            return field.related_model
        row = getattr(model, "instance_type", None)
        return row if row is not None and field.name == row._meta.pk.name else None


def revision():
    return ContentRevision.objects.values_list("number", flat=True).first()


def _models():
    for name in ("regions", "press"):
        yield from apps.get_app_config(name).get_models(include_auto_created=True)
    yield LogEntry


def _instants(model):
    return [one.attname for one in model._meta.concrete_fields if isinstance(one, models.DateTimeField)]


def _digest(name):
    try:
        with default_storage.open(name) as file:
            return sha256(file.read()).hexdigest()
    except FileNotFoundError:
        return "lost"
