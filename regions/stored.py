"""Stored files: no address leads to them, a view that has asked the door hands them out."""

import logging
from urllib.parse import quote

from csp.constants import NONE
from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase

logger = logging.getLogger(__name__)

# What a stored file may do in a browser: nothing.
SANDBOX = {"default-src": [NONE], "sandbox": True}


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
    response._csp_replace = SANDBOX  # type: ignore[attr-defined]  # as csp_replace does
    return response
