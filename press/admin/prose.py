"""The text editor on forms of the desk."""

from typing import Any

import js_asset
from django.conf import settings
from django.http import HttpRequest

from regions.admin.versions import VersionedAdmin


class ProseAdmin(VersionedAdmin):
    """A form whose scripts carry the nonce of its page: the editor needs an import map."""

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        response: Any = super().render_change_form(request, context, *args, **kwargs)
        media = js_asset.Media.from_media(response.context_data["media"])
        response.context_data["media"] = media.with_nonce(str(request.csp_nonce))  # type: ignore[attr-defined]
        response._csp_replace = settings.DESK_POLICY
        return response
