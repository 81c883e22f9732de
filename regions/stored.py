"""Files that a view hands out once it has asked the door: stored ones, to which no address leads, and
those made for the request."""

import logging
from typing import TypeVar
from urllib.parse import quote

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase

ResponseT = TypeVar("ResponseT", bound=HttpResponseBase)

logger = logging.getLogger(__name__)


def stored_file(file: FieldFile, name: str, content_type: str, *, inline: bool = False) -> HttpResponseBase:
    """The file under the `name` that its reader keeps it by; Http404 where storage has lost it.

    With settings.ACCEL_ROOT, nginx sends the bytes from that internal location.
    """
    try:
        if not settings.ACCEL_ROOT:
            response: HttpResponseBase = FileResponse(
                file.open(), filename=name, as_attachment=not inline, content_type=content_type
            )
        elif file.storage.exists(file.name or ""):
            response = HttpResponse(content_type=content_type)
            response["X-Accel-Redirect"] = settings.ACCEL_ROOT + quote(file.name or "")
            kind = "inline" if inline else "attachment"
            response["Content-Disposition"] = f'{kind}; filename="{name}"'
        else:
            raise FileNotFoundError(file.name)
    except FileNotFoundError as error:
        logger.error("A file that the site links to is not in storage: %s.", name)
        raise Http404 from error
    # Without a word, a cache in front keeps a PDF for as long as it likes, withdrawn or not.
    response["Cache-Control"] = "no-cache"
    return _sandboxed(response)


def made_file(content: bytes, name: str, content_type: str, *, inline: bool = False) -> HttpResponse:
    """Bytes made for this request, under the `name` that their reader keeps them by."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return _sandboxed(response)


def _sandboxed(response: ResponseT) -> ResponseT:
    response._csp_replace = settings.FILES_POLICY  # type: ignore[attr-defined]  # as csp_replace does
    return response
