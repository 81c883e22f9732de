"""The way from an address to what is announced there, or to the notice that it left."""

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404

from regions.views.withdrawn import WithdrawnError


def public_one(rows: Any, at: datetime, slug: str) -> Any:
    """The one of `rows`, an AnnouncedQuerySet, that is public at that address; WithdrawnError or Http404."""
    found = rows.published(at).filter(slug=slug).first()
    if found is None:
        raise WithdrawnError(get_object_or_404(rows.withdrawn(at), slug=slug))
    return found
