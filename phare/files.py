"""The files of the site: which are kept, and which something names.

A file is written before the row that names it, and outlives it: a new one takes another place, so that no
reader gets half of each. What a save that failed, a process that was killed, a replacement or a deletion
leave is named by nothing, and swept away.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from press.content import Partner
from press.models import Edition

# Longer than any save lasts, from its file to its row.
YOUNG = timedelta(days=1)


def named(using: str = "default") -> set[str]:
    """The names in every FileField, and those that editions keep of logos."""
    found = {
        str(name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField)
        for name in model._base_manager.using(using).values_list(field.attname, flat=True)
    }
    editions = Edition.objects.using(using).order_by().values_list("organisations", flat=True)
    found |= {Partner(*one).logo for organisations in editions for one in organisations}
    return found - {""}


def stored(folder: str = "") -> Iterator[str]:
    """The name of every file of the storage."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        yield f"{folder}{name}"
    for name in folders:
        yield from stored(f"{folder}{name}/")


def is_older(name: str, than: datetime) -> bool:
    """False where it went meanwhile."""
    try:
        return default_storage.get_modified_time(name) < than
    except FileNotFoundError:
        return False


def sweep(before: datetime) -> list[str]:
    """Delete what nothing names and was written `before`; the names of what went."""
    # Looked at first: what is named meanwhile is seen to be.
    old = {name for name in stored() if is_older(name, before)}
    swept = sorted(old - named())
    for name in swept:
        default_storage.delete(name)
    return swept
